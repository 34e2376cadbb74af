#pragma once

#include <string>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"

namespace dostyq::cli {

/// Points that a person gives, by id.
struct RoadPoints {
  std::vector<std::string> ids;
  std::vector<Coordinate> at;
};

/// A CSV file with the columns id, lon and lat (degrees, WGS 84); other columns are left alone. All
/// problems at once: those of io/csv.hpp, roads.missing_column, roads.bad_degrees,
/// roads.duplicate_point, roads.no_points.
Checked<RoadPoints> read_points(const std::string& file);

/// "69.59,42.32". Error: roads.bad_point.
Result<Coordinate> parse_point(const std::string& text);

}  // namespace dostyq::cli
