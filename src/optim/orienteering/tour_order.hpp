#pragma once

#include <cstdint>
#include <vector>

#include "optim/orienteering/orienteering.hpp"

namespace dostyq::optim::orienteering {

/// For every point its nearest others, nearest first, and the shortest ways from start and end over
/// any points: rounded lengths need not obey the triangle inequality.
struct Neighbours {
  std::vector<std::vector<int>> of;
  std::vector<int64_t> from_start, to_end;

  /// Whether some route can visit the point at all.
  bool reachable(const Problem& problem, int point) const {
    const auto i = static_cast<size_t>(point);
    return from_start[i] + to_end[i] <= problem.limit;
  }
};
/// At most `count` for each point. O(points² log count).
Neighbours nearest_points(const Problem& problem, int count);

/// Puts the stops of one route into a shorter order by 2-opt (reversing a part) and Or-opt (moving
/// up to three stops) until neither helps. Deltas are integers; a debug build recounts each move.
/// Returns the length saved.
int64_t shorten(const Problem& problem, const Neighbours& neighbours, Route& route);

}  // namespace dostyq::optim::orienteering
