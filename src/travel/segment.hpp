#pragma once

#include "base/coordinate.hpp"

namespace dostyq::travel {

/// Metres of the straight stretch of road between two points, on the ellipsoid WGS 84. Within 1e-5
/// of the geodesic: up to 20 km and 75 degrees of latitude by the radii of curvature at the middle
/// latitude (about 20 ns), beyond by GeographicLib. The antimeridian is nothing special.
double segment_metres(Coordinate a, Coordinate b);

/// The point at `share` (0 to 1) of the stretch from a to b, along the straight line of longitude
/// and latitude, which may cross the antimeridian.
Coordinate point_between(Coordinate a, Coordinate b, double share);

}  // namespace dostyq::travel
