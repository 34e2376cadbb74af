#pragma once

#include <vector>

#include "travel/contraction_graph.hpp"

namespace dostyq::travel::contraction {

/// Drops directions of upward edges that are longer than a way round over a third node: what
/// bounded witness searches left behind. Times stay the same. O(edges x degree^2), side by side.
void drop_long_edges(WorkingGraph& graph, unsigned threads);

/// All nodes, each after the heads of its upward edges, and as soon after the last of them as it
/// can be: a sweep in this order meets what it needs in cache (Delling et al., PHAST, JPDC 2013,
/// reorder by level; depth first is nearer). O(n + m).
std::vector<uint32_t> sweep_order(const WorkingGraph& graph);

}  // namespace dostyq::travel::contraction
