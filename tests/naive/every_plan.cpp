#include "naive/every_plan.hpp"

#include <algorithm>

#include "directive/evaluate.hpp"
#include "planning/measure.hpp"

namespace dostyq::trial {
namespace {

using directive::Force;
using planning::PlannedSite;

bool meets(const directive::Directive& order, const world::World& with_plan) {
  const auto verdict = directive::check_plan(order, with_plan);
  return verdict && verdict->status == directive::Status::kMet;
}

bool is_picked(const planning::SitePick& pick, const PlannedSite& site,
               const world::Programme& programme) {
  return site.place == pick.place && (pick.phase.empty() || site.phase == pick.phase) &&
         (pick.kind.empty() || programme.find_kind(site.kind)->is(pick.kind));
}

world::World with(const planning::Case& plan_case, const std::vector<PlannedSite>& openings) {
  const world::World& world = plan_case.world;
  return world.with_plan(planning::intended_facts(openings, world.programme()));
}

}  // namespace

EveryPlan::EveryPlan(const planning::Case& plan_case, const planning::PlanOptions& options)
    : case_(plan_case), options_(options) {
  name_groups();
  std::vector<PlannedSite> chosen;
  try_all(candidates(), 0, chosen);
}

// docs/programme.md: a kind opens in candidate places, some only in seats, in places with enough
// people or in named places.
std::vector<EveryPlan::Candidate> EveryPlan::candidates() const {
  const world::Programme& programme = case_.world.programme();
  std::vector<Candidate> found;
  for (const world::DemandPoint& point : case_.world.demand().points) {
    const world::Place& place = programme.places[point.place];
    Candidate candidate;
    for (const world::SiteKind& kind : programme.config.kinds) {
      if (!place.candidate || !kind.can_open || point.people < kind.min_people) continue;
      if (kind.seats_only && place.seat == world::Seat::kNone) continue;
      const auto& places = kind.places;
      if (!places.empty() && std::count(places.begin(), places.end(), place.id) == 0) continue;
      for (const world::Phase& phase : programme.config.phases) {
        if (options_.not_before && phase.end <= *options_.not_before) continue;
        candidate.ways.push_back({phase.id, place.id, kind.id});
      }
    }
    if (!candidate.ways.empty()) found.push_back(std::move(candidate));
  }
  return found;
}

void EveryPlan::name_groups() {
  const auto add = [&](const std::string& id, const directive::Directive* order) {
    groups_.push_back(id);
    orders_.push_back(order);
  };
  for (const world::Phase& phase : case_.world.programme().config.phases) {
    if (phase.budget) add("budget:" + phase.id, nullptr);
    if (phase.at_most) add("openings:" + phase.id, nullptr);
  }
  for (const directive::Directive& order : case_.directives) {
    const bool binding = order.chosen()->force == Force::kBinding;
    if (!binding || !directive::is_plannable(order) || options_.without.count(order.id)) continue;
    add(order.id, &order);
  }
  for (const auto& pick : options_.lock) add("lock:" + pick.text(), nullptr);
  for (const auto& pick : options_.forbid) add("forbid:" + pick.text(), nullptr);
}

void EveryPlan::try_all(const std::vector<Candidate>& candidates, size_t next,
                        std::vector<PlannedSite>& chosen) {
  if (next == candidates.size()) {
    plans_.push_back(judged(chosen));
    return;
  }
  try_all(candidates, next + 1, chosen);
  for (const PlannedSite& way : candidates[next].ways) {
    chosen.push_back(way);
    try_all(candidates, next + 1, chosen);
    chosen.pop_back();
  }
}

TriedPlan EveryPlan::judged(std::vector<PlannedSite> openings) const {
  TriedPlan plan;
  std::sort(openings.begin(), openings.end());
  plan.openings = std::move(openings);
  const world::World world = with(case_, plan.openings);
  for (size_t g = 0; g < groups_.size(); ++g) {
    const bool holds =
        orders_[g] ? meets(*orders_[g], world) : holds_limit(groups_[g], plan.openings);
    if (holds) plan.holds.insert(g);
  }
  if (plan.holds.size() == groups_.size()) plan.value = value_of(case_, options_, plan.openings);
  return plan;
}

int64_t EveryPlan::spent(const TriedPlan& plan, const std::string& phase) const {
  int64_t hundredths = 0;
  for (const PlannedSite& site : plan.openings) {
    if (site.phase != phase) continue;
    hundredths += planning::open_cost(site, case_.world.programme()) * options_.cost_percent;
  }
  return (hundredths + 99) / 100;
}

bool EveryPlan::holds_limit(const std::string& group,
                            const std::vector<PlannedSite>& openings) const {
  const world::Programme& programme = case_.world.programme();
  for (const world::Phase& phase : programme.config.phases) {
    if (group == "budget:" + phase.id) return spent({openings, {}, {}}, phase.id) <= *phase.budget;
    if (group == "openings:" + phase.id) {
      return std::count_if(openings.begin(), openings.end(), [&](const PlannedSite& site) {
               return site.phase == phase.id;
             }) <= *phase.at_most;
    }
  }
  const auto any = [&](const planning::SitePick& pick) {
    return std::any_of(openings.begin(), openings.end(),
                       [&](const PlannedSite& site) { return is_picked(pick, site, programme); });
  };
  for (const auto& pick : options_.lock) {
    if (group == "lock:" + pick.text()) return any(pick);
  }
  for (const auto& pick : options_.forbid) {
    if (group == "forbid:" + pick.text()) return !any(pick);
  }
  return false;
}

const TriedPlan* EveryPlan::best() const {
  const TriedPlan* best = nullptr;
  for (const TriedPlan& plan : plans_) {
    if (plan.holds.size() < groups_.size()) continue;
    if (best == nullptr || plan.value < best->value) best = &plan;
  }
  return best;
}

bool EveryPlan::feasible(size_t subset) const {
  return std::any_of(plans_.begin(), plans_.end(), [&](const TriedPlan& plan) {
    for (size_t g = 0; g < groups_.size(); ++g) {
      if ((subset >> g & 1) != 0 && plan.holds.count(g) == 0) return false;
    }
    return true;
  });
}

std::set<std::set<std::string>> EveryPlan::minimal_cores() const {
  std::set<std::set<std::string>> cores;
  for (size_t subset = 0; subset < size_t{1} << groups_.size(); ++subset) {
    if (feasible(subset)) continue;
    bool minimal = true;
    std::set<std::string> core;
    for (size_t g = 0; g < groups_.size(); ++g) {
      if ((subset >> g & 1) == 0) continue;
      core.insert(groups_[g]);
      minimal = minimal && feasible(subset & ~(size_t{1} << g));
    }
    if (minimal) cores.insert(core);
  }
  return cores;
}

std::optional<int64_t> EveryPlan::least_limit(const std::string& group) const {
  const size_t index =
      static_cast<size_t>(std::find(groups_.begin(), groups_.end(), group) - groups_.begin());
  const std::string phase = group.substr(group.find(':') + 1);
  std::optional<int64_t> least;
  for (const TriedPlan& plan : plans_) {
    std::set<size_t> with_it = plan.holds;
    with_it.insert(index);
    if (with_it.size() < groups_.size()) continue;
    const int64_t used = group.starts_with("budget:")
                             ? spent(plan, phase)
                             : std::count_if(plan.openings.begin(), plan.openings.end(),
                                             [&](const auto& site) { return site.phase == phase; });
    least = least ? std::min(*least, used) : used;
  }
  return least;
}

std::vector<int64_t> value_of(const planning::Case& plan_case, const planning::PlanOptions& options,
                              const std::vector<PlannedSite>& openings) {
  const world::World world = with(plan_case, openings);
  const auto& objectives = world.programme().config.objectives;
  std::vector<int64_t> value{0};
  for (const directive::Directive& order : plan_case.directives) {
    const directive::Interpretation& reading = *order.chosen();
    const bool counts = reading.force == Force::kPreferred && directive::is_plannable(order) &&
                        options.without.count(order.id) == 0;
    if (counts && meets(order, world)) value[0] -= reading.weight;
  }
  const world::Objective changes{world::Measure::kChanges, "", 0, false};
  const bool named = std::any_of(objectives.begin(), objectives.end(), [](const auto& o) {
    return o.measure == world::Measure::kChanges;
  });
  if (options.previous && !named) {
    value.push_back(planning::measure(changes, world, openings, options, plan_case.directives));
  }
  for (const world::Objective& objective : objectives) {
    if (objective.measure == world::Measure::kChanges && !options.previous) continue;
    const int64_t amount =
        planning::measure(objective, world, openings, options, plan_case.directives);
    value.push_back(planning::is_maximised(objective.measure) ? -amount : amount);
  }
  return value;
}

}  // namespace dostyq::trial
