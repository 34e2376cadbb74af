#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel::contraction {

inline constexpr uint32_t kForward = 1;   ///< from the node that holds the edge to its head
inline constexpr uint32_t kBackward = 2;  ///< from the head to the node
inline constexpr uint32_t kBothWays = 3;
inline constexpr uint32_t kNoMiddle = 0x3fffffff;  ///< an edge of the road graph itself

/// Ways swapped: how the other end sees the same edge.
constexpr uint32_t mirrored(uint32_t ways) { return (ways >> 1) | ((ways & 1) << 1); }

/// Time and, below it, a tie-breaker: the sum of small random numbers, one for each edge of the
/// road graph. Shortest paths are then unique in practice, so that a strictly shorter witness is as
/// good a test as a shorter or equal one, and unlike that one stays true while other nodes go.
using Length = uint64_t;

/// One entry for both directions where their length is the same. 20 bytes.
struct Edge {
  uint32_t head = 0;
  uint32_t middle = kNoMiddle;  ///< the contracted node that a shortcut goes through
  uint32_t milliseconds = 0;
  uint32_t tie = 0;
  uint32_t hops_and_ways = 0;

  Length length() const { return Length{milliseconds} << 32 | tie; }
  uint32_t ways() const { return hops_and_ways & 3; }
  uint32_t hops() const { return hops_and_ways >> 2; }
  unsigned directions() const { return static_cast<unsigned>(std::popcount(ways())); }
};

inline uint32_t scrambled(uint32_t x) {  // murmur3's finalizer: a bijection
  x = (x ^ (x >> 16)) * 0x85ebca6bU;
  x = (x ^ (x >> 13)) * 0xc2b2ae35U;
  return x ^ (x >> 16);
}

/// What is left of the road graph while its nodes are contracted. The edges of a contracted node
/// stay as they were then: they are its upward edges. Nodes are renumbered along a Hilbert curve,
/// so that neighbours share cache lines.
struct WorkingGraph {
  std::vector<std::vector<Edge>> edges;
  std::vector<uint32_t> node_of;  ///< number in the road graph of each node here
};

/// The road graph, renumbered, each edge entered at both its ends. O(n log n + m).
WorkingGraph make_working_graph(const RoadGraph& graph, unsigned threads);

/// Edges between two nodes of the working graph to come, seen from `from`.
struct Shortcut {
  uint32_t from = 0;
  Edge edge;
};

/// Enters one end of a shortcut unless the node already has as short an edge; gives way to none
/// that is longer. The order of calls for a node decides the order of its edges.
void insert_or_shorten(std::vector<Edge>& edges, Edge edge);

}  // namespace dostyq::travel::contraction
