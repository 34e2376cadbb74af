// Conflicts and repairs against trying every plan: the smallest conflict is as small as any, all of
// them are found, a repair repairs, and a raised limit is the least that does.
#include <gtest/gtest.h>

#include <algorithm>

#include "naive/every_plan.hpp"
#include "planning/conflicts.hpp"
#include "planning/solve.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

using planning::Conflict;
using planning::Repair;
using Names = std::set<std::string>;

Names names(const Conflict& conflict) {
  Names all(conflict.directives.begin(), conflict.directives.end());
  all.insert(conflict.limits.begin(), conflict.limits.end());
  return all;
}

std::string said(const std::set<Names>& cores) {
  std::string text;
  for (const Names& core : cores) {
    text += "{ ";
    for (const std::string& name : core) text += name + " ";
    text += "} ";
  }
  return text;
}

bool can_be_planned(const planning::Case& plan_case, const planning::PlanOptions& options) {
  return EveryPlan(plan_case, options).best() != nullptr;
}

directive::Directive& order_of(planning::Case& plan_case, const std::string& id) {
  return *std::find_if(plan_case.directives.begin(), plan_case.directives.end(),
                       [&](const directive::Directive& order) { return order.id == id; });
}

/// Copies of the order with one of its numbers `from` changed to `to`.
void collect_changed(const directive::Requirement& whole, int64_t from, int64_t to,
                     const std::function<void(directive::Requirement)>& found) {
  using namespace directive;
  const auto in_list = [&](const Requirements& parts, const auto& put) {
    for (size_t i = 0; i < parts.size(); ++i) {
      collect_changed(parts[i], from, to, [&](Requirement part) {
        Requirements copy = parts;
        copy[i] = std::move(part);
        put(std::move(copy));
      });
    }
  };
  Requirement changed = whole;
  if (auto* count = std::get_if<Count>(&changed.form); count && count->comparison.n == from) {
    count->comparison.n = to;
    found(changed);
  } else if (auto* reach = std::get_if<Reach>(&changed.form); reach && reach->percent == from) {
    reach->percent = static_cast<int>(to);
    found(changed);
  } else if (auto* every = std::get_if<ForEvery>(&changed.form)) {
    if (auto* rule = std::get_if<DiversityRule>(&every->areas); rule && rule->at_most == from) {
      rule->at_most = static_cast<int>(to);
      found(changed);
      rule->at_most = static_cast<int>(from);
    }
    in_list(std::get<ForEvery>(whole.form).then, [&](Requirements then) {
      every->then = std::move(then);
      found(changed);
    });
  } else if (auto* rolled = std::get_if<RollOut>(&changed.form)) {
    in_list(std::get<RollOut>(whole.form).then, [&](Requirements then) {
      rolled->then = std::move(then);
      found(changed);
    });
  } else if (auto* all = std::get_if<AllOf>(&changed.form)) {
    in_list(std::get<AllOf>(whole.form).parts, [&](Requirements parts) {
      all->parts = std::move(parts);
      found(changed);
    });
  } else if (auto* any = std::get_if<AnyOf>(&changed.form)) {
    in_list(std::get<AnyOf>(whole.form).parts, [&](Requirements parts) {
      any->parts = std::move(parts);
      found(changed);
    });
  }
}

bool number_repairs(const RandomCase& random, const Repair& repair) {
  planning::Case changed = random.plan_case;
  auto& require = order_of(changed, repair.id).interpretations.front().require;
  const directive::Requirements before = require;
  bool any = false;
  for (size_t i = 0; i < before.size(); ++i) {
    collect_changed(before[i], std::stoll(repair.from), std::stoll(repair.to),
                    [&](directive::Requirement part) {
                      require = before;
                      require[i] = std::move(part);
                      any = any || can_be_planned(changed, random.options);
                    });
  }
  return any;
}

bool without_repairs(const RandomCase& random, const std::string& id) {
  planning::PlanOptions options = random.options;
  options.without.insert(id);
  const auto is = [&](const planning::SitePick& pick) {
    return id == "lock:" + pick.text() || id == "forbid:" + pick.text();
  };
  std::erase_if(options.lock, is);
  std::erase_if(options.forbid, is);
  return can_be_planned(random.plan_case, options);
}

/// The new date repairs, and no earlier end of a phase would have done.
void expect_first_date(const RandomCase& random, const Repair& repair) {
  planning::Case changed = random.plan_case;
  EXPECT_EQ(repair.from, order_of(changed, repair.id).due_date()->to_string());
  for (const world::Phase& phase : changed.world.programme().config.phases) {
    if (phase.end.to_string() <= repair.from || phase.end.to_string() > repair.to) continue;
    changed.directives = random.plan_case.directives;
    ASSERT_TRUE(planning::slip_dates(changed, {{repair.id, phase.end}}).has_value());
    EXPECT_EQ(can_be_planned(changed, random.options), phase.end.to_string() == repair.to);
  }
}

