#include "planning/objectives.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "planning/measure.hpp"

namespace dostyq::planning {
namespace {

using directive::CoverageColumns;
using world::Measure;

class StageBuilder {
 public:
  StageBuilder(PlanModel& model, const PlanOptions& options)
      : model_(model),
        options_(options),
        world_(model.plan_case().world),
        config_(world_.programme().config) {}

  Stages build() {
    if (!model_.preferred().empty()) {
      Stage stage;
      stage.what = Stage::What::kPreferred;
      for (const optim::Term& term : model_.preferred())
        stage.terms.push_back({term.column, -term.coefficient});
      found_.stages.push_back(std::move(stage));
    }
    const bool named = std::any_of(config_.objectives.begin(), config_.objectives.end(),
                                   [](const auto& o) { return o.measure == Measure::kChanges; });
    if (options_.previous && !named) add({Measure::kChanges, "", 0, false});
    for (const world::Objective& objective : config_.objectives) add(objective);
    add_ties();
    return std::move(found_);
  }

 private:
  void add(const world::Objective& objective) {
    Stage stage;
    stage.objective = objective;
    switch (objective.measure) {
      case Measure::kPeopleReached:
        people_reached(stage);
        break;
      case Measure::kWorstGroupReached:
        worst_group(stage);
        break;
      case Measure::kMeanTravelTime:
        travel_time(stage);
        break;
      case Measure::kCost:
        cost(stage);
        break;
      case Measure::kOpenings:
        for (const directive::Opening& o : model_.openings()) stage.terms.push_back({o.column, 1});
        break;
      case Measure::kOrdersMet:
        orders_met(stage);
        break;
      case Measure::kChanges:
        if (!options_.previous) return;
        changes(stage);
        break;
    }
    found_.stages.push_back(std::move(stage));
  }

  std::vector<Date> days(const world::Objective& objective) const {
    if (!objective.every_phase) return {config_.phases.back().end};
    std::vector<Date> ends;
    ends.reserve(config_.phases.size());
    for (const world::Phase& phase : config_.phases) ends.push_back(phase.end);
    return ends;
  }

  void people_reached(Stage& stage) {
    std::map<int, double> weight;
    for (Date day : days(stage.objective)) {
      const CoverageColumns& columns =
          model_.compiler().coverage(stage.objective.kind, stage.objective.minutes, day);
      for (size_t i = 0; i < columns.state.size(); ++i) {
        const auto people = static_cast<double>(world_.demand().points[i].people);
        if (columns.state[i] == CoverageColumns::kAlways) stage.constant -= people;
        if (columns.state[i] >= 0) weight[columns.state[i]] -= people;
      }
    }
    for (const auto& [column, people] : weight) stage.terms.push_back({column, people});
  }

  // A whole number T of hundredths of a percent for each day, with 10000 · reached >= T · total for
  // every group.
  void worst_group(Stage& stage) {
    for (Date day : days(stage.objective)) {
      const int share = model_.columns().add_column({0, 10000, 0, true, ""});
      stage.terms.push_back({share, -1});
      const CoverageColumns& columns =
          model_.compiler().coverage(stage.objective.kind, stage.objective.minutes, day);
      const auto& groups = world_.programme().groups;
      for (size_t g = 0; g < groups.size(); ++g) {
        const auto total = static_cast<double>(world_.demand().group_totals[g]);
        if (groups[g].id == "other" || total == 0) continue;
        std::map<int, double> weight;
        double always = 0;
        for (size_t i = 0; i < columns.state.size(); ++i) {
          const auto people = static_cast<double>(world_.demand().points[i].by_group[g]);
          if (columns.state[i] == CoverageColumns::kAlways) always += people;
          if (columns.state[i] >= 0) weight[columns.state[i]] += people;
        }
        // In percent of the total, so that all rows have numbers of one size, on which the solver's
        // tolerance is small.
        optim::Row row{-100 * always / total, optim::kInfinity, {}, ""};
        for (const auto& [column, people] : weight) {
          if (people > 0) row.terms.push_back({column, 100 * people / total});
        }
        row.terms.push_back({share, -0.01});
        row.lower -= 1e-9;  // the division is not exact; the value is recounted in whole people
        model_.always().push_back(std::move(row));
      }
    }
  }

