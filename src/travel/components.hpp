#pragma once

#include <span>
#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// Which nodes can reach each other both ways.
struct Components {
  std::vector<uint32_t> of_node;  ///< n: number of the node's component
  std::vector<uint32_t> size;     ///< nodes of each component
};

/// Tarjan's strongly connected components (SIAM J. Comput. 1, 1972) without recursion, O(n + m).
/// Arcs of node v are first_arc[v] .. first_arc[v + 1] of `head`.
Components strongly_connected_components(std::span<const uint32_t> first_arc,
                                         std::span<const uint32_t> head);
Components strongly_connected_components(const RoadGraph& graph);

/// The component with most nodes; of equals the one that holds the smallest node, 0 if there is
/// none.
uint32_t largest(const Components& components);

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
