#include "routes/insert.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace dostyq::routes {
namespace {

using optim::MipModel;

constexpr size_t kMostWays = 20'000;  // of one day
constexpr double kHouse = 1e6;        // worth more minutes than any detour

struct Way {
  std::set<size_t> houses;
  DayPlan plan;
  int detour = 0;
};

struct RouteDay {
  size_t route = 0;
  int number = 0;
  size_t from = 0, to = 0;
  std::vector<size_t> order;
  std::vector<Way> ways;
};

class Inserter {
 public:
  Inserter(const Tourism& tourism, const InsertQuestion& question)
      : tourism_(tourism), question_(question) {}

  Insertion run() {
    Insertion insertion;
    for (size_t r = 0; r < tourism_.routes.size(); ++r) split(r, insertion);
    for (RouteDay& day : days_) list_ways(day);
    choose(insertion);
    explain(insertion);
    return insertion;
  }

 private:
  bool usable(size_t house) const { return on_known_.count(house) == 0; }

  void split(size_t r, Insertion& insertion) {
    const KnownRoute& route = tourism_.routes[r];
    std::map<int, std::vector<size_t>> by_day;
    for (const auto& [stop, day] : route.stops) by_day[day].push_back(stop);
    size_t night = route.stops.front().first;
    bool sound = in_season(route.season, question_.date);
    std::vector<RouteDay> own;
    int number = 0;
    for (const auto& [day, order] : by_day) {
      RouteDay one{r, number, night, order.back(), order, {}};
      const auto plan = schedule(tourism_, question_.rules, one.from, order, one.to,
                                 weekday_of(question_.date, number));
      sound = sound && plan.has_value();
      if (plan) one.ways.push_back({{}, *plan, 0});
      own.push_back(std::move(one));
      night = order.back();
      ++number;
    }
    if (!sound) {
      insertion.unchanged.push_back(route.id);
      return;
    }
    for (const auto& [stop, day] : route.stops) {
      if (tourism_.stops[stop].house) on_known_.insert(stop);
    }
    for (RouteDay& day : own) days_.push_back(std::move(day));
  }

  /// Every set of Houses that fits into the day, in its best order. Houses are added by rising
  /// number, each at every place: so all orders are seen, once each.
  void list_ways(RouteDay& day) {
    std::vector<Way> all = day.ways;
    for (size_t k = 0; k < all.size(); ++k) {
      const size_t next = all[k].houses.empty() ? 0 : *all[k].houses.rbegin() + 1;
      for (size_t house = next; house < tourism_.houses; ++house) {
        if (!usable(house)) continue;
        if (all.size() > kMostWays) {
          complete_ = false;
          break;
        }
        add_ways(day, k, house, all);
      }
    }
    std::map<std::set<size_t>, size_t> known;
    day.ways.clear();
    for (Way& way : all) {
      const auto [at, fresh] = known.try_emplace(way.houses, day.ways.size());
      if (fresh) {
        day.ways.push_back(std::move(way));
      } else if (way.detour < day.ways[at->second].detour) {
        day.ways[at->second] = std::move(way);
      }
    }
  }

