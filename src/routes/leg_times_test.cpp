// Times between stops over a file of roads against plain Dijkstra; modelled without one.
#include "routes/leg_times.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "io/file.hpp"
#include "routes/tourism.hpp"
#include "travel/dijkstra.hpp"
#include "travel/osm_graph.hpp"
#include "travel/segment.hpp"
#include "world/load.hpp"
#include "world/new_programme.hpp"
#include "world/roads.hpp"
#include "world/testing.hpp"

namespace dostyq::routes {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 7;  // the roads are a grid of so many crossings a side

double lon_of(int i) { return -29.3 + 0.05 * (i % kSide); }
double lat_of(int i) { return 45.3 + 0.04 * (i / kSide); }

/// Roads of several speeds, some of them one way: there and back take different times.
std::string grid_of_roads() {
  std::mt19937 random(3);
  std::string text = "<osm version='0.6'>\n";
  for (int i = 0; i < kSide * kSide; ++i)
    text += "<node id='" + std::to_string(i + 1) + "' version='1' lat='" +
            std::to_string(lat_of(i)) + "' lon='" + std::to_string(lon_of(i)) + "'/>\n";
  int id = 0;
  const auto road = [&](int a, int b) {
    const int speed = 20 + 10 * static_cast<int>(random() % 9);
    const bool one_way = random() % 5 == 0;
    text += "<way id='" + std::to_string(++id) + "' version='1'><nd ref='" + std::to_string(a + 1) +
            "'/><nd ref='" + std::to_string(b + 1) +
            "'/><tag k='highway' v='primary'/><tag k='maxspeed' v='" + std::to_string(speed) +
            "'/>" + (one_way ? "<tag k='oneway' v='yes'/>" : "") + "</way>\n";
  };
  for (int i = 0; i < kSide * kSide; ++i) {
    if (i % kSide + 1 < kSide) road(i, i + 1);
    if (i / kSide + 1 < kSide) road(i, i + kSide);
  }
  return text + "</osm>\n";
}

class LegTimesOfAFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(world::create_new(folder_));
    auto read = world::load(folder_);
    ASSERT_TRUE(read);
    programme_ = std::make_unique<world::Programme>(std::move(*read));
    std::mt19937 random(7);
    for (int k = 0; k < 12; ++k) {
      const int i = static_cast<int>(random() % (kSide * kSide));
      points_.push_back(Coordinate::from_degrees(lon_of(i) + 0.001 * (k % 3), lat_of(i)));
    }
    points_.push_back(Coordinate::from_degrees(-20, 40));  // far from every road
  }

  world::TemporaryFolder outer_;
  fs::path folder_ = outer_.path() / "programme";
  std::unique_ptr<world::Programme> programme_;
  std::vector<Coordinate> points_;
};

TEST_F(LegTimesOfAFolder, AreThoseOfPlainDijkstraOverItsRoads) {
  ASSERT_TRUE(io::write_files({{folder_ / "roads.osm", grid_of_roads()}}));
  const auto legs = leg_times(*programme_, folder_, points_);
  ASSERT_TRUE(legs);
  ASSERT_NE(legs->road_legs, nullptr);

  const std::string roads = grid_of_roads();
  const auto read = travel::read_osm_roads(io::OsmSource::memory(roads, "roads.osm"),
                                           *travel::Profile::built_in("car"));
  ASSERT_TRUE(read);
  travel::SnapOptions snapping;
  const world::RoadUse use = programme_->config.roads.value_or(world::RoadUse{});
  snapping.limit_metres = use.snap_limit_metres;
  snapping.speed_kmh = use.last_mile_kmh;
  const auto snaps = travel::NodeFinder(read->graph.nodes).snap(points_, snapping);
  const size_t n = points_.size();
  std::vector<int64_t> one_way(n * n, -1);
  travel::Dijkstra search(read->graph);
  for (size_t a = 0; a < n; ++a) {
    if (!snaps[a].snapped()) continue;
    search.run(snaps[a].node);
    for (size_t b = 0; b < n; ++b) {
      if (!snaps[b].snapped()) continue;
      const auto time = search.milliseconds(snaps[b].node);
      ASSERT_TRUE(time);
      one_way[a * n + b] =
          (int64_t{*time} + snaps[a].last_mile_ms + snaps[b].last_mile_ms + 999) / 1000;
    }
  }
  int asymmetric = 0;
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < n; ++b) {
      const int64_t there = one_way[a * n + b], back = one_way[b * n + a];
      const bool joined = snaps[a].snapped() && snaps[b].snapped();
      const int64_t expected = a == b ? 0 : joined ? std::max(there, back) : -1;
      EXPECT_EQ(legs->seconds[a * n + b], expected) << a << " " << b;
      asymmetric += there != back;
    }
  }
  EXPECT_GT(asymmetric, 10) << "both directions matter";
}

TEST_F(LegTimesOfAFolder, LinesFollowTheRoadsAndHaveTheirLength) {
  ASSERT_TRUE(io::write_files({{folder_ / "roads.osm", grid_of_roads()}}));
  const auto legs = leg_times(*programme_, folder_, points_);
  ASSERT_TRUE(legs);
  const auto leg = legs->road_legs->find(0, 1);
  ASSERT_TRUE(leg);
  EXPECT_TRUE(leg->by_road);
  EXPECT_EQ(leg->line.front(), points_[0]);
  EXPECT_EQ(leg->line.back(), points_[1]);
  double metres = 0;
  for (size_t i = 1; i < leg->line.size(); ++i) {
    metres += travel::segment_metres(leg->line[i - 1], leg->line[i]);
    if (i == 1 || i + 1 == leg->line.size()) continue;
    const bool along = leg->line[i - 1].lon_e7 == leg->line[i].lon_e7 ||
                       std::abs(leg->line[i - 1].lat_e7 - leg->line[i].lat_e7) < 2000;
    EXPECT_TRUE(along) << "off the grid at " << i;
  }
  EXPECT_DOUBLE_EQ(leg->metres, metres);
  EXPECT_GE(metres, travel::segment_metres(points_[0], points_[1]));
  EXPECT_FALSE(legs->road_legs->find(0, points_.size() - 1)) << "no road leads there";
}

TEST_F(LegTimesOfAFolder, AreModelledWithoutRoadsAndSayingSoIsLeftToTheCaller) {
  for (const fs::path& folder : {folder_, fs::path()}) {
    const auto legs = leg_times(*programme_, folder, points_);
    ASSERT_TRUE(legs);
    EXPECT_EQ(legs->road_legs, nullptr);
    for (const int32_t seconds : legs->seconds) EXPECT_GE(seconds, 0);
  }
  const world::World world(std::make_shared<world::Programme>(*programme_));
  const auto tourism =
      read_tourism(world, folder_, Profile::kCitizens, *Date::from_ymd(2026, 11, 27));
  ASSERT_TRUE(tourism);
  EXPECT_EQ(tourism->travel, "modelled");
  EXPECT_FALSE(tourism->leg(0, 1).by_road);
  EXPECT_EQ(tourism->leg(0, 1).line.size(), 2U);
  ASSERT_TRUE(io::write_files({{folder_ / "roads.osm", grid_of_roads()}}));
  EXPECT_EQ(read_tourism(world, folder_, Profile::kCitizens, *Date::from_ymd(2026, 11, 27))->travel,
            "roads");
}

}  // namespace
}  // namespace dostyq::routes
