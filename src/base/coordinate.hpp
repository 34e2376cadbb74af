#pragma once

#include <cmath>
#include <cstdint>

namespace dostyq {

/// WGS 84 in units of 1e-7 degree.
struct Coordinate {
  int32_t lon_e7 = 0;
  int32_t lat_e7 = 0;

  static Coordinate from_degrees(double lon, double lat) {
    return {static_cast<int32_t>(std::lround(lon * 1e7)),
            static_cast<int32_t>(std::lround(lat * 1e7))};
  }
  double lon() const { return lon_e7 * 1e-7; }
  double lat() const { return lat_e7 * 1e-7; }
  friend bool operator==(const Coordinate&, const Coordinate&) = default;
};

}  // namespace dostyq