  void add_ways(const RouteDay& day, size_t from, size_t house, std::vector<Way>& all) const {
    std::vector<size_t> order;
    for (const Visit& visit : all[from].plan.visits) order.push_back(visit.stop);
    // Where the day ends stays where it ends; a route's first stop stays first.
    const size_t first = day.number == 0 ? 1 : 0;
    for (size_t at = first; at < order.size(); ++at) {
      std::vector<size_t> longer = order;
      longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), house);
      const auto plan = schedule(tourism_, question_.rules, day.from, longer, day.to,
                                 weekday_of(question_.date, day.number));
      if (!plan) continue;
      const int detour = std::max(0, plan->driving - all[0].plan.driving);
      if (detour > question_.most_detour_minutes) continue;
      Way way{all[from].houses, *plan, detour};
      way.houses.insert(house);
      all.push_back(std::move(way));
    }
  }

  void choose(Insertion& insertion) {
    MipModel model;
    model.integral_objective = true;
    std::vector<optim::Row> once(tourism_.houses);
    std::vector<std::pair<size_t, size_t>> columns;
    for (size_t d = 0; d < days_.size(); ++d) {
      optim::Row one;
      one.lower = one.upper = 1;
      for (size_t w = 0; w < days_[d].ways.size(); ++w) {
        const Way& way = days_[d].ways[w];
        optim::Column column;
        column.cost = way.detour - kHouse * static_cast<double>(way.houses.size());
        const int added = model.add_column(column);
        columns.emplace_back(d, w);
        one.terms.push_back({added, 1});
        for (const size_t house : way.houses) once[house].terms.push_back({added, 1});
      }
      model.add_row(std::move(one));
    }
    for (optim::Row& row : once) {
      row.upper = 1;
      if (row.terms.size() > 1) model.add_row(std::move(row));
    }
    if (columns.empty()) {
      insertion.status = optim::MipStatus::kOptimal;
      return;
    }
    optim::MipOptions options;
    options.time_limit_seconds = question_.time_limit_seconds;
    options.stop = question_.stop;
    const optim::MipResult result = optim::solve(model, options);
    insertion.status = result.status;
    if (!complete_ && result.status == optim::MipStatus::kOptimal)
      insertion.status = optim::MipStatus::kFeasible;
    insertion.bound = on_known_.size();
    if (std::isfinite(result.bound))
      insertion.bound +=
          static_cast<size_t>(std::max(0.0, std::ceil(-result.bound / kHouse - 1e-9)));
    if (!complete_) insertion.bound = tourism_.houses;
    if (result.x.empty()) return;
    std::map<size_t, Itinerary> made;
    for (size_t k = 0; k < columns.size(); ++k) {
      if (result.x[k] < 0.5) continue;
      const RouteDay& day = days_[columns[k].first];
      const Way& way = day.ways[columns[k].second];
      Itinerary& itinerary = made[day.route];
      itinerary.days.push_back(way.plan);
      itinerary.detour_minutes += way.detour;
      insertion.detour_minutes += way.detour;
      for (const size_t house : way.houses) {
        itinerary.inserted.push_back(tourism_.stops[house].id);
        inserted_.insert(house);
      }
    }
    for (auto& [r, itinerary] : made) {
      itinerary.id = tourism_.routes[r].id;
      itinerary.name = tourism_.routes[r].name;
      itinerary.profile = name(tourism_.profile);
      for (const size_t stop : itinerary.stops()) itinerary.score += tourism_.stops[stop].score;
      insertion.routes.push_back(std::move(itinerary));
    }
    insertion.on_routes = on_known_.size() + inserted_.size();
  }

  void explain(Insertion& insertion) const {
    for (size_t house = 0; house < tourism_.houses; ++house) {
      if (on_known_.count(house) != 0 || inserted_.count(house) != 0) continue;
      LeftOut left{house, -1, ""};
      for (const RouteDay& day : days_) {
        size_t here = day.from;
        for (const size_t next : day.order) {
          const int32_t out = tourism_.between(here, house), back = tourism_.between(house, next);
          const int32_t direct = tourism_.between(here, next);
          here = next;
          if (out < 0 || back < 0 || direct < 0) continue;
          const int detour = (out + back - direct + 59) / 60;
          if (left.least_detour >= 0 && detour >= left.least_detour) continue;
          left.least_detour = detour;
          left.route = tourism_.routes[day.route].id;
        }
      }
      insertion.left_out.push_back(left);
    }
  }

  const Tourism& tourism_;
  const InsertQuestion& question_;
  std::vector<RouteDay> days_;
  std::set<size_t> on_known_, inserted_;
  bool complete_ = true;  // all ways were listed
};

}  // namespace

Insertion insert_houses(const Tourism& tourism, const InsertQuestion& question) {
  return Inserter(tourism, question).run();
}

}  // namespace dostyq::routes
