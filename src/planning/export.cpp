#include "planning/export.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "planning/annotate.hpp"
#include "planning/measure.hpp"

namespace dostyq::planning {
namespace {

struct SiteRow {
  std::string id, state, phase, opens, kind, name_kk, name_ru, name_en, place, district, region,
      lon, lat, open_cost, newly_reached, because, source, confidence;
};

constexpr std::array<std::pair<const char*, std::string SiteRow::*>, 18> kColumns{{
    {"id", &SiteRow::id},
    {"state", &SiteRow::state},
    {"phase", &SiteRow::phase},
    {"opens", &SiteRow::opens},
    {"kind", &SiteRow::kind},
    {"name_kk", &SiteRow::name_kk},
    {"name_ru", &SiteRow::name_ru},
    {"name_en", &SiteRow::name_en},
    {"place", &SiteRow::place},
    {"district", &SiteRow::district},
    {"region", &SiteRow::region},
    {"lon", &SiteRow::lon},
    {"lat", &SiteRow::lat},
    {"open_cost", &SiteRow::open_cost},
    {"newly_reached", &SiteRow::newly_reached},
    {"because", &SiteRow::because},
    {"source", &SiteRow::source},
    {"confidence", &SiteRow::confidence},
}};

std::string degrees(int32_t e7) {
  std::string digits = std::to_string(std::abs(static_cast<int64_t>(e7)));
  digits.insert(0, digits.size() < 8 ? 8 - digits.size() : 0, '0');
  return (e7 < 0 ? "-" : "") + digits.substr(0, digits.size() - 7) + "." +
         digits.substr(digits.size() - 7);
}

SiteRow row_of(const world::Fact& fact, const Case& plan_case, Date day) {
  const auto& programme = plan_case.world.programme();
  const world::Place& place = *programme.find_place(fact.place);
  SiteRow row;
  row.id = fact.id;
  row.opens = fact.period.from.to_string();
  row.kind = fact.property("kind");
  row.name_kk = fact.property("name_kk");
  row.name_ru = fact.property("name_ru");
  row.name_en = fact.property("name_en");
  row.place = place.id;
  row.district = place.area;
  row.region = plan_case.world.gazetteer().region_of(place.area, day);
  row.lon = degrees(place.point.lon_e7);
  row.lat = degrees(place.point.lat_e7);
  row.source = fact.provenance.source;
  row.confidence = name(fact.provenance.confidence);
  return row;
}

std::vector<SiteRow> rows_of(const Plan& plan, const Case& plan_case) {
  const auto& programme = plan_case.world.programme();
  const Date start = programme.config.phases.front().start;
  std::vector<SiteRow> rows;
  for (const world::Fact* fact : plan_case.world.facts(world::kSites)) {
    if (!fact->period.contains(start) || programme.find_place(fact->place) == nullptr) continue;
    rows.push_back(row_of(*fact, plan_case, start));
    rows.back().state = "open";
  }
  for (const OpeningNote& note : annotate(plan_case, plan.openings)) {
    SiteRow row = row_of(intended_facts({note.site}, programme).front(), plan_case, note.opens);
    row.state = "planned";
    row.phase = note.site.phase;
    row.open_cost = std::to_string(note.open_cost);
    row.newly_reached = std::to_string(note.newly_reached);
    for (const std::string& id : note.because) row.because += (row.because.empty() ? "" : "|") + id;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string no_formula(const std::string& cell) {
  const bool number = !cell.empty() && cell.find_first_not_of("-0123456789.") == std::string::npos;
  if (cell.empty() || number || std::string("=+-@\t\r").find(cell.front()) == std::string::npos)
    return cell;
  return "'" + cell;
}

}  // namespace

std::string sites_geojson(const Plan& plan, const Case& plan_case) {
  using Json = nlohmann::ordered_json;
  Json features = Json::array();
  for (const SiteRow& row : rows_of(plan, plan_case)) {
    Json properties;
    for (const auto& [column, member] : kColumns) {
      const std::string& value = row.*member;
      const bool number = member == &SiteRow::open_cost || member == &SiteRow::newly_reached;
      if (number && !value.empty())
        properties[column] = std::stoll(value);
      else
        properties[column] = value.empty() ? Json(nullptr) : Json(value);
    }
    features.push_back(
        {{"type", "Feature"},
         {"geometry",
          {{"type", "Point"}, {"coordinates", {std::stod(row.lon), std::stod(row.lat)}}}},
         {"properties", std::move(properties)}});
  }
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump(1) + "\n";
}

std::string sites_csv(const Plan& plan, const Case& plan_case) {
  std::string out;
  std::vector<std::string> cells;
  cells.reserve(kColumns.size());
  for (const auto& column : kColumns) cells.emplace_back(column.first);
  io::append_csv_row(out, cells);
  for (const SiteRow& row : rows_of(plan, plan_case)) {
    cells.clear();
    for (const auto& column : kColumns) cells.push_back(no_formula(row.*column.second));
    io::append_csv_row(out, cells);
  }
  return out;
}

std::string settlements_csv(const Plan& plan, const Case& plan_case) {
  const world::World& world = plan_case.world;
  const auto& programme = world.programme();
  const world::World planned = world.with_plan(intended_facts(plan.openings, programme));
  const world::Objective* coverage = programme.config.coverage_objective();
  const std::string kind = coverage == nullptr ? programme.config.kinds.front().id : coverage->kind;
  const size_t n = world.demand().points.size();
  std::vector<std::string> reached(n);
  const auto mark = [&](Date day, const std::string& when) {
    if (coverage == nullptr) return;
    const std::vector<bool> now = reached_points(planned, kind, coverage->minutes, day);
    for (size_t i = 0; i < n; ++i) {
      if (now[i] && reached[i].empty()) reached[i] = when;
    }
  };
  mark(programme.config.phases.front().start, "before");
  for (const world::Phase& phase : programme.config.phases) mark(phase.end, phase.id);
  const Date end = programme.config.phases.back().end;
  std::vector<const world::Fact*> nearest(n, nullptr);
  std::vector<int32_t> seconds(n, 0);
  for (const world::Fact* site : planned.facts(world::kSites)) {
    const world::SiteKind* site_kind = programme.find_kind(site->property("kind"));
    const world::Place* place = programme.find_place(site->place);
    if (site_kind == nullptr || place == nullptr || !site_kind->is(kind) ||
        !site->period.contains(end))
      continue;
    planned.travel().for_each_arrival(static_cast<size_t>(place - programme.places.data()),
                                      [&](size_t i, int32_t time) {
                                        if (nearest[i] != nullptr && seconds[i] <= time) return;
                                        nearest[i] = site, seconds[i] = time;
                                      });
  }
  std::string out;
  io::append_csv_row(out, {"place", "name_kk", "name_ru", "name_en", "area", "people", "reached",
                           "nearest", "seconds"});
  for (size_t i = 0; i < n; ++i) {
    const world::Place& place = programme.places[world.demand().points[i].place];
    io::append_csv_row(out, {place.id, no_formula(place.name.kk), no_formula(place.name.ru),
                             no_formula(place.name.en), place.area,
                             std::to_string(world.demand().points[i].people), reached[i],
                             nearest[i] == nullptr ? "" : nearest[i]->place,
                             nearest[i] == nullptr ? "" : std::to_string(seconds[i])});
  }
  return out;
}

}  // namespace dostyq::planning
