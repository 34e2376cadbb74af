// The planner against trying every plan, on programmes that are small enough for that.
#include <gtest/gtest.h>

#include "naive/every_plan.hpp"
#include "planning/conflicts.hpp"
#include "planning/measure.hpp"
#include "planning/solve.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

using planning::Plan;
using planning::PlanStatus;

void expect_same_values(const Plan& plan, const RandomCase& random, const TriedPlan& best) {
  EXPECT_EQ(value_of(random.plan_case, random.options, plan.openings), best.value);
  for (const planning::ObjectiveResult& objective : plan.objectives) {
    EXPECT_EQ(objective.bound, objective.value) << objective.name;
    EXPECT_EQ(objective.gap, 0) << objective.name;
  }
}

TEST(PlannerProperty, AsGoodAsTryingEveryPlan) {
  int with_plan = 0, without = 0;
  for (uint64_t seed = 0; seed < trials(1000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const RandomCase random = random_case(dice, seed % 5 == 0 ? 4 : 3);
    const EveryPlan every(random.plan_case, random.options);
    const TriedPlan* best = every.best();
    const auto plan = planning::make_plan(random.plan_case, random.options);
    ASSERT_TRUE(plan.has_value()) << plan.error().key << " " << plan.error().args.front();
    ASSERT_EQ(planning::name(plan->status), best == nullptr ? "conflict" : "optimal");
    if (best == nullptr) {
      ++without;
      continue;
    }
    ++with_plan;
    expect_same_values(*plan, random, *best);
    const bool tried =
        std::any_of(every.plans().begin(), every.plans().end(), [&](const TriedPlan& one) {
          return one.openings == plan->openings && one.holds.size() == every.groups().size();
        });
    EXPECT_TRUE(tried) << "the plan is not one that meets every order and limit";
    if (HasFailure()) return;
  }
  EXPECT_GE(with_plan, 100);
  EXPECT_GE(without, 60);
}

}  // namespace
}  // namespace dostyq::trial
