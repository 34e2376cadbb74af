#include "planning/annotate.hpp"

#include <algorithm>

#include "planning/measure.hpp"
#include "planning/solve.hpp"

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

std::vector<std::string> broken_by(const Case& plan_case,
                                   const std::vector<PlannedSite>& openings) {
  const Result<std::vector<directive::Verdict>> verdicts = check(plan_case, openings);
  return verdicts ? broken(plan_case, *verdicts) : std::vector<std::string>{};
}

// Orders that the whole plan does not meet either (they were left out) do not need this site.
std::vector<std::string> needed_by(const Case& plan_case, std::vector<PlannedSite> others,
                                   const PlannedSite& site,
                                   const std::vector<std::string>& broken_anyway) {
  std::erase(others, site);
  std::vector<std::string> needed = broken_by(plan_case, others);
  std::erase_if(needed, [&](const std::string& id) {
    return std::find(broken_anyway.begin(), broken_anyway.end(), id) != broken_anyway.end();
  });
  return needed;
}

}  // namespace

std::vector<OpeningNote> annotate(const Case& plan_case, const std::vector<PlannedSite>& openings) {
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
      for (const world::DemandPoint& point : world.demand().points) {
        const auto index = static_cast<size_t>(&point - world.demand().points.data());
        const std::optional<int32_t> seconds = world.travel().seconds(point.place, place);
        if (reached[index] || !seconds || *seconds > 60 * objective->minutes) continue;
        reached[index] = true;
        note.newly_reached += point.people;
      }
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

std::vector<std::string> fragile_orders(const Case& plan_case,
                                        const std::vector<PlannedSite>& openings,
                                        const world::World& other) {
  Case changed = plan_case;
  changed.world = other;
  const auto usual = check(plan_case, openings), slow = check(changed, openings);
  std::vector<std::string> fragile;
  if (!usual || !slow) return fragile;
  for (size_t i = 0; i < usual->size(); ++i) {
    const bool met = (*usual)[i].status == directive::Status::kMet;
    if (met && (*slow)[i].status != directive::Status::kMet)
      fragile.push_back((*usual)[i].directive);
  }
  return fragile;
}

}  // namespace dostyq::planning
