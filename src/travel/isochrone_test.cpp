#include "travel/isochrone.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "travel/build_road_graph.hpp"
#include "travel/snap.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

/// The even-odd rule over all rings.
bool holds(const Isochrone& isochrone, double lon, double lat) {
  bool inside = false;
  const auto cross = [&](const Ring& ring) {
    for (size_t i = 1; i < ring.size(); ++i) {
      const double y0 = ring[i - 1].lat(), y1 = ring[i].lat();
      if ((y0 > lat) == (y1 > lat)) continue;
      const double x =
          ring[i - 1].lon() + (lat - y0) / (y1 - y0) * (ring[i].lon() - ring[i - 1].lon());
      if (lon < x) inside = !inside;
    }
  };
  for (const Polygon& polygon : isochrone.polygons) {
    cross(polygon.shell);
    for (const Ring& hole : polygon.holes) cross(hole);
  }
  return inside;
}

double twice_area(const Ring& ring) {
  double sum = 0;
  for (size_t i = 1; i < ring.size(); ++i)
    sum += ring[i - 1].lon() * ring[i].lat() - ring[i].lon() * ring[i - 1].lat();
  return sum;
}

/// A city whose streets are some hundred metres long.
RoadGraph wide_city(uint64_t seed) {
  RoadGraph graph = testing::RoadGraphs(seed).city(20);
  for (Coordinate& node : graph.nodes) {
    node.lon_e7 = node.lon_e7 * 40 + 700'000'000;
    node.lat_e7 = node.lat_e7 * 40 + 430'000'000;
  }
  return graph;
}

TEST(Isochrones, HoldWhatIsReachedAndLittleElse) {
  constexpr double kCell = 60, kDegree = 111'194.9;
  const RoadGraph graph = wide_city(3);
  const auto hierarchy = build_hierarchy(graph, {});
  OneToAll times(*hierarchy);
  for (const auto direction : {OneToAll::Direction::kFromSource, OneToAll::Direction::kToSource}) {
    times.run(210, direction, 80'000);
    const std::vector<uint32_t> limits{20'000, 80'000};
    const auto made = isochrones(*hierarchy, times, direction, limits, kCell);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->size(), 2U);
    for (const Isochrone& isochrone : *made) {
      ASSERT_FALSE(isochrone.polygons.empty());
      size_t reached = 0;
      for (uint32_t v = 0; v < graph.node_count(); ++v) {
        const auto time = times.milliseconds(v);
        const bool in = time && *time <= isochrone.limit_milliseconds;
        reached += in;
        if (!in) continue;
        EXPECT_TRUE(holds(isochrone, graph.nodes[v].lon(), graph.nodes[v].lat())) << v;
      }
      EXPECT_GT(reached, 3U);
      EXPECT_LT(reached, graph.node_count());
      for (const Polygon& polygon : isochrone.polygons) {
        EXPECT_EQ(polygon.shell.front(), polygon.shell.back());
        EXPECT_GT(twice_area(polygon.shell), 0);
        for (const Ring& hole : polygon.holes) EXPECT_LT(twice_area(hole), 0);
        // A corner is near a reached street, and so not far from one of its ends.
        for (const Coordinate corner : polygon.shell) {
          double nearest = 1e9;
          for (uint32_t v = 0; v < graph.node_count(); ++v) {
            if (!times.milliseconds(v)) continue;
            const double dx = (corner.lon() - graph.nodes[v].lon()) * kDegree *
                              std::cos(corner.lat() * 3.14159265 / 180);
            const double dy = (corner.lat() - graph.nodes[v].lat()) * kDegree;
            nearest = std::min(nearest, std::hypot(dx, dy));
          }
          EXPECT_LT(nearest, 3 * kCell + 450) << "a street is some 445 m long";
        }
      }
    }
  }
}

TEST(Isochrones, OfNothingReachedAreEmpty) {
  const RoadGraph graph = wide_city(4);
  const auto hierarchy = build_hierarchy(graph, {});
  OneToAll times(*hierarchy);
  times.run(std::span<const OneToAll::Source>{}, OneToAll::Direction::kToSource, 1000);
  const std::vector<uint32_t> limits{1000};
  const auto made = isochrones(*hierarchy, times, OneToAll::Direction::kToSource, limits);
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->front().polygons.empty());
}

TEST(Isochrones, CrossTheAntimeridian) {
  RoadGraph graph = make_road_graph(
      {Coordinate::from_degrees(179.999, 10), Coordinate::from_degrees(-179.999, 10)},
      std::vector<RoadArc>{{0, 1, 1000, 0, 0}, {1, 0, 1000, 0, 0}});
  const auto hierarchy = build_hierarchy(graph, {});
  OneToAll times(*hierarchy);
  times.run(0, OneToAll::Direction::kToSource, 2000);
  const std::vector<uint32_t> limits{2000};
  const auto made = isochrones(*hierarchy, times, OneToAll::Direction::kToSource, limits, 50);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->front().polygons.size(), 1U) << "one strip of road, not a ring around the Earth";
  for (const Coordinate corner : made->front().polygons[0].shell)
    EXPECT_GT(std::abs(corner.lon()), 179.9);
}

}  // namespace
}  // namespace dostyq::travel
