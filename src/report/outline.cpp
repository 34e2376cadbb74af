#include "report/outline.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "report/outline_geometry.hpp"
#include "report/outline_sources.hpp"
#include "report/projection.hpp"
#include "world/gazetteer.hpp"

namespace dostyq::report {
namespace {

using Geometry = Geos::Geometry;
using Areas = std::map<std::string, std::vector<Geometry>>;  // by region

constexpr size_t kManyVertices = 20'000;

/// Degrees, metres of a projection, or the other way round.
class Frame {
 public:
  Frame() = default;
  explicit Frame(const Extent& extent) : projection_(Projection::of(extent)), metres_(true) {}

  PlanePoint forward(Coordinate c) const {
    if (!metres_) return {c.lon(), c.lat()};
    const Projection::Point p = projection_.forward(c);
    return {p.x, p.y};
  }
  Coordinate inverse(PlanePoint p) const {
    return metres_ ? projection_.inverse({p.x, p.y}) : Coordinate::from_degrees(p.x, p.y);
  }
  Geometry forward(const Geos& geos, const std::vector<Ring>& rings) const {
    PlanePolygon polygon;
    for (const Ring& ring : rings) {
      PlaneRing& plane = polygon.emplace_back();
      for (Coordinate c : ring.points) plane.push_back(forward(c));
      plane.back() = plane.front();
    }
    return geos.polygon(polygon);
  }

 private:
  Projection projection_;
  bool metres_ = false;
};

/// The regions of the day and which one an area lies in; a country without regions is its own only
/// region.
class Regions {
 public:
  Regions(const world::Programme& programme, Date day)
      : programme_(programme), gazetteer_(programme), day_(day) {
    for (const world::AreaVersion& area : programme.areas) {
      if (area.kind == world::AreaKind::kRegion && area.period.contains(day)) ids_.insert(area.id);
    }
    if (ids_.empty()) ids_.insert(programme.config.country);
  }

  const std::set<std::string>& ids() const { return ids_; }
  const world::AreaVersion& area(const std::string& id) const {
    return *programme_.find_area(id, day_);
  }
  bool exists(const std::string& id) const {
    const world::AreaVersion* found = programme_.find_area(id, day_);
    return found && found->period.contains(day_);
  }
  /// Empty when the area lies in no region of the day.
  std::string of(const std::string& area_id) const {
    if (ids_.contains(area_id)) return area_id;
    const std::string found = gazetteer_.region_of(area_id, day_);
    return ids_.contains(found) ? found : "";
  }

