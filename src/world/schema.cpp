#include "world/schema.hpp"

#include <algorithm>

namespace dostyq::world {
namespace {

using enum ColumnType;

Column plain(std::string name, ColumnType type, Need need) {
  return {std::move(name), type, need, {}, {}};
}
Column id() { return plain("id", kId, Need::kRequired); }
Column reference(std::string name, std::string table, Need need = Need::kRequired) {
  return {std::move(name), kReference, need, std::move(table), {}};
}
Column references(std::string name, std::string table) {
  return {std::move(name), kReferences, Need::kRequired, std::move(table), {}};
}
Column text(std::string name, Need need = Need::kOptional) {
  return plain(std::move(name), kText, need);
}
Column date(std::string name, Need need = Need::kOptional) {
  return plain(std::move(name), kDate, need);
}
Column integer(std::string name, int64_t most = kMostPeople) {
  return {std::move(name), kInteger, Need::kRequired, {}, {}, most};
}
Column degrees(std::string name, Need need) { return plain(std::move(name), kDegrees, need); }
Column choice(std::string name, std::vector<std::string> choices, Need need = Need::kRequired) {
  return {std::move(name), kChoice, need, {}, std::move(choices)};
}

template <size_t n>
std::vector<std::string> words(const std::array<std::string_view, n>& names) {
  std::vector<std::string> all;
  for (const std::string_view word : names) {
    if (!word.empty()) all.emplace_back(word);
  }
  return all;
}

TableSchema table(std::string name, std::vector<std::string> key, std::vector<Column> columns) {
  columns.push_back(reference("source", "sources"));
  columns.push_back(choice("confidence", words(kConfidenceNames)));
  return {std::move(name), std::move(columns), std::move(key)};
}

std::vector<Column> names_after(std::vector<Column> columns, std::vector<Column> rest,
                                Need need = Need::kRequired) {
  for (const char* name : {"name_kk", "name_ru", "name_en"})
    columns.push_back(plain(name, kName, need));
  columns.insert(columns.end(), rest.begin(), rest.end());
  return columns;
}

std::vector<Column> point(Need need) { return {degrees("lon", need), degrees("lat", need)}; }

std::vector<TableSchema> built_in_tables() {
  const std::vector<std::string> yes_no{"yes", "no"};
  std::vector<TableSchema> all;
  all.push_back({"sources",
                 {id(), text("title", Need::kRequired), text("url"), text("published"),
                  text("licence"), text("note")},
                 {"id"}});
  all.push_back(table("areas", {"id", "from"},
                      names_after({id(), choice("kind", words(kAreaKindNames)),
                                   reference("parent", "areas", Need::kOptional), text("kato")},
                                  {degrees("lon", Need::kOptional), degrees("lat", Need::kOptional),
                                   date("from"), date("to")})));
  all.push_back(table("successions", {"of", "old", "new", "date"},
                      {choice("of", {"area", "body"}), text("old", Need::kRequired),
                       text("new", Need::kRequired), date("date", Need::kRequired)}));
  all.push_back(table("groups", {"id"}, names_after({id()}, {})));
  all.push_back(table("stat_areas", {"id"},
                      {id(), references("members", "areas"), text("edition", Need::kRequired),
                       integer("people"), choice("groups_complete", yes_no)}));
  all.push_back(table(
      "people", {"stat_area", "group"},
      {reference("stat_area", "stat_areas"), reference("group", "groups"), integer("people")}));
  all.push_back(table("control_totals", {"area", "group", "edition"},
                      {reference("area", "areas"), reference("group", "groups", Need::kOptional),
                       integer("people"), text("edition", Need::kRequired)}));
  std::vector<Column> place_rest = point(Need::kRequired);
  place_rest.push_back(integer("weight"));
  place_rest.push_back(choice("seat", words(kSeatNames), Need::kOptional));
  place_rest.push_back(choice("candidate", yes_no));
  all.push_back(
      table("places", {"id"}, names_after({id(), reference("area", "areas")}, place_rest)));
  std::vector<Column> site_rest{date("from"), date("to")};
  for (const Column& column : point(Need::kOptional)) site_rest.push_back(column);
  site_rest.push_back(text("address"));
  all.push_back(table("sites", {"id"},
                      names_after({id(), reference("kind", kKinds), reference("place", "places")},
                                  site_rest, Need::kOptional)));
  all.push_back(table("bodies", {"id"},
                      names_after({id(), text("kind", Need::kRequired), reference("area", "areas")},
                                  {date("from"), date("to")})));
  all.push_back(table("completeness", {"table", "kind", "area", "from"},
                      {text("table", Need::kRequired), text("kind"), reference("area", "areas"),
                       date("from"), date("to")}));
  all.push_back(table("travel", {"from_place", "to_place"},
                      {reference("from_place", "places"), reference("to_place", "places"),
                       integer("seconds", 1'000'000'000)}));
  all.back().optional = true;
  return all;
}

/// Facts that every programme can have and none must: how sites come to be, what is intended, what
/// bodies say of themselves.
std::vector<TableSchema> optional_registers() {
  const std::vector<Column> period{date("from", Need::kRequired), date("to")};
  std::vector<TableSchema> all;
  std::vector<Column> stage_rest{choice("stage", words(kSiteStageNames)), period[0], period[1]};
  all.push_back(table("site_stages", {"id"},
                      names_after({id(), text("site", Need::kRequired), reference("kind", kKinds),
                                   reference("place", "places")},
                                  stage_rest, Need::kOptional)));
  all.push_back(table("intended_sites", {"id"},
                      {id(), reference("kind", kKinds), reference("place", "places"), period[0],
                       period[1], text("scenario")}));
  all.push_back(
      table("site_contacts", {"id"},
            {id(), reference("place", "places"), date("from"), period[1], text("hours_kk"),
             text("hours_ru"), text("hours_en"), text("phone"), text("website")}));
  const std::vector<Column> said{id(),
                                 reference("area", "areas"),
                                 reference("body", "bodies"),
                                 text("directive", Need::kRequired),
                                 period[0],
                                 period[1]};
  all.push_back(table("reports", {"id"}, said));
  all.back().columns.insert(
      all.back().columns.end() - 2,
      {choice("says", {"done", "under_way", "not_started", "impossible"}), text("note")});
  all.push_back(table("extensions", {"id"}, said));
  all.back().columns.insert(all.back().columns.end() - 2,
                            {date("until", Need::kRequired), text("note"),
                             choice("decision", {"granted", "refused"}, Need::kOptional),
                             date("decided_on"), text("decided_by")});
  for (TableSchema& schema : all) schema.optional = schema.is_register = true;
  return all;
}

TableSchema register_table(const RegisterSchema& declared) {
  std::vector<Column> columns{id(), reference("area", "areas", Need::kOptional), date("from"),
                              date("to")};
  for (const std::string& column : declared.columns) {
    if (column == "body") {
      columns.push_back(reference("body", "bodies", Need::kOptional));
    } else if (column == "place") {
      columns.push_back(reference("place", "places", Need::kOptional));
    } else {
      columns.push_back(text(column));
    }
  }
  TableSchema schema = table(declared.id, {"id"}, std::move(columns));
  schema.is_register = true;
  return schema;
}

}  // namespace

std::vector<std::string> TableSchema::header() const {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

std::vector<TableSchema> table_schemas(const std::vector<RegisterSchema>& registers) {
  std::vector<TableSchema> all = built_in_tables();
  for (const RegisterSchema& declared : registers) {
    if (!is_built_in_table(declared.id)) all.push_back(register_table(declared));
  }
  for (TableSchema& schema : optional_registers()) all.push_back(std::move(schema));
  return all;
}

bool is_built_in_table(std::string_view name) {
  static const std::vector<TableSchema> tables = table_schemas({});
  return std::any_of(tables.begin(), tables.end(),
                     [&](const TableSchema& schema) { return schema.name == name; });
}

}  // namespace dostyq::world
