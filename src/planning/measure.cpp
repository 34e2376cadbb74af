#include "planning/measure.hpp"

#include <algorithm>

#include "directive/evaluate.hpp"

namespace dostyq::planning {
namespace {

using world::Measure;

std::vector<size_t> serving_places(const world::World& world, const std::string& kind, Date day) {
  const auto& programme = world.programme();
  std::vector<size_t> places;
  std::string last_kind;  // most sites are of the kind of the one before
  bool serves = false;
  for (const world::Fact* site : world.facts(world::kSites)) {
    if (!site->period.contains(day)) continue;
    const std::string& id = site->property("kind");
    if (id != last_kind) {
      const world::SiteKind* site_kind = programme.find_kind(id);
      serves = site_kind != nullptr && site_kind->is(kind);
      last_kind = id;
    }
    if (!serves) continue;
    const world::Place* place = programme.find_place(site->place);
    if (place != nullptr) places.push_back(static_cast<size_t>(place - programme.places.data()));
  }
  // Several sites at one place serve the same people.
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<Date> days_counted(const world::Objective& objective, const world::Config& config) {
  if (!objective.every_phase) return {config.phases.back().end};
  std::vector<Date> days;
  days.reserve(config.phases.size());
  for (const world::Phase& phase : config.phases) days.push_back(phase.end);
  return days;
}

int64_t people_reached(const world::World& world, const world::Objective& objective, Date day) {
  const std::vector<bool> reached = reached_points(world, objective.kind, objective.minutes, day);
  int64_t people = 0;
  for (size_t i = 0; i < reached.size(); ++i) {
    if (reached[i]) people += world.demand().points[i].people;
  }
  return people;
}

// Hundredths of a percent, rounded down, of the published group with the smallest share reached.
int64_t worst_group(const world::World& world, const world::Objective& objective, Date day) {
  const std::vector<bool> reached = reached_points(world, objective.kind, objective.minutes, day);
  const auto& groups = world.programme().groups;
  int64_t worst = 10000;
  for (size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].id == "other" || world.demand().group_totals[g] == 0) continue;
    int64_t people = 0;
    for (size_t i = 0; i < reached.size(); ++i) {
      if (reached[i]) people += world.demand().points[i].by_group[g];
    }
    worst = std::min(worst, 10000 * people / world.demand().group_totals[g]);
  }
  return worst;
}

int64_t person_seconds(const world::World& world, const world::Objective& objective, Date day) {
  const std::vector<int32_t> seconds = seconds_to_nearest(world, objective.kind, day);
  int64_t total = 0;
  for (size_t i = 0; i < seconds.size(); ++i) total += seconds[i] * world.demand().points[i].people;
  return total;
}

// Judged as if the order were due on `day`.
bool is_met_by(const directive::Directive& order, const world::World& with_plan, Date day) {
  const directive::When when{directive::When::Mode::kBy, day, day};
  const directive::EvaluationTime time{day, order.date, when, true};
  const auto& requirements = order.chosen()->require;
  return std::all_of(requirements.begin(), requirements.end(),
                     [&](const directive::Requirement& requirement) {
                       const Result<directive::Finding> finding =
                           directive::evaluate(requirement, with_plan, time);
                       return finding && finding->truth == directive::Truth::kTrue;
                     });
}

int64_t changes(const std::vector<PlannedSite>& openings, const PlanOptions& options) {
  if (!options.previous) return 0;
  std::vector<PlannedSite> different;
  std::vector<PlannedSite> before = *options.previous;
  std::sort(before.begin(), before.end());
  std::set_symmetric_difference(openings.begin(), openings.end(), before.begin(), before.end(),
                                std::back_inserter(different));
  return static_cast<int64_t>(different.size());
}

}  // namespace

std::vector<bool> reached_points(const world::World& world, const std::string& kind, int minutes,
                                 Date day) {
  // There is a point for each place, in the same order.
  std::vector<bool> reached(world.demand().points.size(), false);
  for (const size_t place : serving_places(world, kind, day)) {
    world.travel().for_each_arrival(place, [&](size_t from, int32_t seconds) {
      if (seconds <= 60 * minutes) reached[from] = true;
    });
  }
  return reached;
}

