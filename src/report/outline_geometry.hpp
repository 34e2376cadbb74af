#pragma once

#include <geos_c.h>

#include <memory>
#include <vector>

// GEOS behind owners. Private to the outlines: no other header includes geos_c.h.
namespace dostyq::report {

struct PlanePoint {
  double x = 0, y = 0;
};
using PlaneRing = std::vector<PlanePoint>;    ///< closed
using PlanePolygon = std::vector<PlaneRing>;  ///< outer ring, then holes

/// One GEOS context; one for each thread. Every function gives null when GEOS fails or an argument
/// is null, so a chain of calls needs one check, at its end.
class Geos {
 public:
  struct Destroy {
    GEOSContextHandle_t handle = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

  Geos();

  Geometry points(const std::vector<PlanePoint>& points) const;
  Geometry polygon(const PlanePolygon& polygon) const;
  Geometry box(double west, double south, double east, double north) const;
  /// Of all areas together; invalid polygons are repaired first.
  Geometry unite(const std::vector<Geometry>& areas) const;
  Geometry repaired(const Geometry& area) const;
  Geometry intersection(const Geometry& a, const Geometry& b) const;
  /// The convex hull, wider by `margin` on all sides.
  Geometry hull(const Geometry& geometry, double margin) const;
  /// Vertices moved to a grid: the same vertex of two neighbours moves to the same point.
  Geometry on_grid(const Geometry& area, double size) const;
  /// The cell of each point, in their order, within `envelope`. Points must differ.
  std::vector<Geometry> voronoi(const std::vector<PlanePoint>& points,
                                const Geometry& envelope) const;

  double area(const Geometry& geometry) const;
  bool covers(const Geometry& area, PlanePoint point) const;
  size_t vertices(const Geometry& geometry) const;
  /// The point farthest from the border of the largest polygon.
  PlanePoint inner_point(const Geometry& area) const;
  /// Polygons only (lines and points of an overlay are left out), largest first; outer rings
  /// counter-clockwise, holes clockwise.
  std::vector<PlanePolygon> polygons(const Geometry& area) const;

 private:
  struct Finish {
    void operator()(GEOSContextHandle_t handle) const { GEOS_finish_r(handle); }
  };

  Geometry own(GEOSGeometry* geometry) const { return Geometry(geometry, Destroy{handle()}); }
  GEOSContextHandle_t handle() const { return handle_.get(); }
  GEOSCoordSequence* sequence(const PlaneRing& ring) const;
  PlaneRing ring(const GEOSGeometry* ring, bool counter_clockwise) const;

  std::unique_ptr<GEOSContextHandle_HS, Finish> handle_;
};

}  // namespace dostyq::report
