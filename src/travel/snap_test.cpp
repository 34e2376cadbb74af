#include "travel/snap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "travel/hilbert.hpp"
#include "travel/testing_osm.hpp"

namespace dostyq::travel {
namespace {

Coordinate at(double lon, double lat) { return Coordinate::from_degrees(lon, lat); }

/// Great-circle distance by the haversine formula.
double haversine(Coordinate a, Coordinate b) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double u = std::sin((b.lat() - a.lat()) * kRadians / 2);
  const double v = std::sin((b.lon() - a.lon()) * kRadians / 2);
  const double h = u * u + std::cos(a.lat() * kRadians) * std::cos(b.lat() * kRadians) * v * v;
  return 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

/// Every answer against every node.
void expect_exact(const std::vector<Coordinate>& nodes, const std::vector<Coordinate>& points,
                  double limit) {
  const NodeFinder finder(nodes);
  SnapOptions options;
  options.limit_metres = limit;
  const std::vector<Snap> snaps = finder.snap(points, options);
  ASSERT_EQ(snaps.size(), points.size());
  for (size_t i = 0; i < points.size(); ++i) {
    uint32_t best = Snap::kNoNode;
    double least = std::numeric_limits<double>::infinity();
    for (uint32_t v = 0; v < nodes.size(); ++v) {
      const double metres = haversine(points[i], nodes[v]);
      if (metres < least) {
        least = metres;
        best = v;
      }
    }
    const auto single = finder.nearest(points[i], limit);
    ASSERT_EQ(snaps[i].snapped(), single.has_value());
    if (!single) {
      EXPECT_EQ(snaps[i].status, SnapStatus::kTooFar);
      EXPECT_GT(least, limit - 1e-6);
      continue;
    }
    ASSERT_EQ(snaps[i].node, single->node);
    EXPECT_NEAR(single->metres, least, 1e-6 + 1e-9 * least);
    // The same node, or one just as near; of nodes at one place, the smallest.
    if (single->node != best) {
      EXPECT_NEAR(haversine(points[i], nodes[single->node]), least, 2e-6);
      EXPECT_FALSE(nodes[single->node] == nodes[best]);
    }
  }
}

std::vector<Coordinate> random_points(size_t count, double west, double south, double east,
                                      double north, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(west, east);
  std::uniform_real_distribution<double> lat(south, north);
  std::vector<Coordinate> points(count);
  for (Coordinate& point : points) point = at(lon(random), lat(random));
  return points;
}

TEST(NodeFinder, IsExactInACountry) {
  expect_exact(random_points(3000, 46, 40, 87, 55, 1), random_points(500, 45, 39, 88, 56, 2), 30e3);
}

TEST(NodeFinder, IsExactAroundTheWorld) {
  const auto nodes = random_points(2000, -180, -90, 180, 90, 3);
  expect_exact(nodes, random_points(500, -180, -90, 180, 90, 4), 1e8);
  expect_exact(nodes, random_points(300, 179, -90, 180, 90, 5), 300e3);
  expect_exact(nodes, random_points(300, -180, 88, 180, 90, 6), 500e3);
}

TEST(NodeFinder, IsExactOnAGridFullOfTies) {
  std::vector<Coordinate> nodes;
  std::vector<Coordinate> points;
  for (int i = 0; i < 40; ++i) {
    for (int k = 0; k < 40; ++k) {
      nodes.push_back({i * 1000, k * 1000});
      points.push_back({i * 1000 + 500, k * 1000 + 500});
      points.push_back({i * 1000, k * 1000});
    }
  }
  nodes.insert(nodes.end(), nodes.begin(), nodes.begin() + 800);  // twice at one place
  expect_exact(nodes, points, 5000);
}

TEST(NodeFinder, OfNodesAtOnePlaceTheSmallestAnswers) {
  const std::vector<Coordinate> nodes(100, at(71.4, 51.1));
  const NodeFinder finder(nodes);
  EXPECT_EQ(finder.nearest(at(71.4, 51.1), 0)->node, 0U);
  EXPECT_EQ(finder.nearest(at(71.5, 51.1), 1e5)->node, 0U);
  EXPECT_EQ(finder.snap(std::vector{at(71.5, 51.1)}, {.limit_metres = 1e5})[0].node, 0U);
}

TEST(NodeFinder, TheAntimeridianAndThePolesAreNoWalls) {
  const std::vector<Coordinate> nodes{at(179.999, 60), at(179, 60), at(0, 89.9), at(90, 80)};
  const NodeFinder finder(nodes);
  EXPECT_EQ(finder.nearest(at(-179.999, 60), 1000)->node, 0U);
  EXPECT_EQ(finder.nearest(at(180, 89.95), 50'000)->node, 2U);
  EXPECT_EQ(finder.nearest(at(-180, 90), 50'000)->node, 2U);
}

TEST(NodeFinder, SaysWhyAPointIsNotJoined) {
  const std::vector<Coordinate> nodes{at(71, 51)};
  const std::vector<Coordinate> points{
      at(71, 51), at(72, 51), {2'000'000'000, 0}, {0, 910'000'000}};
  const auto snaps = NodeFinder(nodes).snap(points, {.limit_metres = 1000});
  EXPECT_EQ(snaps[0].status, SnapStatus::kSnapped);
  EXPECT_EQ(snaps[1].status, SnapStatus::kTooFar);
  EXPECT_EQ(snaps[2].status, SnapStatus::kNotOnEarth);
  EXPECT_EQ(snaps[3].status, SnapStatus::kNotOnEarth);
  EXPECT_EQ(snaps[3].node, Snap::kNoNode);
  EXPECT_FALSE(NodeFinder({}).nearest(at(71, 51), 1e9));
  EXPECT_FALSE(NodeFinder({}).snap(points, {})[0].snapped());
}

TEST(NodeFinder, TheLastMileIsWalkedWithADetour) {
  const std::vector<Coordinate> nodes{at(71, 51)};
  const std::vector<Coordinate> points{at(71, 51.009)};
  SnapOptions options;
  options.detour = 1.5;
  options.speed_kmh = 4;
  const Snap snap = NodeFinder(nodes).snap(points, options)[0];
  EXPECT_NEAR(snap.metres, haversine(points[0], nodes[0]), 0.01);
  EXPECT_NEAR(snap.last_mile_ms, haversine(points[0], nodes[0]) * 1.5 / (4 / 3.6) * 1000, 1);
}

TEST(NodeFinder, AnswersDoNotDependOnThreadsOrOrder) {
  const auto nodes = random_points(5000, 60, 45, 61, 46, 7);
  auto points = random_points(60'000, 60, 45, 61, 46, 8);
  const NodeFinder one(nodes, 1);
  const NodeFinder four(nodes, 4);
  SnapOptions options;
  options.threads = 1;
  const auto a = one.snap(points, options);
  options.threads = 4;
  EXPECT_EQ(a, four.snap(points, options));
  std::reverse(points.begin(), points.end());
  auto b = one.snap(points, options);
  std::reverse(b.begin(), b.end());
  EXPECT_EQ(a, b);
}

TEST(NodeFinder, IsExactInARealCity) {
  const auto data = testing_osm::data_folder();
  if (data.empty()) GTEST_SKIP() << "no folder of real extracts: set DOSTYQ_DATA";
  const auto roads = read_osm_roads(io::OsmSource::file(data / "osm/baltimore.osm.pbf"),
                                    *Profile::built_in("foot"));
  ASSERT_TRUE(roads);
  expect_exact(roads->graph.nodes, random_points(1500, -76.7, 39.2, -76.5, 39.4, 9), 3000);
}

TEST(Hilbert, NeighboursOnTheCurveAreNeighboursInThePlane) {
  std::vector<std::pair<int, int>> cells(64 * 64);
  const uint32_t shift = 10;  // the curve's first 64 by 64 cells, each 1024 wide
  for (uint32_t x = 0; x < 64; ++x) {
    for (uint32_t y = 0; y < 64; ++y) {
      cells[hilbert_key(x << shift, y << shift) >> (2 * shift)] = {x, y};
    }
  }
  for (size_t i = 0; i + 1 < cells.size(); ++i) {
    const int step = std::abs(cells[i].first - cells[i + 1].first) +
                     std::abs(cells[i].second - cells[i + 1].second);
    EXPECT_EQ(step, 1) << i;
  }
}

}  // namespace
}  // namespace dostyq::travel
