#include "register/snapshot.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "directive/parse.hpp"
#include "io/csv.hpp"
#include "world/assemble.hpp"
#include "world/config.hpp"

namespace dostyq::registry {
namespace {

const std::string kOrders = "directives.toml";

/// Lays the state out as the loader reads tables, and remembers which line is which record.
class Layout {
 public:
  explicit Layout(const State& state) : state_(state) {}

  std::map<std::string, io::CsvTable> read(const std::vector<world::TableSchema>& schemas,
                                           Problems& problems) {
    std::map<std::string, io::CsvTable> tables;
    for (const world::TableSchema& schema : schemas) {
      const Table* table = state_.table(schema.name);
      // An import of a folder brings every table that it has, with a header alone too.
      if (table == nullptr && schema.optional) continue;
      tables.emplace(schema.name, lay_out(schema, table));
    }
    for (const std::string& name : state_.table_names()) {
      if (name != kFiles && !tables.contains(name) && has_records(*state_.table(name)))
        problems.push_back(
            {ErrorCode::kBadInput, "folder.unknown_csv", {name, ""}, {name + ".csv", 0, ""}});
    }
    return tables;
  }

  FieldProblem locate(const Error& error) const {
    FieldProblem found{error.where.file, "", error.where.column, error};
    if (found.table.ends_with(".csv")) {
      found.table.resize(found.table.size() - 4);
      const auto lines = lines_.find(found.table);
      const auto line = static_cast<size_t>(error.where.row);
      if (lines != lines_.end() && line >= 2 && line - 2 < lines->second.size())
        found.record = lines->second[line - 2]->id;
    } else {
      found.record = std::exchange(found.table, kFiles);
    }
    return found;
  }

 private:
  static bool has_records(const Table& table) {
    return std::any_of(table.records.begin(), table.records.end(),
                       [](const Record& record) { return !record.removed; });
  }

  io::CsvTable lay_out(const world::TableSchema& schema, const Table* table) {
    io::CsvTable out;
    out.file = schema.file();
    out.readable = true;
    out.header = schema.header();
    if (table == nullptr) return out;
    // A column that the schema does not have is a problem of the table, not lost in silence.
    for (const std::string& column : table->columns) {
      const bool known =
          std::find(out.header.begin(), out.header.end(), column) != out.header.end();
      if (!known && is_used(*table, column)) out.header.push_back(column);
    }
    std::vector<const Record*>& lines = lines_[schema.name];
    for (const Record& record : table->records) {
      if (record.removed) continue;
      lines.push_back(&record);
      io::CsvRow& row = out.rows.emplace_back();
      row.line = static_cast<int>(lines.size()) + 1;
      for (const std::string& column : out.header) row.cells.push_back(table->cell(record, column));
    }
    return out;
  }

  static bool is_used(const Table& table, const std::string& column) {
    return std::any_of(table.records.begin(), table.records.end(), [&](const Record& record) {
      return !record.removed && !table.cell(record, column).empty();
    });
  }

  const State& state_;
  std::map<std::string, std::vector<const Record*>> lines_;
};

FieldProblems located(const Layout& layout, const Problems& problems) {
  FieldProblems all;
  for (const Error& error : problems) all.push_back(layout.locate(error));
  return all;
}

std::optional<world::World> adopted_plan(const world::World& reality) {
  std::vector<world::Fact> intended;
  for (const world::Fact* fact : reality.facts("intended_sites")) intended.push_back(*fact);
  if (intended.empty()) return std::nullopt;
  const world::Programme& programme = reality.programme();
  for (world::Fact& fact : intended) {
    const world::SiteKind* kind = programme.find_kind(fact.property("kind"));
    const world::Place* place = programme.find_place(fact.place);
    for (const Language language : kLanguages) {
      fact.properties["name_" + std::string(code(language))] =
          kind->name.in(language) + ", " + place->name.in(language);
    }
  }
  return reality.with_plan(std::move(intended));
}

}  // namespace

tl::expected<std::shared_ptr<const Snapshot>, FieldProblems> make_snapshot(State state) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = std::move(state);
  const State& kept = snapshot->state;
  if (kept.empty()) return snapshot;
  Layout layout(kept);
  const std::optional<std::string> config = kept.file(world::kConfigFile);
  if (!config) {
    return tl::unexpected(FieldProblems{
        {kFiles, world::kConfigFile, "", {ErrorCode::kBadInput, "folder.no_programme", {}, {}}}});
  }
  const world::ReadTables read = [&](const std::vector<world::TableSchema>& schemas,
                                     bool config_readable, Problems& problems) {
    snapshot->schemas = schemas;
    Problems strangers;
    auto tables = layout.read(schemas, config_readable ? problems : strangers);
    return tables;
  };
  Checked<world::Programme> programme = world::assemble(*config, read, {});
  if (!programme) return tl::unexpected(located(layout, programme.error()));
  auto orders = directive::parse(kept.file(kOrders).value_or("format = 1\n"), kOrders, *programme);
  if (!orders) return tl::unexpected(located(layout, orders.error()));
  snapshot->plan_case =
      planning::Case{world::World(std::make_shared<const world::Programme>(std::move(*programme))),
                     std::move(*orders),
                     {}};
  snapshot->adopted = adopted_plan(snapshot->plan_case->world);
  return snapshot;
}

