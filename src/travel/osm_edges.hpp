#pragma once

#include <cstdint>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "travel/osm_network.hpp"

// Between osm_graph.cpp and its parts only.
namespace dostyq::travel {

/// A piece of road between two vertices. Its points in between are
/// shape[first_shape] .. shape[first_shape + shape_count].
struct RoadEdge {
  uint32_t tail = 0;
  uint32_t head = 0;
  uint32_t forward_ms = 0;   ///< RoadGraph::kNever: closed
  uint32_t backward_ms = 0;  ///< RoadGraph::kNever: closed
  uint32_t first_shape = 0;
  uint32_t shape_count = 0;
  float metres = 0;
};

struct RoadEdges {
  std::vector<Coordinate> vertices;
  std::vector<RoadEdge> edges;
  std::vector<Coordinate> shape;
};

/// Cuts every way at its vertices, at missing nodes and barriers, and every `spacing_metres`.
/// Errors: roads.no_nodes, roads.too_large, osm.stopped.
Result<RoadEdges> cut_into_edges(const OsmNetwork& network, const Profile& profile,
                                 const OsmGraphOptions& options, OsmRoadStats& stats);

}  // namespace dostyq::travel
