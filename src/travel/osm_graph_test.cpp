#include "travel/osm_graph.hpp"

#include <gtest/gtest.h>

#include "travel/components.hpp"
#include "travel/segment.hpp"
#include "travel/testing_osm.hpp"

namespace dostyq::travel {
namespace {

using testing_osm::arc_ms;
using testing_osm::expect_sound;
using testing_osm::Map;

Coordinate at(double lon, double lat) { return Coordinate::from_degrees(lon, lat); }

/// 100 m of latitude, nearly.
constexpr double kStep = 0.0009;

TEST(OsmGraph, AStreetBetweenTwoCrossingsIsTwoArcs) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71, 51 + kStep)
                         .node(3, 71, 51 + 2 * kStep)
                         .way(10, {1, 2, 3}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  const RoadGraph& graph = roads->graph;
  expect_sound(graph);
  EXPECT_EQ(graph.node_count(), 2U);  // the point between is shape
  EXPECT_EQ(graph.arc_count(), 2U);
  ASSERT_EQ(graph.shape.size(), 2U);
  EXPECT_EQ(graph.shape[0], at(71, 51 + kStep));
  const double metres = segment_metres(at(71, 51), at(71, 51 + kStep)) +
                        segment_metres(at(71, 51 + kStep), at(71, 51 + 2 * kStep));
  EXPECT_EQ(arc_ms(graph, at(71, 51), at(71, 51 + 2 * kStep)),
            static_cast<uint32_t>(std::llround(metres * 3600 / 30)));
  EXPECT_EQ(roads->stats.ways_read, 1U);
  EXPECT_EQ(roads->stats.km_by_class.front().first, "residential");
  EXPECT_NEAR(roads->stats.km, metres / 1000, 1e-9);
}

TEST(OsmGraph, CrossingWaysMeet) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71 + kStep, 51)
                         .node(3, 71 + 2 * kStep, 51)
                         .node(4, 71 + kStep, 51 - kStep)
                         .node(5, 71 + kStep, 51 + kStep)
                         .way(10, {1, 2, 3}, "highway=residential")
                         .way(11, {4, 2, 5}, "highway=residential")
                         .way(12, {4, 5}, "building=yes")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->graph.node_count(), 5U);
  EXPECT_EQ(roads->graph.arc_count(), 8U);
  EXPECT_EQ(roads->stats.ways_kept, 2U);
}

TEST(OsmGraph, LongStretchesHaveANodeEvery250Metres) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71, 51.01)
                         .node(3, 71, 51.0101)
                         .way(10, {1, 2, 3}, "highway=primary")
                         .roads();
  ASSERT_TRUE(roads);
  const RoadGraph& graph = roads->graph;
  expect_sound(graph);
  EXPECT_EQ(graph.node_count(), 6U);  // 1,113 m in five pieces; the last 11 m fit in the fifth
  EXPECT_EQ(roads->stats.nodes_added, 4U);
  uint64_t total = 0;
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      EXPECT_LE(segment_metres(graph.nodes[v], graph.nodes[graph.head[a]]), 250.01);
      total += graph.milliseconds[a];
    }
  }
  const double metres = segment_metres(at(71, 51), at(71, 51.0101));
  EXPECT_NEAR(static_cast<double>(total), 2 * metres * 3600 / 80, 5);
}

TEST(OsmGraph, AFerryIsOneArcThatTakesItsDuration) {
  const auto roads = Map()
                         .node(1, 51, 43)
                         .node(2, 51.5, 43.2)
                         .node(3, 52, 43)
                         .way(10, {1, 2, 3}, "route=ferry duration=03:20")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->graph.node_count(), 2U);
  EXPECT_EQ(arc_ms(roads->graph, at(51, 43), at(52, 43)), 12'000'000U);
}

TEST(OsmGraph, OneWayStreetsRunOneWay) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71 + kStep, 51)
                         .node(3, 71 + kStep, 51 + kStep)
                         .way(10, {1, 2}, "highway=residential oneway=yes")
                         .way(11, {1, 3}, "highway=residential oneway=-1")
                         .way(12, {2, 3}, "highway=residential oneway=1")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->graph.arc_count(), 3U);
  EXPECT_GT(arc_ms(roads->graph, at(71, 51), at(71 + kStep, 51)), 0U);
  EXPECT_EQ(arc_ms(roads->graph, at(71 + kStep, 51), at(71, 51)), 0U);
  EXPECT_GT(arc_ms(roads->graph, at(71 + kStep, 51 + kStep), at(71, 51)), 0U);
}

TEST(OsmGraph, ABollardStopsCarsButNotWalkers) {
  const Map map = Map()
                      .node(1, 71, 51)
                      .node(2, 71, 51 + kStep, "barrier=bollard")
                      .node(3, 71, 51 + 2 * kStep)
                      .node(4, 71 + kStep, 51 + 2 * kStep)
                      .way(10, {1, 2, 3}, "highway=residential")
                      .way(11, {3, 4}, "highway=residential");
  const auto car = map.roads("car");
  ASSERT_TRUE(car);
  EXPECT_EQ(car->graph.node_count(), 3U);  // the far side of the bollard, 3 and 4
  EXPECT_EQ(car->stats.nodes_closed, 1U);
  EXPECT_EQ(car->stats.islands, 1U);
  EXPECT_EQ(car->stats.biggest_islands.front().nodes, 2U);
  EXPECT_NEAR(car->stats.biggest_islands.front().km, 0.1, 0.01);
  const auto foot = map.roads("foot");
  ASSERT_TRUE(foot);
  EXPECT_EQ(foot->graph.node_count(), 3U);  // the bollard is only a point of the street
  EXPECT_EQ(foot->stats.islands, 0U);
}

