#include "planning/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/parallel.hpp"
#include "i18n/phrase.hpp"
#include "planning/solve.hpp"

namespace dostyq::planning {
namespace {

struct WhatIf {
  std::string id;
  Text what;
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

/// "+20", "−20".
Text change(int by) { return i18n::same((by < 0 ? "−" : "+") + std::to_string(std::abs(by))); }

Text words(const char* key, std::vector<Text> args) {
  return i18n::say(i18n::Phrase{key, std::move(args)});
}

std::vector<WhatIf> what_ifs(const Case& plan_case, const PlanOptions& options) {
  std::vector<WhatIf> found;
  for (int by : {-30, 30}) {
    found.push_back(
        {fmt::format("costs{:+}", by), words("scenario.costs", {change(by)}), plan_case, options});
    found.back().options.cost_percent = 100 + by;
  }
  for (int by : {-20, -10, 10, 20}) {
    found.push_back({fmt::format("travel{:+}", by), words("scenario.travel", {change(by)}),
                     plan_case, options});
    found.back().plan_case.world = plan_case.world.with_slower_travel(by);
  }
  for (const Season& season : plan_case.seasons) {
    const std::string id = "season." + season.id;
    found.push_back(
        {id, words("scenario.season", {i18n::term(id, season.id)}), plan_case, options});
    found.back().plan_case.world = season.world;
  }
  for (size_t d = 0; d < plan_case.directives.size(); ++d) {
    const std::string& order = plan_case.directives[d].id;
    for (int by : {-10, 10}) {
      WhatIf other{fmt::format("{}.share{:+}", order, by),
                   words("scenario.share", {i18n::same(order), change(by)}), plan_case, options};
      if (move_threshold(other.plan_case.directives[d], by)) found.push_back(std::move(other));
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
  quiet.stage_begins = nullptr;
  const std::vector<WhatIf> asked = what_ifs(plan_case, quiet);
  std::vector<std::optional<Result<Plan>>> answers = solve_all(asked, threads);
  Sensitivity found;
  for (size_t i = 0; i < asked.size(); ++i) {
    const Result<Plan>& answer = *answers[i];
    // A threshold at which a rule lists no area asks for nothing that could be planned: no
    // scenario.
    if (!answer && answer.error().key == "evaluate.empty_area_set") continue;
    if (!answer) return tl::unexpected(answer.error());
    found.scenarios.push_back({asked[i].id, asked[i].what, answer->status, answer->openings});
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
