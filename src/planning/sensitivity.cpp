#include "planning/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/parallel.hpp"
#include "planning/solve.hpp"

namespace dostyq::planning {
namespace {

struct WhatIf {
  std::string id;
  Case plan_case;
  PlanOptions options;
};

/// Moves the threshold of every rule of diversity of the chosen reading; false: it has none.
bool move_threshold(directive::Directive& order, int points) {
  bool has_rule = false;
  for (directive::Interpretation& reading : order.interpretations) {
    if (!reading.chosen) continue;
    for (directive::Requirement& requirement : reading.require) {
      auto* every = std::get_if<directive::ForEvery>(&requirement.form);
      auto* rule =
          every == nullptr ? nullptr : std::get_if<directive::DiversityRule>(&every->areas);
      if (rule == nullptr) continue;
      rule->share_percent += points;
      rule->at_most.reset();
      has_rule = true;
    }
  }
  return has_rule;
}

std::vector<WhatIf> what_ifs(const Case& plan_case, const PlanOptions& options) {
  std::vector<WhatIf> found;
  for (int percent : {70, 130}) {
    found.push_back({percent < 100 ? "costs-30" : "costs+30", plan_case, options});
    found.back().options.cost_percent = percent;
  }
  for (int percent : {-20, -10, 10, 20}) {
    found.push_back({fmt::format("travel{:+}", percent), plan_case, options});
    found.back().plan_case.world = plan_case.world.with_slower_travel(percent);
  }
  for (const Season& season : plan_case.seasons) {
    found.push_back({"season." + season.id, plan_case, options});
    found.back().plan_case.world = season.world;
  }
  for (size_t d = 0; d < plan_case.directives.size(); ++d) {
    for (int points : {-10, 10}) {
      WhatIf other{plan_case.directives[d].id + ".share" + (points < 0 ? "-10" : "+10"), plan_case,
                   options};
      if (move_threshold(other.plan_case.directives[d], points)) found.push_back(std::move(other));
    }
  }
  return found;
}

std::vector<std::optional<Result<Plan>>> solve_all(const std::vector<WhatIf>& asked, int threads) {
  std::vector<std::optional<Result<Plan>>> answers(asked.size());
  for_each_index(asked.size(), static_cast<unsigned>(threads),
                 [&](size_t i) { answers[i] = make_plan(asked[i].plan_case, asked[i].options); });
  return answers;
}

}  // namespace

int Sensitivity::planned() const {
  return static_cast<int>(std::count_if(scenarios.begin(), scenarios.end(),
                                        [](const Scenario& one) { return one.has_plan(); }));
}

Result<Sensitivity> sensitivity(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                                int threads) {
  PlanOptions quiet = options;
  quiet.progress = nullptr;
  const std::vector<WhatIf> asked = what_ifs(plan_case, quiet);
  std::vector<std::optional<Result<Plan>>> answers = solve_all(asked, threads);
  Sensitivity found;
  for (size_t i = 0; i < asked.size(); ++i) {
    const Result<Plan>& answer = *answers[i];
    // A threshold at which a rule lists no area asks for nothing that could be planned: no
    // scenario.
    if (!answer && answer.error().key == "evaluate.empty_area_set") continue;
    if (!answer) return tl::unexpected(answer.error());
    found.scenarios.push_back({asked[i].id, answer->status, answer->openings});
  }
  const world::Programme& programme = plan_case.world.programme();
  const world::Objective* coverage = programme.config.coverage_objective();
  const auto serves = [&](const PlannedSite& site) {
    return coverage != nullptr && programme.find_kind(site.kind)->is(coverage->kind);
  };
  for (const PlannedSite& site : plan.openings) {
    const auto opens_there = [&](const Scenario& scenario) {
      return std::any_of(scenario.openings.begin(), scenario.openings.end(),
                         [&](const PlannedSite& other) {
                           return other.place == site.place && serves(other) == serves(site);
                         });
    };
    found.survivors.emplace_back(
        site, static_cast<int>(
                  std::count_if(found.scenarios.begin(), found.scenarios.end(), opens_there)));
  }
  return found;
}

}  // namespace dostyq::planning