std::map<std::string, std::string> to_files(const Snapshot& snapshot) {
  std::map<std::string, std::string> files;
  const State& state = snapshot.state;
  if (const Table* whole = state.table(kFiles)) {
    for (const Record& record : whole->records)
      if (!record.removed) files.emplace(record.id, whole->cell(record, kText));
  }
  for (const world::TableSchema& schema : snapshot.schemas) {
    const Table* table = state.table(schema.name);
    std::string bytes;
    const std::vector<std::string> header = schema.header();
    io::append_csv_row(bytes, header);
    const size_t empty = bytes.size();
    std::vector<std::string> cells(header.size());
    for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
      const Record& record = table->records[i];
      if (record.removed) continue;
      for (size_t c = 0; c < header.size(); ++c) cells[c] = table->cell(record, header[c]);
      io::append_csv_row(bytes, cells);
    }
    if (schema.optional && bytes.size() == empty) continue;
    files.emplace(schema.file(), std::move(bytes));
  }
  return files;
}

const directive::Directive* Snapshot::order(const std::string& id) const {
  if (!plan_case) return nullptr;
  const auto at = std::find_if(plan_case->directives.begin(), plan_case->directives.end(),
                               [&](const auto& d) { return d.id == id; });
  return at == plan_case->directives.end() ? nullptr : &*at;
}

const world::TableSchema* Snapshot::schema(const std::string& table) const {
  const auto at =
      std::find_if(schemas.begin(), schemas.end(), [&](const auto& s) { return s.name == table; });
  return at == schemas.end() ? nullptr : &*at;
}

std::string Snapshot::region_of_area(const std::string& area, Date day) const {
  if (!plan_case || area.empty()) return "";
  const std::string region = plan_case->world.gazetteer().region_of(area, day);
  const world::AreaVersion* found = programme().find_area(region, day);
  return found != nullptr && found->kind == world::AreaKind::kRegion ? region : "";
}

std::set<std::string> Snapshot::regions_of(const std::string& table, const Cells& cells,
                                           Date day) const {
  std::set<std::string> regions;
  if (!plan_case) return regions;
  const auto cell = [&](const char* column) {
    const auto at = cells.find(column);
    return at == cells.end() ? std::string() : at->second;
  };
  const std::string area = cell(table == "areas" ? "id" : "area");
  if (!area.empty()) regions.insert(region_of_area(area, day));
  if (const std::string id = cell("place"); !id.empty()) {
    const world::Place* place = programme().find_place(id);
    regions.insert(place == nullptr ? "" : region_of_area(place->area, day));
  }
  if (const std::string id = cell(table == "bodies" ? "id" : "body"); !id.empty()) {
    const world::Body* body = programme().find_body(id);
    regions.insert(body == nullptr ? "" : region_of_area(body->area, day));
  }
  return regions;
}

std::string Snapshot::region_of(const std::string& table, const Cells& cells, Date day) const {
  const std::set<std::string> regions = regions_of(table, cells, day);
  return regions.size() == 1 ? *regions.begin() : "";
}

}  // namespace dostyq::registry
