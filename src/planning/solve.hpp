#pragma once

#include "base/error.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// The main job: the best plan that meets every binding, plannable order and every limit, objective
/// by objective (lexicographic), each with its bound. The plan is judged by the evaluator before it
/// is handed back; a binding order that it does not meet is our bug (ErrorCode::kInternal). Without
/// a plan, `status` says whether that is proven (kConflict) or not (kLimit); conflicts are not
/// explained here (conflicts.hpp). Deterministic: the same case and options give the same plan. A
/// limited run gives a valid bound.
Result<Plan> make_plan(const Case& plan_case, const PlanOptions& options);

/// Verdicts of the evaluator on a plan, in the order of the directives.
Result<std::vector<directive::Verdict>> check(const Case& plan_case,
                                              const std::vector<PlannedSite>& openings);

/// Binding, plannable orders that the verdicts do not show as met.
std::vector<std::string> broken(const Case& plan_case,
                                const std::vector<directive::Verdict>& verdicts);

}  // namespace dostyq::planning
