#include "world/world.hpp"

#include <algorithm>
#include <limits>
#include <map>

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

/// More places than this: their times are kept for possible sites alone.
constexpr size_t kAllPairs = 4'000;

size_t index_of(const Programme& programme, const std::string& place) {
  return static_cast<size_t>(programme.find_place(place) - programme.places.data());
}

/// travel.csv as it stands: a pair without a row is unreachable, a place reaches itself at once.
travel::Table own_table(const Programme& programme) {
  Confidence confidence = Confidence::kPublished;
  for (const OwnTravelTime& row : programme.travel)
    confidence = weakest(confidence, row.provenance.confidence);
  const size_t n = programme.places.size();
  if (n <= kAllPairs) {
    travel::Table table(n, confidence);
    for (const OwnTravelTime& row : programme.travel)
      table.set(index_of(programme, row.from_place), index_of(programme, row.to_place),
                row.seconds);
    for (size_t i = 0; i < n; ++i) table.set(i, i, 0);
    return table;
  }
  std::map<uint32_t, std::map<uint32_t, int32_t>> by_destination;
  for (const OwnTravelTime& row : programme.travel) {
    const auto to = static_cast<uint32_t>(index_of(programme, row.to_place));
    auto& here = by_destination[to];
    here[static_cast<uint32_t>(index_of(programme, row.from_place))] = row.seconds;
    here[to] = 0;
  }
  travel::Table::Arrivals arrivals;
  for (const auto& [to, here] : by_destination) {
    arrivals.destinations.push_back(to);
    for (const auto& [from, seconds] : here) arrivals.list.push_back({from, seconds});
    arrivals.start.push_back(arrivals.list.size());
  }
  return {n, confidence, std::move(arrivals), true};
}

/// Where a site stands or may open, sorted; with the places of `intended`.
std::vector<uint32_t> possible_sites(const Programme& programme,
                                     const std::vector<Fact>& intended) {
  std::vector<uint32_t> found;
  for (size_t i = 0; i < programme.places.size(); ++i) {
    if (programme.places[i].candidate) found.push_back(static_cast<uint32_t>(i));
  }
  const auto add = [&](const Fact& fact) {
    if (programme.find_place(fact.place) != nullptr)
      found.push_back(static_cast<uint32_t>(index_of(programme, fact.place)));
  };
  const auto recorded = programme.tables.find(kSites);
  if (recorded != programme.tables.end())
    std::for_each(recorded->second.begin(), recorded->second.end(), add);
  std::for_each(intended.begin(), intended.end(), add);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

travel::Table travel_table(const Programme& programme, const std::vector<Fact>& intended = {}) {
  if (!programme.travel.empty()) return own_table(programme);
  std::vector<Coordinate> points;
  points.reserve(programme.places.size());
  for (const Place& place : programme.places) points.push_back(place.point);
  const travel::SpeedModel model = speed_model(programme.config.travel);
  return points.size() <= kAllPairs
             ? travel::modelled_table(points, model)
             : travel::modelled_arrivals(points, possible_sites(programme, intended), model);
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
  // A plan made for another edition of the programme may open where no candidate is today.
  const bool all_known =
      std::all_of(world.intended_.begin(), world.intended_.end(), [&](const Fact& fact) {
        return programme_->find_place(fact.place) == nullptr ||
               travel_->knows(index_of(*programme_, fact.place));
      });
  if (!all_known) {
    world.travel_ =
        std::make_shared<const travel::Table>(travel_table(*programme_, world.intended_));
  }
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