 private:
  const world::Programme& programme_;
  world::Gazetteer gazetteer_;
  Date day_;
  std::set<std::string> ids_;
};

Outline drawn(const Geos& geos, const Frame& frame, const world::AreaVersion& region,
              const Geometry& area) {
  Outline outline{region.id, region.name, region.point, {}};
  for (const PlanePolygon& polygon : geos.polygons(area)) {
    std::vector<Ring> rings;
    for (const PlaneRing& plane : polygon) {
      Ring ring;
      for (PlanePoint p : plane) {
        const Coordinate c = frame.inverse(p);
        if (ring.points.empty() || ring.points.back() != c) ring.points.push_back(c);
      }
      if (ring.points.size() >= 4)
        rings.push_back(std::move(ring));
      else if (rings.empty())
        break;  // an outer ring smaller than a unit
    }
    if (!rings.empty()) outline.polygons.push_back(std::move(rings));
  }
  if (!outline.polygons.empty()) outline.label = frame.inverse(geos.inner_point(area));
  return outline;
}

Result<std::vector<Outline>> finish(const Geos& geos, const Frame& frame, const Regions& regions,
                                    std::map<std::string, Geometry> united) {
  std::vector<Outline> outlines;
  for (const std::string& id : regions.ids()) {
    const Geometry& area = united[id];
    if (!area) return fail("report.outline.geometry", {id}, {}, ErrorCode::kInternal);
    outlines.push_back(drawn(geos, frame, regions.area(id), area));
  }
  return outlines;
}

// ---- from boundaries.geojson
// ------------------------------------------------------------------------------------------

Result<std::vector<Outline>> given(const Regions& regions, const std::string& boundaries) {
  auto polygons = boundary_polygons(boundaries);
  if (!polygons) return tl::unexpected(polygons.error());
  const Geos geos;
  const Frame degrees;
  Areas parts;
  Extent extent;
  size_t vertices = 0;
  for (const auto& [area, shapes] : *polygons) {
    if (!regions.exists(area)) {
      return fail("report.boundaries.unknown_area", {area}, {"boundaries.geojson", 0, ""});
    }
    const std::string region = regions.of(area);
    if (region.empty()) continue;  // the country itself
    for (const std::vector<Ring>& rings : shapes) {
      parts[region].push_back(degrees.forward(geos, rings));
      vertices += geos.vertices(parts[region].back());
      for (Coordinate c : rings.front().points) extent.add(c);
    }
  }
  const double grid = std::max(extent.east - extent.west, extent.north - extent.south) / 6000;
  std::map<std::string, Geometry> united;
  for (const std::string& id : regions.ids()) {
    if (parts[id].empty()) {
      return fail("report.boundaries.missing_region", {id}, {"boundaries.geojson", 0, ""});
    }
    united[id] = geos.unite(parts[id]);
    // One grid for all, so that shared borders still fit each other.
    if (vertices > kManyVertices) united[id] = geos.on_grid(united[id], grid);
  }
  return finish(geos, degrees, regions, std::move(united));
}

// ---- indicative
// ---------------------------------------------------------------------------------------------------------

struct Seeds {
  std::vector<Coordinate> points;  // all different
  std::vector<std::string> regions;
};

/// More settlements would take minutes and show no finer border on a page.
constexpr size_t kSeeds = 4'000;

/// Every place (of very many, as many as can be seen: seats and candidates first), and the inner
/// point of a region that has none. Of two at one point the first counts.
Seeds seeds(const world::Programme& programme, const Regions& regions) {
  Seeds seeds;
  std::set<std::pair<int32_t, int32_t>> seen;
  std::set<std::string> with_places;
  auto add = [&](Coordinate point, const std::string& region) {
    if (region.empty() || !seen.insert({point.lon_e7, point.lat_e7}).second) return;
    seeds.points.push_back(point);
    seeds.regions.push_back(region);
    with_places.insert(region);
  };
  const bool few = programme.places.size() <= kSeeds;
  const auto wanted = [&](const world::Place& place, int round) {
    return few || (round == 0   ? place.seat != world::Seat::kNone
                   : round == 1 ? place.candidate
                                : !place.candidate);
  };
  for (int round = 0; round < (few ? 1 : 3); ++round) {
    for (const world::Place& place : programme.places) {
      if (!few && seeds.points.size() >= kSeeds) break;
      if (wanted(place, round)) add(place.point, regions.of(place.area));
    }
  }
  for (const std::string& id : regions.ids()) {
    if (!with_places.contains(id)) add(regions.area(id).point, id);
  }
  return seeds;
}

/// Where the cells end: the country's outline; without a country code, the hull of the places.
Result<Geometry> country(const Geos& geos, const Frame& frame, const Polygons& outline,
                         const std::vector<PlanePoint>& points) {
  if (outline.empty()) {
    double west = points[0].x, east = west, south = points[0].y, north = south;
    for (PlanePoint p : points) {
      west = std::min(west, p.x), east = std::max(east, p.x);
      south = std::min(south, p.y), north = std::max(north, p.y);
    }
    return geos.hull(geos.points(points),
                     std::max(5000.0, 0.05 * std::hypot(east - west, north - south)));
  }
  std::vector<Geometry> parts;
  for (const std::vector<Ring>& rings : outline) parts.push_back(frame.forward(geos, rings));
  return geos.unite(parts);
}

Result<std::vector<Outline>> indicative(const world::Programme& programme, const Regions& regions) {
  const Seeds seeds = report::seeds(programme, regions);
  Polygons outline;
  if (const std::string& iso = programme.config.iso_numeric; !iso.empty()) {
    auto found = country_outline(iso);
    if (!found) return tl::unexpected(found.error());
    if (found->empty())
      return fail("report.outline.country", {iso}, {"programme.toml", 0, "iso_numeric"});
    outline = std::move(*found);
  }
  Extent extent;
  for (const auto& rings : outline) {
    for (Coordinate c : rings.front().points) extent.add(c);
  }
  for (Coordinate c : seeds.points) extent.add(c);

  const Geos geos;
  const Frame frame(extent);
  std::vector<PlanePoint> points;
  points.reserve(seeds.points.size());
  for (Coordinate c : seeds.points) points.push_back(frame.forward(c));
  auto clip = country(geos, frame, outline, points);
  if (!clip) return tl::unexpected(clip.error());
  const PlanePoint low = frame.forward(Coordinate::from_degrees(extent.west, extent.south));
  const PlanePoint high = frame.forward(Coordinate::from_degrees(extent.east, extent.north));
  const double reach = 1e5 + 2 * std::hypot(high.x - low.x, high.y - low.y);
  std::vector<Geometry> cells =
      points.size() < 2 ? std::vector<Geometry>(points.size())
                        : geos.voronoi(points, geos.box(low.x - reach, low.y - reach,
                                                        high.x + reach, high.y + reach));
  Areas by_region;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells.size() == 1) cells[i] = geos.repaired(*clip);
    by_region[seeds.regions[i]].push_back(std::move(cells[i]));
  }
  std::map<std::string, Geometry> united;
  for (const std::string& id : regions.ids()) {
    united[id] = geos.intersection(geos.unite(by_region[id]), *clip);
  }
  return finish(geos, frame, regions, std::move(united));
}

}  // namespace

Result<std::vector<Outline>> outlines(const world::Programme& programme, Date day,
                                      const std::string& boundaries) {
  const Regions regions(programme, day);
  if (boundaries.empty()) return indicative(programme, regions);
  return given(regions, boundaries);
}

}  // namespace dostyq::report
