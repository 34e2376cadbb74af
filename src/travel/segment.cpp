#include "travel/segment.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <cmath>
#include <numbers>

namespace dostyq::travel {
namespace {

constexpr int64_t kTurn = 3'600'000'000;  ///< 360 degrees
constexpr double kEquator = 6'378'137.0;  ///< m
constexpr double kSquashed = 6.69437999014e-3;
constexpr double kRadians = std::numbers::pi / 180e7;
constexpr double kFar = 20'000;  ///< m
constexpr int32_t kNearPole = 750'000'000;

/// The difference of two longitudes, the shorter way round.
int64_t eastward(Coordinate a, Coordinate b) {
  int64_t east = int64_t{b.lon_e7} - a.lon_e7;
  if (east > kTurn / 2) east -= kTurn;
  if (east < -kTurn / 2) east += kTurn;
  return east;
}

double geodesic_metres(Coordinate a, Coordinate b) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat(), a.lon(), b.lat(), b.lon(), metres);
  return metres;
}

}  // namespace

double segment_metres(Coordinate a, Coordinate b) {
  const int64_t latitudes = int64_t{a.lat_e7} + b.lat_e7;
  const double sine = std::sin(static_cast<double>(latitudes) * (kRadians / 2));
  const double squared = 1 - kSquashed * sine * sine;
  const double across = kEquator / std::sqrt(squared);  // radius of the prime vertical
  const double along = across * (1 - kSquashed) / squared;
  const double north = along * kRadians * static_cast<double>(int64_t{b.lat_e7} - a.lat_e7);
  const double east =
      across * std::sqrt(1 - sine * sine) * kRadians * static_cast<double>(eastward(a, b));
  const double metres = std::sqrt(north * north + east * east);
  const bool near_pole = std::abs(a.lat_e7) > kNearPole || std::abs(b.lat_e7) > kNearPole;
  return metres > kFar || near_pole ? geodesic_metres(a, b) : metres;
}

Coordinate point_between(Coordinate a, Coordinate b, double share) {
  int64_t lon = a.lon_e7 + std::llround(share * static_cast<double>(eastward(a, b)));
  if (lon > kTurn / 2) lon -= kTurn;
  if (lon < -kTurn / 2) lon += kTurn;
  const int64_t lat =
      a.lat_e7 + std::llround(share * static_cast<double>(int64_t{b.lat_e7} - a.lat_e7));
  return {static_cast<int32_t>(lon), static_cast<int32_t>(lat)};
}

}  // namespace dostyq::travel
