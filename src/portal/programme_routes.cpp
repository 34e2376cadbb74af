#include <algorithm>

#include "i18n/phrase.hpp"
#include "io/zip_archive.hpp"
#include "io/zip_writer.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/permissions.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::Snapshot;

constexpr size_t kMostFolder = 40 * 1024 * 1024;
constexpr size_t kMostUnpacked = 200 * 1024 * 1024;

/// What a register's column holds, as a form needs it: the schema's own types, and for columns that
/// a programme declares, which are all text, what their names say.
Json column_view(const Snapshot& snapshot, const world::Column& column) {
  static const std::set<std::string> kYesNo{"trained", "leading"};
  static const std::set<std::string> kLists{"languages"};
  const std::string& id = column.name;
  std::string type = "text";
  std::string of;
  if (column.type == world::ColumnType::kReference) {
    type = "ref";
    of = column.reference;
  } else if (column.type == world::ColumnType::kDate || id == "date") {
    type = "day";
  } else if (column.type == world::ColumnType::kInteger) {
    type = "number";
  } else if (kYesNo.contains(id)) {
    type = "yes_no";
  } else if (kLists.contains(id)) {
    type = "list";
  } else if (snapshot.schema(id + "s") != nullptr) {
    type = "ref";
    of = id + "s";
  }
  Json shown{{"id", id},
             {"name", view(i18n::term("register_column." + id, id))},
             {"type", type},
             {"required", column.need == world::Need::kRequired}};
  if (!of.empty()) shown["of"] = of;
  if (column.type == world::ColumnType::kChoice) shown["choices"] = column.choices;
  return shown;
}

Json register_view(const Snapshot& snapshot, const std::string& id, const Text& name) {
  static const std::set<std::string> kCommon{"id", "area", "from", "to", "source", "confidence"};
  Json columns = Json::array();
  const world::TableSchema* schema = snapshot.schema(id);
  for (const world::Column& column : schema->columns)
    if (!kCommon.contains(column.name)) columns.push_back(column_view(snapshot, column));
  return {{"id", id},
          {"name", view(name)},
          {"columns", std::move(columns)},
          {"protected", registry::is_protected(id)}};
}

Json adopted_view(const Snapshot& snapshot) {
  const registry::Table* table = snapshot.state.table("intended_sites");
  for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
    const registry::Record& record = table->records[i];
    if (record.removed) continue;
    const std::string id = table->cell(record, "scenario");
    const world::Source* source = snapshot.programme().find_source(table->cell(record, "source"));
    return {{"scenario", id},
            {"name", source == nullptr ? id : source->title},
            {"on", record.at.substr(0, 10)},
            {"by", ""}};
  }
  return nullptr;
}

Json refs(const std::vector<std::string>& ids, const Overview& overview) {
  Json all = Json::array();
  for (const std::string& id : ids) all.push_back(area_ref(*overview.snapshot, id, overview.today));
  return all;
}

/// Something of it was invented for a demonstration: a record, a cost or a budget.
bool is_demo(const Snapshot& snapshot) {
  const world::Config& config = snapshot.programme().config;
  const auto invented = [](const auto& each) { return each.confidence == Confidence::kDemo; };
  if (std::any_of(config.kinds.begin(), config.kinds.end(), invented) ||
      std::any_of(config.phases.begin(), config.phases.end(), invented))
    return true;
  for (const std::string& name : snapshot.state.table_names()) {
    const registry::Table& table = *snapshot.state.table(name);
    for (const registry::Record& record : table.records)
      if (!record.removed && table.cell(record, "confidence") == "demo") return true;
  }
  return false;
}

http::Answer programme(const Facts& facts, const Overview& overview) {
  const Snapshot& snapshot = *overview.snapshot;
  const world::Config& config = snapshot.programme().config;
  Json kinds = Json::array();
  for (const world::SiteKind& kind : config.kinds)
    kinds.push_back({{"id", kind.id},
                     {"name", view(kind.name)},
                     {"is_house", kind.is(overview.serving)},
                     {"can_open", kind.can_open},
                     {"open_cost", kind.open_cost},
                     {"staff", kind.staff}});
  Json regions = Json::array();
  for (const Json& line : overview.report["regions"])
    regions.push_back({{"id", line["id"]}, {"name", line["name"]}});
  Json bodies = Json::array();
  for (const world::Body& body : snapshot.programme().bodies)
    bodies.push_back({{"id", body.id}, {"name", view(body.name)}});
  Json registers = Json::array();
  for (const world::RegisterSchema& each : config.registers)
    registers.push_back(register_view(snapshot, each.id, each.name));
  return answer(
      {{"id", config.id},
       {"name", view(config.name)},
       {"country", refs({config.country}, overview)[0]},
       {"today", view(overview.today)},
       {"zone", config.zone},
       {"currency", config.currency},
       {"minutes", overview.minutes},
       {"phases", overview.report["phases"]},
       {"kinds", std::move(kinds)},
       {"regions", std::move(regions)},
       {"bodies", std::move(bodies)},
       {"registers", std::move(registers)},
       {"adopted", adopted_view(snapshot)},
       {"demo", is_demo(snapshot) || (facts->has_demo_accounts && facts->has_demo_accounts())}});
}

