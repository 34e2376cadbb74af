#include <algorithm>
#include <filesystem>
#include <random>

#include "i18n/fold.hpp"
#include "i18n/phrase.hpp"
#include "io/csv.hpp"
#include "io/file.hpp"
#include "io/spreadsheet.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/exports.hpp"
#include "register/permissions.hpp"
#include "world/sheets.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::Cells;
using registry::Snapshot;

constexpr accounts::Permission kWrite{Resource::kRecord, Action::kWrite};
constexpr size_t kMostImport = 10 * 1024 * 1024;

/// Columns that every register has; the others are its values.
bool is_common(const std::string& column) {
  static const std::set<std::string> kCommon{"id", "area", "from", "to", "source", "confidence"};
  return kCommon.contains(column);
}

Json fact_view(const Snapshot& snapshot, const std::string& table, const registry::Record& record,
               const accounts::Principal& who, Date today) {
  const Cells cells = snapshot.state.table(table)->cells(record);
  Json values = Json::object();
  for (const auto& [column, text] : cells)
    if (!is_common(column)) values[column] = text;
  const auto or_null = [&](const char* column) {
    return cell(cells, column).empty() ? Json(nullptr) : Json(cell(cells, column));
  };
  return {{"id", record.id},
          {"area", area_ref(snapshot, cell(cells, "area"), today)},
          {"from", or_null("from")},
          {"to", or_null("to")},
          {"values", std::move(values)},
          {"source", cell(cells, "source")},
          {"confidence", or_null("confidence")},
          {"evidence", record.evidence},
          {"recorded", recorded(record, who)},
          {"version", std::to_string(record.version)}};
}

/// Only registers are read and written here; the tables of the gazetteer come with the programme.
tl::expected<const world::TableSchema*, http::Problem> register_of(const Snapshot& snapshot,
                                                                   const std::string& id) {
  const world::TableSchema* schema = snapshot.schema(id);
  if (schema == nullptr || !schema->is_register)
    return http::refuse(404, "register.unknown_table", {id});
  return schema;
}

http::Answer list(const Call& call, const Facts& facts) {
  const std::string& table = call.path.text("register");
  std::shared_ptr<const Snapshot> snapshot = facts->facts.now();
  if (!call.query("at").empty()) {
    auto then = facts->facts.known_on(*Date::parse(call.query("at")));
    if (!then) return tl::unexpected(problem_of(then.error()));
    snapshot = std::move(*then);
  }
  if (const auto schema = register_of(*snapshot, table); !schema)
    return tl::unexpected(schema.error());
  const Date today = facts->facts.today();
  const std::string region(call.query("region"));
  const Actor actor = actor_of(call.who);
  if (registry::is_protected(table)) {
    const auto allowed =
        facts->facts.allow_read(actor, table, region.empty() ? "*" : region, {actor.region});
    if (!allowed) return tl::unexpected(refusal(allowed.error()));
  }
  const std::string wanted = i18n::fold_for_search(call.query("q"));
  Json all = Json::array();
  const registry::Table* found = snapshot->state.table(table);
  for (size_t i = 0; found != nullptr && i < found->records.size(); ++i) {
    const registry::Record& record = found->records[i];
    if (record.removed) continue;
    const Cells cells = found->cells(record);
    const auto regions = snapshot->regions_of(table, cells, today);
    if (!region.empty() && !regions.contains(region)) continue;
    if (registry::is_protected(table) &&
        !registry::allow(actor, registry::Right::kReadProtected, regions))
      continue;
    if (!wanted.empty()) {
      std::string words;
      for (const auto& [column, text] : cells) words += text + " ";
      if (i18n::fold_for_search(words).find(wanted) == std::string::npos) continue;
    }
    all.push_back(fact_view(*snapshot, table, record, call.who, today));
  }
  return page_of(call.request, all);
}

http::Answer get(const Call& call, const Facts& facts) {
  const std::string& table = call.path.text("register");
  const std::string& id = call.path.text("fact");
  const auto snapshot = facts->facts.now();
  if (const auto schema = register_of(*snapshot, table); !schema)
    return tl::unexpected(schema.error());
  const registry::Record* record = snapshot->state.find(table, id);
  const Date today = facts->facts.today();
  const auto regions = snapshot->regions_of(table, cells_of(*snapshot, table, id), today);
  // Who may not read it is not told whether it is there.
  const auto allowed = facts->facts.allow_read(actor_of(call.who), table, id, regions);
  if (!allowed) return tl::unexpected(refusal(allowed.error()));
  if (record == nullptr) return http::refuse(404, "register.no_record", {id});
  return tagged_answer(call, fact_view(*snapshot, table, *record, call.who, today),
                       record->version);
}

