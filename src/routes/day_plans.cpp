#include "routes/day_plans.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/check.hpp"

namespace dostyq::routes {
namespace {

struct Label {
  size_t last = 0;  // position in stops
  uint64_t set = 0;
  int clock = 0, driving = 0;
  int64_t score = 0;
  std::vector<size_t> order;
};

struct StateHash {
  size_t operator()(const std::pair<size_t, uint64_t>& key) const {
    return key.second * 0x9e3779b97f4a7c15ULL ^ key.first;
  }
};

class Days {
 public:
  Days(const Tourism& tourism, const DayRules& rules, const std::vector<size_t>& nights,
       const std::vector<size_t>& stops, int weekday, size_t most_labels)
      : tourism_(tourism),
        rules_(rules),
        nights_(nights),
        stops_(stops),
        weekday_(weekday),
        most_labels_(most_labels) {}

  DayPlans run() {
    for (const size_t from : nights_) from_night(from);
    return std::move(plans_);
  }

 private:
  int minutes(size_t a, size_t b) const {
    const int32_t seconds = tourism_.between(a, b);
    return seconds < 0 ? 1 << 20 : (seconds + 59) / 60;
  }

  bool extend(const Label& label, size_t here, size_t position, Label& next) const {
    const size_t to = stops_[position];
    const Stop& stop = tourism_.stops[to];
    if (weekday_ >= 0 && (stop.closed_days >> static_cast<unsigned>(weekday_) & 1U) != 0)
      return false;
    const int drive = minutes(here, to);
    next.driving = label.driving + drive;
    next.clock = std::max(label.clock + drive, stop.opens) + stop.visit_minutes;
    if (next.driving > rules_.driving_minutes) return false;
    if (next.clock > std::min(stop.closes, rules_.ends)) return false;
    return true;
  }

  void finish(const Label& label, size_t from, size_t here) {
    for (const size_t to : nights_) {
      const int drive = minutes(here, to);
      if (label.driving + drive > rules_.driving_minutes || label.clock + drive > rules_.ends)
        continue;
      found_[to].try_emplace(label.set, DayColumn{from, to, label.set, label.order});
    }
  }

  void from_night(size_t from) {
    found_.clear();
    std::vector<Label> level(1);
    level[0].clock = rules_.starts;
    finish(level[0], from, from);
    size_t labels = 0;
    while (!level.empty()) {
      std::unordered_map<std::pair<size_t, uint64_t>, std::vector<Label>, StateHash> states;
      for (const Label& label : level) {
        const size_t here = label.order.empty() ? from : label.order.back();
        for (size_t p = 0; p < stops_.size(); ++p) {
          if ((label.set >> p & 1U) != 0) continue;
          Label next;
          if (!extend(label, here, p, next)) continue;
          next.last = p;
          next.set = label.set | uint64_t{1} << p;
          keep(label, next, states[{p, next.set}]);
        }
      }
      level.clear();
      for (auto& [key, own] : states) {
        for (Label& label : own) level.push_back(std::move(label));
      }
      std::sort(level.begin(), level.end(), [](const Label& a, const Label& b) {
        if (a.score != b.score) return a.score > b.score;
        if (a.set != b.set) return a.set < b.set;
        if (a.last != b.last) return a.last < b.last;
        return a.clock != b.clock ? a.clock < b.clock : a.driving < b.driving;
      });
      const size_t room = most_labels_ / nights_.size() + 1;
      if (labels + level.size() > room) {
        plans_.complete = false;
        level.resize(std::min(level.size(), room > labels ? room - labels : 0));
      }
      labels += level.size();
      for (const Label& label : level) finish(label, from, label.order.back());
    }
    drop_included();
  }

  /// Dominance: neither later nor longer at the wheel.
  void keep(const Label& before, Label& next, std::vector<Label>& state) const {
    for (const Label& other : state) {
      if (other.clock <= next.clock && other.driving <= next.driving) return;
    }
    std::erase_if(state, [&](const Label& other) {
      return next.clock <= other.clock && next.driving <= other.driving;
    });
    next.order = before.order;
    next.order.push_back(stops_[next.last]);
    next.score = before.score + tourism_.stops[stops_[next.last]].score + 1;
    state.push_back(std::move(next));
  }

  /// A day that visits less than another between the same nights is not needed: stops can be left
  /// out of a plan.
  void drop_included() {
    for (auto& [to, by_set] : found_) {
      std::vector<DayColumn*> columns;
      for (auto& [set, column] : by_set) columns.push_back(&column);
      std::sort(columns.begin(), columns.end(), [](const DayColumn* a, const DayColumn* b) {
        const int p = __builtin_popcountll(a->set), q = __builtin_popcountll(b->set);
        return p != q ? p > q : a->set < b->set;
      });
      std::vector<uint64_t> kept;
      for (DayColumn* column : columns) {
        const bool included = std::any_of(kept.begin(), kept.end(), [&](uint64_t larger) {
          return (column->set & ~larger) == 0;
        });
        if (included) continue;
        kept.push_back(column->set);
        plans_.columns.push_back(std::move(*column));
      }
    }
  }

  const Tourism& tourism_;
  const DayRules& rules_;
  const std::vector<size_t>& nights_;
  const std::vector<size_t>& stops_;
  int weekday_;
  size_t most_labels_;
  DayPlans plans_;
  std::map<size_t, std::map<uint64_t, DayColumn>> found_;  // by the night it ends at
};

}  // namespace

DayPlans day_plans(const Tourism& tourism, const DayRules& rules, const std::vector<size_t>& nights,
                   const std::vector<size_t>& stops, int weekday, size_t most_labels) {
  DOSTYQ_CHECK(stops.size() <= 64);
  return Days(tourism, rules, nights, stops, weekday, most_labels).run();
}

}  // namespace dostyq::routes
