#include <gtest/gtest.h>

#include <algorithm>

#include "travel/build_road_graph.hpp"
#include "travel/dijkstra.hpp"
#include "travel/road_graph_part.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

using testing::AsciiMap;
using testing::RoadGraphs;

TEST(MakeRoadGraph, SortsArcsDropsLoopsAndKeepsTheQuickestOfParallels) {
  const std::vector<Coordinate> pool{{1, 1}, {2, 2}, {3, 3}};
  const std::vector<RoadArc> arcs{{1, 2, 90, 0, 2},
                                  {0, 2, 70, 0, 0},
                                  {0, 1, 50, 2, 3},
                                  {0, 0, 10, 0, 0},
                                  {1, 2, 80, 2, 3},
                                  {2, 0, 0, 0, 0},
                                  {2, 1, RoadGraph::kNever, 0, 0}};
  const RoadGraph graph = make_road_graph({{0, 0}, {5, 5}, {9, 9}}, arcs, pool);
  EXPECT_EQ(graph.first_arc, (std::vector<uint32_t>{0, 2, 3, 4}));
  EXPECT_EQ(graph.head, (std::vector<uint32_t>{1, 2, 2, 0}));
  EXPECT_EQ(graph.milliseconds, (std::vector<uint32_t>{50, 70, 80, 1}));
  EXPECT_EQ(graph.first_shape, (std::vector<uint32_t>{0, 1, 1, 2, 2}));
  EXPECT_EQ(graph.shape, (std::vector<Coordinate>{{3, 3}, {3, 3}}));
}

TEST(MakeRoadGraph, WithoutPointsHasNoShapes) {
  const RoadGraph graph = AsciiMap("A--B").graph();
  EXPECT_TRUE(graph.first_shape.empty());
  EXPECT_EQ(graph.arc_count(), 2U);
}

TEST(Reversed, TurnsArcsAndTheirShapesRound) {
  const std::vector<Coordinate> pool{{1, 1}, {2, 2}};
  const std::vector<RoadArc> arcs{{0, 1, 50, 0, 2}};
  const RoadGraph back = reversed(make_road_graph({{0, 0}, {5, 5}}, arcs, pool));
  EXPECT_EQ(back.first_arc, (std::vector<uint32_t>{0, 0, 1}));
  EXPECT_EQ(back.head, (std::vector<uint32_t>{0}));
  EXPECT_EQ(back.shape, (std::vector<Coordinate>{{2, 2}, {1, 1}}));
}

TEST(Reversed, TwiceIsTheSame) {
  for (const auto& [name, graph] : RoadGraphs(3).some_of_each()) {
    const RoadGraph twice = reversed(reversed(graph));
    EXPECT_EQ(twice.first_arc, graph.first_arc) << name;
    EXPECT_EQ(twice.head, graph.head) << name;
    EXPECT_EQ(twice.milliseconds, graph.milliseconds) << name;
  }
}

TEST(LargestComponent, LeavesOutATrapAndAnIsland) {
  const AsciiMap map(
      "A---B->-C   F\n"
      "|   |       |\n"
      "D---E       G\n");
  const RoadGraphPart part = largest_component(map.graph());
  EXPECT_EQ(part.old_of_new, (std::vector<uint32_t>{map['A'], map['B'], map['D'], map['E']}));
  EXPECT_EQ(part.new_of_old[map['C']], RoadGraphPart::kNone);
  EXPECT_EQ(part.new_of_old[map['E']], 3U);
  EXPECT_EQ(part.graph.arc_count(), 8U);
}

TEST(LargestComponent, OfNothingIsNothing) {
  EXPECT_EQ(largest_component(make_road_graph({}, {})).graph.node_count(), 0U);
}

TEST(LargestComponent, IsOfNodesThatReachEachOther) {
  RoadGraphs graphs(5);
  for (const uint32_t arcs : {40U, 70U, 110U}) {
    const RoadGraph graph = graphs.sparse(60, arcs, 100);
    const RoadGraphPart part = largest_component(graph);
    Dijkstra there(graph);
    const RoadGraph turned = reversed(graph);
    Dijkstra back(turned);
    for (uint32_t v = 0; v < graph.node_count(); ++v) {
      there.run(v);
      back.run(v);
      uint32_t mates = 0;
      const bool inside = part.new_of_old[v] != RoadGraphPart::kNone;
      for (uint32_t w = 0; w < graph.node_count(); ++w) {
        const bool both = there.milliseconds(w) && back.milliseconds(w);
        if (inside) {
          EXPECT_EQ(both, part.new_of_old[w] != RoadGraphPart::kNone);
        }
        mates += both ? 1 : 0;
      }
      EXPECT_LE(mates, part.graph.node_count());
    }
  }
}

TEST(Dijkstra, TakesTheQuickestWayAndKeepsToOneWayStreets) {
  const AsciiMap map(
      "A---B->-C\n"
      "|       |\n"
      "|       |\n"
      "|       |\n"
      "D-------E\n");
  Dijkstra search(map.graph());
  search.run(map['A']);
  EXPECT_EQ(search.milliseconds(map['C']), 6000U);
  EXPECT_EQ(search.path(map['C']), (std::vector<uint32_t>{map['A'], map['B'], map['C']}));
  search.run(map['C']);
  EXPECT_EQ(search.milliseconds(map['A']), 13000U);
  EXPECT_EQ(search.path(map['A']), (std::vector<uint32_t>{map['C'], map['E'], map['D'], map['A']}));
}

TEST(Dijkstra, StopsAtTheLimit) {
  const AsciiMap map("A--B--C");
  Dijkstra search(map.graph());
  search.run(map['A'], 3999);
  EXPECT_EQ(search.milliseconds(map['B']), 2000U);
  EXPECT_EQ(search.milliseconds(map['C']), std::nullopt);
  search.run(map['A'], 4000);
  EXPECT_EQ(search.milliseconds(map['C']), 4000U);
}

TEST(Dijkstra, StartsFromSeveralSourcesWithTimeSpent) {
  const AsciiMap map("A--B--C");
  Dijkstra search(map.graph());
  const std::vector<Dijkstra::Source> sources{{map['A'], 0}, {map['C'], 1000}};
  search.run(sources);
  EXPECT_EQ(search.milliseconds(map['B']), 2000U);
  EXPECT_EQ(search.parent(map['B']), map['A']);
  EXPECT_EQ(search.milliseconds(map['C']), 1000U);
  EXPECT_EQ(search.parent(map['C']), std::nullopt);
}

}  // namespace
}  // namespace dostyq::travel
