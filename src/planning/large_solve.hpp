#pragma once

#include "base/error.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"
#include "planning/plan_model.hpp"

namespace dostyq::planning {

/// More pairs of people and candidates within reach than a model can list.
bool is_large(const Case& plan_case);

/// The plan of a programme with very many settlements, objective by objective. The bound of each is
/// that of the linear relaxation over all candidates, by a first-order method (FirstOrder; mean
/// travel time by cuts, TravelSums). The candidates that the relaxation uses are a programme of a
/// few hundred, which branch and cut solves as any other (kernel search: Angelelli, Mansini &
/// Speranza, Computers & Operations Research 37 (2010) 2017–2026); it grows while the gap is too
/// wide. Anytime. Statuses as make_plan's; verdicts are not filled in.
Result<Plan> solve_large(const Case& plan_case, const PlanOptions& options);

}  // namespace dostyq::planning
