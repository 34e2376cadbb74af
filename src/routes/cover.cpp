#include "routes/cover.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "world/gazetteer.hpp"

namespace dostyq::routes {
namespace {

constexpr double kRoute = 1e6;  // worth more minutes than any drive

/// Houses in the order of a route, and the day each is visited on.
struct Chain {
  std::vector<size_t> houses;  // positions in the list
  std::vector<int> days;
  uint64_t set = 0;
  int day = 0, clock = 0, driving = 0, driven = 0;

  bool no_worse(const Chain& other) const {
    if (day != other.day) return day < other.day;
    return clock <= other.clock && driving <= other.driving;
  }
};

struct StateHash {
  size_t operator()(const std::pair<size_t, uint64_t>& key) const {
    return key.second * 0x9e3779b97f4a7c15ULL ^ key.first;
  }
};

class Coverer {
 public:
  Coverer(const Tourism& tourism, const CoverQuestion& question)
      : tourism_(tourism), question_(question), rules_(question.insert.rules) {}

  void run(Cover& cover) {
    for (const LeftOut& left : cover.insertion.left_out) houses_.push_back(left.house);
    if (houses_.size() > 64) {
      houses_.resize(64);
      complete_ = false;
    }
    if (houses_.empty()) {
      cover.status = cover.insertion.status;
      cover.complete = true;
      return;
    }
    list_chains();
    choose(cover);
    cover.complete = complete_;
    if (!complete_) {
      cover.new_bound = std::min(cover.new_bound, far_apart());
      if (cover.status == optim::MipStatus::kOptimal) cover.status = optim::MipStatus::kFeasible;
    }
  }

 private:
  int minutes(size_t a, size_t b) const {
    const int32_t seconds = tourism_.between(houses_[a], houses_[b]);
    return seconds < 0 ? 1 << 20 : (seconds + 59) / 60;
  }

  /// To the next House today, or tomorrow after a night where one is.
  std::optional<Chain> extend(const Chain& chain, size_t next) const {
    const Stop& stop = tourism_.stops[houses_[next]];
    const int drive = minutes(chain.houses.back(), next);
    for (const bool tomorrow : {false, true}) {
      Chain longer = chain;
      if (tomorrow) {
        longer.day += 1;
        longer.clock = rules_.starts;
        longer.driving = 0;
      }
      longer.driving += drive;
      longer.clock = std::max(longer.clock + drive, stop.opens) + stop.visit_minutes;
      if (longer.day >= question_.days || longer.driving > rules_.driving_minutes) continue;
      if (longer.clock > std::min(stop.closes, rules_.ends)) continue;
      longer.driven += drive;
      longer.houses.push_back(next);
      longer.days.push_back(longer.day);
      longer.set |= uint64_t{1} << next;
      return longer;
    }
    return std::nullopt;
  }

  void list_chains() {
    std::vector<Chain> level;
    for (size_t h = 0; h < houses_.size(); ++h) {
      Chain chain;
      chain.houses = {h};
      chain.days = {0};
      chain.set = uint64_t{1} << h;
      const Stop& stop = tourism_.stops[houses_[h]];
      chain.clock = std::max(rules_.starts, stop.opens) + stop.visit_minutes;
      level.push_back(chain);
    }
    size_t labels = 0;
    while (!level.empty()) {
      if (labels + level.size() > question_.most_labels) {
        complete_ = false;
        level.resize(question_.most_labels > labels ? question_.most_labels - labels : 0);
      }
      labels += level.size();
      std::unordered_map<std::pair<size_t, uint64_t>, std::vector<Chain>, StateHash> states;
      for (const Chain& chain : level) {
        for (size_t next = 0; next < houses_.size(); ++next) {
          if ((chain.set >> next & 1U) != 0) continue;
          std::optional<Chain> longer = extend(chain, next);
          if (!longer) continue;
          auto& state = states[{next, longer->set}];
          if (std::any_of(state.begin(), state.end(),
                          [&](const Chain& other) { return other.no_worse(*longer); }))
            continue;
          std::erase_if(state, [&](const Chain& other) { return longer->no_worse(other); });
          state.push_back(std::move(*longer));
        }
      }
      keep(level);
      level.clear();
      for (auto& [key, state] : states) {
        for (Chain& chain : state) level.push_back(std::move(chain));
      }
      std::sort(level.begin(), level.end(), [](const Chain& a, const Chain& b) {
        if (a.driven != b.driven) return a.driven < b.driven;
        return a.houses < b.houses;
      });
    }
  }

