#pragma once

#include <vector>

#include "planning/objectives.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// Fills the plan's objectives: values recounted from the world, bounds (of stages solved, in the
/// solver's sense, without the stages' constants) in whole units. Stages that are no measure of the
/// programme are left out.
void fill_objectives(const Case& plan_case, const PlanOptions& options,
                     const std::vector<Stage>& stages, const std::vector<double>& bounds,
                     Plan& plan);

/// What a person reads while the stage is solved.
std::string stage_name(const Stage& stage);
/// -1 where the stage's measure is maximised: the solver minimises.
double stage_sign(const Stage& stage);

/// Seconds that a stage may take of what is left, when `left` stages (this one too) are to come:
/// the first count most, and what a stage does not need goes to those after it.
double stage_seconds(double seconds_left, size_t left);

}  // namespace dostyq::planning
