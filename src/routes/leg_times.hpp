#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "world/programme.hpp"

namespace dostyq::routes {

struct LegTimes {
  std::vector<int32_t> seconds;  ///< all pairs, symmetric: the longer direction; -1: no way
  bool from_roads = false;
};

/// Times between all points: over the programme's file of roads, its profile and last miles, if the
/// folder has one; else by the programme's travel model, without its limit.
Checked<LegTimes> leg_times(const world::Programme& programme, const std::filesystem::path& folder,
                            std::span<const Coordinate> points);

}  // namespace dostyq::routes
