#pragma once

#include <vector>

#include "travel/contraction_graph.hpp"

namespace dostyq::travel::contraction {

/// Drops directions of upward edges that are longer than a way round over a third node: what
/// bounded witness searches left behind. Times stay the same. O(edges x degree^2), side by side.
void drop_long_edges(WorkingGraph& graph, unsigned threads);

/// The order of a sweep and where it can be done side by side.
struct SweepOrder {
  std::vector<uint32_t> nodes;
  /// Region r is nodes[first_of_region[r]] .. nodes[first_of_region[r + 1]); its edges lead to
  /// nodes of its own and to the top, the nodes before the first region.
  std::vector<uint32_t> first_of_region;
};

/// All nodes, each after the heads of its upward edges, and as soon after the last of them as it
/// can be: a sweep in this order meets what it needs in cache (Delling et al., PHAST, JPDC 2013,
/// reorder by level; depth first is nearer). Regions are what falls apart without the top, which is
/// chosen so that none has much more than 1/32 of the nodes. O(n + m).
SweepOrder sweep_order(const WorkingGraph& graph, const std::vector<uint32_t>& contracted);

}  // namespace dostyq::travel::contraction
