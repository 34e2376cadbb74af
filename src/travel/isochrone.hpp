#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "travel/one_to_all.hpp"

namespace dostyq::travel {

/// A closed line, its first point repeated at the end; shells run counter-clockwise, holes
/// clockwise (RFC 7946).
using Ring = std::vector<Coordinate>;
struct Polygon {
  Ring shell;
  std::vector<Ring> holes;
};

/// Roads within a time of some site, as areas for a map.
struct Isochrone {
  uint32_t limit_milliseconds = 0;
  std::vector<Polygon> polygons;
};

/// One isochrone for each limit, over the times of the last run of `times`, in that run's
/// direction, which must have had a limit as long as the longest.
///
/// Reached roads are drawn on a grid of squares of `cell_metres` with a margin of one square, and
/// the squares joined: every reached point of a road lies inside, and no point inside is more than
/// three squares' sides from one. With 0 a cell of 100 m or more is chosen, so that there are
/// about 100,000 squares at most. O(reached road / cell).
///
/// Error: roads.isochrone_too_wide, when it spans half the Earth.
Result<std::vector<Isochrone>> isochrones(const Hierarchy& hierarchy, const OneToAll& times,
                                          OneToAll::Direction direction,
                                          std::span<const uint32_t> limits_milliseconds,
                                          double cell_metres = 0);

}  // namespace dostyq::travel
