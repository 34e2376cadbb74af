#pragma once

#include "optim/location/costs.hpp"
#include "optim/location/location.hpp"

namespace dostyq::optim {

/// minimise  sum over customers of weight · cost to the nearest open site
///         + sum over open sites of opening_cost,   open sites within `rules`.
///
/// p-median with the row "exactly p" (Hakimi 1964; ReVelle & Swain 1970), uncapacitated facility
/// location with opening costs (Erlenkotter 1978), Kolm–Pollak equity with transformed costs. A
/// customer whom no open site may serve makes a set of sites infeasible.
struct AssignmentModel {
  const Costs* costs = nullptr;
  std::vector<int64_t> weight;        ///< by customer, >= 0
  std::vector<int64_t> opening_cost;  ///< by site, >= 0; empty: none
  SiteRules rules;
};

/// Proven optima by Lagrangian bounds and Benders cuts (assignment.cpp). Integral throughout: the
/// objective is recounted and the bound is valid to the last unit.
LocationResult solve_assignment(const AssignmentModel& model, const LocationOptions& options = {});

/// The objective of a set of open sites, or LocationResult::kNone if somebody cannot be served.
int64_t assignment_cost(const AssignmentModel& model, std::span<const int> sites);

}  // namespace dostyq::optim
