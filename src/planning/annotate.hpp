#pragma once

#include <string>
#include <vector>

#include "planning/case.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// What one opening is for, counted by the evaluator alone.
struct OpeningNote {
  PlannedSite site;
  Date opens;
  int64_t open_cost = 0, total_cost = 0;
  int64_t newly_reached =
      0;  ///< people whom no site opened before it reaches (of the first people_reached objective)
  std::vector<std::string> because;  ///< binding orders that the plan without it does not meet
};

/// Notes for every opening, in the order phase, place, kind.
std::vector<OpeningNote> annotate(const Case& plan_case, const std::vector<PlannedSite>& openings);

/// Orders that the plan meets, but not in another world: one with slower travel, or in winter.
std::vector<std::string> fragile_orders(const Case& plan_case,
                                        const std::vector<PlannedSite>& openings,
                                        const world::World& other);
/// The same where the plan's verdicts are known already.
std::vector<std::string> fragile_orders(const Case& plan_case,
                                        const std::vector<PlannedSite>& openings,
                                        const world::World& other,
                                        const std::vector<directive::Verdict>& usual);

}  // namespace dostyq::planning
