#include "planning/stage_results.hpp"

#include <algorithm>
#include <cmath>

#include "planning/measure.hpp"

namespace dostyq::planning {
namespace {

int64_t days_counted(const world::Objective& objective, const Case& plan_case) {
  const auto phases = plan_case.world.programme().config.phases.size();
  return objective.every_phase ? static_cast<int64_t>(phases) : 1;
}

// What no plan can exceed, solved or not: the bound of a stage that was stopped before its first
// relaxation.
int64_t most(const world::Objective& objective, const Case& plan_case) {
  const int64_t days = days_counted(objective, plan_case);
  switch (objective.measure) {
    case world::Measure::kPeopleReached:
      return days * plan_case.world.demand().people;
    case world::Measure::kWorstGroupReached:
      return days * 10000;
    default:
      return days * static_cast<int64_t>(plan_case.directives.size());
  }
}

// In whole units, as the measure is.
int64_t whole_bound(const ObjectiveResult& result, double bound, const Case& plan_case) {
  const auto value = static_cast<double>(result.value);
  if (result.maximise) bound = -bound;
  if (std::abs(bound - value) <= 0.5) return result.value;
  if (result.maximise) {
    const auto limit = static_cast<double>(most(result.objective, plan_case));
    return std::max(result.value, static_cast<int64_t>(std::floor(std::min(bound, limit) + 1e-6)));
  }
  return std::min(result.value, static_cast<int64_t>(std::ceil(std::max(bound, 0.0) - 1e-6)));
}

}  // namespace

void fill_objectives(const Case& plan_case, const PlanOptions& options,
                     const std::vector<Stage>& stages, const std::vector<double>& bounds,
                     Plan& plan) {
  const world::World with_plan =
      plan_case.world.with_plan(intended_facts(plan.openings, plan_case.world.programme()));
  for (size_t i = 0; i < stages.size(); ++i) {
    if (stages[i].what != Stage::What::kMeasure) continue;
    ObjectiveResult result;
    result.objective = stages[i].objective;
    result.name = describe(result.objective);
    result.maximise = is_maximised(result.objective.measure);
    result.unit = unit(result.objective.measure);
    result.value =
        measure(result.objective, with_plan, plan.openings, options, plan_case.directives);
    result.bound = whole_bound(result, bounds[i] + stages[i].constant, plan_case);
    result.gap = static_cast<double>(std::abs(result.bound - result.value)) /
                 std::max<double>(1, static_cast<double>(std::abs(result.value)));
    const bool mean = result.objective.measure == world::Measure::kMeanTravelTime;
    const int64_t people = plan_case.world.demand().people;
    result.shown = mean && people > 0
                       ? result.value / (people * days_counted(result.objective, plan_case))
                       : result.value;
    plan.objectives.push_back(std::move(result));
  }
}

std::string stage_name(const Stage& stage) {
  return stage.what == Stage::What::kMeasure ? describe(stage.objective)
         : stage.what == Stage::What::kTies  ? "ties"
                                             : "preferred";
}

double stage_sign(const Stage& stage) {
  return stage.what == Stage::What::kMeasure && is_maximised(stage.objective.measure) ? -1 : 1;
}

double stage_seconds(double seconds_left, size_t left) {
  if (std::isinf(seconds_left)) return seconds_left;
  return std::max(0.0, seconds_left) * 2 / (static_cast<double>(left) + 1);
}

}  // namespace dostyq::planning
