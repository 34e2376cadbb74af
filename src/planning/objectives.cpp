#include "planning/objectives.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "planning/measure.hpp"
#include "travel/hilbert.hpp"

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

  Stages build(size_t most) {
    if (!model_.preferred().empty()) {
      Stage stage;
      stage.what = Stage::What::kPreferred;
      for (const optim::Term& term : model_.preferred())
        stage.terms.push_back({term.column, -term.coefficient});
      found_.stages.push_back(std::move(stage));
    }
    const bool named = std::any_of(config_.objectives.begin(), config_.objectives.end(),
                                   [](const auto& o) { return o.measure == Measure::kChanges; });
    if (options_.previous && !named && found_.stages.size() < most)
      add({Measure::kChanges, "", 0, false});
    for (const world::Objective& objective : config_.objectives)
      if (found_.stages.size() < most) add(objective);
    if (found_.stages.size() < most) add_ties();
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
      directive::StateWeights today;
      for (size_t i = 0; i < columns.state.size(); ++i) {
        const auto people = static_cast<double>(world_.demand().points[i].people);
        if (columns.state[i] == CoverageColumns::kAlways) stage.constant -= people;
        if (columns.state[i] >= 0) today.add(columns.state[i], people);
      }
      for (const optim::Term& term : model_.compiler().served(columns, today))
        weight[term.column] -= term.coefficient;
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
        directive::StateWeights weight;
        double always = 0;
        for (size_t i = 0; i < columns.state.size(); ++i) {
          const auto people = static_cast<double>(world_.demand().points[i].by_group[g]);
          if (columns.state[i] == CoverageColumns::kAlways) always += people;
          if (columns.state[i] >= 0) weight.add(columns.state[i], people);
        }
        // In percent of the total, so that all rows have numbers of one size, on which the solver's
        // tolerance is small.
        optim::Row row{-100 * always / total, optim::kInfinity, {}, ""};
        for (const optim::Term& term : model_.compiler().served(columns, weight))
          row.terms.push_back({term.column, 100 * term.coefficient / total});
        row.terms.push_back({share, -0.01});
        row.lower -= 1e-9;  // the division is not exact; the value is recounted in whole people
        model_.always().push_back(std::move(row));
      }
    }
  }

  // Who is how far from where a site may open by the day, nearer than what he has already.
  struct Ways {
    std::vector<int32_t> today;  // by point
    std::vector<size_t> start;
    std::vector<std::pair<int32_t, uint32_t>> way;  // seconds, place: of a point, ascending
  };

  Ways ways(const std::string& kind, Date day) const {
    Ways found;
    found.today = open_seconds(kind, day);
    const directive::Presence& presence = *model_.compiler().presence(kind, day);
    const size_t n = found.today.size();
    found.start.assign(n + 1, 0);
    const auto for_each_pair = [&](auto visit) {
      for (size_t to = 0; to < n; ++to) {
        if (presence.columns(to).empty()) continue;
        world_.travel().for_each_arrival(to, [&](size_t from, int32_t seconds) {
          if (seconds < found.today[from]) visit(from, to, seconds);
        });
      }
    };
    for_each_pair([&](size_t from, size_t, int32_t) { ++found.start[from + 1]; });
    for (size_t i = 0; i < n; ++i) found.start[i + 1] += found.start[i];
    found.way.resize(found.start[n]);
    std::vector<size_t> next(found.start.begin(), found.start.end() - 1);
    for_each_pair([&](size_t from, size_t to, int32_t seconds) {
      found.way[next[from]++] = {seconds, static_cast<uint32_t>(to)};
    });
    parallel_for(n, threads_or_all(0), 4096, [&](size_t begin, size_t end, unsigned) {
      for (size_t i = begin; i < end; ++i)
        std::sort(found.way.begin() + static_cast<std::ptrdiff_t>(found.start[i]),
                  found.way.begin() + static_cast<std::ptrdiff_t>(found.start[i + 1]));
    });
    return found;
  }

  void travel_time(Stage& stage) {
    for (Date day : days(stage.objective)) {
      if (model_.form().bundle_travel) {
        bundled_travel(stage, day);
      } else {
        listed_travel(stage, day);
      }
    }
  }

  // Whoever has the same places in the same order always goes to the same one: they share a column,
  // which counts the mean of their seconds.
  void listed_travel(Stage& stage, Date day) {
    const Ways found = ways(stage.objective.kind, day);
    const directive::Presence& presence = *model_.compiler().presence(stage.objective.kind, day);
    std::map<std::vector<uint32_t>, std::vector<size_t>> points;
    for (size_t i = 0; i < found.today.size(); ++i) {
      const auto people = static_cast<double>(world_.demand().points[i].people);
      if (found.start[i] == found.start[i + 1] || people == 0) {
        stage.constant += people * found.today[i];
        continue;
      }
      std::vector<uint32_t> places;
      for (size_t at = found.start[i]; at < found.start[i + 1]; ++at)
        places.push_back(found.way[at].second);
      points[std::move(places)].push_back(i);
    }
    std::vector<const decltype(points)::value_type*> groups;
    for (const auto& group : points) groups.push_back(&group);
    std::sort(groups.begin(), groups.end(),
              [](const auto* a, const auto* b) { return a->second.front() < b->second.front(); });
    for (const auto* group : groups) listed_group(stage, found, presence, group->second);
  }

  void listed_group(Stage& stage, const Ways& found, const directive::Presence& presence,
                    const std::vector<size_t>& points) {
    const size_t first = points.front();
    TravelDemand demand;
    for (size_t at = found.start[first]; at < found.start[first + 1]; ++at) {
      const std::span<const int> columns = presence.columns(found.way[at].second);
      demand.choices.push_back({0, std::vector<int>(columns.begin(), columns.end())});
    }
    double people = 0;
    for (const size_t i : points) {
      const auto here = static_cast<double>(world_.demand().points[i].people);
      people += here;
      demand.fallback += here * found.today[i];
      for (size_t k = 0; k < demand.choices.size(); ++k)
        demand.choices[k].seconds += here * found.way[found.start[i] + k].first;
    }
    demand.fallback /= people;
    for (TravelDemand::Choice& choice : demand.choices) choice.seconds /= people;
    demand.theta = model_.columns().add_column(
        {demand.choices.front().seconds, demand.fallback, 0, false, ""});
    stage.terms.push_back({demand.theta, people});
    found_.travel.push_back(std::move(demand));
  }

  void bundled_travel(Stage& stage, Date day) {
    const Ways found = ways(stage.objective.kind, day);
    const auto& points = world_.demand().points;
    std::vector<Coordinate> at;
    at.reserve(points.size());
    for (const world::DemandPoint& point : points)
      at.push_back(world_.programme().places[point.place].point);
    TravelSums::Demand demand;
    demand.presence = model_.compiler().presence(stage.objective.kind, day);
    for (const uint32_t i : travel::hilbert_order(at)) {
      const int64_t people = points[i].people;
      if (found.start[i] == found.start[i + 1] || people == 0) {
        stage.constant += static_cast<double>(people) * found.today[i];
        continue;
      }
      demand.people.push_back(people);
      demand.fallback.push_back(found.today[i]);
      for (size_t way = found.start[i]; way < found.start[i + 1]; ++way) {
        demand.seconds.push_back(found.way[way].first);
        demand.place.push_back(found.way[way].second);
      }
      demand.start.push_back(demand.place.size());
    }
    if (demand.size() == 0) return;
    if (found_.bundled == nullptr) found_.bundled = std::make_shared<TravelSums>();
    for (const optim::Term& term : found_.bundled->add(std::move(demand), model_.columns()))
      stage.terms.push_back(term);
  }

  // Seconds to the nearest recorded site on `day`.
  std::vector<int32_t> open_seconds(const std::string& kind, Date day) const {
    const auto& programme = world_.programme();
    std::vector<int32_t> nearest(world_.demand().points.size(), 60 * config_.travel.limit_minutes);
    for (const world::Fact* site : world_.facts(world::kSites)) {
      const world::SiteKind* site_kind = programme.find_kind(site->property("kind"));
      const world::Place* place = programme.find_place(site->place);
      if (site_kind == nullptr || place == nullptr || !site_kind->is(kind) ||
          !site->period.contains(day))
        continue;
      world_.travel().for_each_arrival(
          static_cast<size_t>(place - programme.places.data()),
          [&](size_t from, int32_t seconds) { nearest[from] = std::min(nearest[from], seconds); });
    }
    return nearest;
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

Stages build_stages(PlanModel& model, const PlanOptions& options, size_t most) {
  return StageBuilder(model, options).build(most);
}

}  // namespace dostyq::planning