  /// The shortest chain for each set.
  void keep(const std::vector<Chain>& level) {
    for (const Chain& chain : level) {
      auto [at, fresh] = best_.try_emplace(chain.set, chain);
      if (!fresh && chain.driven < at->second.driven) at->second = chain;
    }
  }

  void choose(Cover& cover) {
    std::vector<const Chain*> chains;
    for (const auto& [set, chain] : best_) chains.push_back(&chain);
    std::sort(chains.begin(), chains.end(),
              [](const Chain* a, const Chain* b) { return a->set < b->set; });
    // Only sets that no other includes are needed, as Houses can be left out of a route.
    std::vector<const Chain*> largest;
    std::stable_sort(chains.begin(), chains.end(), [](const Chain* a, const Chain* b) {
      return a->houses.size() > b->houses.size();
    });
    for (const Chain* chain : chains) {
      const bool included = std::any_of(largest.begin(), largest.end(), [&](const Chain* other) {
        return (chain->set & ~other->set) == 0;
      });
      if (!included) largest.push_back(chain);
    }
    optim::MipModel model;
    model.integral_objective = true;
    std::vector<optim::Row> rows(houses_.size());
    for (const Chain* chain : largest) {
      optim::Column column;
      column.cost = kRoute + chain->driven;
      const int added = model.add_column(column);
      for (const size_t h : chain->houses) rows[h].terms.push_back({added, 1});
    }
    for (optim::Row& row : rows) {
      row.lower = 1;
      model.add_row(std::move(row));
    }
    optim::MipOptions options;
    options.time_limit_seconds = question_.insert.time_limit_seconds;
    options.stop = question_.insert.stop;
    const optim::MipResult result = optim::solve(model, options);
    cover.status = result.status;
    if (std::isfinite(result.bound))
      cover.new_bound =
          static_cast<size_t>(std::max(0.0, std::floor(result.bound / kRoute + 1e-9)));
    if (result.x.empty()) return;
    std::set<size_t> covered;
    for (size_t k = 0; k < largest.size(); ++k) {
      if (result.x[k] > 0.5)
        cover.routes.push_back(made(*largest[k], covered, cover.routes.size()));
    }
  }

  Itinerary made(const Chain& chain, std::set<size_t>& covered, size_t number) const {
    Itinerary itinerary;
    itinerary.profile = name(tourism_.profile);
    size_t night = houses_[chain.houses.front()];
    std::set<size_t> used;
    for (int d = 0; d <= chain.days.back(); ++d) {
      std::vector<size_t> order;
      for (size_t k = 0; k < chain.houses.size(); ++k) {
        if (chain.days[k] == d) order.push_back(houses_[chain.houses[k]]);
      }
      const size_t to = order.empty() ? night : order.back();
      auto plan =
          schedule(tourism_, rules_, night, order, to, weekday_of(question_.insert.date, d));
      if (!plan) plan = schedule(tourism_, rules_, night, order, to, -1);
      if (plan) itinerary.days.push_back(filled(*plan, used, d));
      night = to;
    }
    for (const size_t h : chain.houses) {
      if (covered.insert(houses_[h]).second)
        itinerary.inserted.push_back(tourism_.stops[houses_[h]].id);
    }
    for (const size_t stop : itinerary.stops()) itinerary.score += tourism_.stops[stop].score;
    const Text& first = tourism_.stops[houses_[chain.houses.front()]].name;
    const Text& last = tourism_.stops[houses_[chain.houses.back()]].name;
    itinerary.id = std::string(name(tourism_.profile)) + "-" + std::to_string(number + 1);
    for (const Language language : kLanguages) {
      itinerary.name.in(language) = first.in(language);
      if (chain.houses.size() > 1) itinerary.name.in(language) += " – " + last.in(language);
    }
    return itinerary;
  }