TEST(OsmGraph, ACrossingThatIsClosedClosesEveryRoadThroughIt) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71 + kStep, 51, "barrier=block")
                         .node(3, 71 + 2 * kStep, 51)
                         .node(4, 71 + kStep, 51 + kStep)
                         .node(5, 71 + 3 * kStep, 51)
                         .way(10, {1, 2, 3, 5}, "highway=residential")
                         .way(11, {2, 4}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->graph.node_count(), 2U);
  EXPECT_EQ(roads->stats.islands, 2U);
}

TEST(OsmGraph, SignalsDelayWhoPassesThem) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71, 51 + kStep, "highway=traffic_signals")
                         .node(3, 71, 51 + 2 * kStep)
                         .way(10, {1, 2}, "highway=residential")
                         .way(11, {2, 3}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  const Coordinate south = at(71, 51);
  const Coordinate lights = at(71, 51 + kStep);
  const uint32_t free = arc_ms(roads->graph, lights, south);
  EXPECT_EQ(arc_ms(roads->graph, south, lights), free + 5000);
}

TEST(OsmGraph, SignalsBetweenCrossingsCountOnceEachWay) {
  const auto plain = Map().node(1, 71, 51).node(2, 71, 51 + kStep).node(3, 71, 51 + 2 * kStep);
  auto lit = Map().node(1, 71, 51).node(2, 71, 51 + kStep, "highway=traffic_signals");
  const auto without = Map(plain).way(10, {1, 2, 3}, "highway=residential").roads();
  const auto with =
      lit.node(3, 71, 51 + 2 * kStep).way(10, {1, 2, 3}, "highway=residential").roads();
  ASSERT_TRUE(without && with);
  EXPECT_EQ(with->graph.milliseconds[0], without->graph.milliseconds[0] + 5000);
  EXPECT_EQ(with->graph.milliseconds[1], without->graph.milliseconds[1] + 5000);
}

TEST(OsmGraph, WaysAreCutWhereTheExtractLacksANode) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71, 51 + kStep)
                         .node(4, 71, 51 + 3 * kStep)
                         .node(5, 71, 51 + 4 * kStep)
                         .node(6, 71, 51 + 5 * kStep)
                         .way(10, {1, 2, 3, 4, 5}, "highway=residential")
                         .way(11, {5, 6}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->stats.ways_cut, 1U);
  EXPECT_EQ(roads->stats.nodes_missing, 1U);
  EXPECT_EQ(roads->graph.node_count(), 3U);
  EXPECT_EQ(roads->stats.islands, 1U);
}

TEST(OsmGraph, RingsAndDoubledPointsAreNoTrouble) {
  const auto roads = Map()
                         .node(1, 71, 51)
                         .node(2, 71 + kStep, 51)
                         .node(3, 71 + kStep, 51 + kStep)
                         .node(4, 71 - kStep, 51)
                         .way(10, {1, 2, 2, 3, 1}, "highway=residential junction=roundabout")
                         .way(11, {4, 1}, "highway=residential")
                         .way(12, {4, 4}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  expect_sound(roads->graph);
  EXPECT_GE(roads->graph.node_count(), 2U);
}

TEST(OsmGraph, CrossesTheAntimeridian) {
  const auto roads = Map()
                         .node(1, 179.9995, 65)
                         .node(2, -179.9995, 65)
                         .way(10, {1, 2}, "highway=residential")
                         .roads();
  ASSERT_TRUE(roads);
  EXPECT_EQ(roads->graph.node_count(), 2U);
  EXPECT_LT(roads->stats.km, 0.1);
}

std::string key_of(const Result<OsmRoads>& roads) { return roads ? "" : roads.error().key; }

TEST(OsmGraph, SaysWhyThereIsNoGraph) {
  EXPECT_EQ(key_of(Map().roads()), "roads.none");
  EXPECT_EQ(key_of(Map().node(1, 1, 1).node(2, 1, 2).way(1, {1, 2}, "building=yes").roads()),
            "roads.none");
  EXPECT_EQ(key_of(Map().way(1, {1, 2}, "highway=residential").roads()), "roads.no_nodes");
  EXPECT_EQ(key_of(Map()
                       .node(1, 1, 1)
                       .node(2, 1, 1.001)
                       .way(1, {1, 2}, "highway=residential oneway=yes")
                       .roads()),
            "roads.not_connected");
  EXPECT_EQ(key_of(Map().node(1, 1, 91).way(1, {1, 2}, "highway=residential").roads()),
            "osm.bad_position");
  StopFlag stop;
  stop.request();
  OsmGraphOptions options;
  options.stop = &stop;
  EXPECT_EQ(key_of(Map().node(1, 1, 1).way(1, {1, 2}, "highway=road").roads("car", options)),
            "osm.stopped");
}

TEST(OsmGraph, IsTheSameOnAnyNumberOfThreads) {
  Map map;
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 30; ++x) map.node(1 + 30 * y + x, 71 + 0.0031 * x, 51 + 0.0017 * y);
  }
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x + 1 < 30; ++x) {
      map.way(1000 + 30 * y + x, {1 + 30 * y + x, 2 + 30 * y + x}, "highway=residential");
      map.way(5000 + 30 * y + x, {1 + 30 * x + y, 31 + 30 * x + y}, "highway=tertiary");
    }
  }
  OsmGraphOptions one;
  one.threads = 1;
  OsmGraphOptions four;
  four.threads = 4;
  const auto a = map.roads("car", one);
  const auto b = map.roads("car", four);
  ASSERT_TRUE(a && b);
  expect_sound(a->graph);
  EXPECT_TRUE(testing_osm::same(a->graph, b->graph));
  EXPECT_EQ(strong_components(a->graph.first_arc, a->graph.head).count, 1U);
}

}  // namespace
}  // namespace dostyq::travel