/// The cells that a form gives; `old` where it is silent.
tl::expected<Cells, http::Problem> cells_from(const Json& object, const world::TableSchema& schema,
                                              Cells cells) {
  for (const char* field : {"id", "area", "from", "to", "source", "confidence"}) {
    if (!object.contains(field)) continue;
    const auto text = text_of(object, field);
    if (!text) return tl::unexpected(text.error());
    cells[field] = *text;
  }
  if (!object.contains("values")) return cells;
  if (!object["values"].is_object())
    return http::invalid({{"/values", "http.needs_object", {}, {}}});
  std::vector<http::FieldError> wrong;
  for (const auto& [column, value] : object["values"].items()) {
    const bool known = !is_common(column) &&
                       std::any_of(schema.columns.begin(), schema.columns.end(),
                                   [&, name = column](const auto& c) { return c.name == name; });
    if (!known)
      wrong.push_back({"/values/" + column, "http.unknown_field", {}, {}});
    else if (!value.is_string() && !value.is_null())
      wrong.push_back({"/values/" + column, "http.needs_text", {}, {}});
    else
      cells[column] = value.is_null() ? "" : value.get<std::string>();
  }
  if (!wrong.empty()) return http::invalid(std::move(wrong));
  return cells;
}

std::string new_id(const Snapshot& snapshot, const std::string& table) {
  const registry::Table* found = snapshot.state.table(table);
  for (size_t number = found == nullptr ? 1 : found->records.size() + 1;; ++number) {
    const std::string id = table + "-" + std::to_string(number);
    if (found == nullptr || !found->index.contains(id)) return id;
  }
}

const std::vector<std::string> kFields{"id",     "area",       "from",     "to",    "values",
                                       "source", "confidence", "evidence", "reason"};

http::Answer submit(const Call& call, const Facts& facts, const Snapshot& before,
                    registry::Change change, const Json& object, int status) {
  const auto evidence = ids_of(object, "evidence");
  const auto reason = text_of(object, "reason");
  if (!evidence) return tl::unexpected(evidence.error());
  if (!reason) return tl::unexpected(reason.error());
  const std::string table = change.table;
  const std::string id = change.record;
  registry::Submission submission{
      {std::move(change)}, reason->empty() && status != 201 ? "–" : *reason, *evidence, 0};
  const auto receipt = facts->facts.submit(actor_of(call.who), submission);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  const registry::Record* record = receipt->snapshot->state.find(table, id);
  const Date today = facts->facts.today();
  Json item = record == nullptr ? Json{{"id", id}}
                                : fact_view(*receipt->snapshot, table, *record, call.who, today);
  return answer(written(before, *receipt, std::move(item), today), status);
}

http::Answer add(const Call& call, const Facts& facts) {
  const std::string& table = call.path.text("register");
  const auto before = facts->facts.now();
  const auto schema = register_of(*before, table);
  if (!schema) return tl::unexpected(schema.error());
  const auto object = object_of(call, kFields);
  if (!object) return tl::unexpected(object.error());
  auto cells = cells_from(*object, **schema, {});
  if (!cells) return tl::unexpected(cells.error());
  if (cell(*cells, "id").empty()) (*cells)["id"] = new_id(*before, table);
  const std::string id = cell(*cells, "id");
  return submit(call, facts, *before, {table, id, false, std::move(*cells), 0}, *object, 201);
}

http::Answer change(const Call& call, const Facts& facts, bool remove) {
  const std::string& table = call.path.text("register");
  const std::string& id = call.path.text("fact");
  const auto before = facts->facts.now();
  const auto schema = register_of(*before, table);
  if (!schema) return tl::unexpected(schema.error());
  const registry::Record* record = before->state.find(table, id);
  if (record == nullptr) return http::refuse(404, "register.no_record", {id});
  if (const auto match = must_match(call, record->version); !match)
    return tl::unexpected(match.error());
  if (remove)
    return submit(call, facts, *before, {table, id, true, {}, record->version}, Json::object(),
                  200);
  const auto object = object_of(call, kFields);
  if (!object) return tl::unexpected(object.error());
  auto cells = cells_from(*object, **schema, before->state.table(table)->cells(*record));
  if (!cells) return tl::unexpected(cells.error());
  return submit(call, facts, *before, {table, id, false, std::move(*cells), record->version},
                *object, 200);
}

