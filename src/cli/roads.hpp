#pragma once

#include <string>

#include "cli/context.hpp"

// dostyq roads: travel times over real roads, on their own.
namespace dostyq::cli {

/// What every roads command takes.
struct RoadArguments {
  std::string roads;  ///< a hierarchy, an extract of OpenStreetMap, or a DIMACS .gr
  std::string profile = "car", season;
  unsigned threads = 0;
  double snap_limit_metres = 5000, last_mile_kmh = 5;
  std::string out;
};
int roads_build(const RoadArguments& arguments, const Context& context);
int roads_info(const RoadArguments& arguments, const Context& context);

struct RouteArguments : RoadArguments {
  std::string from, to;  ///< LON,LAT
};
int roads_route(const RouteArguments& arguments, const Context& context);

struct NearestArguments : RoadArguments {
  std::string points, sites;  ///< CSV files
  unsigned k = 1;
  double within_minutes = 0;  ///< 0: however long
  bool from_sites = false;
};
int roads_nearest(const NearestArguments& arguments, const Context& context);

struct MatrixArguments : RoadArguments {
  std::string from, to;  ///< CSV files
};
int roads_matrix(const MatrixArguments& arguments, const Context& context);

struct IsochroneArguments : RoadArguments {
  std::string at, sites;  ///< LON,LAT, or a CSV file
  std::string within_minutes = "30";
  bool from_sites = false;
};
int roads_isochrone(const IsochroneArguments& arguments, const Context& context);

}  // namespace dostyq::cli
