#include "routes/design.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "optim/orienteering/orienteering.hpp"
#include "routes/day_plans.hpp"

namespace dostyq::routes {
namespace {

using optim::MipModel;
using optim::MipStatus;

constexpr size_t kMostStops = 64;

class Designer {
 public:
  Designer(const Tourism& tourism, const DesignQuestion& question, const DesignOptions& options)
      : tourism_(tourism), question_(question), options_(options) {}

  Design run() {
    choose_stops();
    list_days();
    Design design;
    design.day_plans = columns_.size();
    design.complete = complete_;
    choose(design);
    if (!complete_) design.bound = std::max(design.score, relaxed_bound());
    if (design.status == MipStatus::kOptimal && design.bound > design.score)
      design.status = MipStatus::kFeasible;
    return design;
  }

 private:
  bool mandatory(size_t stop) const {
    return std::find(question_.mandatory.begin(), question_.mandatory.end(), stop) !=
           question_.mandatory.end();
  }

  /// Mandatory stops, then those with the most score; no more than a set can hold.
  void choose_stops() {
    std::set<size_t> seen;
    for (const size_t stop : question_.mandatory) {
      if (seen.insert(stop).second) stops_.push_back(stop);
    }
    std::vector<size_t> others;
    for (const size_t stop : question_.stops) {
      const Stop& one = tourism_.stops[stop];
      if (one.score == 0 || !in_season(one.season, question_.date)) continue;
      if (seen.insert(stop).second) others.push_back(stop);
    }
    std::stable_sort(others.begin(), others.end(), [&](size_t a, size_t b) {
      return tourism_.stops[a].score > tourism_.stops[b].score;
    });
    considered_ = stops_;
    considered_.insert(considered_.end(), others.begin(), others.end());
    for (const size_t stop : others) {
      if (stops_.size() >= kMostStops) {
        complete_ = false;
        break;
      }
      stops_.push_back(stop);
    }
    std::set<size_t> nights{question_.start, question_.end};
    if (question_.days > 1) {
      for (const size_t stop : stops_) {
        if (tourism_.stops[stop].overnight) nights.insert(stop);
      }
    }
    nights_.assign(nights.begin(), nights.end());
  }

  /// Days of different weekdays differ only where something is closed.
  void list_days() {
    std::vector<std::pair<int, DayPlans>> known;
    for (int d = 0; d < question_.days; ++d) {
      int weekday = weekday_of(question_.date, d);
      const bool closes = std::any_of(stops_.begin(), stops_.end(), [&](size_t stop) {
        return weekday >= 0 &&
               (tourism_.stops[stop].closed_days >> static_cast<unsigned>(weekday) & 1U) != 0;
      });
      if (!closes) weekday = -1;
      auto found = std::find_if(known.begin(), known.end(),
                                [&](const auto& one) { return one.first == weekday; });
      if (found == known.end()) {
        known.emplace_back(weekday, day_plans(tourism_, question_.rules, nights_, stops_, weekday,
                                              options_.most_labels));
        found = known.end() - 1;
        complete_ = complete_ && found->second.complete;
      }
      for (const DayColumn& column : found->second.columns) {
        if (d == 0 && column.from != question_.start) continue;
        if (d == question_.days - 1 && column.to != question_.end) continue;
        columns_.push_back({d, column});
      }
    }
  }

  /// A chain of days with the most score; a stop in two of them counts once.
  void choose(Design& design) {
    MipModel model;
    model.integral_objective = true;
    std::vector<optim::Row> visits(stops_.size());
    std::vector<optim::Row> nights(nights_.size() * static_cast<size_t>(question_.days));
    std::vector<optim::Row> days(static_cast<size_t>(question_.days));
    for (size_t p = 0; p < stops_.size(); ++p) {
      optim::Column column;
      const bool must = mandatory(stops_[p]);
      column.lower = must ? 1 : 0;
      column.cost = -static_cast<double>(tourism_.stops[stops_[p]].score);
      visits[p].upper = 0;
      visits[p].terms.push_back({model.add_column(column), 1});
    }
    const auto night = [&](size_t stop) {
      return static_cast<size_t>(std::lower_bound(nights_.begin(), nights_.end(), stop) -
                                 nights_.begin());
    };
    for (const auto& [d, day] : columns_) {
      const int column = model.add_column({});
      const auto number = static_cast<size_t>(d);
      for (size_t p = 0; p < stops_.size(); ++p) {
        if ((day.set >> p & 1U) != 0) visits[p].terms.push_back({column, -1});
      }
      days[number].terms.push_back({column, 1});
      if (d > 0)
        nights[(number - 1) * nights_.size() + night(day.from)].terms.push_back({column, -1});
      if (d + 1 < question_.days)
        nights[number * nights_.size() + night(day.to)].terms.push_back({column, 1});
    }
    for (optim::Row& row : visits) model.add_row(std::move(row));
    for (optim::Row& row : days) {
      row.lower = row.upper = 1;
      if (row.terms.empty()) return give_up(design);
      model.add_row(std::move(row));
    }
    for (optim::Row& row : nights) {
      row.lower = row.upper = 0;
      if (!row.terms.empty()) model.add_row(std::move(row));
    }
    optim::MipOptions options;
    options.time_limit_seconds = options_.time_limit_seconds;
    options.stop = options_.stop;
    const optim::MipResult result = optim::solve(model, options);
    design.status = result.status;
    design.bound = std::isfinite(result.bound)
                       ? static_cast<int64_t>(std::floor(-result.bound + 1e-6))
                       : all_scores();
    if (result.x.empty()) {
      if (result.status == MipStatus::kInfeasible) give_up(design);
      return;
    }
    take(design, result.x);
  }

