#include "routes/leg_times.hpp"

#include <algorithm>
#include <limits>

#include "travel/model.hpp"
#include "travel/snap.hpp"
#include "travel/travel_matrix.hpp"
#include "world/road_network.hpp"

namespace dostyq::routes {
namespace {

/// Both directions at their longer time: routes may be travelled either way.
void make_symmetric(std::vector<int32_t>& seconds, size_t n) {
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < a; ++b) {
      int32_t& there = seconds[a * n + b];
      int32_t& back = seconds[b * n + a];
      there = back = there < 0 || back < 0 ? -1 : std::max(there, back);
    }
  }
}

travel::SpeedModel speed_model(const world::TravelModel& own) {
  travel::SpeedModel model;
  model.detour = own.detour;
  for (const world::SpeedStep& step : own.speeds) {
    const double end = step.to_km ? *step.to_km * 1000.0 : std::numeric_limits<double>::infinity();
    model.steps.push_back({end, step.kmh / 3.6});
  }
  model.limit_seconds = std::numeric_limits<int32_t>::max() / 2;
  return model;
}

Checked<LegTimes> over_roads(const world::Programme& programme, const std::filesystem::path& folder,
                             const world::RoadFile& file, std::span<const Coordinate> points) {
  const world::RoadUse use = programme.config.roads.value_or(world::RoadUse{});
  world::RoadOptions opening;
  opening.threads = 1;
  const Checked<travel::Network> network = world::road_network(programme, folder, file, opening);
  if (!network) return tl::unexpected(network.error());
  travel::SnapOptions options;
  options.limit_metres = use.snap_limit_metres;
  options.speed_kmh = use.last_mile_kmh;
  options.threads = 1;
  auto snaps = travel::NodeFinder(network->hierarchy.road().nodes, 1).snap(points, options);
  std::vector<size_t> joined;
  std::vector<uint32_t> nodes;
  for (size_t i = 0; i < snaps.size(); ++i) {
    if (!snaps[i].snapped()) continue;
    joined.push_back(i);
    nodes.push_back(snaps[i].node);
  }
  travel::TravelMatrix matrix(network->hierarchy);
  matrix.set_targets(nodes);
  const travel::TimeTable times = matrix.run(nodes, 1);
  const size_t n = points.size();
  LegTimes legs;
  legs.seconds.assign(n * n, -1);
  for (size_t a = 0; a < joined.size(); ++a) {
    for (size_t b = 0; b < joined.size(); ++b) {
      const auto time = times.milliseconds(a, b);
      if (!time) continue;
      const uint64_t all =
          uint64_t{*time} + snaps[joined[a]].last_mile_ms + snaps[joined[b]].last_mile_ms;
      legs.seconds[joined[a] * n + joined[b]] = static_cast<int32_t>((all + 999) / 1000);
    }
  }
  for (size_t i = 0; i < n; ++i) legs.seconds[i * n + i] = 0;
  make_symmetric(legs.seconds, n);
  legs.road_legs = std::make_shared<RoadLegs>(
      network->hierarchy, std::vector<Coordinate>(points.begin(), points.end()), std::move(snaps));
  return legs;
}

}  // namespace

Checked<LegTimes> leg_times(const world::Programme& programme, const std::filesystem::path& folder,
                            std::span<const Coordinate> points) {
  if (!folder.empty()) {
    const auto file = world::find_road_file(folder);
    if (!file) return tl::unexpected(Problems{file.error()});
    if (*file) return over_roads(programme, folder, **file, points);
  }
  const travel::Table table = travel::modelled_table(points, speed_model(programme.config.travel));
  const size_t n = points.size();
  LegTimes legs;
  legs.seconds.assign(n * n, -1);
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < n; ++b) legs.seconds[a * n + b] = table.seconds(a, b).value_or(-1);
  }
  make_symmetric(legs.seconds, n);
  return legs;
}

}  // namespace dostyq::routes
