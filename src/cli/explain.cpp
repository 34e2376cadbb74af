#include "planning/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/progress_line.hpp"
#include "cli/show.hpp"
#include "planning/solve.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<planning::Difference>& differences) {
  Json list = Json::array();
  for (const auto& d : differences)
    list.push_back(
        {{"objective", d.objective}, {"unit", d.unit}, {"before", d.before}, {"after", d.after}});
  return list;
}

void print(const std::vector<planning::Difference>& differences, const world::Programme& programme,
           const Context& context) {
  const std::string& currency = programme.config.currency;
  for (const planning::Difference& d : differences) {
    const int64_t change = d.after - d.before;
    fmt::print("    {:<48} {:>18} → {:>18}  ({}{})\n", d.objective,
               show(d.before, d.unit, currency, context), show(d.after, d.unit, currency, context),
               change > 0 ? "+" : "", show(change, d.unit, currency, context));
  }
}

int explain_conflicts(const planning::Case& plan_case, const planning::PlanOptions& options,
                      bool all, const Context& context) {
  const Result<std::vector<planning::Conflict>> conflicts =
      planning::find_conflicts(plan_case, options, all);
  if (!conflicts) return context.fail(conflicts.error());
  Json list = Json::array();
  for (const planning::Conflict& conflict : *conflicts) {
    const Result<std::vector<planning::Repair>> repairs =
        planning::find_repairs(plan_case, options, conflict);
    if (!repairs) return context.fail(repairs.error());
    if (!context.json) {
      print_conflict(conflict, *repairs, plan_case, context);
      continue;
    }
    Json mends = Json::array();
    for (const planning::Repair& repair : *repairs) {
      mends.push_back({{"id", repair.id},
                       {"from", repair.from},
                       {"to", repair.to},
                       {"text", show(repair, context)}});
    }
    list.push_back(
        {{"directives", conflict.directives}, {"limits", conflict.limits}, {"repairs", mends}});
  }
  if (context.json) fmt::print("{}\n", Json{{"status", "conflict"}, {"conflicts", list}}.dump(2));
  return kConflict;
}

int explain_site(const planning::Case& plan_case, const planning::PlanOptions& options,
                 const planning::Plan& plan, const planning::SitePick& pick,
                 const Context& context) {
  const std::string place = pick.text();
  const Result<planning::WhyHere> why = planning::why_here(plan_case, options, plan, pick);
  if (!why) return context.fail(why.error());
  if (context.json) {
    fmt::print("{}\n", Json{{"site", place},
                            {"in_plan", why->in_plan},
                            {"necessary", why->necessary},
                            {"needed_by", why->needed_by},
                            {"newly_reached", why->newly_reached},
                            {"without", to_json(why->without)}}
                           .dump(2));
    return kDone;
  }
  if (!why->in_plan) {
    fmt::print("{}\n", context.say("cli.not_in_plan", {place}));
    return kDone;
  }
  if (!why->needed_by.empty()) {
    std::string ids;
    for (const std::string& id : why->needed_by) ids += (ids.empty() ? "" : ", ") + id;
    fmt::print("{}\n", context.say("cli.needed_by", {ids}));
  }
  fmt::print("{}\n", context.say("cli.newly_reached", {show(why->newly_reached, context)}));
  if (why->necessary) fmt::print("{}\n", context.say("cli.necessary"));
  if (!why->without.empty()) {
    fmt::print("{}\n", context.say("cli.without_it"));
    print(why->without, plan_case.world.programme(), context);
  }
  return kDone;
}

int explain_not(const planning::Case& plan_case, const planning::PlanOptions& options,
                const planning::Plan& plan, const planning::SitePick& pick,
                const Context& context) {
  const std::string place = pick.text();
  const Result<planning::WhyNot> why = planning::why_not(plan_case, options, plan, pick);
  if (!why) return context.fail(why.error());
  const auto& programme = plan_case.world.programme();
  if (context.json) {
    Json conflicts = Json::array();
    for (const planning::Conflict& c : why->conflicts)
      conflicts.push_back({{"directives", c.directives}, {"limits", c.limits}});
    fmt::print("{}\n", Json{{"site", place},
                            {"in_plan", why->in_plan},
                            {"possible", why->possible},
                            {"forced", to_json(why->forced)},
                            {"conflicts", conflicts}}
                           .dump(2));
    return kDone;
  }
  if (why->in_plan) {
    fmt::print("{}\n", context.say("cli.is_in_plan", {place}));
  } else if (!why->possible) {
    fmt::print("{}\n", context.say("cli.cannot_force", {place}));
    for (const planning::Conflict& conflict : why->conflicts)
      print_conflict(conflict, {}, plan_case, context);
  } else {
    fmt::print("{}\n", context.say("cli.forcing", {place}));
    print(why->forced, programme, context);
    for (const auto& site : why->opens_too)
      fmt::print("    + {}\n", show(site, programme, context));
    for (const auto& site : why->no_longer)
      fmt::print("    − {}\n", show(site, programme, context));
  }
  return kDone;
}

int explain_prices(const planning::Case& plan_case, const planning::PlanOptions& options,
                   const planning::Plan& plan, const Context& context) {
  const Result<std::vector<planning::Price>> prices =
      planning::price_orders(plan_case, options, plan);
  if (!prices) return context.fail(prices.error());
  Json list = Json::array();
  for (const planning::Price& price : *prices) {
    if (context.json) {
      list.push_back({{"id", price.directive}, {"without", to_json(price.without)}});
      continue;
    }
    fmt::print("{}\n", context.paint("1", context.say("cli.price_of", {price.directive})));
    print(price.without, plan_case.world.programme(), context);
  }
  if (context.json) fmt::print("{}\n", Json{{"prices", list}}.dump(2));
  return kDone;
}

}  // namespace

int explain(const ExplainArguments& arguments, const Context& context) {
  const Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return context.fail(loaded.error());
  Result<planning::PlanOptions> options = plan_options(arguments, *loaded, context);
  if (!options) return context.fail(options.error());
  const auto& programme = loaded->world.programme();
  const std::string& asked = arguments.site.empty() ? arguments.not_site : arguments.site;
  std::optional<planning::SitePick> pick;
  if (!asked.empty()) {
    Result<planning::SitePick> parsed = planning::parse_pick(asked, programme);
    if (!parsed) return context.fail(parsed.error());
    pick = std::move(*parsed);
  }
  std::optional<ProgressLine> line(std::in_place, context);
  line->step(context.say("cli.step_solve"));
  const Result<planning::Plan> plan = planning::make_plan(*loaded, *options);
  line.reset();
  if (!plan) return context.fail(plan.error());
  if (plan->status == planning::PlanStatus::kLimit)
    return context.fail(Error{ErrorCode::kLimit, "cli.limit_reached", {}, {}});
  if (plan->status == planning::PlanStatus::kConflict)
    return explain_conflicts(*loaded, *options, arguments.all, context);
  if (pick)
    return arguments.site.empty() ? explain_not(*loaded, *options, *plan, *pick, context)
                                  : explain_site(*loaded, *options, *plan, *pick, context);
  if (arguments.price) return explain_prices(*loaded, *options, *plan, context);
  if (context.json)
    fmt::print(
        "{}\n",
        Json{{"status", planning::name(plan->status)}, {"conflicts", Json::array()}}.dump(2));
  else
    fmt::print("{}\n", context.say("cli.no_conflict"));
  return kDone;
}

}  // namespace dostyq::cli
