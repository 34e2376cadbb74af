#include "travel/model.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include "base/check.hpp"

namespace dostyq::travel {
namespace {

/// A point of the unit sphere: the chord between two of them bounds their distance cheaply.
using Direction = std::array<double, 3>;

Direction direction(const Coordinate& point) {
  const double lon = point.lon() * std::numbers::pi / 180;
  const double lat = point.lat() * std::numbers::pi / 180;
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

/// The longest great-circle distance that the limit allows; infinity without a limit.
double farthest_metres(const SpeedModel& model) {
  double metres = 0;
  double seconds = 0;
  for (const SpeedModel::Step& step : model.steps) {
    const double step_seconds = (step.to_metres - metres) / step.metres_per_second;
    if (seconds + step_seconds >= model.limit_seconds) {
      metres += (model.limit_seconds - seconds) * step.metres_per_second;
      return metres / model.detour;
    }
    seconds += step_seconds;
    metres = step.to_metres;
  }
  return std::numeric_limits<double>::infinity();
}

/// Squared chord beyond which no pair can lie within `metres`. With geographic latitudes taken as
/// spherical, a chord stands for a true distance that is shorter by at most 0.6 % (radius of
/// curvature 6335-6400 km against 6371 km); 1 % is left.
double safe_squared_chord(double metres) {
  constexpr double kEarthRadius = 6371008.8;
  const double angle = metres * 1.01 / kEarthRadius;
  if (!(angle < std::numbers::pi)) return 5;  // everything: no chord is longer than 2
  const double chord = 2 * std::sin(angle / 2);
  return chord * chord;
}

double squared_chord(const Direction& a, const Direction& b) {
  double sum = 0;
  for (size_t k = 0; k < 3; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

void fill_rows(std::span<const Coordinate> points, std::span<const Direction> directions,
               const SpeedModel& model, size_t first, size_t stride, Table& table) {
  const GeographicLib::Geodesic& earth = GeographicLib::Geodesic::WGS84();
  const double limit = safe_squared_chord(farthest_metres(model));
  for (size_t i = first; i < points.size(); i += stride) {
    table.set(i, i, 0);
    for (size_t j = i + 1; j < points.size(); ++j) {
      if (squared_chord(directions[i], directions[j]) > limit) continue;
      double metres = 0;
      earth.Inverse(points[i].lat(), points[i].lon(), points[j].lat(), points[j].lon(), metres);
      const int32_t seconds = modelled_seconds(model, metres);
      if (seconds > model.limit_seconds) continue;
      table.set(i, j, seconds);
      table.set(j, i, seconds);
    }
  }
}

}  // namespace

int32_t modelled_seconds(const SpeedModel& model, double great_circle_metres) {
  DOSTYQ_CHECK(!model.steps.empty());
  const double trip = great_circle_metres * model.detour;
  double metres = 0;
  double seconds = 0;
  for (const SpeedModel::Step& step : model.steps) {
    const double end = std::min(trip, step.to_metres);
    seconds += (end - metres) / step.metres_per_second;
    metres = end;
    if (metres >= trip) break;
  }
  // A trip of exactly 60 s must not become 61 s by a rounding error far below a millimetre.
  const double whole = std::ceil(seconds - 1e-9);
  return static_cast<int32_t>(std::min(whole, 2.0e9));
}

Table modelled_table(std::span<const Coordinate> points, const SpeedModel& model) {
  Table table(points.size(), Confidence::kModelled);
  std::vector<Direction> directions;
  directions.reserve(points.size());
  for (const Coordinate& point : points) directions.push_back(direction(point));
  // Interleaved rows share the triangle evenly. Different threads write different cells: (i, j)
  // belongs to min(i, j).
  const size_t threads = points.size() < 64 ? 1 : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> others;
  for (size_t t = 1; t < threads; ++t) {
    others.emplace_back([&, t] { fill_rows(points, directions, model, t, threads, table); });
  }
  fill_rows(points, directions, model, 0, threads, table);
  others.clear();
  return table;
}

}  // namespace dostyq::travel
