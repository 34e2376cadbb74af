#pragma once

#include <span>
#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// One direction of a piece of road. Its points between the ends, for drawing, are
/// shape[shape_begin .. shape_end) of a pool that many arcs share.
struct RoadArc {
  uint32_t tail = 0;
  uint32_t head = 0;
  uint32_t milliseconds = 0;
  uint32_t shape_begin = 0;
  uint32_t shape_end = 0;
};

/// Sorts the arcs by tail and head, drops loops, and keeps the quickest of parallel arcs (the first
/// given, among equals). A time below 1 ms becomes 1 ms; an arc as long as kNever is dropped.
/// O(n + m log d) for degrees up to d. With an empty `shape` the graph has none.
RoadGraph make_road_graph(std::vector<Coordinate> nodes, std::span<const RoadArc> arcs,
                          std::span<const Coordinate> shape = {});

/// The same roads travelled the other way, shapes turned round. O(n + m).
RoadGraph reversed(const RoadGraph& graph);

}  // namespace dostyq::travel
