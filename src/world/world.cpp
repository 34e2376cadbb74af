#include "world/world.hpp"

#include <algorithm>
#include <limits>

#include "travel/model.hpp"

namespace dostyq::world {
namespace {

travel::SpeedModel speed_model(const TravelModel& config) {
  travel::SpeedModel model;
  model.detour = config.detour;
  for (const SpeedStep& step : config.speeds) {
    const double end = step.to_km ? *step.to_km * 1000.0 : std::numeric_limits<double>::infinity();
    model.steps.push_back({end, step.kmh / 3.6});
  }
  model.limit_seconds = config.limit_minutes * 60;
  return model;
}

/// travel.csv as it stands: a pair without a row is unreachable, a place reaches itself at once.
travel::Table own_table(const Programme& programme) {
  Confidence confidence = Confidence::kPublished;
  for (const OwnTravelTime& row : programme.travel)
    confidence = weakest(confidence, row.provenance.confidence);
  travel::Table table(programme.places.size(), confidence);
  const auto index = [&](const std::string& place) {
    return static_cast<size_t>(programme.find_place(place) - programme.places.data());
  };
  for (const OwnTravelTime& row : programme.travel)
    table.set(index(row.from_place), index(row.to_place), row.seconds);
  for (size_t i = 0; i < table.size(); ++i) table.set(i, i, 0);
  return table;
}

travel::Table travel_table(const Programme& programme) {
  if (!programme.travel.empty()) return own_table(programme);
  std::vector<Coordinate> points;
  points.reserve(programme.places.size());
  for (const Place& place : programme.places) points.push_back(place.point);
  return travel::modelled_table(points, speed_model(programme.config.travel));
}

/// `area` lies in `ancestor` on `day`, or is it.
bool lies_in(const Programme& programme, std::string area, const std::string& ancestor, Date day) {
  for (int level = 0; level <= 3 && !area.empty(); ++level) {
    if (area == ancestor) return true;
    const AreaVersion* version = programme.find_area(area, day);
    area = version == nullptr ? "" : version->parent;
  }
  return false;
}

/// The areas that have to be covered for a table to be complete in a territory. Sites lie in
/// districts; what other tables list may belong to an area of any kind.
std::vector<const AreaVersion*> areas_to_cover(const Programme& programme, const std::string& table,
                                               const Territory& territory, Date day) {
  std::vector<const AreaVersion*> areas;
  for (const std::string& id : territory.ids) {
    const AreaVersion* version = programme.find_area(id, day);
    if (version != nullptr && version->period.contains(day)) areas.push_back(version);
  }
  const auto is_district = [](const AreaVersion* area) {
    return area->kind == AreaKind::kDistrict;
  };
  if (table == kSites && std::any_of(areas.begin(), areas.end(), is_district)) {
    std::erase_if(areas, [&](const AreaVersion* area) { return !is_district(area); });
  }
  return areas;
}

}  // namespace

World::World(std::shared_ptr<const Programme> programme)
    : programme_(std::move(programme)),
      gazetteer_(std::make_shared<const Gazetteer>(*programme_)),
      demand_(std::make_shared<const Demand>(spread(*programme_))),
      travel_(std::make_shared<const travel::Table>(travel_table(*programme_))) {}

World::World(std::shared_ptr<const Programme> programme, travel::Table travel, RoadFacts roads)
    : programme_(std::move(programme)),
      gazetteer_(std::make_shared<const Gazetteer>(*programme_)),
      demand_(std::make_shared<const Demand>(spread(*programme_))),
      travel_(std::make_shared<const travel::Table>(std::move(travel))),
      roads_(std::make_shared<const RoadFacts>(std::move(roads))) {}

World World::with_plan(std::vector<Fact> intended_sites) const {
  World world = *this;
  world.intended_ = std::move(intended_sites);
  world.has_plan_ = true;
  return world;
}

World World::with_later_plan(int days) const {
  World later = *this;
  for (Fact& fact : later.intended_) fact.period.from = fact.period.from.plus_days(days);
  return later;
}

World World::with_roads(travel::Table travel, RoadFacts roads) const {
  World world = *this;
  world.travel_ = std::make_shared<const travel::Table>(std::move(travel));
  world.roads_ = std::make_shared<const RoadFacts>(std::move(roads));
  return world;
}

World World::with_slower_travel(int percent) const {
  World world = *this;
  world.travel_ = std::make_shared<const travel::Table>(travel_->slower_by(percent));
  return world;
}

std::vector<const Fact*> World::facts(const std::string& table) const {
  std::vector<const Fact*> all;
  const auto recorded = programme_->tables.find(table);
  if (recorded != programme_->tables.end()) {
    for (const Fact& fact : recorded->second) all.push_back(&fact);
  }
  if (table == kSites) {
    for (const Fact& fact : intended_) all.push_back(&fact);
  }
  return all;
}

bool World::is_complete(const std::string& table, const std::string& kind,
                        const Territory& territory, Date day) const {
  if (has_plan_ && table == kSites) return true;
  const std::vector<const AreaVersion*> areas = areas_to_cover(*programme_, table, territory, day);
  if (areas.empty()) return false;

  // Everything of `site_kind` in every area; for a null kind, by rows that hold for all kinds.
  const auto covered = [&](const SiteKind* site_kind) {
    return std::all_of(areas.begin(), areas.end(), [&](const AreaVersion* area) {
      return std::any_of(programme_->completeness.begin(), programme_->completeness.end(),
                         [&](const Completeness& row) {
                           const bool holds = row.kind.empty() ||
                                              (site_kind != nullptr && site_kind->is(row.kind));
                           return row.table == table && holds && row.period.contains(day) &&
                                  lies_in(*programme_, area->id, row.area, day);
                         });
    });
  };
  if (table != kSites) return covered(nullptr);
  bool any = false;
  for (const SiteKind& site_kind : programme_->config.kinds) {
    if (!kind.empty() && !site_kind.is(kind)) continue;
    any = true;
    if (!covered(&site_kind)) return false;
  }
  return any || covered(nullptr);
}

}  // namespace dostyq::world
