#pragma once

#include "instances/check.hpp"

// For check.cpp alone: the conditions on sites, judged one by one from the answer.
namespace dostyq::instances {

/// check.site, check.twice, check.phase: the answer names sites of the instance, and their phases.
Problems judge_sites(const Instance& instance, const Question& question, const Answer& answer);
/// check.p, check.budget, check.forced, check.forbidden, check.area, check.row, check.place.
Problems judge_rules(const Instance& instance, const Question& question, const Answer& answer);

}  // namespace dostyq::instances
