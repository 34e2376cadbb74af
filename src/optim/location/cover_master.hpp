#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// What branch and cut makes of covering over groups that are still to be decided: the most weight,
/// or with `least_weight` the least cost that earns it.
struct CoverMaster {
  const CoverGroups& groups;
  const SiteRules& rules;
  const std::vector<SiteState>& states;
  std::span<const int> start;      ///< a known solution; only better ones matter
  std::span<const double> prices;  ///< of a good bound, by group, or empty
  std::span<const int64_t> cost;   ///< by site
  int64_t least_weight = kNoLeast;
  int64_t most_listed = 400'000;  ///< entries of groups that stand in the model whole

  static constexpr int64_t kNoLeast = -1;
  bool least_cost() const { return least_weight != kNoLeast; }
};
struct CoverMasterResult {
  MipStatus status = MipStatus::kLimit;
  bool found = false;
  std::vector<int> sites;  ///< of the solution, if one is found
  int64_t bound = 0;       ///< no choice of sites within the states earns more (or costs less)
  int64_t nodes = 0;
};

/// While there are few groups, a column for each and the rows of Church & ReVelle; else Benders
/// cuts (Cordeau, Furini, Ljubic, EJOR 275 (2019)) over bundles of groups, begun with the cuts that
/// `prices` make.
CoverMasterResult solve_cover_master(const CoverMaster& master, const SolveClock& clock,
                                     const LocationOptions& options, ProgressSink progress);

}  // namespace dostyq::optim
