#pragma once

#include <string>
#include <vector>

#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"

// Answers to "why", each by solving again: nothing is guessed from duals.
namespace dostyq::planning {

/// How one objective changes; positive `worse` is a loss.
struct Difference {
  std::string objective, unit;
  int64_t before = 0, after = 0;
};

struct WhyHere {
  bool in_plan = false;
  bool necessary = false;              ///< no plan can do without it
  std::vector<std::string> needed_by;  ///< binding orders broken when it alone is taken away
  int64_t newly_reached = 0;
  std::vector<Difference> without;  ///< objectives of the best plan that may not open it
};
/// Why a site opens at `pick` in `plan`.
Result<WhyHere> why_here(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                         const SitePick& pick);

struct WhyNot {
  bool in_plan = false;
  bool possible = false;
  std::vector<Conflict> conflicts;  ///< when it cannot be
  std::vector<Difference> forced;   ///< objectives of the best plan that opens it
  std::vector<PlannedSite> opens_too, no_longer;
};
/// Why not there, and what forcing it costs.
Result<WhyNot> why_not(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                       const SitePick& pick);

struct Price {
  std::string directive;
  std::vector<Difference> without;  ///< objectives of the best plan without this order
};
/// What each binding, plannable order costs.
Result<std::vector<Price>> price_orders(const Case& plan_case, const PlanOptions& options,
                                        const Plan& plan);

}  // namespace dostyq::planning
