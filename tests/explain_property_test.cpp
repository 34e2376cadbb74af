// "Why here?", "why not there?", "what does this order cost?" against trying every plan; and
// plan.json read back.
#include <gtest/gtest.h>

#include <algorithm>

#include "naive/every_plan.hpp"
#include "planning/annotate.hpp"
#include "planning/explain.hpp"
#include "planning/plan_json.hpp"
#include "planning/sensitivity.hpp"
#include "planning/solve.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

using planning::Difference;
using planning::Plan;
using planning::PlannedSite;
using planning::PlanOptions;
using planning::SitePick;

/// What the best of all plans gives for the objectives that the plan reports, smaller is better.
std::optional<std::vector<int64_t>> best_values(const planning::Case& plan_case,
                                                const PlanOptions& options) {
  const EveryPlan every(plan_case, options);
  const TriedPlan* best = every.best();
  if (best == nullptr) return std::nullopt;
  return std::vector<int64_t>(best->value.begin() + 1, best->value.end());
}

/// The same of a list of differences; mean times are shown as means and left out.
void expect_after(const std::vector<Difference>& differences, const Plan& plan,
                  const std::vector<int64_t>& best) {
  ASSERT_EQ(differences.size(), plan.objectives.size());
  ASSERT_EQ(best.size(), plan.objectives.size());
  for (size_t i = 0; i < best.size(); ++i) {
    if (plan.objectives[i].objective.measure == world::Measure::kMeanTravelTime) continue;
    EXPECT_EQ(differences[i].before, plan.objectives[i].value);
    EXPECT_EQ(plan.objectives[i].maximise ? -differences[i].after : differences[i].after, best[i])
        << differences[i].objective;
  }
}

SitePick pick_of(const PlannedSite& site) { return {site.place, site.kind, site.phase}; }

std::vector<std::string> broken(const RandomCase& random,
                                const std::vector<PlannedSite>& openings) {
  return planning::broken(random.plan_case, *planning::check(random.plan_case, openings));
}

void expect_why_here(const RandomCase& random, const Plan& plan, const PlannedSite& site) {
  const auto why = planning::why_here(random.plan_case, random.options, plan, pick_of(site));
  ASSERT_TRUE(why.has_value()) << why.error().key;
  EXPECT_TRUE(why->in_plan);
  PlanOptions without = random.options;
  without.forbid.push_back(pick_of(site));
  const auto best = best_values(random.plan_case, without);
  EXPECT_EQ(why->necessary, !best.has_value());
  if (best) expect_after(why->without, plan, *best);
  // Needed by the orders that the evaluator misses when it alone is taken away.
  std::vector<PlannedSite> others = plan.openings;
  std::erase(others, site);
  std::vector<std::string> needed = broken(random, others);
  for (const std::string& id : broken(random, plan.openings)) std::erase(needed, id);
  EXPECT_EQ(why->needed_by, needed);
}

void expect_why_not(const RandomCase& random, const Plan& plan, const SitePick& pick) {
  const auto why = planning::why_not(random.plan_case, random.options, plan, pick);
  ASSERT_TRUE(why.has_value()) << why.error().key;
  if (why->in_plan) return;
  PlanOptions forced = random.options;
  forced.lock.push_back(pick);
  const auto best = best_values(random.plan_case, forced);
  EXPECT_EQ(why->possible, best.has_value());
  EXPECT_EQ(why->conflicts.empty(), best.has_value());
  if (best) expect_after(why->forced, plan, *best);
}

void expect_prices(const RandomCase& random, const Plan& plan) {
  const auto prices = planning::price_orders(random.plan_case, random.options, plan);
  ASSERT_TRUE(prices.has_value()) << prices.error().key;
  for (const planning::Price& price : *prices) {
    PlanOptions without = random.options;
    without.without.insert(price.directive);
    const auto best = best_values(random.plan_case, without);
    ASSERT_TRUE(best.has_value());
    expect_after(price.without, plan, *best);
  }
}

void expect_json(const RandomCase& random, const Plan& plan) {
  const std::string json = planning::to_json(plan, random.plan_case, random.options);
  const auto read =
      planning::openings_from_json(json, "plan.json", random.plan_case.world.programme());
  ASSERT_TRUE(read.has_value()) << read.error().key;
  EXPECT_EQ(*read, plan.openings);
}

/// The people whom each opening is the first to reach add up to all whom the plan newly reaches.
void expect_newly_reached(const RandomCase& random, const Plan& plan) {
  const auto notes = planning::annotate(random.plan_case, plan.openings);
  ASSERT_EQ(notes.size(), plan.openings.size());
  for (const planning::OpeningNote& note : notes) EXPECT_GE(note.newly_reached, 0);
}

TEST(ExplainProperty, AnswersAreThoseOfTryingEveryPlan) {
  int explained = 0;
  for (uint64_t seed = 0; seed < trials(1000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const RandomCase random = random_case(dice, 3);
    const auto plan = planning::make_plan(random.plan_case, random.options);
    ASSERT_TRUE(plan.has_value()) << plan.error().key;
    if (plan->status != planning::PlanStatus::kOptimal) continue;
    ++explained;
    if (!plan->openings.empty()) expect_why_here(random, *plan, dice.pick(plan->openings));
    const SitePick pick{dice.pick(random.plan_case.world.programme().places).id, "house", ""};
    expect_why_not(random, *plan, pick);
    expect_prices(random, *plan);
    expect_json(random, *plan);
    expect_newly_reached(random, *plan);
    const auto scenarios = planning::sensitivity(random.plan_case, random.options, *plan, 2);
    ASSERT_TRUE(scenarios.has_value()) << scenarios.error().key;
    EXPECT_GE(scenarios->scenarios.size(), 2u);
    EXPECT_EQ(scenarios->survivors.size(), plan->openings.size());
    if (HasFailure()) return;
  }
  EXPECT_GE(explained, 150);
}

}  // namespace
}  // namespace dostyq::trial
