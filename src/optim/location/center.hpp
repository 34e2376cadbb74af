#pragma once

#include <memory>
#include <vector>

#include "optim/location/costs.hpp"
#include "optim/location/location.hpp"

namespace dostyq::optim {

/// p-centre (Hakimi 1964): the sites within `rules`, "exactly p" among them or not, whose farthest
/// customer is nearest. Every customer counts alike. A customer whom no site may serve:
/// kInfeasible.
struct CenterModel {
  const Costs* costs = nullptr;
  SiteRules rules;
};

/// Proven optima by set covering at radii that close in on the best one (center.cpp).
LocationResult solve_center(const CenterModel& model, const LocationOptions& options = {});

/// The cost of the customer served worst, or LocationResult::kNone if somebody is not served.
int64_t center_cost(const Costs& costs, std::span<const int> sites);

/// Distances that are not rounded, as their ranks: comparing ranks is comparing distances. Exact
/// when the coordinates have up to six decimals and are below 10^9 without their point.
struct RankedDistances {
  std::unique_ptr<Costs> costs;
  std::vector<double> distance;  ///< by rank, rising
};
/// Makes a matrix: 4 bytes for each customer and site, and 16 while it is made.
RankedDistances ranked_distances(const std::vector<PlanePoint>& customers,
                                 const std::vector<PlanePoint>& sites);

}  // namespace dostyq::optim
