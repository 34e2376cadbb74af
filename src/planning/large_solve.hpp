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

/// optim::solve to within `gap` of |objective + constant|: the root says what that share comes to,
/// the rest is solved to it.
optim::MipResult solve_to_gap(const optim::MipModel& mip, optim::MipOptions options, double gap,
                              double constant);

/// The form of the whole model of the case: people listed, or summed where they are very many.
ModelForm form_of(const Case& plan_case);

/// Solves a model assembled from `model`. Where people are summed: the places that its relaxation
/// uses first, and all of them only when these do not do. Objectives with a price per place only.
optim::MipResult solve_closely(PlanModel& model, const optim::MipModel& mip,
                               optim::MipOptions options, double gap = 0);

}  // namespace dostyq::planning
