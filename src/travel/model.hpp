#pragma once

#include <span>
#include <vector>

#include "base/coordinate.hpp"
#include "travel/table.hpp"

namespace dostyq::travel {

/// Used where there are no roads: great circle x detour, then speed by the kilometre of the trip
/// (docs/travel-model.md).
struct SpeedModel {
  struct Step {
    double to_metres;  ///< end of this step on the trip; infinity in the last
    double metres_per_second;
  };
  double detour = 1.3;
  std::vector<Step> steps;    ///< ends increase
  int32_t limit_seconds = 0;  ///< longer trips are unreachable
};

/// Seconds for one trip, rounded up; continuous and increasing in the distance.
int32_t modelled_seconds(const SpeedModel& model, double great_circle_metres);

/// O(n^2) geodesics on WGS 84 (GeographicLib). Confidence: modelled.
Table modelled_table(std::span<const Coordinate> points, const SpeedModel& model);

/// The same times to `destinations` (sorted) alone, as a sparse table. A k-d tree finds who is near
/// enough; O(n log n + pairs within the limit). A chord settles nearly every pair: the geodesic is
/// taken only where the two could differ by a second.
Table modelled_arrivals(std::span<const Coordinate> points, std::vector<uint32_t> destinations,
                        const SpeedModel& model);

}  // namespace dostyq::travel
