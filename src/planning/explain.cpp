#include "planning/explain.hpp"

#include <algorithm>

#include "planning/annotate.hpp"
#include "planning/conflicts.hpp"
#include "planning/solve.hpp"

namespace dostyq::planning {
namespace {

bool matches(const PlannedSite& site, const SitePick& pick, const world::Programme& programme) {
  return site.place == pick.place &&
         (pick.kind.empty() || programme.find_kind(site.kind)->is(pick.kind)) &&
         (pick.phase.empty() || site.phase == pick.phase);
}

std::vector<Difference> differences(const Plan& before, const Plan& after) {
  // Of the same programme: the same objectives in the same order, or none where there is no plan.
  std::vector<Difference> found;
  for (size_t i = 0; i < std::min(before.objectives.size(), after.objectives.size()); ++i) {
    const ObjectiveResult& objective = before.objectives[i];
    found.push_back({objective.name, objective.unit, objective.shown, after.objectives[i].shown});
  }
  return found;
}

bool has_plan(const Plan& plan) {
  return plan.status == PlanStatus::kOptimal || plan.status == PlanStatus::kFeasible;
}

}  // namespace

Result<WhyHere> why_here(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                         const SitePick& pick) {
  WhyHere why;
  const auto& programme = plan_case.world.programme();
  for (const OpeningNote& note : annotate(plan_case, plan.openings)) {
    if (!matches(note.site, pick, programme)) continue;
    why.in_plan = true;
    why.needed_by.insert(why.needed_by.end(), note.because.begin(), note.because.end());
    why.newly_reached += note.newly_reached;
  }
  if (!why.in_plan) return why;
  PlanOptions without = options;
  without.forbid.push_back(pick);
  const Result<Plan> other = make_plan(plan_case, without);
  if (!other) return tl::unexpected(other.error());
  why.necessary = other->status == PlanStatus::kConflict;
  if (has_plan(*other)) why.without = differences(plan, *other);
  return why;
}

Result<WhyNot> why_not(const Case& plan_case, const PlanOptions& options, const Plan& plan,
                       const SitePick& pick) {
  WhyNot why;
  const auto& programme = plan_case.world.programme();
  why.in_plan =
      std::any_of(plan.openings.begin(), plan.openings.end(),
                  [&](const PlannedSite& site) { return matches(site, pick, programme); });
  if (why.in_plan) return why;
  PlanOptions forced = options;
  forced.lock.push_back(pick);
  const Result<Plan> other = make_plan(plan_case, forced);
  if (!other) return tl::unexpected(other.error());
  why.possible = has_plan(*other);
  if (why.possible) {
    why.forced = differences(plan, *other);
    std::set_difference(other->openings.begin(), other->openings.end(), plan.openings.begin(),
                        plan.openings.end(), std::back_inserter(why.opens_too));
    std::set_difference(plan.openings.begin(), plan.openings.end(), other->openings.begin(),
                        other->openings.end(), std::back_inserter(why.no_longer));
    return why;
  }
  Result<std::vector<Conflict>> conflicts = find_conflicts(plan_case, forced, false);
  if (!conflicts) return tl::unexpected(conflicts.error());
  why.conflicts = std::move(*conflicts);
  return why;
}

Result<std::vector<Price>> price_orders(const Case& plan_case, const PlanOptions& options,
                                        const Plan& plan) {
  std::vector<Price> prices;
  for (const directive::Directive& order : plan_case.directives) {
    const directive::Interpretation* reading = order.chosen();
    if (!directive::is_plannable(order) || reading->force != directive::Force::kBinding) continue;
    PlanOptions without = options;
    without.without.insert(order.id);
    const Result<Plan> other = make_plan(plan_case, without);
    if (!other) return tl::unexpected(other.error());
    prices.push_back({order.id, differences(plan, *other)});
  }
  return prices;
}

}  // namespace dostyq::planning
