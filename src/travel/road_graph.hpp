#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/coordinate.hpp"

namespace dostyq::travel {

/// A road network in one mode of travel: n nodes, m arcs, plain arrays in compressed sparse rows.
/// Arcs of a node are sorted by head; no loops, and of parallel arcs only the quickest.
struct RoadGraph {
  std::vector<Coordinate> nodes;    ///< n
  std::vector<uint32_t> first_arc;  ///< n + 1: arcs of node v are first_arc[v] .. first_arc[v + 1]
  std::vector<uint32_t> head;       ///< m
  std::vector<uint32_t> milliseconds;  ///< m, at least 1, below kNever
  /// Points between the ends of each arc, for drawing; both empty when there are none.
  std::vector<uint32_t> first_shape;  ///< m + 1 or empty
  std::vector<Coordinate> shape;

  /// Longer than any path; the sum of two still fits 32 bits.
  static constexpr uint32_t kNever = 0x7fffffff;

  size_t node_count() const { return nodes.size(); }
  size_t arc_count() const { return head.size(); }
};

}  // namespace dostyq::travel
