#include "travel/segment.hpp"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <random>

namespace dostyq::travel {
namespace {

double geodesic(Coordinate a, Coordinate b) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat(), a.lon(), b.lat(), b.lon(), metres);
  return metres;
}

TEST(Segment, IsWithinItsPromiseOfTheGeodesic) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> lat(-75, 75);
  std::uniform_real_distribution<double> lon(-180, 180);
  std::uniform_real_distribution<double> part(-1, 1);
  for (const double span : {1e-5, 1e-3, 0.1, 0.17, 3.0}) {
    for (int i = 0; i < 2000; ++i) {
      const Coordinate a = Coordinate::from_degrees(lon(random), lat(random));
      Coordinate b =
          Coordinate::from_degrees(a.lon() + span * part(random), a.lat() + span * part(random));
      b.lon_e7 = std::clamp(b.lon_e7, -1'800'000'000, 1'800'000'000);
      const double exact = geodesic(a, b);
      EXPECT_NEAR(segment_metres(a, b), exact, 1e-5 * exact + 1e-6);
    }
  }
}

TEST(Segment, PolesAndTheAntimeridianAreNothingSpecial) {
  const auto at = [](double lon, double lat) { return Coordinate::from_degrees(lon, lat); };
  EXPECT_NEAR(segment_metres(at(179.99, 10), at(-179.99, 10)),
              geodesic(at(179.99, 10), at(-179.99, 10)), 0.01);
  EXPECT_NEAR(segment_metres(at(0, 89.999), at(180, 89.999)),
              geodesic(at(0, 89.999), at(180, 89.999)), 0.01);
  EXPECT_EQ(segment_metres(at(5, 5), at(5, 5)), 0);
  EXPECT_EQ(point_between(at(179.9, 10), at(-179.9, 12), 0.75), at(-179.95, 11.5));
  EXPECT_EQ(point_between(at(1, 1), at(2, 3), 0.5), at(1.5, 2));
}

}  // namespace
}  // namespace dostyq::travel