  /// The day with attractions of the profile: each time the one with the most score a minute.
  DayPlan filled(DayPlan day, std::set<size_t>& used, int number) const {
    const int weekday = weekday_of(question_.insert.date, number);
    for (int added = 0; added < question_.stops_a_day; ++added) {
      std::vector<size_t> order;
      for (const Visit& visit : day.visits) order.push_back(visit.stop);
      double best_ratio = 0;
      std::optional<DayPlan> best;
      size_t chosen = 0;
      for (size_t stop = tourism_.houses; stop < tourism_.stops.size(); ++stop) {
        const Stop& one = tourism_.stops[stop];
        if (one.score == 0 || used.count(stop) != 0 ||
            !in_season(one.season, question_.insert.date))
          continue;
        for (size_t at = 0; at <= order.size(); ++at) {
          std::vector<size_t> longer = order;
          longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), stop);
          const auto plan = schedule(tourism_, rules_, day.from, longer, day.night, weekday);
          if (!plan) continue;
          const int extra = std::max(1, plan->ends - day.ends);
          const double ratio = static_cast<double>(one.score) / extra;
          if (ratio <= best_ratio) continue;
          best_ratio = ratio;
          best = plan;
          chosen = stop;
        }
      }
      if (!best) break;
      used.insert(chosen);
      day = *best;
    }
    return day;
  }

  /// Houses of which no two fit on one route: as many routes are needed.
  size_t far_apart() const {
    std::vector<size_t> chosen;
    for (size_t h = 0; h < houses_.size(); ++h) {
      const bool far = std::all_of(chosen.begin(), chosen.end(), [&](size_t other) {
        return minutes(h, other) > question_.days * rules_.driving_minutes;
      });
      if (far) chosen.push_back(h);
    }
    return chosen.size();
  }

  const Tourism& tourism_;
  const CoverQuestion& question_;
  const DayRules& rules_;
  std::vector<size_t> houses_;
  std::unordered_map<uint64_t, Chain> best_;
  bool complete_ = true;
};

}  // namespace

std::vector<MissingRegion> missing_regions(const Tourism& tourism, const world::World& world,
                                           Date day) {
  std::set<std::string> with_house;
  for (size_t h = 0; h < tourism.houses; ++h) with_house.insert(tourism.stops[h].region);
  std::vector<MissingRegion> missing;
  for (const world::AreaVersion& area : world.programme().areas) {
    if (area.kind != world::AreaKind::kRegion || !area.period.contains(day)) continue;
    if (with_house.count(area.id) == 0) missing.push_back({area.id, area.name});
  }
  return missing;
}

Cover cover_houses(const Tourism& tourism, const world::World& world, Date day,
                   const CoverQuestion& question) {
  Cover cover;
  cover.insertion = insert_houses(tourism, question.insert);
  Coverer(tourism, question).run(cover);
  std::vector<Itinerary> known;
  for (const Itinerary& route : cover.insertion.routes) {
    const std::vector<size_t> stops = route.stops();
    if (std::any_of(stops.begin(), stops.end(), [&](size_t s) { return tourism.stops[s].house; }))
      known.push_back(route);
  }
  cover.known = known.size();
  cover.routes.insert(cover.routes.begin(), known.begin(), known.end());
  cover.missing = missing_regions(tourism, world, day);
  return cover;
}

}  // namespace dostyq::routes
