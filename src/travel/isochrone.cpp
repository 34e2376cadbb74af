#include "travel/isochrone.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <utility>

#include "travel/snap.hpp"

namespace dostyq::travel {
namespace {

constexpr double kMetresPerDegree = kEarthRadius * std::numbers::pi / 180;
constexpr double kMostDegrees = 90;  // from the middle, east or west

using Square = std::pair<int32_t, int32_t>;  // column, row

/// Squares of equal sides around one node: metres east and north of it on the equirectangular
/// projection, whose scale is right at its latitude.
class Grid {
 public:
  Grid(Coordinate middle, double cell_metres)
      : middle_(middle),
        cell_(cell_metres),
        east_(kMetresPerDegree * std::max(0.01, std::cos(middle.lat() * std::numbers::pi / 180))) {}

  double cell() const { return cell_; }
  double x(Coordinate c) const { return degrees_east(c) * east_ / cell_; }
  double y(Coordinate c) const { return (c.lat() - middle_.lat()) * kMetresPerDegree / cell_; }
  bool holds(Coordinate c) const { return std::abs(degrees_east(c)) <= kMostDegrees; }
  Coordinate corner(double column, double row) const {
    double lon = middle_.lon() + column * cell_ / east_;
    lon -= 360 * std::floor((lon + 180) / 360);
    return Coordinate::from_degrees(
        lon, std::clamp(middle_.lat() + row * cell_ / kMetresPerDegree, -90.0, 90.0));
  }

 private:
  double degrees_east(Coordinate c) const { return std::remainder(c.lon() - middle_.lon(), 360.0); }

  Coordinate middle_;
  double cell_;
  double east_;
};

/// Of an arc that is reached in part, what lies within the limit: a share counted from its tail
/// (leaving a source) or from its head (going to one).
struct ReachedArc {
  uint32_t tail = 0, arc = 0;
  double share = 1;
};

class Reached {
 public:
  Reached(const RoadGraphView& road, const OneToAll& times, OneToAll::Direction direction,
          uint32_t limit)
      : road_(road), away_(direction == OneToAll::Direction::kFromSource) {
    for (uint32_t v = 0; v < road.node_count(); ++v) {
      if (const auto time = times.milliseconds(v); time && *time <= limit) nodes_.push_back(v);
      for (uint32_t a = road.first_arc[v]; a < road.first_arc[v + 1]; ++a) {
        const auto time = times.milliseconds(away_ ? v : road.head[a]);
        if (!time || *time > limit) continue;
        const double share = static_cast<double>(limit - *time) / road.milliseconds[a];
        arcs_.push_back({v, a, std::min(1.0, share)});
      }
    }
  }

  const std::vector<uint32_t>& nodes() const { return nodes_; }
  const std::vector<ReachedArc>& arcs() const { return arcs_; }

  /// The arc's points, beginning with the end that is reached first.
  std::vector<Coordinate> line(const ReachedArc& reached) const {
    std::vector<Coordinate> points{road_.nodes[reached.tail]};
    const auto shape = road_.shape_of(reached.arc);
    points.insert(points.end(), shape.begin(), shape.end());
    points.push_back(road_.nodes[road_.head[reached.arc]]);
    if (!away_) std::reverse(points.begin(), points.end());
    return points;
  }

 private:
  const RoadGraphView& road_;
  bool away_;
  std::vector<uint32_t> nodes_;
  std::vector<ReachedArc> arcs_;
};

/// The squares that reached roads touch, with those around them.
class Drawing {
 public:
  explicit Drawing(Grid grid) : grid_(grid) {}

  void draw(Coordinate point) { mark(grid_.x(point), grid_.y(point)); }

  void draw(const std::vector<Coordinate>& line, double share) {
    double left = share * length(line);
    for (size_t i = 1; i < line.size() && left > 0; ++i) {
      const double x = grid_.x(line[i - 1]), y = grid_.y(line[i - 1]);
      const double dx = grid_.x(line[i]) - x, dy = grid_.y(line[i]) - y;
      const double piece = std::hypot(dx, dy);
      const double part = piece > left ? left / piece : 1;
      const int steps = static_cast<int>(std::ceil(2 * piece * part)) + 1;
      for (int step = 0; step <= steps; ++step)
        mark(x + dx * part * step / steps, y + dy * part * step / steps);
      left -= piece;
    }
  }

  /// Sorted, each once.
  const std::vector<Square>& touched() {
    once_each(touched_);
    return touched_;
  }

  /// Those touched and those around them; sorted, each once.
  std::vector<Square> squares() {
    std::vector<Square> all;
    for (const auto& [column, row] : touched()) {
      for (int32_t dx = -1; dx <= 1; ++dx) {
        for (int32_t dy = -1; dy <= 1; ++dy) all.emplace_back(column + dx, row + dy);
      }
    }
    once_each(all);
    return all;
  }

 private:
  double length(const std::vector<Coordinate>& line) const {
    double sum = 0;
    for (size_t i = 1; i < line.size(); ++i) {
      sum += std::hypot(grid_.x(line[i]) - grid_.x(line[i - 1]),
                        grid_.y(line[i]) - grid_.y(line[i - 1]));
    }
    return sum;
  }

  static void once_each(std::vector<Square>& squares) {
    std::sort(squares.begin(), squares.end());
    squares.erase(std::unique(squares.begin(), squares.end()), squares.end());
  }

