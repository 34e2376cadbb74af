#pragma once

#include "base/coordinate.hpp"

namespace dostyq::report {

struct Extent {
  double west = 180, south = 90, east = -180, north = -90;  ///< degrees
  void add(Coordinate point);
  bool empty() const { return west > east; }
};

/// From the sphere to a plane in metres (y grows to the north) that fits an extent: Lambert's
/// conformal conic with standard parallels a sixth inside the extent (Snyder, Map Projections, USGS
/// 1395, p. 107); near the equator and over a pole, where the cone is degenerate, equirectangular
/// at the middle latitude. inverse(forward(p)) is p within 1e-7 degree. Immutable.
///
///     auto plane = Projection::of(extent).forward(Coordinate::from_degrees(71.4, 51.1));
class Projection {
 public:
  struct Point {
    double x = 0, y = 0;
  };

  static Projection of(const Extent& extent);

  Point forward(Coordinate point) const;
  Coordinate inverse(Point point) const;

 private:
  bool conic_ = false;
  double middle_lon_ = 0;  ///< degrees
  double n_ = 0, f_ = 0, rho_ = 0;
  double cos_lat_ = 1, middle_lat_ = 0;
};

}  // namespace dostyq::report
