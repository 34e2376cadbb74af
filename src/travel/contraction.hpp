#pragma once

#include <functional>
#include <vector>

#include "base/progress.hpp"
#include "travel/contraction_graph.hpp"

namespace dostyq::travel::contraction {

/// Called now and then with the number of nodes contracted so far.
using Report = std::function<void(size_t contracted)>;

/// Contracts every node of the graph (Geisberger et al., WEA 2008): afterwards the edges of a node
/// lead to nodes contracted later. Returns the nodes in the order of contraction, or fewer when
/// `stop` was asked for.
///
/// Nodes go in rounds: those of lowest priority among their neighbours, ties broken by a scrambled
/// number. Priorities and shortcuts are computed side by side from the graph as the round found it,
/// and edges are changed in the same order at every node, so the result is the same bytes at any
/// number of threads.
std::vector<uint32_t> contract(WorkingGraph& graph, unsigned threads, const StopFlag* stop,
                               const Report& report);

}  // namespace dostyq::travel::contraction