  void mark(double x, double y) {
    const Square square(static_cast<int32_t>(std::floor(x)), static_cast<int32_t>(std::floor(y)));
    if (!touched_.empty() && touched_.back() == square) return;
    touched_.push_back(square);
    if (touched_.size() < most_) return;
    once_each(touched_);
    most_ = std::max(most_, 2 * touched_.size());
  }

  Grid grid_;
  std::vector<Square> touched_;
  size_t most_ = size_t{1} << 20;  // kept before repeats are thrown out
};

/// GEOS, for joining squares.
class Union {
 public:
  Union() : geos_(GEOS_init_r(), GEOS_finish_r) {}

  std::vector<Polygon> join(const std::vector<Square>& squares, const Grid& grid) const {
    std::vector<GEOSGeometry*> parts;
    parts.reserve(squares.size());
    for (const auto& [column, row] : squares)
      parts.push_back(GEOSGeom_createRectangle_r(geos_.get(), column, row, column + 1, row + 1));
    const Geometry all = own(GEOSGeom_createCollection_r(
        geos_.get(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
    const Geometry joined = own(GEOSCoverageUnion_r(geos_.get(), all.get()));
    const int count = GEOSGetNumGeometries_r(geos_.get(), joined.get());  // -1 when it fails
    std::vector<Polygon> polygons;
    polygons.reserve(static_cast<size_t>(std::max(count, 0)));
    for (int i = 0; i < count; ++i)
      polygons.push_back(polygon(GEOSGetGeometryN_r(geos_.get(), joined.get(), i), grid));
    return polygons;
  }

 private:
  struct Destroy {
    GEOSContextHandle_t geos;
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(geos, g); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;
  Geometry own(GEOSGeometry* g) const { return Geometry(g, Destroy{geos_.get()}); }

  Polygon polygon(const GEOSGeometry* area, const Grid& grid) const {
    Polygon made{ring(GEOSGetExteriorRing_r(geos_.get(), area), true, grid), {}};
    const int holes = GEOSGetNumInteriorRings_r(geos_.get(), area);
    for (int i = 0; i < holes; ++i)
      made.holes.push_back(ring(GEOSGetInteriorRingN_r(geos_.get(), area, i), false, grid));
    return made;
  }

  /// Corners only, turned the way it should run.
  Ring ring(const GEOSGeometry* line, bool counter_clockwise, const Grid& grid) const {
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(geos_.get(), line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(geos_.get(), points, &size);
    std::vector<std::pair<double, double>> all(size);
    for (unsigned i = 0; i < size; ++i)
      GEOSCoordSeq_getXY_r(geos_.get(), points, i, &all[i].first, &all[i].second);
    double twice_area = 0;
    for (size_t i = 1; i < all.size(); ++i)
      twice_area += all[i - 1].first * all[i].second - all[i].first * all[i - 1].second;
    if ((twice_area > 0) != counter_clockwise) std::reverse(all.begin(), all.end());
    Ring made;
    for (size_t i = 0; i + 1 < all.size(); ++i) {
      const auto& before = all[i == 0 ? all.size() - 2 : i - 1];
      const auto& after = all[i + 1];
      const bool straight = (before.first == all[i].first && after.first == all[i].first) ||
                            (before.second == all[i].second && after.second == all[i].second);
      if (!straight) made.push_back(grid.corner(all[i].first, all[i].second));
    }
    made.push_back(made.front());
    return made;
  }

  std::unique_ptr<GEOSContextHandle_HS, decltype(&GEOS_finish_r)> geos_;
};

/// Sides so long that the widest isochrone takes about 100,000 squares: its area is taken to be
/// that of the square kilometres with reached nodes, of which roads have one every few hundred
/// metres.
double chosen_cell(const Reached& widest, const RoadGraphView& road) {
  constexpr double kLeast = 100, kMostSquares = 100'000, kKilometre = 1000;
  if (widest.nodes().empty()) return kLeast;
  Drawing kilometres(Grid(road.nodes[widest.nodes()[0]], kKilometre));
  for (const uint32_t v : widest.nodes()) kilometres.draw(road.nodes[v]);
  const auto area = static_cast<double>(kilometres.touched().size()) * kKilometre * kKilometre;
  return std::max(kLeast, std::sqrt(area / kMostSquares));
}

}  // namespace

Result<std::vector<Isochrone>> isochrones(const Hierarchy& hierarchy, const OneToAll& times,
                                          OneToAll::Direction direction,
                                          std::span<const uint32_t> limits_milliseconds,
                                          double cell_metres) {
  std::vector<Isochrone> made;
  if (limits_milliseconds.empty()) return made;
  const RoadGraphView& road = hierarchy.road();
  const uint32_t widest_limit =
      *std::max_element(limits_milliseconds.begin(), limits_milliseconds.end());
  const Reached widest(road, times, direction, widest_limit);
  const double cell = cell_metres > 0 ? cell_metres : chosen_cell(widest, road);
  const Coordinate middle = widest.nodes().empty() ? Coordinate{} : road.nodes[widest.nodes()[0]];
  const Grid grid(middle, cell);
  const Union joiner;
  for (const uint32_t limit : limits_milliseconds) {
    const Reached reached(road, times, direction, limit);
    Drawing drawing(grid);
    for (const uint32_t v : reached.nodes()) {
      if (!grid.holds(road.nodes[v])) return fail("roads.isochrone_too_wide");
      drawing.draw(road.nodes[v]);
    }
    for (const ReachedArc& arc : reached.arcs()) drawing.draw(reached.line(arc), arc.share);
    made.push_back({limit, joiner.join(drawing.squares(), grid)});
  }
  return made;
}

}  // namespace dostyq::travel
