#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// What branch and cut makes of maximal covering over groups that are still to be decided.
struct CoverMaster {
  const CoverGroups& groups;
  const SiteRules& rules;
  const std::vector<SiteState>& states;
  std::span<const int> start;      ///< a known solution; only better ones matter
  std::span<const double> prices;  ///< of a good bound, by group, or empty
};
struct CoverMasterResult {
  MipStatus status = MipStatus::kLimit;
  std::vector<int> sites;  ///< empty without a solution
  int64_t bound = 0;       ///< no choice of sites within the states earns more
  int64_t nodes = 0;
};

/// While there are few groups, a column for each and the rows of Church & ReVelle; else Benders
/// cuts (Cordeau, Furini, Ljubic, EJOR 275 (2019)) over bundles of groups, begun with the cuts that
/// `prices` make.
CoverMasterResult solve_cover_master(const CoverMaster& master, const SolveClock& clock,
                                     const LocationOptions& options, ProgressSink progress);

}  // namespace dostyq::optim
