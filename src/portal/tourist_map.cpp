#include "portal/tourist_map.hpp"

#include <algorithm>

#include "report/outline.hpp"

namespace dostyq::portal {
namespace {

constexpr double kSeconds = 20;  // for each of both questions

Checked<std::shared_ptr<const TouristMap>> make(const Overview& overview, routes::Profile profile) {
  const auto map = std::make_shared<TouristMap>();
  map->snapshot = overview.snapshot;
  map->today = overview.today;
  const world::World& world = overview.snapshot->plan_case->world;
  Checked<routes::Tourism> tourism = routes::read_tourism(world, "", profile, overview.today);
  if (tourism) {
    map->tourism = std::move(*tourism);
    routes::CoverQuestion question;
    question.insert.time_limit_seconds = kSeconds;
    map->cover = routes::cover_houses(map->tourism, world, overview.today, question);
  } else if (tourism.error().front().key == "routes.no_houses" && tourism.error().size() == 1) {
    map->tourism.profile = profile;
    map->tourism.travel = "modelled";
    map->cover.status = optim::MipStatus::kOptimal;
    map->cover.missing = routes::missing_regions(map->tourism, world, overview.today);
  } else {
    return tl::unexpected(tourism.error());
  }
  map->routes = map->cover.insertion.routes;
  map->popular = map->routes.size();
  const auto first_new = map->cover.routes.begin() + static_cast<std::ptrdiff_t>(map->cover.known);
  map->routes.insert(map->routes.end(), first_new, map->cover.routes.end());
  const auto boundaries = overview.snapshot->state.file("boundaries.geojson");
  auto outlines =
      report::outlines(overview.snapshot->programme(), overview.today, boundaries.value_or(""));
  if (!outlines) return tl::unexpected(Problems{outlines.error()});
  map->land = {std::move(*outlines), !boundaries.has_value()};
  return std::shared_ptr<const TouristMap>(map);
}

}  // namespace

const routes::Itinerary* TouristMap::find(const std::string& id) const {
  const auto at = std::find_if(routes.begin(), routes.end(),
                               [&](const routes::Itinerary& route) { return route.id == id; });
  return at == routes.end() ? nullptr : &*at;
}

Checked<std::shared_ptr<const TouristMap>> TouristMaps::of(const Overview& overview,
                                                           routes::Profile profile) {
  Kept& kept = kept_[static_cast<size_t>(profile)];
  const std::lock_guard lock(kept.mutex);
  if (kept.map != nullptr && kept.map->snapshot == overview.snapshot &&
      kept.map->today == overview.today)
    return kept.map;
  auto made = make(overview, profile);
  if (made) kept.map = *made;
  return made;
}

}  // namespace dostyq::portal
