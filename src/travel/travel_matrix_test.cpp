#include "travel/travel_matrix.hpp"

#include <gtest/gtest.h>

#include "travel/dijkstra.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

using testing::AsciiMap;
using testing::RoadGraphs;

TEST(TravelMatrix, HasARowForEachSourceAndAColumnForEachTarget) {
  const AsciiMap map("A->-B--C   D");
  TravelMatrix matrix(*build_hierarchy(map.graph(), {}));
  matrix.set_targets(std::vector<uint32_t>{map['B'], map['C'], map['D'], map['B']});
  const TimeTable table = matrix.run(std::vector<uint32_t>{map['A'], map['C']});
  ASSERT_EQ(table.rows(), 2U);
  ASSERT_EQ(table.columns(), 4U);
  EXPECT_EQ(table.milliseconds(0, 0), 3000U);
  EXPECT_EQ(table.milliseconds(0, 1), 5000U);
  EXPECT_EQ(table.milliseconds(0, 2), std::nullopt);
  EXPECT_EQ(table.milliseconds(0, 3), 3000U);
  EXPECT_EQ(table.milliseconds(1, 0), 2000U);
  EXPECT_EQ(table.milliseconds(1, 1), 0U);
}

TEST(TravelMatrix, OfNothingIsEmpty) {
  const AsciiMap map("A--B");
  TravelMatrix matrix(*build_hierarchy(map.graph(), {}));
  EXPECT_EQ(matrix.run(std::vector<uint32_t>{0}).columns(), 0U);
  matrix.set_targets(std::vector<uint32_t>{0, 1});
  EXPECT_EQ(matrix.run({}).rows(), 0U);
}

TEST(TravelMatrix, IsWhatDijkstraSaysForEveryPair) {
  RoadGraphs graphs(41);
  for (const auto& [name, graph] : graphs.some_of_each()) {
    if (graph.node_count() == 0) continue;
    const auto n = static_cast<uint32_t>(graph.node_count());
    TravelMatrix matrix(*build_hierarchy(graph, {}));
    Dijkstra search(graph);
    for (const uint32_t count : {1U, 16U, 53U}) {
      std::vector<uint32_t> sources;
      std::vector<uint32_t> targets;
      for (uint32_t i = 0; i < count; ++i) sources.push_back(graphs.below(n));
      for (uint32_t i = 0; i < count + 5; ++i) targets.push_back(graphs.below(n));
      matrix.set_targets(targets);
      const TimeTable table = matrix.run(sources);
      const TimeTable again = matrix.run(sources, 3);
      for (size_t row = 0; row < sources.size(); ++row) {
        search.run(sources[row]);
        for (size_t column = 0; column < targets.size(); ++column) {
          ASSERT_EQ(table.milliseconds(row, column), search.milliseconds(targets[column])) << name;
          ASSERT_EQ(table.milliseconds(row, column), again.milliseconds(row, column)) << name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace dostyq::travel
