// The two meanings of a requirement agree: its rows can be met with the openings of a plan fixed
// exactly when the evaluator calls that plan true.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "directive/compile.hpp"
#include "directive/evaluate.hpp"
#include "directive/read_back.hpp"
#include "random/random_programme.hpp"
#include "random/random_requirement.hpp"

namespace dostyq::trial {
namespace {

/// Every kind at every place in every phase, each with its column.
std::vector<directive::Opening> all_openings(const world::Programme& programme,
                                             optim::MipModel& model) {
  std::vector<directive::Opening> openings;
  for (size_t p = 0; p < programme.places.size(); ++p) {
    for (size_t k = 0; k < programme.config.kinds.size(); ++k) {
      for (size_t t = 0; t < programme.config.phases.size(); ++t) {
        openings.push_back({p, k, t, model.add_column({0, 1, 0, true, ""})});
      }
    }
  }
  return openings;
}

/// The columns of the plan's openings become 1, the others 0.
void fix(const world::Programme& programme, const std::vector<directive::Opening>& openings,
         const std::vector<planning::PlannedSite>& plan, optim::MipModel& model) {
  for (const directive::Opening& opening : openings) {
    const planning::PlannedSite site{programme.config.phases[opening.phase].id,
                                     programme.places[opening.place].id,
                                     programme.config.kinds[opening.kind].id};
    optim::Column& column = model.columns[static_cast<size_t>(opening.column)];
    const bool opens = std::find(plan.begin(), plan.end(), site) != plan.end();
    column.lower = column.upper = opens ? 1 : 0;
  }
}

/// The compiler counts on what every plan keeps: no more than one opening at a place.
void keep_one_a_place(std::vector<planning::PlannedSite>& plan) {
  std::set<std::string> used;
  std::erase_if(plan, [&](const auto& site) { return !used.insert(site.place).second; });
}

TEST(CompilerProperty, RowsHoldExactlyWhenTheEvaluatorSaysSo) {
  std::map<std::string, int> seen;
  for (uint64_t seed = 0; seed < trials(3000); ++seed) {
    Dice dice(seed);
    const auto programme = random_programme(dice, {});
    const world::World reality(programme);
    Grammar grammar;
    grammar.registers = dice.chance(40);
    directive::Requirement requirement = random_requirement(dice, *programme, grammar);
    while (!directive::is_plannable(requirement)) {
      requirement = random_requirement(dice, *programme, grammar);
    }
    const Date ordered_on = random_day(dice).plus_days(-100);
    std::optional<Date> due;
    std::optional<directive::When> when;
    if (dice.chance(60)) {
      due = random_day(dice);
      when = directive::When{directive::When::Mode::kBy, *due, *due};
    }
    optim::MipModel model;
    const auto openings = all_openings(*programme, model);
    directive::Compiler compiler(reality, openings, model);
    const auto rows = compiler.rows({requirement}, ordered_on, due);
    if (rows) {
      model.rows = compiler.linking_rows();
      model.rows.insert(model.rows.end(), rows->begin(), rows->end());
    }
    for (int again = 0; again < 3; ++again) {
      auto plan = random_plan(dice, *programme);
      keep_one_a_place(plan);
      const world::World planned = reality.with_plan(planning::intended_facts(plan, *programme));
      const Date horizon = programme->config.phases.back().end;
      const auto finding =
          directive::evaluate(requirement, planned, {horizon, ordered_on, when, true});
      ASSERT_EQ(finding.has_value(), rows.has_value()) << "seed " << seed;
      if (!rows) {
        ++seen["error"];
        continue;
      }
      fix(*programme, openings, plan, model);
      const optim::MipResult solved = optim::solve(model);
      const bool holds = finding->truth == directive::Truth::kTrue;
      ASSERT_EQ(solved.status, holds ? optim::MipStatus::kOptimal : optim::MipStatus::kInfeasible)
          << "seed " << seed << ", " << plan.size() << " openings, due "
          << (due ? due->to_string() : "never") << ": "
          << directive::read_back(requirement, *programme, {}).en;
      ++seen[holds ? "true" : "not true"];
    }
  }
  EXPECT_GE(seen["true"], 300);
  EXPECT_GE(seen["not true"], 300);
}

}  // namespace
}  // namespace dostyq::trial