  /// Among the days listed there is no chain: proven only if they are all.
  void give_up(Design& design) const {
    design.status = complete_ ? MipStatus::kInfeasible : MipStatus::kLimit;
    design.bound = complete_ ? 0 : all_scores();
  }

  int64_t all_scores() const {
    int64_t sum = 0;
    for (const size_t stop : considered_) sum += tourism_.stops[stop].score;
    return sum;
  }

  void take(Design& design, const std::vector<double>& x) {
    std::set<size_t> seen;
    design.itinerary.profile = name(tourism_.profile);
    for (size_t k = 0; k < columns_.size(); ++k) {
      if (x[stops_.size() + k] < 0.5) continue;
      const auto& [d, day] = columns_[k];
      std::vector<size_t> order;
      for (const size_t stop : day.order) {
        if (seen.insert(stop).second) order.push_back(stop);
      }
      const auto plan = schedule(tourism_, question_.rules, day.from, order, day.to,
                                 weekday_of(question_.date, d));
      if (!plan) {
        // Leaving a stop out made a day longer: times that are not a metric.
        design.status = MipStatus::kLimit;
        return;
      }
      design.itinerary.days.push_back(*plan);
    }
    for (const size_t stop : seen) design.score += tourism_.stops[stop].score;
    design.itinerary.score = design.score;
  }

  /// One long route within the hours of all days; stays, opening hours and nights are left out.
  int64_t relaxed_bound() const {
    optim::orienteering::Problem problem;
    std::vector<size_t> points{question_.start};
    if (question_.end != question_.start) points.push_back(question_.end);
    for (const size_t stop : considered_) points.push_back(stop);
    const size_t n = points.size();
    problem.points = static_cast<int>(n);
    problem.end = question_.end == question_.start ? 0 : 1;
    problem.limit =
        int64_t{60} * (question_.rules.ends - question_.rules.starts) * question_.days * 2;
    const size_t first = question_.end == question_.start ? 1 : 2;
    problem.required.assign(n, 0);
    problem.cost.assign(n * n, 0);
    for (size_t i = 0; i < n; ++i) {
      problem.score.push_back(i < first ? 0 : tourism_.stops[points[i]].score);
      if (i >= first && mandatory(points[i])) problem.required[i] = 1;
      for (size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        // Twice the drive, and half of each stay at both ends.
        const int32_t drive = tourism_.between(points[i], points[j]);
        int64_t cost = drive < 0 ? problem.limit + 1 : int64_t{2} * drive;
        if (i >= first) cost += 60 * tourism_.stops[points[i]].visit_minutes;
        if (j >= first) cost += 60 * tourism_.stops[points[j]].visit_minutes;
        problem.cost[i * n + j] = static_cast<int32_t>(std::min<int64_t>(cost, 2'000'000'000));
      }
    }
    optim::orienteering::Options options;
    options.time_limit_seconds = std::min(10.0, options_.time_limit_seconds);
    options.stop = options_.stop;
    const auto result = optim::orienteering::solve(problem, options);
    return result.status == MipStatus::kInfeasible ? 0 : result.bound;
  }

  const Tourism& tourism_;
  const DesignQuestion& question_;
  const DesignOptions& options_;
  std::vector<size_t> stops_, considered_, nights_;
  std::vector<std::pair<int, DayColumn>> columns_;
  bool complete_ = true;
};

}  // namespace

Design design(const Tourism& tourism, const DesignQuestion& question,
              const DesignOptions& options) {
  return Designer(tourism, question, options).run();
}

}  // namespace dostyq::routes
