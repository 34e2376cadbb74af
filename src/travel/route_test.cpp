#include "travel/route.hpp"

#include <gtest/gtest.h>

#include "travel/dijkstra.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

using testing::AsciiMap;
using testing::RoadGraphs;

TEST(RouteQuery, KeepsToOneWayStreets) {
  const AsciiMap map(
      "A---B->-C\n"
      "|       |\n"
      "D-------E   F\n");
  RouteQuery query(*build_hierarchy(map.graph(), {}));
  const auto there = query.run(map['A'], map['C']);
  ASSERT_TRUE(there);
  EXPECT_EQ(there->milliseconds, 6000U);
  EXPECT_EQ(there->nodes, (std::vector<uint32_t>{map['A'], map['B'], map['C']}));
  const auto back = query.run(map['C'], map['A']);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->nodes, (std::vector<uint32_t>{map['C'], map['E'], map['D'], map['A']}));
  EXPECT_FALSE(query.run(map['A'], map['F']));
  EXPECT_EQ(query.milliseconds(map['A'], map['F']), std::nullopt);
}

TEST(RouteQuery, ToWhereItStartsIsOneNode) {
  const AsciiMap map("A--B");
  RouteQuery query(*build_hierarchy(map.graph(), {}));
  const auto route = query.run(map['B'], map['B']);
  ASSERT_TRUE(route);
  EXPECT_EQ(route->milliseconds, 0U);
  EXPECT_EQ(route->nodes, (std::vector<uint32_t>{map['B']}));
  EXPECT_TRUE(route->road_arcs.empty());
  EXPECT_EQ(route->line.size(), 1U);
}

TEST(RouteQuery, DrawsTheBendsOfTheRoad) {
  const std::vector<Coordinate> pool{{1, 2}, {3, 2}, {6, 1}};
  const std::vector<RoadArc> arcs{{0, 1, 10, 0, 2}, {1, 2, 10, 2, 3}};
  const RoadGraph graph = make_road_graph({{0, 0}, {5, 0}, {9, 0}}, arcs, pool);
  RouteQuery query(*build_hierarchy(graph, {}));
  const auto route = query.run(0, 2);
  ASSERT_TRUE(route);
  const std::vector<Coordinate> line{{0, 0}, {1, 2}, {3, 2}, {5, 0}, {6, 1}, {9, 0}};
  EXPECT_EQ(route->line, line);
}

// Arcs follow each other from start to end, and their times add up.
void expect_is_walk(const RoadGraph& graph, const Route& route, uint32_t from, uint32_t to) {
  ASSERT_EQ(route.nodes.front(), from);
  ASSERT_EQ(route.nodes.back(), to);
  ASSERT_EQ(route.road_arcs.size() + 1, route.nodes.size());
  uint64_t sum = 0;
  for (size_t i = 0; i < route.road_arcs.size(); ++i) {
    const uint32_t arc = route.road_arcs[i];
    ASSERT_GE(arc, graph.first_arc[route.nodes[i]]);
    ASSERT_LT(arc, graph.first_arc[route.nodes[i] + 1]);
    ASSERT_EQ(graph.head[arc], route.nodes[i + 1]);
    sum += graph.milliseconds[arc];
  }
  ASSERT_EQ(sum, route.milliseconds);
}

TEST(RouteQuery, IsAQuickestWalkForEveryPair) {
  RoadGraphs graphs(51);
  for (const auto& [name, graph] : graphs.some_of_each()) {
    RouteQuery query(*build_hierarchy(graph, {}));
    Dijkstra search(graph);
    for (uint32_t from = 0; from < graph.node_count(); from += 1 + from / 8) {
      search.run(from);
      for (uint32_t to = 0; to < graph.node_count(); ++to) {
        SCOPED_TRACE(name + " " + std::to_string(from) + " " + std::to_string(to));
        ASSERT_EQ(query.milliseconds(from, to), search.milliseconds(to));
        const auto route = query.run(from, to);
        ASSERT_EQ(route.has_value(), search.milliseconds(to).has_value());
        if (route) expect_is_walk(graph, *route, from, to);
        if (HasFatalFailure()) return;
      }
    }
  }
}

}  // namespace
}  // namespace dostyq::travel