http::Answer export_zip(const Call& call, const Facts& facts) {
  const auto snapshot = facts->facts.now();
  if (!snapshot->plan_case) return http::refuse(404, "register.empty");
  auto files = registry::to_files(*snapshot);
  // People in registries leave only with those who may read all of them.
  if (registry::granted(call.who.role, registry::Right::kReadProtected) != registry::Grant::kYes) {
    for (const world::TableSchema& schema : snapshot->schemas)
      if (registry::is_protected(schema.name)) files[schema.file()] = "";
    std::erase_if(files, [](const auto& file) { return file.second.empty(); });
  } else {
    const auto logged = facts->facts.allow_read(actor_of(call.who), "mediators", "*", {});
    if (!logged) return tl::unexpected(refusal(logged.error()));
  }
  return download(io::write_zip(files), "application/zip",
                  snapshot->programme().config.id + ".zip");
}

/// The folder's files; a folder inside of the archive is looked through.
tl::expected<std::map<std::string, std::string>, http::Problem> unpack(const std::string& bytes) {
  const auto archive = io::ZipArchive::open(bytes);
  if (!archive) return http::refuse(422, "programme.no_zip");
  std::map<std::string, std::string> files;
  size_t left = kMostUnpacked;
  for (const std::string& name : archive->names()) {
    const std::string file =
        name.substr(name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1);
    const bool wanted = file.ends_with(".csv") || file == "programme.toml" ||
                        file == "directives.toml" || file == "boundaries.geojson";
    if (!wanted || file.starts_with('.')) continue;
    io::ZipArchive::Content content = archive->read(name, left);
    if (content.failure != io::ZipArchive::Failure::kNone)
      return http::refuse(422, "programme.no_zip");
    left -= content.bytes.size();
    if (!files.emplace(file, std::move(content.bytes)).second)
      return http::refuse(422, "programme.two_files", {file});
  }
  return files;
}

http::Answer import_zip(const Call& call, const Facts& facts) {
  const auto files = unpack(call.request.body);
  if (!files) return tl::unexpected(files.error());
  const auto submission = facts->facts.import_changes(*files);
  if (!submission) return tl::unexpected(http::problem_of(submission.error()));
  size_t fresh = 0;
  size_t removed = 0;
  for (const registry::Change& change : submission->changes) {
    if (change.seen_version == 0) ++fresh;
    if (change.remove) ++removed;
  }
  Json shown{{"rows", submission->changes.size()},
             {"new", fresh},
             {"changed", submission->changes.size() - fresh},
             {"removed", removed},
             {"same", 0},
             {"problems", Json::array()},
             {"sample", {{"header", Json::array()}, {"rows", Json::array()}}},
             {"changes_of_verdict", Json::array()}};
  if (call.query("preview") != "false") return answer(shown);
  const auto before = facts->facts.now();
  const auto receipt = facts->facts.import_files(actor_of(call.who), *files, "import");
  if (!receipt) return tl::unexpected(http::problem_of(receipt.error()));
  return answer(written(*before, *receipt, std::move(shown), facts->facts.today()));
}

}  // namespace

void add_programme_routes(RouteTable& table, const Facts& facts) {
  table.add(public_get("/programme", "programme.get",
                       "The programme: phases, kinds, regions, registers.",
                       with_overview(facts, [facts](const Call&, const Overview& overview) {
                         return programme(facts, overview);
                       })));
  Route out = route(Method::kGet, "/programme/export.zip", "programme.export",
                    "The programme folder as it stands in the register.",
                    {Resource::kProgramme, Action::kRead},
                    [facts](const Call& call) { return export_zip(call, facts); });
  out.gives_type = "application/zip";
  table.add(std::move(out));
  Route in = route(Method::kPost, "/programme/import", "programme.import",
                   "A zipped programme folder: a preview, or all or nothing.",
                   {Resource::kProgramme, Action::kWrite},
                   [facts](const Call& call) { return import_zip(call, facts); });
  in.query = {flag_parameter("preview", "true (as it is): nothing is written.")};
  in.takes_type = "*/*";
  in.most_body_bytes = kMostFolder;
  table.add(std::move(in));
}

}  // namespace dostyq::portal
