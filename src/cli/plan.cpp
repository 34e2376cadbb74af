#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/plan_outputs.hpp"
#include "cli/progress_line.hpp"
#include "cli/show.hpp"
#include "planning/conflicts.hpp"
#include "planning/plan_json.hpp"
#include "planning/solve.hpp"

namespace dostyq::cli {
namespace {

using planning::Plan;
using planning::PlanStatus;

double elapsed(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

nlohmann::ordered_json to_json(const planning::Sensitivity& found) {
  auto scenarios = nlohmann::ordered_json::array();
  for (const planning::Scenario& scenario : found.scenarios)
    scenarios.push_back({{"id", scenario.id}, {"status", planning::name(scenario.status)}});
  auto survivors = nlohmann::ordered_json::array();
  for (const auto& [site, times] : found.survivors) {
    survivors.push_back(
        {{"place", site.place}, {"kind", site.kind}, {"phase", site.phase}, {"scenarios", times}});
  }
  return {{"scenarios", scenarios}, {"planned", found.planned()}, {"survivors", survivors}};
}

void print_json(const std::string& plan_json, const std::vector<planning::Repair>& repairs,
                const std::optional<planning::Sensitivity>& scenarios, double seconds) {
  auto json = nlohmann::ordered_json::parse(plan_json);
  json["seconds"] = seconds;
  if (scenarios) json["sensitivity"] = to_json(*scenarios);
  if (!repairs.empty()) {
    static constexpr std::array kWhat{"date", "number", "budget", "limit", "without"};
    json["repairs"] = nlohmann::ordered_json::array();
    for (const planning::Repair& repair : repairs) {
      json["repairs"].push_back({{"what", kWhat[static_cast<size_t>(repair.what)]},
                                 {"id", repair.id},
                                 {"from", repair.from},
                                 {"to", repair.to}});
    }
  }
  fmt::print("{}\n", json.dump(2));
}

void print_changes(const std::vector<planning::PlannedSite>& before,
                   const std::vector<planning::PlannedSite>& after,
                   const world::Programme& programme, const Context& context) {
  std::vector<planning::PlannedSite> gone, added;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(added));
  fmt::print("\n{}\n",
             context.paint("1", context.say("cli.changes", {std::to_string(gone.size()),
                                                            std::to_string(added.size())})));
  for (const auto& site : gone)
    fmt::print("  {}\n", context.paint("31", "− " + show(site, programme, context)));
  for (const auto& site : added)
    fmt::print("  {}\n", context.paint("32", "+ " + show(site, programme, context)));
}

void print_scenarios(const planning::Sensitivity& found, const world::Programme& programme,
                     const Context& context) {
  fmt::print("\n{}\n",
             context.paint("1", context.say("cli.sensitivity", {std::to_string(found.planned())})));
  for (const planning::Scenario& scenario : found.scenarios) {
    if (!scenario.has_plan())
      fmt::print("  {}\n", context.paint("33", context.say("note.no_plan",
                                                           {scenario.what.in(context.language)})));
  }
  for (const auto& [site, times] : found.survivors)
    fmt::print("  {:>2}/{}  {}\n", times, found.planned(), show(site, programme, context));
}

void print_plan(const planning::Case& plan_case, const Plan& plan,
                const planning::PlanOptions& options, const Context& context) {
  const auto& programme = plan_case.world.programme();
  const char* key = plan.status == PlanStatus::kOptimal ? "cli.plan_optimal" : "cli.plan_feasible";
  double gap = 0;
  for (const planning::ObjectiveResult& objective : plan.objectives)
    gap = std::max(gap, objective.gap);
  fmt::print("\n{}\n",
             context.paint("1", context.say(key, {programme.config.name.in(context.language),
                                                  fmt::format("{:.2f} %", 100 * gap)})));
  for (const world::Phase& phase : programme.config.phases) {
    int64_t spent = 0, count = 0;
    for (const planning::PlannedSite& site : plan.openings) {
      if (site.phase != phase.id) continue;
      spent += planning::open_cost(site, programme);
      ++count;
    }
    fmt::print("\n{}\n",
               context.paint("1", context.say("cli.phase",
                                              {phase.id, show(count, context), show(spent, context),
                                               phase.budget ? show(*phase.budget, context) : "–",
                                               programme.config.currency})));
    for (const planning::PlannedSite& site : plan.openings) {
      if (site.phase == phase.id)
        fmt::print("  + {}\n", show(site, programme, context).substr(phase.id.size() + 2));
    }
  }
  fmt::print("\n{}\n", context.paint("1", context.say("cli.objectives")));
  for (const planning::ObjectiveResult& objective : plan.objectives)
    fmt::print("  {}\n", show(objective, programme, context));
  fmt::print("\n{}\n", context.paint("1", context.say("cli.orders")));
  for (const directive::Verdict& verdict : plan.verdicts) {
    if (verdict.status == directive::Status::kNotJudged) continue;
    fmt::print("  {:<7} {}{}\n", verdict.directive, show(verdict.status, context),
               verdict.plannable ? "" : "  (" + context.say("cli.not_plannable") + ")");
  }
  if (options.previous) print_changes(*options.previous, plan.openings, programme, context);
}

int conflict(const planning::Case& plan_case, Plan& plan, const planning::PlanOptions& options,
             const PlanArguments& arguments, std::chrono::steady_clock::time_point begin,
             ProgressLine& line, const Context& context) {
  line.step(context.say("cli.step_conflict"));
  const Result<std::vector<planning::Conflict>> found =
      planning::find_conflicts(plan_case, options, false);
  if (!found) return context.fail(found.error());
  plan.conflicts = *found;
  std::vector<planning::Repair> repairs;
  if (!found->empty()) {
    line.step(context.say("cli.step_repairs"));
    Result<std::vector<planning::Repair>> tried =
        planning::find_repairs(plan_case, options, found->front());
    if (!tried) return context.fail(tried.error());
    repairs = std::move(*tried);
  }
  const std::string json = planning::to_json(plan, plan_case, options);
  if (!arguments.out.empty()) {
    OutputRequest request;
    request.out = arguments.out;
    request.plan_json = json;
    request.reports = false;
    if (Result<void> done = write_outputs(plan_case, plan, options, request); !done)
      return context.fail(done.error());
  }
  if (context.json)
    print_json(json, repairs, {}, elapsed(begin));
  else
    for (const planning::Conflict& core : plan.conflicts)
      print_conflict(core, repairs, plan_case, context);
  return kConflict;
}

}  // namespace

int plan(const PlanArguments& arguments, const Context& context) {
  const auto begin = std::chrono::steady_clock::now();
  ProgressLine line(context);
  line.step(context.say("cli.step_load", {arguments.folder}));
  const Checked<planning::Case> plan_case = load(arguments, context, true);
  if (!plan_case) return context.fail(plan_case.error());
  Result<planning::PlanOptions> options = plan_options(arguments, *plan_case, context);
  if (!options) return context.fail(options.error());
  options->progress = [&line](const Progress& progress) { line.update(progress); };
  options->stage_begins = [&line](const planning::StageBegin& stage) {
    line.stage_begins(stage.seconds);
  };
  Date as_of = today();
  if (!arguments.as_of.empty()) {
    const Result<Date> typed = parse_date(arguments.as_of, "--as-of");
    if (!typed) return context.fail(typed.error());
    as_of = *typed;
  }
  line.step(context.say("cli.step_solve"));
  Result<Plan> made = planning::make_plan(*plan_case, *options);
  if (!made) return context.fail(made.error());
  if (made->status == PlanStatus::kConflict)
    return conflict(*plan_case, *made, *options, arguments, begin, line, context);
  const std::string json = planning::to_json(*made, *plan_case, *options);
  if (made->status == PlanStatus::kLimit) {
    if (context.json)
      print_json(json, {}, {}, elapsed(begin));
    else
      fmt::print(stderr, "{}\n", context.say("cli.limit_reached"));
    return kLimit;
  }
  std::optional<planning::Sensitivity> scenarios;
  if (arguments.sensitivity) {
    line.step(context.say("cli.step_sensitivity"));
    Result<planning::Sensitivity> found =
        planning::sensitivity(*plan_case, *options, *made, arguments.threads);
    if (!found) return context.fail(found.error());
    scenarios = std::move(*found);
  }
  if (!arguments.out.empty()) {
    line.step(context.say("cli.step_write", {arguments.out}));
    const OutputRequest request{arguments.folder,
                                arguments.out,
                                as_of,
                                !arguments.no_reports,
                                arguments.threads,
                                json,
                                scenarios ? &*scenarios : nullptr};
    if (Result<void> done = write_outputs(*plan_case, *made, *options, request); !done)
      return context.fail(done.error());
  }
  if (context.json) {
    print_json(json, {}, scenarios, elapsed(begin));
    return kDone;
  }
  print_plan(*plan_case, *made, *options, context);
  if (scenarios) {
    print_scenarios(*scenarios, plan_case->world.programme(), context);
  }
  fmt::print("\n{}\n", context.say("cli.done", {fmt::format("{:.1f}", elapsed(begin)),
                                                arguments.out.empty() ? "–" : arguments.out}));
  return kDone;
}

}  // namespace dostyq::cli
