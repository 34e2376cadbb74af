#include "planning/annotate.hpp"

#include <algorithm>

#include "planning/measure.hpp"
#include "planning/solve.hpp"
#include "planning/touched.hpp"

namespace dostyq::planning {
namespace {

// Openings one after another: by phase in time, then place, then kind.
std::vector<PlannedSite> in_time_order(std::vector<PlannedSite> openings,
                                       const world::Config& config) {
  const auto rank = [&](const PlannedSite& site) {
    return std::find_if(config.phases.begin(), config.phases.end(),
                        [&](const auto& p) { return p.id == site.phase; });
  };
  std::stable_sort(openings.begin(), openings.end(), [&](const auto& a, const auto& b) {
    return std::tuple(rank(a), a.place, a.kind) < std::tuple(rank(b), b.place, b.kind);
  });
  return openings;
}

bool is_broken(const directive::Directive& order, const world::World& with_plan) {
  const directive::Interpretation* reading = order.chosen();
  if (!directive::is_plannable(order) || reading->force != directive::Force::kBinding) return false;
  const Result<directive::Verdict> verdict = directive::check_plan(order, with_plan);
  return verdict && verdict->status != directive::Status::kMet;
}

std::vector<std::string> broken_by(const Case& plan_case,
                                   const std::vector<PlannedSite>& openings) {
  const world::World with_plan =
      plan_case.world.with_plan(intended_facts(openings, plan_case.world.programme()));
  std::vector<std::string> broken;
  for (const directive::Directive& order : plan_case.directives) {
    if (is_broken(order, with_plan)) broken.push_back(order.id);
  }
  return broken;
}

// Orders that the whole plan does not meet either (they were left out) do not need this site.
std::vector<std::string> needed_by(const Case& plan_case, std::vector<PlannedSite> others,
                                   const PlannedSite& site,
                                   const std::vector<std::string>& broken_anyway) {
  std::erase(others, site);
  const world::World without =
      plan_case.world.with_plan(intended_facts(others, plan_case.world.programme()));
  Touched touched(plan_case, site);
  std::vector<std::string> needed;
  for (const directive::Directive& order : plan_case.directives) {
    if (std::find(broken_anyway.begin(), broken_anyway.end(), order.id) != broken_anyway.end())
      continue;
    // An order that no plan can decide stays so when only some of it is asked; without any
    // requirement left there is nothing that could break.
    if (directive::is_plannable(order) && is_broken(touched.of(order), without))
      needed.push_back(order.id);
  }
  return needed;
}

}  // namespace

std::vector<OpeningNote> annotate(const Case& plan_case, const std::vector<PlannedSite>& openings) {
  if (openings.empty()) return {};
  const world::World& world = plan_case.world;
  const auto& programme = world.programme();
  const world::Objective* objective = programme.config.coverage_objective();
  std::vector<bool> reached(world.demand().points.size(), false);
  if (objective != nullptr) {
    reached = reached_points(world, objective->kind, objective->minutes,
                             programme.config.phases.front().start);
  }
  const std::vector<std::string> broken_anyway = broken_by(plan_case, openings);
  std::vector<OpeningNote> notes;
  for (const PlannedSite& site : in_time_order(openings, programme.config)) {
    OpeningNote note{site,
                     {},
                     open_cost(site, programme),
                     total_cost(site, programme),
                     0,
                     needed_by(plan_case, openings, site, broken_anyway)};
    const std::vector<world::Fact> fact = intended_facts({site}, programme);
    note.opens = fact.front().period.from;
    if (objective != nullptr && programme.find_kind(site.kind)->is(objective->kind)) {
      const size_t place =
          static_cast<size_t>(programme.find_place(site.place) - programme.places.data());
      world.travel().for_each_arrival(place, [&](size_t from, int32_t seconds) {
        if (reached[from] || seconds > 60 * objective->minutes) return;
        reached[from] = true;
        note.newly_reached += world.demand().points[from].people;
      });
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

std::vector<std::string> fragile_orders(const Case& plan_case,
                                        const std::vector<PlannedSite>& openings,
                                        const world::World& other) {
  const auto usual = check(plan_case, openings);
  if (!usual) return {};
  return fragile_orders(plan_case, openings, other, *usual);
}

std::vector<std::string> fragile_orders(const Case& plan_case,
                                        const std::vector<PlannedSite>& openings,
                                        const world::World& other,
                                        const std::vector<directive::Verdict>& usual) {
  const world::World changed =
      other.with_plan(intended_facts(openings, plan_case.world.programme()));
  std::vector<std::string> fragile;
  for (size_t i = 0; i < usual.size(); ++i) {
    if (usual[i].status != directive::Status::kMet) continue;
    const auto slow = directive::check_plan(plan_case.directives[i], changed);
    if (!slow) return {};
    if (slow->status != directive::Status::kMet) fragile.push_back(usual[i].directive);
  }
  return fragile;
}

}  // namespace dostyq::planning
