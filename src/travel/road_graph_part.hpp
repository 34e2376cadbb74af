#pragma once

#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// A part of a graph, its nodes in the old order.
struct RoadGraphPart {
  static constexpr uint32_t kNone = 0xffffffff;
  RoadGraph graph;
  std::vector<uint32_t> old_of_new;
  std::vector<uint32_t> new_of_old;  ///< kNone where the node is left out
};

/// The largest part in which every node can reach every other. O(n + m).
RoadGraphPart largest_component(const RoadGraph& graph);

}  // namespace dostyq::travel
