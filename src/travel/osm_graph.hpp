#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "io/osm.hpp"
#include "travel/profile.hpp"
#include "travel/road_graph.hpp"

namespace dostyq::travel {

struct OsmGraphOptions {
  /// A long stretch of road has a node at least this often, so that a place beside it is never
  /// more than half of this from one.
  double spacing_metres = 250;
  bool keep_shape = true;  ///< points between nodes, for drawing
  unsigned threads = 0;    ///< 0: as many as the machine has; the graph does not depend on it
  /// `stage` is a message key (roads.stage_ways, roads.stage_nodes, roads.stage_graph); `done` goes
  /// from 0 to 1 in each.
  std::function<void(const char* stage, double done)> progress;
  const StopFlag* stop = nullptr;
};

/// A part of the network from which the main part cannot be reached, or the reverse.
struct RoadIsland {
  size_t nodes = 0;
  double km = 0;
  Coordinate at;  ///< one of its nodes
};

/// What was read and what became of it; lengths count a road once, whatever its directions.
struct OsmRoadStats {
  uint64_t ways_read = 0;
  uint64_t ways_kept = 0;      ///< those that the profile can use
  uint64_t ways_cut = 0;       ///< those with nodes that the extract does not hold
  uint64_t nodes_missing = 0;  ///< nodes of kept ways that the extract does not hold
  uint64_t nodes_closed = 0;   ///< barriers that let nobody through
  uint64_t nodes_added = 0;    ///< nodes put on long stretches between points of the extract
  std::vector<std::pair<std::string, double>> km_by_class;  ///< only classes that occur
  double km = 0;                                            ///< all of them
  size_t islands = 0;                                       ///< parts left out
  size_t island_nodes = 0;
  double island_km = 0;
  std::vector<RoadIsland> biggest_islands;  ///< at most ten, by km
};

struct OsmRoads {
  RoadGraph graph;
  OsmRoadStats stats;
};

/// The roads of an extract as one mode of travel uses them, ready for routing: the largest part in
/// which every node can be reached from every other. Nodes are crossings, ends of ways, barriers
/// and, on long stretches, a node every `spacing_metres`; they are numbered along Hilbert's curve.
/// An arc takes the sum of its stretches' lengths over their speed, and the delays of the nodes it
/// passes or ends at, rounded once to a millisecond. A closed barrier becomes two ends that lie at
/// one place. The same input gives the same graph, to the byte, on any number of threads.
/// Turn restrictions are not read (docs/roads.md).
///
/// Time is linear in the file but for sorting by id; memory about 60 bytes for each node of a kept
/// way.
/// Errors: those of io/osm.hpp; roads.none (no way that the profile can use), roads.no_nodes (the
/// extract does not hold the nodes of its ways), roads.not_connected, roads.too_large.
Result<OsmRoads> read_osm_roads(const io::OsmSource& source, const Profile& profile,
                                const OsmGraphOptions& options = {});

}  // namespace dostyq::travel
