#include "routes/road_legs.hpp"

#include "travel/segment.hpp"

namespace dostyq::routes {

Leg straight_leg(Coordinate from, Coordinate to) {
  return {{from, to}, travel::segment_metres(from, to), false};
}

RoadLegs::RoadLegs(travel::Hierarchy hierarchy, std::vector<Coordinate> points,
                   std::vector<travel::Snap> snaps)
    : query_(std::move(hierarchy)), points_(std::move(points)), snaps_(std::move(snaps)) {}

std::optional<Leg> RoadLegs::find(size_t from, size_t to) {
  const std::lock_guard lock(mutex_);
  const auto [at, fresh] = found_.try_emplace({from, to});
  if (!fresh || !snaps_[from].snapped() || !snaps_[to].snapped()) return at->second;
  const std::optional<travel::Route> route = query_.run(snaps_[from].node, snaps_[to].node);
  if (!route) return std::nullopt;
  Leg leg{{points_[from]}, 0, true};
  leg.line.insert(leg.line.end(), route->line.begin(), route->line.end());
  leg.line.push_back(points_[to]);
  for (size_t i = 1; i < leg.line.size(); ++i)
    leg.metres += travel::segment_metres(leg.line[i - 1], leg.line[i]);
  return at->second = std::move(leg);
}

}  // namespace dostyq::routes