  void travel_time(Stage& stage) {
    for (Date day : days(stage.objective)) {
      const std::vector<int32_t> today = open_seconds(stage.objective.kind, day);
      for (size_t i = 0; i < today.size(); ++i) {
        const world::DemandPoint& point = world_.demand().points[i];
        const auto people = static_cast<double>(point.people);
        TravelDemand demand;
        demand.fallback = today[i];
        demand.choices = choices(point.place, stage.objective.kind, day, today[i]);
        if (demand.choices.empty() || point.people == 0) {
          stage.constant += people * today[i];
          continue;
        }
        demand.theta = model_.columns().add_column(
            {demand.choices.front().seconds, demand.fallback, 0, false, ""});
        stage.terms.push_back({demand.theta, people});
        found_.travel.push_back(std::move(demand));
      }
    }
  }

  // Seconds to the nearest recorded site on `day`.
  std::vector<int32_t> open_seconds(const std::string& kind, Date day) const {
    const auto& programme = world_.programme();
    const int32_t limit = 60 * config_.travel.limit_minutes;
    std::vector<int32_t> nearest(world_.demand().points.size(), limit);
    for (const world::Fact* site : world_.facts(world::kSites)) {
      const world::SiteKind* site_kind = programme.find_kind(site->property("kind"));
      const world::Place* place = programme.find_place(site->place);
      if (site_kind == nullptr || place == nullptr || !site_kind->is(kind) ||
          !site->period.contains(day))
        continue;
      const auto to = static_cast<size_t>(place - programme.places.data());
      for (size_t i = 0; i < nearest.size(); ++i) {
        nearest[i] =
            std::min(nearest[i],
                     world_.travel().seconds(world_.demand().points[i].place, to).value_or(limit));
      }
    }
    return nearest;
  }

  std::vector<TravelDemand::Choice> choices(size_t from, const std::string& kind, Date day,
                                            int32_t below) const {
    std::map<std::pair<int32_t, size_t>, std::vector<int>> nearer;
    for (const directive::Opening& opening : model_.openings()) {
      if (config_.phases[opening.phase].end > day || !config_.kinds[opening.kind].is(kind))
        continue;
      const std::optional<int32_t> seconds = world_.travel().seconds(from, opening.place);
      if (seconds && *seconds < below) nearer[{*seconds, opening.place}].push_back(opening.column);
    }
    std::vector<TravelDemand::Choice> found;
    found.reserve(nearer.size());
    for (auto& [key, columns] : nearer)
      found.push_back({static_cast<double>(key.first), std::move(columns)});
    return found;
  }

  // One indicator for each order and day: the rows it would compile to if it were due then.
  void orders_met(Stage& stage) {
    for (const directive::Directive& order : model_.plan_case().directives) {
      if (!counts_when_met_early(order, options_)) continue;
      for (Date day : days(stage.objective)) {
        const Result<std::vector<optim::Row>> rows =
            model_.compiler().rows(order.chosen()->require, order.date, day);
        DOSTYQ_CHECK(rows.has_value());  // the same order has been compiled for its own date
        stage.terms.push_back({model_.compiler().indicator(*rows, model_.always()), -1});
      }
    }
  }

  void cost(Stage& stage) {
    const auto& programme = world_.programme();
    for (const directive::Opening& o : model_.openings()) {
      const PlannedSite site{config_.phases[o.phase].id, programme.places[o.place].id,
                             config_.kinds[o.kind].id};
      stage.terms.push_back({o.column, static_cast<double>(total_cost(site, programme))});
    }
  }

  void changes(Stage& stage) {
    std::vector<PlannedSite> before = *options_.previous;
    std::sort(before.begin(), before.end());
    const auto& programme = world_.programme();
    stage.constant = static_cast<double>(before.size());
    for (const directive::Opening& o : model_.openings()) {
      const PlannedSite site{config_.phases[o.phase].id, programme.places[o.place].id,
                             config_.kinds[o.kind].id};
      stage.terms.push_back(
          {o.column, std::binary_search(before.begin(), before.end(), site) ? -1.0 : 1.0});
    }
  }

  // Among equal plans: the smallest sum of ranks, where openings rank by place id, kind and phase.
  void add_ties() {
    Stage stage;
    stage.what = Stage::What::kTies;
    for (size_t i = 0; i < model_.openings().size(); ++i) {
      stage.terms.push_back({model_.openings()[i].column, static_cast<double>(i + 1)});
    }
    found_.stages.push_back(std::move(stage));
  }

  PlanModel& model_;
  const PlanOptions& options_;
  const world::World& world_;
  const world::Config& config_;
  Stages found_;
};

}  // namespace

Stages build_stages(PlanModel& model, const PlanOptions& options) {
  return StageBuilder(model, options).build();
}

}  // namespace dostyq::planning
