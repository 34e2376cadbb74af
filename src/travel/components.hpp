#pragma once

#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// Which nodes can reach each other both ways.
struct Components {
  std::vector<uint32_t> of_node;  ///< n: number of the node's component
  std::vector<uint32_t> size;     ///< nodes of each component
};

/// Tarjan's strongly connected components without recursion, O(n + m).
Components strongly_connected_components(const RoadGraph& graph);

/// A part of a graph, its nodes in the old order.
struct RoadGraphPart {
  static constexpr uint32_t kNone = 0xffffffff;
  RoadGraph graph;
  std::vector<uint32_t> old_of_new;
  std::vector<uint32_t> new_of_old;  ///< kNone where the node is left out
};

/// The component with most nodes (of equals, the one that holds the smallest node). O(n + m).
RoadGraphPart largest_component(const RoadGraph& graph);

}  // namespace dostyq::travel
