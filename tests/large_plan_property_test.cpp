// The way in which programmes with very many settlements are planned, on programmes so small that
// every plan can be tried: sums bounded by cuts, a kernel of places, and then branch and cut over
// all.
#include <gtest/gtest.h>

#include "naive/every_plan.hpp"
#include "planning/large_solve.hpp"
#include "planning/solve.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

using planning::Plan;
using planning::PlanStatus;

TEST(LargePlanProperty, AsGoodAsTryingEveryPlan) {
  int with_plan = 0, without = 0;
  for (uint64_t seed = 0; seed < trials(150); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const RandomCase random = random_case(dice, seed % 5 == 0 ? 4 : 3);
    const EveryPlan every(random.plan_case, random.options);
    const TriedPlan* best = every.best();
    const auto plan = planning::solve_large(random.plan_case, random.options);
    ASSERT_TRUE(plan.has_value()) << plan.error().key << " " << plan.error().args.front();
    // Person-seconds are proven to within a millionth alone.
    const bool to_a_millionth =
        plan->status == PlanStatus::kFeasible &&
        std::all_of(plan->objectives.begin(), plan->objectives.end(),
                    [](const auto& objective) { return objective.gap <= 1e-6; });
    if (!to_a_millionth) {
      ASSERT_EQ(planning::name(plan->status), best == nullptr ? "conflict" : "optimal");
    }
    if (best == nullptr) {
      ++without;
      continue;
    }
    ++with_plan;
    if (!to_a_millionth) {
      EXPECT_EQ(value_of(random.plan_case, random.options, plan->openings), best->value);
    }
    const auto verdicts = planning::check(random.plan_case, plan->openings);
    ASSERT_TRUE(verdicts.has_value());
    for (const std::string& id : planning::broken(random.plan_case, *verdicts))
      EXPECT_TRUE(random.options.without.contains(id)) << id;
    if (HasFailure()) return;
  }
  EXPECT_GE(with_plan, 20);
  EXPECT_GE(without, 10);
}

TEST(LargePlanProperty, StoppedWithinAGapTheBoundHolds) {
  int stopped_early = 0;
  for (uint64_t seed = 0; seed < trials(100); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    RandomCase random = random_case(dice, 4);
    const EveryPlan every(random.plan_case, random.options);
    const TriedPlan* best = every.best();
    if (best == nullptr) continue;
    random.options.gap = 0.3;
    for (const bool large : {false, true}) {
      const auto plan = large ? planning::solve_large(random.plan_case, random.options)
                              : planning::make_plan(random.plan_case, random.options);
      ASSERT_TRUE(plan.has_value());
      ASSERT_TRUE(plan->status == PlanStatus::kOptimal || plan->status == PlanStatus::kFeasible);
      stopped_early += plan->status == PlanStatus::kFeasible;
      for (const planning::ObjectiveResult& objective : plan->objectives) {
        // Values are whole: where they are small, a unit is more than the share.
        const bool a_unit = std::abs(objective.bound - objective.value) <= 1;
        EXPECT_TRUE(objective.gap <= 0.3 + 1e-9 || a_unit)
            << objective.name << " " << objective.gap << (large ? " large" : " at once");
        EXPECT_TRUE(objective.maximise ? objective.bound >= objective.value
                                       : objective.bound <= objective.value);
      }
      if (plan->objectives.empty()) continue;
      // The first objective stands under no other: its bound is one on every plan.
      if (best->value[0] != 0) continue;  // but under the preferred orders
      const planning::ObjectiveResult& first = plan->objectives.front();
      EXPECT_LE(first.maximise ? -first.bound : first.bound, best->value[1]) << first.name;
    }
    if (HasFailure()) return;
  }
  EXPECT_GE(stopped_early, 1);
}

}  // namespace
}  // namespace dostyq::trial
