#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "routes/road_legs.hpp"
#include "world/programme.hpp"

namespace dostyq::routes {

struct LegTimes {
  std::vector<int32_t> seconds;         ///< all pairs, symmetric: the longer direction; -1: no way
  std::shared_ptr<RoadLegs> road_legs;  ///< over the file of roads; null when times are modelled
};

/// Times between all points: over the programme's file of roads, its profile and last miles, if the
/// folder has one; else (or where `folder` is "") by the programme's travel model, without its
/// limit.
Checked<LegTimes> leg_times(const world::Programme& programme, const std::filesystem::path& folder,
                            std::span<const Coordinate> points);

}  // namespace dostyq::routes
