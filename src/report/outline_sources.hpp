#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "report/model.hpp"

// Where outlines are read from; what is done with them is in outline.cpp.
namespace dostyq::report {

using Polygons = std::vector<std::vector<Ring>>;  ///< each: outer ring, then holes

/// The country's outline in Natural Earth 1:50m (public domain; npm package world-atlas, in the
/// binary). Empty for an unknown code. Cost: one parse of 0.75 MB.
Result<Polygons> country_outline(const std::string& iso_numeric);

/// The polygons of a GeoJSON FeatureCollection by the property `area`; several features of one area
/// are put together. Coordinates are checked, rings are closed.
Result<std::map<std::string, Polygons>> boundary_polygons(const std::string& geojson);

}  // namespace dostyq::report