std::vector<int32_t> seconds_to_nearest(const world::World& world, const std::string& kind,
                                        Date day) {
  const int32_t limit = 60 * world.programme().config.travel.limit_minutes;
  std::vector<int32_t> nearest(world.demand().points.size(), limit);
  for (const size_t place : serving_places(world, kind, day)) {
    world.travel().for_each_arrival(place, [&](size_t from, int32_t seconds) {
      nearest[from] = std::min(nearest[from], seconds);
    });
  }
  return nearest;
}

bool counts_when_met_early(const directive::Directive& order, const PlanOptions& options) {
  const directive::Interpretation* reading = order.chosen();
  if (!directive::is_plannable(order) || reading->force != directive::Force::kBinding ||
      order.due_date())
    return false;
  if (options.without.contains(order.id)) return false;
  return std::none_of(reading->require.begin(), reading->require.end(),
                      [](const directive::Requirement& requirement) {
                        return requirement.when ||
                               std::holds_alternative<directive::RollOut>(requirement.form);
                      });
}

int64_t measure(const world::Objective& objective, const world::World& with_plan,
                const std::vector<PlannedSite>& openings, const PlanOptions& options,
                const std::vector<directive::Directive>& orders) {
  int64_t value = 0;
  switch (objective.measure) {
    case Measure::kCost:
      for (const PlannedSite& site : openings) value += total_cost(site, with_plan.programme());
      return value;
    case Measure::kOpenings:
      return static_cast<int64_t>(openings.size());
    case Measure::kChanges:
      return changes(openings, options);
    case Measure::kOrdersMet:
      for (Date day : days_counted(objective, with_plan.programme().config)) {
        value +=
            std::count_if(orders.begin(), orders.end(), [&](const directive::Directive& order) {
              return counts_when_met_early(order, options) && is_met_by(order, with_plan, day);
            });
      }
      return value;
    case Measure::kPeopleReached:
    case Measure::kWorstGroupReached:
    case Measure::kMeanTravelTime:
      break;
  }
  for (Date day : days_counted(objective, with_plan.programme().config)) {
    value += objective.measure == Measure::kPeopleReached
                 ? people_reached(with_plan, objective, day)
             : objective.measure == Measure::kWorstGroupReached
                 ? worst_group(with_plan, objective, day)
                 : person_seconds(with_plan, objective, day);
  }
  return value;
}

std::string_view name(Measure measure) {
  switch (measure) {
    case Measure::kPeopleReached:
      return "people_reached";
    case Measure::kWorstGroupReached:
      return "worst_group_reached";
    case Measure::kMeanTravelTime:
      return "mean_travel_time";
    case Measure::kOpenings:
      return "openings";
    case Measure::kCost:
      return "cost";
    case Measure::kChanges:
      return "changes";
    case Measure::kOrdersMet:
      return "orders_met";
  }
  return "";
}

std::string describe(const world::Objective& objective) {
  std::string text(name(objective.measure));
  std::string inside = objective.kind;
  if (objective.minutes > 0)
    inside += (inside.empty() ? "" : ", ") + std::to_string(objective.minutes) + " min";
  const bool has_time = !objective.kind.empty() || objective.measure == Measure::kOrdersMet;
  if (has_time)
    inside +=
        (inside.empty() ? "" : ", ") + std::string(objective.every_phase ? "every phase" : "end");
  return inside.empty() ? text : text + "(" + inside + ")";
}

bool is_maximised(Measure measure) {
  return measure == Measure::kPeopleReached || measure == Measure::kWorstGroupReached ||
         measure == Measure::kOrdersMet;
}

std::string_view unit(Measure measure) {
  switch (measure) {
    case Measure::kPeopleReached:
      return "people";
    case Measure::kWorstGroupReached:
      return "basis_points";
    case Measure::kMeanTravelTime:
      return "seconds";
    case Measure::kOpenings:
      return "openings";
    case Measure::kCost:
      return "currency";
    case Measure::kChanges:
      return "changes";
    case Measure::kOrdersMet:
      return "orders";
  }
  return "";
}

}  // namespace dostyq::planning
