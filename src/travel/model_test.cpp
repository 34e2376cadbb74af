#include "travel/model.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace dostyq::travel {
namespace {

SpeedModel model() {
  const double kmh = 1 / 3.6;
  return {
      1.3,
      {{5'000, 30 * kmh}, {50'000, 60 * kmh}, {std::numeric_limits<double>::infinity(), 80 * kmh}},
      240 * 60};
}

/// Straight from the textbook, on a sphere.
double haversine(const Coordinate& a, const Coordinate& b) {
  const double rad = std::numbers::pi / 180;
  const double u = std::sin((b.lat() - a.lat()) * rad / 2);
  const double v = std::sin((b.lon() - a.lon()) * rad / 2);
  return 2 * 6371008.8 *
         std::asin(std::sqrt(u * u + std::cos(a.lat() * rad) * std::cos(b.lat() * rad) * v * v));
}

std::vector<Coordinate> random_points(size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(46, 88);
  std::uniform_real_distribution<double> lat(40, 56);
  std::vector<Coordinate> points;
  for (size_t i = 0; i < n; ++i)
    points.push_back(Coordinate::from_degrees(lon(random), lat(random)));
  return points;
}

TEST(SpeedModel, KnowsSomeTripsByHand) {
  EXPECT_EQ(modelled_seconds(model(), 0), 0);
  EXPECT_EQ(modelled_seconds(model(), 5'000 / 1.3), 600) << "5 km at 30 km/h";
  EXPECT_EQ(modelled_seconds(model(), 50'000 / 1.3), 600 + 2700) << "then 45 km at 60 km/h";
  EXPECT_EQ(modelled_seconds(model(), 130'000 / 1.3), 600 + 2700 + 3600) << "then 80 km at 80 km/h";
  EXPECT_EQ(modelled_seconds(model(), 1), 1) << "rounded up";
}

TEST(SpeedModel, TimeGrowsWithDistanceWithoutJumps) {
  int32_t before = 0;
  for (int metres = 0; metres <= 400'000; metres += 7) {
    const int32_t seconds = modelled_seconds(model(), metres);
    ASSERT_GE(seconds, before);
    ASSERT_LE(seconds, before + 2) << "7 m take at most 1.1 s, at " << metres;
    before = seconds;
  }
}

TEST(ModelledTable, AgreesWithHaversineWithinSixPerMille) {
  const auto points = random_points(120, 1);
  const Table table = modelled_table(points, model());
  int reachable = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    for (size_t j = 0; j < points.size(); ++j) {
      const double metres = haversine(points[i], points[j]);
      const int32_t low = modelled_seconds(model(), metres * 0.994);
      const int32_t high = modelled_seconds(model(), metres * 1.006);
      const auto seconds = table.seconds(i, j);
      if (!seconds) {
        EXPECT_GT(high, model().limit_seconds) << "the cheap filter must not lose a pair";
        continue;
      }
      ++reachable;
      EXPECT_GE(*seconds, low);
      EXPECT_LE(*seconds, high);
      EXPECT_LE(*seconds, model().limit_seconds);
      EXPECT_EQ(table.seconds(j, i), seconds);
    }
  }
  EXPECT_GT(reachable, 200);
  EXPECT_EQ(table.confidence(), Confidence::kModelled);
}

TEST(ModelledTable, WithoutALimitReachesEverything) {
  SpeedModel far = model();
  far.limit_seconds = 10'000'000;
  const auto points = random_points(70, 2);
  const Table table = modelled_table(points, far);
  for (size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(table.seconds(i, i), 0);
    for (size_t j = 0; j < points.size(); ++j) EXPECT_TRUE(table.seconds(i, j).has_value());
  }
}

TEST(ModelledTable, CrossesTheDateLine) {
  const std::vector<Coordinate> points{Coordinate::from_degrees(179.9, 50),
                                       Coordinate::from_degrees(-179.9, 50)};
  const double metres = haversine(points[0], points[1]);
  EXPECT_LT(metres, 15'000);
  EXPECT_NEAR(*modelled_table(points, model()).seconds(0, 1), modelled_seconds(model(), metres),
              10);
}

TEST(ModelledTable, IsQuickEnoughForACountry) {
  const auto points = random_points(450, 3);
  const auto began = std::chrono::steady_clock::now();
  const Table table = modelled_table(points, model());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(table.size(), 450U);
  EXPECT_LT(seconds.count(), 1.5)
      << "0.01 s on an idle machine; a sanitizer or a busy one is slower";
}

TEST(ModelledArrivals, AreTheTimesOfTheWholeTable) {
  // Here and there on Earth, over a pole and the date line; near points and far ones.
  std::mt19937 random(7);
  for (const auto& [lon, lat] : std::vector<std::pair<double, double>>{
           {67, 48}, {0, 0}, {179.9, -20}, {30, 89.5}, {-60, -72}}) {
    std::uniform_real_distribution<double> off(-1.5, 1.5);
    std::vector<Coordinate> points;
    for (int i = 0; i < 90; ++i) {
      const double x = lon + off(random) / std::max(0.1, std::cos(lat * std::numbers::pi / 180));
      points.push_back(Coordinate::from_degrees(std::remainder(x, 360.0),
                                                std::clamp(lat + off(random), -90.0, 90.0)));
    }
    points.push_back(points.front());  // two at one place
    const Table whole = modelled_table(points, model());
    std::vector<uint32_t> destinations;
    for (uint32_t i = 0; i < points.size(); i += 2) destinations.push_back(i);
    const Table some = modelled_arrivals(points, destinations, model());
    size_t reachable = 0;
    for (size_t to = 0; to < points.size(); ++to) {
      ASSERT_EQ(some.knows(to), to % 2 == 0);
      if (!some.knows(to)) continue;
      for (size_t from = 0; from < points.size(); ++from) {
        EXPECT_EQ(some.seconds(from, to), whole.seconds(from, to)) << from << " to " << to;
        reachable += whole.seconds(from, to).has_value();
      }
      std::vector<std::pair<size_t, int32_t>> visited, wanted;
      some.for_each_arrival(to, [&](size_t f, int32_t s) { visited.emplace_back(f, s); });
      whole.for_each_arrival(to, [&](size_t f, int32_t s) { wanted.emplace_back(f, s); });
      EXPECT_EQ(visited, wanted);
    }
    EXPECT_GT(reachable, 100U);
    EXPECT_EQ(some.confidence(), Confidence::kModelled);
    const Table slower = some.slower_by(20).slower_by(10);
    EXPECT_EQ(slower.seconds(1, 0), whole.slower_by(20).slower_by(10).seconds(1, 0));
  }
}

TEST(Table, OfWhatIsNoDestinationAllOthersAreUnreachable) {
  Table::Arrivals arrivals;
  arrivals.destinations = {1};
  arrivals.list = {{0, 60}, {1, 0}};
  arrivals.start = {0, 2};
  const Table table(3, Confidence::kPublished, arrivals, true);
  EXPECT_EQ(table.seconds(0, 1), 60);
  EXPECT_EQ(table.seconds(2, 1), std::nullopt);
  EXPECT_EQ(table.seconds(1, 2), std::nullopt);
  EXPECT_EQ(table.seconds(2, 2), 0);
  size_t visited = 0;
  table.for_each_arrival(2, [&](size_t from, int32_t) { visited += from == 2 ? 1 : 10; });
  EXPECT_EQ(visited, 1U);
}

TEST(Table, SlowerTimesAreRoundedUp) {
  Table table(2, Confidence::kPublished);
  table.set(0, 1, 101);
  table.set(1, 1, 0);
  const Table slower = table.slower_by(20);
  EXPECT_EQ(slower.seconds(0, 1), 122) << "121.2 s";
  EXPECT_EQ(slower.seconds(1, 0), std::nullopt);
  EXPECT_EQ(slower.seconds(1, 1), 0);
  EXPECT_EQ(slower.confidence(), Confidence::kPublished);
  EXPECT_EQ(table.slower_by(0).seconds(0, 1), 101);
}

}  // namespace
}  // namespace dostyq::travel