// --- many rows at once

struct Upload {
  io::CsvTable table;
  Problems problems;
};

/// A CSV file, or the first fitting sheet of a workbook.
Upload read_upload(const std::string& bytes, const world::TableSchema& schema) {
  Upload upload;
  if (!bytes.starts_with("PK\x03\x04")) {
    upload.table = io::parse_csv(bytes, schema.file(), upload.problems);
    return upload;
  }
  std::random_device seed;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() /
      ("dostyq-" + std::to_string(seed()) + std::to_string(seed()) + ".xlsx");
  if (!io::write_files({{file, bytes}})) {
    upload.problems.push_back({ErrorCode::kInternal, "file.not_writable", {schema.file()}, {}});
    return upload;
  }
  const auto book = io::read_spreadsheet(file);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  if (!book) {
    upload.problems.push_back(book.error());
    return upload;
  }
  const auto sheet = std::find_if(book->sheets.begin(), book->sheets.end(),
                                  [&](const io::Sheet& s) { return s.name == schema.name; });
  if (book->sheets.empty()) return upload;
  upload.table = world::read_sheet(sheet == book->sheets.end() ? book->sheets.front() : *sheet,
                                   schema, book->origin, schema.file(), upload.problems);
  return upload;
}

struct Rows {
  registry::Submission submission;
  size_t fresh = 0, changed = 0, same = 0;
  std::map<std::string, int> lines;  ///< record → row of the file
};

Rows rows_of(const Snapshot& before, const world::TableSchema& schema, const io::CsvTable& table) {
  Rows rows;
  for (const io::CsvRow& row : table.rows) {
    Cells cells;
    for (size_t i = 0; i < table.header.size() && i < row.cells.size(); ++i)
      if (!row.cells[i].empty()) cells[table.header[i]] = row.cells[i];
    const std::string id = registry::record_id(schema, cells);
    rows.lines.emplace(id, row.line);
    const registry::Record* old = before.state.find(schema.name, id);
    if (old != nullptr && before.state.table(schema.name)->cells(*old) == cells) {
      ++rows.same;
      continue;
    }
    ++(old == nullptr ? rows.fresh : rows.changed);
    rows.submission.changes.push_back(
        {schema.name, id, false, std::move(cells), old == nullptr ? 0 : old->version});
  }
  return rows;
}

Json problem_view(const Error& error, int row, const std::string& column, Language language) {
  return {{"row", row},
          {"column", column},
          {"detail", i18n::sentence(i18n::say(error.key, error.args, language), language)}};
}

http::Answer import_rows(const Call& call, const Facts& facts) {
  const auto before = facts->facts.now();
  const auto schema = register_of(*before, call.path.text("register"));
  if (!schema) return tl::unexpected(schema.error());
  const bool preview = call.query("preview") != "false";
  const Upload upload = read_upload(call.request.body, **schema);
  Rows rows = rows_of(*before, **schema, upload.table);
  rows.submission.reason = "import";
  Json problems = Json::array();
  for (const Error& error : upload.problems)
    problems.push_back(problem_view(error, error.where.row, error.where.column, call.language));
  Json shown{{"rows", upload.table.rows.size()},
             {"new", rows.fresh},
             {"changed", rows.changed},
             {"same", rows.same}};
  Json sample{{"header", upload.table.header}, {"rows", Json::array()}};
  for (size_t i = 0; i < std::min<size_t>(5, upload.table.rows.size()); ++i)
    sample["rows"].push_back(upload.table.rows[i].cells);
  shown["sample"] = std::move(sample);
  shown["changes_of_verdict"] = Json::array();
  const auto refused = [&](const registry::FieldProblems& found) -> http::Answer {
    if (found.front().error.code == ErrorCode::kDatabase ||
        found.front().error.code == ErrorCode::kNotAllowed || !preview)
      return tl::unexpected(problem_of(found));
    for (const registry::FieldProblem& each : found) {
      const auto line = rows.lines.find(each.record);
      problems.push_back(problem_view(each.error, line == rows.lines.end() ? 0 : line->second,
                                      each.field, call.language));
    }
    shown["problems"] = std::move(problems);
    return answer(shown);
  };
  const Date today = facts->facts.today();
  if (!problems.empty() || rows.submission.changes.empty()) {
    if (!preview && !problems.empty()) return tl::unexpected(http::problem_of(upload.problems));
    shown["problems"] = std::move(problems);
    return answer(preview ? shown : Json{{"item", shown}, {"changed", Json::array()}});
  }
  if (preview) {
    const auto after = facts->facts.preview(actor_of(call.who), rows.submission);
    if (!after) return refused(after.error());
    if (const auto moves = registry::verdict_changes(*before, **after, today)) {
      for (const registry::VerdictChange& move : *moves) {
        if (!move.before || !move.after || move.before->status == move.after->status) continue;
        shown["changes_of_verdict"].push_back({{"order", move.directive},
                                               {"before", directive::name(move.before->status)},
                                               {"after", directive::name(move.after->status)}});
      }
    }
    shown["problems"] = Json::array();
    return answer(shown);
  }
  const auto receipt = facts->facts.submit(actor_of(call.who), rows.submission);
  if (!receipt) return refused(receipt.error());
  shown["problems"] = Json::array();
  return answer(written(*before, *receipt, std::move(shown), today));
}

