#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "optim/location/costs.hpp"
#include "optim/location/covering.hpp"

namespace dostyq::instances {

/// How the distance between two points is measured.
enum class Measure {
  kNone,   ///< there are no points
  kPlane,  ///< Euclid
  kEarth   ///< x is longitude, y latitude, degrees; great-circle metres
};

/// Of an undirected graph, as the file lists it; nodes count from 0.
struct Edge {
  int a = 0;
  int b = 0;
  int32_t cost = 0;
};

/// Customers put together by the sites within a radius of them.
struct Coverage {
  optim::CoverGroups groups;  ///< need 1; of those within reach of some site
  int64_t customers = 0;      ///< all
  int64_t weight = 0;         ///< of all
  int64_t out_of_reach = 0;   ///< customers whom no site covers
};

/// A file that makes a whole matrix may not have more rows or columns: 2 GB of costs.
inline constexpr int kMostMatrixSide = 23'000;

/// One location problem as a file gives it. All figures are whole: what a file writes with
/// decimals is multiplied by a power of ten, without loss, else the file is refused.
struct Instance {
  std::string name;
  std::string format;  ///< of formats.hpp: "orlib-pmed"
  int sites = 0;
  int customers = 0;
  std::vector<std::string> site_ids;  ///< as the file names them; empty: numbers from 1
  std::vector<std::string> area;      ///< by site; empty: no areas
  std::vector<std::string> place;     ///< by site; empty: none. Sites of a place are its kinds:
                                      ///< at most one of them opens; "" is no place
  std::vector<std::string> kind;      ///< by site; empty: none
  std::vector<double> shut;           ///< by site, chance of being shut, 0 .. 1; empty: none
  std::vector<std::string> group;     ///< by customer; empty: no groups

  std::vector<int64_t> weight;        ///< by customer, >= 0: multiplies the cost of being served
  std::vector<int64_t> opening_cost;  ///< by site, >= 0; empty: none
  std::vector<int64_t> capacity;      ///< by site, >= 0; empty: unlimited
  std::vector<int64_t> demand;        ///< by customer, >= 0, against capacity; empty: none

  int64_t cost_scale = 1;    ///< whole cost = cost of the file times this
  int64_t weight_scale = 1;  ///< of weights
  int64_t amount_scale = 1;  ///< of capacities and demands
  /// Of weight times cost, and of opening costs.
  int64_t money_scale() const { return cost_scale * weight_scale; }

  /// Null while there are only points: make_costs() (a covering model never needs it).
  std::unique_ptr<optim::Costs> costs;
  /// Customers × sites, row by row, instead of `costs`: of a file whose costs have more digits than
  /// 31 bits hold. Capacitated location takes them as they are.
  std::vector<int64_t> wide_costs;

  Measure measure = Measure::kNone;
  std::vector<optim::PlanePoint> customer_points;
  std::vector<optim::PlanePoint> site_points;

  /// Of files that are read for one radius: customers then have neither points nor weights.
  std::optional<Coverage> coverage;

  std::vector<Edge> edges;  ///< in the file's order; empty unless it is a graph

  std::optional<int> p;
  std::optional<double> radius;   ///< in the file's unit
  bool radius_is_open = false;    ///< covered only if nearer than the radius, not at it
  std::optional<int64_t> budget;  ///< of opening costs, in money_scale()
};

struct ReadOptions {
  /// Decimals kept of distances between points (the rest is cut off) and of costs that a file
  /// writes with more (rounded; without this option such files keep all of theirs or are refused).
  std::optional<int> decimals;
  /// Only who covers whom within this radius is asked for.
  std::optional<double> cover_within = std::nullopt;
  unsigned threads = 0;  ///< of formats that read in pieces; 0: all of the machine
};

/// Costs from the points, if there are none yet, to the decimals of cost_scale. Errors:
/// instances.too_far (a distance does not fit 31 bits), instances.too_precise (wide_costs).
Result<void> make_costs(Instance& instance);

}  // namespace dostyq::instances
