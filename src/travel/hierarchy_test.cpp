#include "travel/hierarchy.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "travel/dijkstra.hpp"
#include "travel/hierarchy_check.hpp"
#include "travel/one_to_all.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

using testing::AsciiMap;
using testing::RoadGraphs;

Hierarchy built(const RoadGraph& graph, unsigned threads = 1) {
  return *build_hierarchy(graph, {.threads = threads});
}

TEST(BuildHierarchy, GivesTheSameBytesAtAnyNumberOfThreads) {
  RoadGraphs graphs(11);
  for (const auto& [name, graph] : {RoadGraphs::Named{"city", graphs.city(70)},
                                    {"grid", graphs.even_grid(50)},
                                    {"sparse", graphs.sparse(700, 1100, 10'000)}}) {
    const Hierarchy one = built(graph, 1);
    for (const unsigned threads : {2U, 5U}) {
      const Hierarchy many = built(graph, threads);
      EXPECT_TRUE(std::ranges::equal(one.bytes(), many.bytes())) << name << ' ' << threads;
    }
  }
}

TEST(BuildHierarchy, PassesItsOwnChecks) {
  for (const auto& [name, graph] : RoadGraphs(12).some_of_each()) {
    EXPECT_EQ(image::check(built(graph).bytes()), image::Fault::kNone) << name;
  }
}

TEST(BuildHierarchy, KeepsTheRoadGraphAndTheHash) {
  const std::vector<Coordinate> pool{{1, 1}, {2, 2}};
  const std::vector<RoadArc> arcs{{0, 1, 50, 0, 2}, {1, 0, 40, 0, 0}};
  const RoadGraph graph = make_road_graph({{0, 0}, {5, 5}}, arcs, pool);
  InputHash hash{};
  hash[31] = 7;
  const Hierarchy hierarchy = *build_hierarchy(graph, {.input_hash = hash});
  EXPECT_EQ(hierarchy.input_hash(), hash);
  const RoadGraphView& road = hierarchy.road();
  EXPECT_TRUE(std::ranges::equal(road.nodes, graph.nodes));
  EXPECT_TRUE(std::ranges::equal(road.head, graph.head));
  EXPECT_TRUE(std::ranges::equal(road.milliseconds, graph.milliseconds));
  EXPECT_TRUE(std::ranges::equal(road.shape_of(0), pool));
  EXPECT_EQ(road.find_arc(1, 0), 1U);
  EXPECT_EQ(road.find_arc(1, 1), std::nullopt);
}

TEST(BuildHierarchy, StopsWhenTold) {
  StopFlag stop;
  stop.request();
  EXPECT_FALSE(build_hierarchy(RoadGraphs(1).city(20), {.stop = &stop}).has_value());
}

TEST(BuildHierarchy, TellsHowFarItIs) {
  size_t last = 0;
  const RoadGraph graph = RoadGraphs(1).city(20);
  const auto progress = [&](size_t contracted, size_t nodes) {
    EXPECT_GT(contracted, last);
    EXPECT_EQ(nodes, 400U);
    last = contracted;
  };
  ASSERT_TRUE(build_hierarchy(graph, {.progress = progress}).has_value());
  EXPECT_EQ(last, 400U);
}

TEST(BuildHierarchy, NeedsFewArcsOnACity) {
  const RoadGraph graph = RoadGraphs(2).city(100);
  EXPECT_LT(built(graph).arc_count(), 4 * graph.node_count());
}

TEST(OneToAll, KeepsToOneWayStreets) {
  const AsciiMap map(
      "A---B->-C\n"
      "|       |\n"
      "D-------E   F\n");
  OneToAll times(built(map.graph()));
  times.run(map['A'], OneToAll::Direction::kFromSource);
  EXPECT_EQ(times.milliseconds(map['C']), 6000U);
  EXPECT_EQ(times.milliseconds(map['F']), std::nullopt);
  times.run(map['A'], OneToAll::Direction::kToSource);
  EXPECT_EQ(times.milliseconds(map['C']), 9000U);
  EXPECT_EQ(times.milliseconds(map['A']), 0U);
}

TEST(OneToAll, CountsATimeAtTheLimitAsWithin) {
  const AsciiMap map("A--B--C");
  OneToAll times(built(map.graph()));
  times.run(map['A'], OneToAll::Direction::kFromSource, 4000);
  EXPECT_EQ(times.milliseconds(map['C']), 4000U);
  times.run(map['A'], OneToAll::Direction::kFromSource, 3999);
  EXPECT_EQ(times.milliseconds(map['C']), std::nullopt);
}

TEST(OneToAll, IsWhatDijkstraSaysAtEveryNode) {
  for (const auto& [name, graph] : RoadGraphs(21).some_of_each()) {
    OneToAll times(built(graph));
    const RoadGraph turned = reversed(graph);
    Dijkstra away(graph);
    Dijkstra towards(turned);
    for (uint32_t source = 0; source < graph.node_count(); source += 1 + source / 4) {
      const uint32_t limit = source % 2 == 0 ? RoadGraph::kNever - 1 : 30'000;
      away.run(source, limit);
      times.run(source, OneToAll::Direction::kFromSource, limit);
      for (uint32_t v = 0; v < graph.node_count(); ++v) {
        ASSERT_EQ(times.milliseconds(v), away.milliseconds(v)) << name << ' ' << source << ' ' << v;
      }
      towards.run(source, limit);
      times.run(source, OneToAll::Direction::kToSource, limit);
      for (uint32_t v = 0; v < graph.node_count(); ++v) {
        ASSERT_EQ(times.milliseconds(v), towards.milliseconds(v)) << name << source << ' ' << v;
      }
    }
  }
}

TEST(OneToAll, StartsFromTheNearestOfSeveral) {
  const RoadGraph graph = RoadGraphs(22).city(20);
  const std::vector<OneToAll::Source> sources{{3, 0}, {250, 20'000}, {399, 5000}, {3, 100}};
  OneToAll times(built(graph));
  times.run(sources, OneToAll::Direction::kFromSource);
  Dijkstra search(graph);
  search.run(std::vector<Dijkstra::Source>{{3, 0}, {250, 20'000}, {399, 5000}});
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    EXPECT_EQ(times.milliseconds(v), search.milliseconds(v)) << v;
  }
}

}  // namespace
}  // namespace dostyq::travel