void expect_repairs(const RandomCase& random, const EveryPlan& every, const Repair& repair) {
  SCOPED_TRACE("repair of " + repair.id + ": " + repair.from + " -> " + repair.to);
  switch (repair.what) {
    case Repair::What::kDate:
      expect_first_date(random, repair);
      break;
    case Repair::What::kNumber:
      EXPECT_TRUE(number_repairs(random, repair));
      break;
    case Repair::What::kWithout:
      EXPECT_TRUE(without_repairs(random, repair.id));
      break;
    case Repair::What::kBudget:
    case Repair::What::kLimit:
      EXPECT_EQ(repair.to, std::to_string(every.least_limit(repair.id).value_or(-1)));
      break;
  }
}

/// Every single thing of the conflict that helps when left out is offered.
void expect_all_offered(const RandomCase& random, const EveryPlan& every, const Conflict& conflict,
                        const std::vector<Repair>& repairs) {
  const auto offered = [&](const std::string& id) {
    return std::any_of(repairs.begin(), repairs.end(), [&](const Repair& r) { return r.id == id; });
  };
  for (const std::string& id : names(conflict)) {
    const bool limit = id.starts_with("budget:") || id.starts_with("openings:");
    const bool helps = limit ? every.least_limit(id).has_value() : without_repairs(random, id);
    EXPECT_EQ(offered(id), helps) << id;
  }
  EXPECT_TRUE(std::is_sorted(repairs.begin(), repairs.end(),
                             [](const Repair& a, const Repair& b) { return a.cost < b.cost; }));
}

TEST(ConflictProperty, CoresAndRepairs) {
  int conflicts = 0, several = 0, repairs_tried = 0;
  for (uint64_t seed = 0; seed < trials(600); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const RandomCase random = random_case(dice, 3);
    const EveryPlan every(random.plan_case, random.options);
    const std::set<Names> cores = every.minimal_cores();
    const auto all = planning::find_conflicts(random.plan_case, random.options, true);
    ASSERT_TRUE(all.has_value()) << all.error().key;
    std::set<Names> found;
    for (const Conflict& conflict : *all) found.insert(names(conflict));
    ASSERT_EQ(said(found), said(cores));
    const auto smallest = planning::find_conflicts(random.plan_case, random.options, false);
    ASSERT_TRUE(smallest.has_value()) << smallest.error().key;
    ASSERT_EQ(smallest->empty(), cores.empty());
    if (cores.empty()) continue;
    ++conflicts;
    several += cores.size() > 1;
    const Conflict& core = smallest->front();
    EXPECT_TRUE(cores.count(names(core)));
    for (const Names& other : cores) EXPECT_LE(names(core).size(), other.size());
    const auto repairs = planning::find_repairs(random.plan_case, random.options, core);
    ASSERT_TRUE(repairs.has_value()) << repairs.error().key;
    for (const Repair& repair : *repairs) expect_repairs(random, every, repair);
    expect_all_offered(random, every, core, *repairs);
    repairs_tried += static_cast<int>(repairs->size());
    if (HasFailure()) return;
  }
  EXPECT_GE(conflicts, 100);
  EXPECT_GE(several, 20);
  EXPECT_GE(repairs_tried, 100);
}

/// Over abstract things that clash or not, with no optimiser at all.
TEST(ConflictProperty, CoresOfAnyMonotoneOracle) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Dice dice(seed);
    const size_t n = static_cast<size_t>(dice.between(1, 7));
    std::set<std::set<size_t>> clashes;
    for (int64_t i = dice.between(0, 5); i > 0; --i) {
      std::set<size_t> clash;
      for (int64_t k = dice.between(1, 4); k > 0; --k) clash.insert(dice.index(n));
      clashes.insert(clash);
    }
    const auto includes = [](const std::set<size_t>& big, const std::set<size_t>& small) {
      return std::includes(big.begin(), big.end(), small.begin(), small.end());
    };
    const auto holds = [&](const std::vector<size_t>& chosen) {
      const std::set<size_t> set(chosen.begin(), chosen.end());
      return std::none_of(clashes.begin(), clashes.end(),
                          [&](const auto& clash) { return includes(set, clash); });
    };
    std::set<std::set<size_t>> minimal;
    for (const auto& clash : clashes) {
      const bool around = std::any_of(clashes.begin(), clashes.end(), [&](const auto& other) {
        return other != clash && includes(clash, other);
      });
      if (!around) minimal.insert(clash);
    }
    std::set<std::set<size_t>> found;
    for (const auto& core : planning::all_cores(n, holds)) found.insert({core.begin(), core.end()});
    ASSERT_EQ(found, minimal) << "seed " << seed;
    const auto smallest = planning::smallest_core(n, holds);
    ASSERT_EQ(smallest.has_value(), !minimal.empty()) << "seed " << seed;
    if (!smallest) continue;
    EXPECT_TRUE(minimal.count({smallest->begin(), smallest->end()})) << "seed " << seed;
    for (const auto& core : minimal) EXPECT_LE(smallest->size(), core.size()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dostyq::trial
