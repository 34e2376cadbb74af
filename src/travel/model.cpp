#include "travel/model.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nanoflann.hpp>
#include <numbers>
#include <thread>

#include "base/check.hpp"
#include "base/parallel.hpp"

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

/// On the ellipsoid, in metres from its centre.
struct EarthPoint {
  double x, y, z;
};

EarthPoint on_earth(const Coordinate& point) {
  constexpr double kEquator = 6378137.0, kFlattening = 1 / 298.257223563;
  constexpr double kSquaredEccentricity = kFlattening * (2 - kFlattening);
  const double lon = point.lon() * std::numbers::pi / 180;
  const double lat = point.lat() * std::numbers::pi / 180;
  const double n = kEquator / std::sqrt(1 - kSquaredEccentricity * std::sin(lat) * std::sin(lat));
  return {n * std::cos(lat) * std::cos(lon), n * std::cos(lat) * std::sin(lon),
          n * (1 - kSquaredEccentricity) * std::sin(lat)};
}

/// How nanoflann sees the points.
struct Cloud {
  std::vector<EarthPoint> points;

  size_t kdtree_get_point_count() const { return points.size(); }
  double kdtree_get_pt(size_t i, size_t axis) const {
    return axis == 0 ? points[i].x : axis == 1 ? points[i].y : points[i].z;
  }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};
using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>, Cloud,
                                                 3, uint32_t>;

/// The trip of a squared chord through the earth. The arc over a chord c on a circle of radius R is
/// c (1 + x/6 + 3 x^2/40 + ...), x = c^2 / 4 R^2; radii of curvature of WGS 84 lie between 6,335
/// and 6,400 km. Where the least and the greatest arc do not give the same second, the geodesic
/// does.
class ChordTimes {
 public:
  ChordTimes(std::span<const Coordinate> points, const SpeedModel& model)
      : points_(points), model_(model) {}

  int32_t seconds(size_t from, size_t to, double squared_chord) const {
    const double chord = std::sqrt(squared_chord);
    const int32_t least = modelled_seconds(model_, arc(chord, 6'400'000.0) - kMargin);
    const int32_t most = modelled_seconds(model_, arc(chord, 6'335'000.0) + kMargin);
    if (least == most) return least;
    double metres = 0;
    // As modelled_table does: the earlier point first.
    const Coordinate &a = points_[std::min(from, to)], &b = points_[std::max(from, to)];
    GeographicLib::Geodesic::WGS84().Inverse(a.lat(), a.lon(), b.lat(), b.lon(), metres);
    return modelled_seconds(model_, metres);
  }

 private:
  static constexpr double kMargin = 0.01;  // metres: torsion of the surface, rounding

  static double arc(double chord, double radius) {
    return 2 * radius * std::asin(std::min(1.0, chord / (2 * radius)));
  }

  std::span<const Coordinate> points_;
  const SpeedModel& model_;
};

}  // namespace

int32_t modelled_seconds(const SpeedModel& model, double great_circle_metres) {
  DOSTYQ_CHECK(!model.steps.empty());
  const double trip = std::max(0.0, great_circle_metres) * model.detour;
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

Table modelled_arrivals(std::span<const Coordinate> points, std::vector<uint32_t> destinations,
                        const SpeedModel& model) {
  Cloud cloud;
  cloud.points.reserve(points.size());
  for (const Coordinate& point : points) cloud.points.push_back(on_earth(point));
  const Tree tree(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(20));
  // A chord is never longer than its arc.
  const double farthest = std::min(farthest_metres(model) + 1, 2.0e7);
  const ChordTimes times(points, model);
  std::vector<std::vector<Table::Arrival>> found(destinations.size());
  for_each_index(destinations.size(), threads_or_all(0), [&](size_t k) {
    const size_t to = destinations[k];
    std::vector<std::pair<uint32_t, double>> near;
    const EarthPoint& at = cloud.points[to];
    const double centre[3] = {at.x, at.y, at.z};
    nanoflann::SearchParams unsorted;
    unsorted.sorted = false;
    tree.radiusSearch(centre, farthest * farthest, near, unsorted);
    std::vector<Table::Arrival>& here = found[k];
    here.reserve(near.size());
    for (const auto& [from, squared] : near) {
      const int32_t seconds = from == to ? 0 : times.seconds(from, to, squared);
      if (seconds <= model.limit_seconds) here.push_back({from, seconds});
    }
    std::sort(here.begin(), here.end(),
              [](const Table::Arrival& a, const Table::Arrival& b) { return a.from < b.from; });
    here.shrink_to_fit();
  });
  Table::Arrivals arrivals;
  size_t entries = 0;
  for (const auto& here : found) arrivals.start.push_back(entries += here.size());
  arrivals.list.reserve(entries);
  for (auto& here : found) {
    arrivals.list.insert(arrivals.list.end(), here.begin(), here.end());
    std::vector<Table::Arrival>().swap(here);
  }
  arrivals.destinations = std::move(destinations);
  return {points.size(), Confidence::kModelled, std::move(arrivals), false};
}

}  // namespace dostyq::travel
