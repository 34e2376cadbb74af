#include "report/outline_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dostyq::report {

using Geometry = Geos::Geometry;

Geos::Geos() : handle_(GEOS_init_r()) {}

GEOSCoordSequence* Geos::sequence(const PlaneRing& ring) const {
  GEOSCoordSequence* s = GEOSCoordSeq_create_r(handle(), static_cast<unsigned>(ring.size()), 2);
  for (unsigned i = 0; s && i < ring.size(); ++i) {
    GEOSCoordSeq_setXY_r(handle(), s, i, ring[i].x, ring[i].y);
  }
  return s;
}

Geometry Geos::points(const std::vector<PlanePoint>& points) const {
  std::vector<GEOSGeometry*> parts;
  parts.reserve(points.size());
  for (PlanePoint p : points) parts.push_back(GEOSGeom_createPointFromXY_r(handle(), p.x, p.y));
  return own(GEOSGeom_createCollection_r(handle(), GEOS_MULTIPOINT, parts.data(),
                                         static_cast<unsigned>(parts.size())));
}

Geometry Geos::polygon(const PlanePolygon& polygon) const {
  std::vector<GEOSGeometry*> rings;
  for (const PlaneRing& r : polygon) {
    if (GEOSGeometry* made = GEOSGeom_createLinearRing_r(handle(), sequence(r)))
      rings.push_back(made);
  }
  if (rings.empty()) return own(nullptr);
  return own(GEOSGeom_createPolygon_r(handle(), rings[0], rings.data() + 1,
                                      static_cast<unsigned>(rings.size() - 1)));
}

Geometry Geos::box(double west, double south, double east, double north) const {
  return own(GEOSGeom_createRectangle_r(handle(), west, south, east, north));
}

Geometry Geos::repaired(const Geometry& area) const {
  if (!area) return own(nullptr);
  if (GEOSisValid_r(handle(), area.get()) == 1) return own(GEOSGeom_clone_r(handle(), area.get()));
  return own(GEOSMakeValid_r(handle(), area.get()));
}

