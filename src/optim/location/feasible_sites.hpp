#pragma once

#include <optional>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// For models where one more open site never harms: when the only row counts sites, its least count
/// is dropped, for `fill_up` reaches it in the end. Other rules are returned as they are.
SiteRules without_least_count(const SiteRules& rules);
/// Opens sites until the count that without_least_count dropped is reached.
void fill_up(const SiteRules& rules, std::vector<int>& sites);

/// How many sites may open, if the rules say nothing else of sites that are neither forced nor
/// forbidden.
std::optional<int> most_open(const SiteRules& rules);

/// Sites that keep the rules and bring in as much as is found at once, if not the most.
struct FeasibleSites {
  MipStatus status = MipStatus::kLimit;  ///< kFeasible, kInfeasible or kLimit
  std::vector<int> sites;
};
FeasibleSites find_feasible(const SiteRules& rules, const std::vector<SiteState>& states,
                            std::span<const double> profit, const SolveClock& clock,
                            const LocationOptions& options);

/// The model's columns and rows over sites: column j is site j. Costs are zero.
MipModel site_model(const SiteRules& rules, const std::vector<SiteState>& states);
/// Of a solution of such a model, or none of an empty one.
std::vector<int> open_columns(std::span<const double> x, int sites);

/// Every rule holds, read from the rules as they were given.
bool keeps_rules(const SiteRules& rules, std::span<const int> sites);

}  // namespace dostyq::optim
