#include "world/table_rows.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <map>

#include "base/check.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

using Cells = std::map<std::string, std::string>;

/// Seven decimals are exact for a Coordinate; zeros at the end are left out.
std::string degrees(int32_t e7) {
  const int64_t size = std::abs(int64_t{e7});
  std::string text =
      fmt::format("{}{}.{:07}", e7 < 0 ? "-" : "", size / 10'000'000, size % 10'000'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

void put(Cells& cells, const Text& name) {
  cells["name_kk"] = name.kk;
  cells["name_ru"] = name.ru;
  cells["name_en"] = name.en;
}

void put(Cells& cells, const Period& period) {
  cells["from"] = period.from.to_string();
  cells["to"] = period.to.to_string();
}

void put(Cells& cells, const Coordinate& point) {
  cells["lon"] = degrees(point.lon_e7);
  cells["lat"] = degrees(point.lat_e7);
}

void put(Cells& cells, const Provenance& provenance) {
  cells["source"] = provenance.source;
  cells["confidence"] = name(provenance.confidence);
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

Cells cells_of(const Source& s) {
  return {{"id", s.id},           {"title", s.title}, {"url", s.url}, {"published", s.published},
          {"licence", s.licence}, {"note", s.note}};
}

Cells cells_of(const AreaVersion& a) {
  Cells cells{{"id", a.id},
              {"kind", std::string(kAreaKindNames[static_cast<size_t>(a.kind)])},
              {"parent", a.parent},
              {"kato", a.kato}};
  put(cells, a.name);
  if (a.point != Coordinate{}) put(cells, a.point);
  put(cells, a.period);
  put(cells, a.provenance);
  return cells;
}

Cells cells_of(const Succession& s) {
  Cells cells{{"of", s.of_body ? "body" : "area"},
              {"old", s.older},
              {"new", s.newer},
              {"date", s.date.to_string()}};
  put(cells, s.provenance);
  return cells;
}

Cells cells_of(const Group& g) {
  Cells cells{{"id", g.id}};
  put(cells, g.name);
  put(cells, g.provenance);
  return cells;
}

Cells cells_of(const StatArea& s) {
  Cells cells{{"id", s.id},
              {"members", join_list(s.members)},
              {"edition", s.edition},
              {"people", std::to_string(s.people)},
              {"groups_complete", yes_no(s.groups_complete)}};
  put(cells, s.provenance);
  return cells;
}

Cells cells_of(const ControlTotal& t) {
  Cells cells{{"area", t.area},
              {"group", t.group},
              {"people", std::to_string(t.people)},
              {"edition", t.edition}};
  put(cells, t.provenance);
  return cells;
}

Cells cells_of(const Place& p) {
  Cells cells{{"id", p.id},
              {"area", p.area},
              {"weight", std::to_string(p.weight)},
              {"seat", std::string(kSeatNames[static_cast<size_t>(p.seat)])},
              {"candidate", yes_no(p.candidate)}};
  put(cells, p.name);
  put(cells, p.point);
  put(cells, p.provenance);
  return cells;
}

Cells cells_of(const Body& b) {
  Cells cells{{"id", b.id}, {"kind", b.kind}, {"area", b.area}};
  put(cells, b.name);
  put(cells, b.period);
  put(cells, b.provenance);
  return cells;
}

Cells cells_of(const Completeness& c) {
  Cells cells{{"table", c.table}, {"kind", c.kind}, {"area", c.area}};
  put(cells, c.period);
  put(cells, c.provenance);
  return cells;
}

Cells cells_of(const OwnTravelTime& t) {
  Cells cells{{"from_place", t.from_place},
              {"to_place", t.to_place},
              {"seconds", std::to_string(t.seconds)}};
  put(cells, t.provenance);
  return cells;
}

Cells cells_of(const Fact& fact) {
  Cells cells(fact.properties.begin(), fact.properties.end());
  cells["id"] = fact.id;
  cells["area"] = fact.area;
  cells["place"] = fact.place;
  put(cells, fact.period);
  put(cells, fact.provenance);
  return cells;
}

std::vector<Cells> people_cells(const Programme& programme) {
  std::vector<Cells> all;
  for (const StatArea& stat_area : programme.stat_areas) {
    for (const auto& [group, people] : stat_area.by_group) {
      Cells cells{
          {"stat_area", stat_area.id}, {"group", group}, {"people", std::to_string(people)}};
      const auto own = stat_area.group_provenance.find(group);
      put(cells, own == stat_area.group_provenance.end() ? stat_area.provenance : own->second);
      all.push_back(std::move(cells));
    }
  }
  return all;
}

template <typename Row>
std::vector<Cells> all_cells(const std::vector<Row>& rows) {
  std::vector<Cells> all;
  all.reserve(rows.size());
  for (const Row& row : rows) all.push_back(cells_of(row));
  return all;
}

std::vector<Cells> cells_of_table(const Programme& p, const std::string& table) {
  if (table == "sources") return all_cells(p.sources);
  if (table == "areas") return all_cells(p.areas);
  if (table == "successions") return all_cells(p.successions);
  if (table == "groups") return all_cells(p.groups);
  if (table == "stat_areas") return all_cells(p.stat_areas);
  if (table == "people") return people_cells(p);
  if (table == "control_totals") return all_cells(p.control_totals);
  if (table == "places") return all_cells(p.places);
  if (table == "bodies") return all_cells(p.bodies);
  if (table == "completeness") return all_cells(p.completeness);
  if (table == "travel") return all_cells(p.travel);
  const auto facts = p.tables.find(table);
  return facts == p.tables.end() ? std::vector<Cells>{} : all_cells(facts->second);
}

}  // namespace

std::vector<std::vector<std::string>> table_rows(const Programme& programme,
                                                 const TableSchema& schema) {
  std::vector<std::vector<std::string>> rows;
  for (Cells& cells : cells_of_table(programme, schema.name)) {
    std::vector<std::string> row;
    row.reserve(schema.columns.size());
    for (const Column& column : schema.columns) row.push_back(std::move(cells[column.name]));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace dostyq::world
