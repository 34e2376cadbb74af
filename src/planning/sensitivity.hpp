#pragma once

#include <string>
#include <utility>
#include <vector>

#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// One what-if, solved to the end.
struct Scenario {
  std::string id;  ///< costs-30, travel+20, season.winter, R3.2.share-10 ...
  Text what;       ///< the same in words
  PlanStatus status = PlanStatus::kLimit;
  std::vector<PlannedSite> openings;  ///< none when no plan meets the orders
  bool has_plan() const {
    return status == PlanStatus::kOptimal || status == PlanStatus::kFeasible;
  }
};

struct Sensitivity {
  std::vector<Scenario> scenarios;
  /// How many of them have a plan.
  int planned() const;
  /// Each opening of the plan: in how many of those a site opens there that serves as it does (or,
  /// like it, does not serve people in full).
  std::vector<std::pair<PlannedSite, int>> survivors;
};

/// Which openings survive costs ± 30 %, travel times ± 10 and 20 %, the seasons of the roads, and
/// another threshold of the rules of diversity (± 10 percentage points). The scenarios are shared
/// among `threads` (0: all of the machine); the answer does not depend on it.
Result<Sensitivity> sensitivity(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                                int threads);

}  // namespace dostyq::planning