Geometry Geos::unite(const std::vector<Geometry>& areas) const {
  std::vector<GEOSGeometry*> parts;
  for (const Geometry& area : areas) {
    if (Geometry fine = repaired(area)) parts.push_back(fine.release());
  }
  const Geometry all = own(GEOSGeom_createCollection_r(
      handle(), GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
  return all ? own(GEOSUnaryUnion_r(handle(), all.get())) : own(nullptr);
}

Geometry Geos::intersection(const Geometry& a, const Geometry& b) const {
  return a && b ? own(GEOSIntersection_r(handle(), a.get(), b.get())) : own(nullptr);
}

Geometry Geos::hull(const Geometry& geometry, double margin) const {
  if (!geometry) return own(nullptr);
  const Geometry tight = own(GEOSConvexHull_r(handle(), geometry.get()));
  return tight ? own(GEOSBuffer_r(handle(), tight.get(), margin, 8)) : own(nullptr);
}

Geometry Geos::on_grid(const Geometry& area, double size) const {
  return area ? own(GEOSGeom_setPrecision_r(handle(), area.get(), size, 0)) : own(nullptr);
}

std::vector<Geometry> Geos::voronoi(const std::vector<PlanePoint>& points,
                                    const Geometry& envelope) const {
  std::vector<Geometry> cells(points.size());
  const Geometry sites = this->points(points);
  if (!sites || !envelope) return cells;
  const Geometry diagram = own(GEOSVoronoiDiagram_r(handle(), sites.get(), envelope.get(), 0, 0));
  if (!diagram) return cells;
  std::vector<size_t> by_x(points.size());
  std::iota(by_x.begin(), by_x.end(), size_t{0});
  std::sort(by_x.begin(), by_x.end(),
            [&](size_t a, size_t b) { return points[a].x < points[b].x; });
  for (int i = 0; i < GEOSGetNumGeometries_r(handle(), diagram.get()); ++i) {
    Geometry cell = own(GEOSGeom_clone_r(handle(), GEOSGetGeometryN_r(handle(), diagram.get(), i)));
    double west = 0, south = 0, east = 0, north = 0;
    if (!cell || GEOSGeom_getExtent_r(handle(), cell.get(), &west, &south, &east, &north) != 1)
      continue;
    auto at = std::lower_bound(by_x.begin(), by_x.end(), west,
                               [&](size_t p, double x) { return points[p].x < x; });
    for (; at != by_x.end() && points[*at].x <= east; ++at) {
      const PlanePoint p = points[*at];
      if (p.y < south || p.y > north || cells[*at] || !covers(cell, p)) continue;
      cells[*at] = std::move(cell);
      break;
    }
  }
  return cells;
}

double Geos::area(const Geometry& geometry) const {
  double area = 0;
  if (geometry) GEOSArea_r(handle(), geometry.get(), &area);
  return area;
}

bool Geos::covers(const Geometry& area, PlanePoint point) const {
  const Geometry p = own(GEOSGeom_createPointFromXY_r(handle(), point.x, point.y));
  return area && p && GEOSCovers_r(handle(), area.get(), p.get()) == 1;
}

size_t Geos::vertices(const Geometry& geometry) const {
  return geometry
             ? static_cast<size_t>(std::max(0, GEOSGetNumCoordinates_r(handle(), geometry.get())))
             : 0;
}

PlanePoint Geos::inner_point(const Geometry& area) const {
  const std::vector<PlanePolygon> parts = polygons(area);
  if (parts.empty()) return {};
  const Geometry largest = polygon(parts.front());
  const double size = std::sqrt(std::max(1e-12, this->area(largest)));
  const Geometry radius =
      largest ? own(GEOSMaximumInscribedCircle_r(handle(), largest.get(), size / 200))
              : own(nullptr);
  const Geometry centre =
      radius ? own(GEOSGeomGetStartPoint_r(handle(), radius.get())) : own(nullptr);
  PlanePoint p = parts.front().front().front();
  if (centre) {
    GEOSGeomGetX_r(handle(), centre.get(), &p.x);
    GEOSGeomGetY_r(handle(), centre.get(), &p.y);
  }
  return p;
}

PlaneRing Geos::ring(const GEOSGeometry* ring, bool counter_clockwise) const {
  PlaneRing points;
  const GEOSCoordSequence* s = GEOSGeom_getCoordSeq_r(handle(), ring);
  unsigned size = 0;
  if (!s || GEOSCoordSeq_getSize_r(handle(), s, &size) != 1) return points;
  points.resize(size);
  for (unsigned i = 0; i < size; ++i)
    GEOSCoordSeq_getXY_r(handle(), s, i, &points[i].x, &points[i].y);
  char turns_left = 0;
  GEOSCoordSeq_isCCW_r(handle(), s, &turns_left);
  if ((turns_left == 1) != counter_clockwise) std::reverse(points.begin(), points.end());
  return points;
}

std::vector<PlanePolygon> Geos::polygons(const Geometry& area) const {
  std::vector<std::pair<double, PlanePolygon>> found;
  const int parts = area ? GEOSGetNumGeometries_r(handle(), area.get()) : 0;
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(handle(), area.get(), i);
    if (GEOSGeomTypeId_r(handle(), part) != GEOS_POLYGON || GEOSisEmpty_r(handle(), part) == 1)
      continue;
    double size = 0;
    GEOSArea_r(handle(), part, &size);
    PlanePolygon polygon{ring(GEOSGetExteriorRing_r(handle(), part), true)};
    for (int hole = 0; hole < GEOSGetNumInteriorRings_r(handle(), part); ++hole) {
      polygon.push_back(ring(GEOSGetInteriorRingN_r(handle(), part, hole), false));
    }
    found.emplace_back(size, std::move(polygon));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<PlanePolygon> result;
  result.reserve(found.size());
  for (auto& [size, polygon] : found) result.push_back(std::move(polygon));
  return result;
}

}  // namespace dostyq::report
