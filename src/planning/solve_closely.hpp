#pragma once

#include "planning/plan_model.hpp"

// One mixed-integer programme of a plan solved as closely as was asked for.
namespace dostyq::planning {

/// What a share of a value that lies between the two comes to at least. 0: nobody knows.
double least_size(double value, double bound);

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
