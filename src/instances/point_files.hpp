#pragma once

#include "instances/formats.hpp"

// Points with weights, from a planner's own tables. Columns (CSV) or properties (GeoJSON) are those
// of points.hpp; others are left alone. lon, lat in degrees (WGS 84): great-circle metres rounded
// down; x, y: Euclid rounded down; --decimals keeps more.
namespace dostyq::instances {

bool looks_like_point_csv(const Source& source);
/// Problems: those of io/csv.hpp and points.hpp, instances.missing_columns.
Checked<Instance> read_point_csv(const Source& source);

bool looks_like_geojson(const Source& source);
/// A FeatureCollection of Points (RFC 7946: longitude, latitude); `id` is the feature's, else the
/// property's. Problems, where the row is the feature's number: instances.not_json,
/// instances.missing, instances.not_points, and those of points.hpp.
Checked<Instance> read_geojson(const Source& source);

}  // namespace dostyq::instances
