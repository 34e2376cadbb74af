// The evaluator against the naive one, on random programmes, requirements, plans and days.
#include <gtest/gtest.h>

#include "directive/evaluate.hpp"
#include "directive/read_back.hpp"
#include "naive/naive_evaluator.hpp"
#include "random/random_programme.hpp"
#include "random/random_requirement.hpp"

namespace dostyq::trial {
namespace {

using directive::Truth;

const char* word(Truth truth) {
  return truth == Truth::kTrue ? "true" : truth == Truth::kFalse ? "false" : "unknown";
}

std::string said(const std::optional<NaiveFinding>& finding) {
  if (!finding) return "error";
  return std::string(word(finding->truth)) + (finding->pending ? " (pending)" : "") +
         ", short of " + std::to_string(finding->shortfall);
}

/// A world with or without a plan, and the days to ask about.
struct Scene {
  std::shared_ptr<const world::Programme> programme;
  world::World reality;
  world::World planned;

  static Scene random(Dice& dice) {
    const auto programme = random_programme(dice, {});
    const world::World reality(programme);
    return {programme, reality,
            reality.with_plan(planning::intended_facts(random_plan(dice, *programme), *programme))};
  }
};

TEST(EvaluatorProperty, AgreesWithTheNaiveOne) {
  std::map<std::string, int> seen;
  for (uint64_t seed = 0; seed < trials(2500); ++seed) {
    Dice dice(seed);
    const Scene scene = Scene::random(dice);
    for (int again = 0; again < 4; ++again) {
      const directive::Requirement requirement = random_requirement(dice, *scene.programme, {});
      const bool settle = dice.chance(40);
      directive::EvaluationTime time{
          random_day(dice), random_day(dice).plus_days(-100), {}, settle};
      if (dice.chance(60)) {
        const Date due = random_day(dice);
        time.when = directive::When{directive::When::Mode::kBy, due, due};
      }
      const world::World& world = settle ? scene.planned : scene.reality;
      const auto naive = naive_evaluate(requirement, world, time);
      const auto found = directive::evaluate(requirement, world, time);
      std::optional<NaiveFinding> real;
      if (found) real = NaiveFinding{found->truth, found->pending, found->shortfall};
      ASSERT_EQ(said(real), said(naive))
          << "seed " << seed << ", as of " << time.as_of.to_string() << (settle ? ", settled" : "")
          << ", due " << (time.when ? time.when->from.to_string() : "never") << ": "
          << directive::read_back(requirement, *scene.programme, {}).en;
      ++seen[real ? word(real->truth) : "error"];
      if (real && real->pending) ++seen["pending"];
    }
  }
  // The cases are worth something only when every answer comes up often.
  for (const char* answer : {"true", "false", "unknown", "error", "pending"}) {
    EXPECT_GE(seen[answer], 100) << answer;
  }
}

TEST(EvaluatorProperty, JudgesAsTheTableSays) {
  std::map<std::string_view, int> seen;
  for (uint64_t seed = 0; seed < trials(1000); ++seed) {
    Dice dice(seed);
    const Scene scene = Scene::random(dice);
    for (int again = 0; again < 3; ++again) {
      Grammar grammar;
      grammar.registers = dice.chance(50);
      const directive::Directive order = random_directive(dice, *scene.programme, grammar, "R");
      const Date as_of = random_day(dice);
      const world::World* adopted = dice.chance(70) ? &scene.planned : nullptr;
      const auto verdict = directive::judge(order, scene.reality, adopted, as_of);
      const auto naive = naive_judge(order, scene.reality, adopted, as_of);
      ASSERT_EQ(verdict.has_value(), naive.has_value()) << "seed " << seed;
      if (!verdict) continue;
      ASSERT_EQ(directive::name(verdict->status), directive::name(*naive))
          << "seed " << seed << ", as of " << as_of.to_string() << ", due "
          << (order.due_date() ? order.due_date()->to_string() : "never") << ": "
          << directive::read_back(order.chosen()->require[0], *scene.programme, {}).en;
      ++seen[directive::name(verdict->status)];
    }
  }
  for (const char* status : {"met", "on_track", "at_risk", "not_met", "no_data"}) {
    EXPECT_GE(seen[status], 30) << status;
  }
}

}  // namespace
}  // namespace dostyq::trial
