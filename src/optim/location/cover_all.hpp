#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// How sites are sought that cover every group.
enum class CoverGoal {
  kCheapest,  ///< of the least cost, proven
  kAny,       ///< any, or the proof that there are none
  kSearch,    ///< any by search alone: kLimit when it finds none
  kRelaxed,   ///< any opened in part: a quick proof that there are none
  kPriced     ///< that proof by prices of groups, or kLimit; of rules that count sites alone
};

struct CoverAll {
  MipStatus status = MipStatus::kLimit;
  std::vector<double> x;  ///< by site; empty without a solution
  double bound = 0;       ///< on the cost
  int64_t nodes = 0;
};

/// Set covering within rules: dominated groups and sites are left out (Toregas & ReVelle 1972), a
/// greedy and interchange search looks for a start, branch and cut does the rest. `cost` by site,
/// >= 0. Groups of no weight do not count. kSearch begins at `start`, sites within the rules.
CoverAll cover_all(const CoverGroups& groups, const SiteRules& rules, std::vector<SiteState> states,
                   std::span<const int64_t> cost, CoverGoal goal, const SolveClock& clock,
                   const LocationOptions& options, std::span<const int> start = {});

}  // namespace dostyq::optim