http::Answer export_rows(const Call& call, const Facts& facts, bool xlsx) {
  const auto snapshot = facts->facts.now();
  const std::string& table = call.path.text("register");
  if (const auto schema = register_of(*snapshot, table); !schema)
    return tl::unexpected(schema.error());
  if (registry::is_protected(table)) {
    // The whole table, of all regions: only for those who may read all of it.
    const auto allowed = facts->facts.allow_read(actor_of(call.who), table, "*", {});
    if (!allowed) return tl::unexpected(refusal(allowed.error()));
  }
  const registry::Sheet sheet = registry::table_sheet(*snapshot, table);
  if (!xlsx) return download(registry::to_csv(sheet), "text/csv; charset=utf-8", table + ".csv");
  auto bytes = registry::to_xlsx({sheet});
  if (!bytes) return tl::unexpected(refusal(bytes.error()));
  return download(std::move(*bytes),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  table + ".xlsx");
}

}  // namespace

void add_record_routes(RouteTable& table, const Facts& facts) {
  constexpr accounts::Permission kRead{Resource::kRegister, Action::kRead};
  Route all = route(Method::kGet, "/registers/{register}", "records.list", "Rows of a register.",
                    kRead, [facts](const Call& call) { return list(call, facts); });
  all.query = {text_parameter("region", "Id of a region."), text_parameter("q", "Words."),
               day_parameter("at", "As it was known at the end of this day.")};
  all.paged = true;
  table.add(std::move(all));
  table.add(route(Method::kGet, "/registers/{register}/{fact}", "records.get", "One row.", kRead,
                  [facts](const Call& call) { return get(call, facts); }));
  Route post = route(Method::kPost, "/registers/{register}", "records.add", "Record a fact.",
                     kWrite, [facts](const Call& call) { return add(call, facts); });
  post.success = 201;
  table.add(std::move(post));
  table.add(route(Method::kPatch, "/registers/{register}/{fact}", "records.change",
                  "Correct a row; the old one stays in the history.", kWrite,
                  [facts](const Call& call) { return change(call, facts, false); }));
  table.add(route(Method::kDelete, "/registers/{register}/{fact}", "records.remove",
                  "Take a row back; it stays in the history.", kWrite,
                  [facts](const Call& call) { return change(call, facts, true); }));
  Route in = route(Method::kPost, "/registers/{register}/import", "records.import",
                   "Many rows from a CSV or XLSX file: a preview, or all or nothing.", kWrite,
                   [facts](const Call& call) { return import_rows(call, facts); });
  in.query = {flag_parameter("preview", "true (as it is): nothing is written.")};
  in.takes_type = "*/*";
  in.most_body_bytes = kMostImport;
  table.add(std::move(in));
  for (const bool xlsx : {false, true}) {
    Route out =
        route(Method::kGet, std::string("/registers/{register}/export.") + (xlsx ? "xlsx" : "csv"),
              std::string("records.export_") + (xlsx ? "xlsx" : "csv"), "A register as a file.",
              kRead, [facts, xlsx](const Call& call) { return export_rows(call, facts, xlsx); });
    out.gives_type =
        xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv";
    table.add(std::move(out));
  }
}

}  // namespace dostyq::portal
