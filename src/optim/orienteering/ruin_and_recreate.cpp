#include "optim/orienteering/ruin_and_recreate.hpp"

#include <algorithm>
#include <cmath>

#include "optim/orienteering/lin_kernighan.hpp"
#include "optim/orienteering/thin_out.hpp"

namespace dostyq::optim::orienteering {
namespace {

constexpr int kLongestString = 12;
constexpr int kCandidates = 60;
constexpr double kBlink = 0.02;
constexpr double kHot = 0.6, kCold = 0.02;  // of a point's mean score
constexpr int64_t kReorderEvery = 2048;     // rounds

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

RuinAndRecreate::RuinAndRecreate(const Problem& problem, const Neighbours& neighbours,
                                 uint64_t seed)
    : problem_(problem),
      neighbours_(neighbours),
      lists_(problem),
      random_(seed),
      key_(at(problem.points), 0),
      waiting_(at(problem.points), 0) {
  int64_t scores = 0;
  for (int i = 0; i < problem.points; ++i) {
    if (problem.is_end(i) || !neighbours.reachable(problem, i)) continue;
    points_.push_back(i);
    scores += problem.score[at(i)];
  }
  const double room = static_cast<double>(problem.limit) * problem.routes;
  price_ = 0.3 * static_cast<double>(scores) / std::max(1.0, room);
}

double RuinAndRecreate::value() const {
  return static_cast<double>(lists_.score()) - price_ * static_cast<double>(lists_.length());
}

RuinAndRecreate::Place RuinAndRecreate::best_place(int point, bool blinking, bool within_limit) {
  Place best;
  const auto look = [&](int after) {
    if (blinking && random_.unit() < kBlink) return;
    const int64_t detour = lists_.detour(point, after);
    if (best.after >= 0 && detour >= best.detour) return;
    const int route = lists_.route_of(after);
    if (within_limit && lists_.length(route) + detour > problem_.limit) return;
    best = {detour, after};
  };
  int seen = 0;
  for (const int other : neighbours_.of[at(point)]) {
    if (!lists_.visited(other)) continue;
    look(other);
    look(lists_.previous(other));
    if (++seen == 8) break;
  }
  for (int r = 0; r < problem_.routes; ++r) {
    look(lists_.first(r));
    look(lists_.previous(lists_.last(r)));
  }
  return best;
}

void RuinAndRecreate::add_candidate(int point) {
  if (waiting_[at(point)] != 0 || lists_.visited(point)) return;
  if (static_cast<int>(candidates_.size()) >= kCandidates && !problem_.is_required(point)) return;
  waiting_[at(point)] = 1;
  candidates_.push_back(point);
}

void RuinAndRecreate::remove_string(int point) {
  int longest = kLongestString;
  if (random_.below(64) == 0) longest = std::max(longest, static_cast<int>(points_.size()) / 8);
  const int length = 1 + random_.below(longest);
  int node = point;
  for (int back = random_.below(length); back > 0; --back) {
    if (lists_.is_sentinel(lists_.previous(node))) break;
    node = lists_.previous(node);
  }
  // Sometimes a few stops in the middle of the string stay.
  const int kept_from = random_.below(4) == 0 ? random_.below(length) : length;
  const int kept_to = kept_from + 1 + random_.below(4);
  for (int k = 0; k < length && !lists_.is_sentinel(node); ++k) {
    const int after = lists_.next(node);
    if (k < kept_from || k >= kept_to) {
      lists_.remove(node);
      add_candidate(node);
    }
    node = after;
  }
}

void RuinAndRecreate::ruin() {
  candidates_.clear();
  const int seed = points_[at(random_.below(static_cast<int>(points_.size())))];
  int strings = 1 + random_.below(3);
  if (lists_.visited(seed)) {
    remove_string(seed);
    --strings;
  }
  for (const int near : neighbours_.of[at(seed)]) {
    if (strings == 0) break;
    if (!lists_.visited(near) || random_.below(3) == 0) continue;
    remove_string(near);
    --strings;
  }
  const size_t removed = candidates_.size();
  if (neighbours_.reachable(problem_, seed)) add_candidate(seed);
  for (const int near : neighbours_.of[at(seed)]) {
    if (neighbours_.reachable(problem_, near)) add_candidate(near);
  }
  for (size_t k = 0; k < removed; ++k) {
    int taken = 0;
    for (const int near : neighbours_.of[at(candidates_[k])]) {
      if (lists_.visited(near)) continue;
      if (neighbours_.reachable(problem_, near)) add_candidate(near);
      if (++taken == 4) break;
    }
  }
}

void RuinAndRecreate::recreate() {
  const int way = random_.below(8);
  for (const int point : candidates_) {
    waiting_[at(point)] = 0;
    double key = random_.unit();
    const auto score = static_cast<double>(problem_.score[at(point)]);
    if (way == 0) key += score * 1e3;
    if (way >= 3) {
      const Place place = best_place(point, false, false);
      const double noise = 0.8 + 0.4 * random_.unit();
      key =
          (score + 1e-3) * noise / (1.0 + static_cast<double>(std::max<int64_t>(0, place.detour)));
    }
    if (problem_.is_required(point)) key += 1e12;
    key_[at(point)] = key;
  }
  std::sort(candidates_.begin(), candidates_.end(), [&](int a, int b) {
    return key_[at(a)] != key_[at(b)] ? key_[at(a)] > key_[at(b)] : a < b;
  });
  for (const int point : candidates_) {
    const Place place = best_place(point, true, true);
    if (place.after < 0) continue;
    if (problem_.score[at(point)] == 0 && !problem_.is_required(point)) continue;
    lists_.insert(point, place.after);
  }
}

/// Whatever else fits anywhere, by score per unit of detour.
void RuinAndRecreate::fill() {
  while (true) {
    double best_ratio = 0;
    int best_point = -1;
    Place best;
    for (const int point : points_) {
      if (lists_.visited(point)) continue;
      if (problem_.score[at(point)] == 0 && !problem_.is_required(point)) continue;
      const Place place = best_place(point, false, true);
      if (place.after < 0) continue;
      double ratio = static_cast<double>(problem_.score[at(point)] + 1) /
                     (1.0 + static_cast<double>(std::max<int64_t>(0, place.detour)));
      if (problem_.is_required(point)) ratio += 1e12;
      if (ratio <= best_ratio) continue;
      best_ratio = ratio;
      best_point = point;
      best = place;
    }
    if (best_point < 0) return;
    lists_.insert(best_point, best.after);
  }
}

void RuinAndRecreate::shorten_all(bool deep) {
  std::vector<Route> routes = lists_.routes();
  int64_t saved = 0;
  for (Route& route : routes) {
    saved += shorten(problem_, neighbours_, route);
    if (deep) saved += lin_kernighan(problem_, route);
  }
  if (saved == 0) return;
  lists_.assign(routes);
  fill();
}

void RuinAndRecreate::keep_if_best() {
  if (lists_.required_left() > 0) return;
  const bool better = !has_best_ || lists_.score() > best_score_ ||
                      (lists_.score() == best_score_ && lists_.length() < best_length_);
  if (!better) return;
  has_best_ = true;
  best_score_ = lists_.score();
  best_length_ = lists_.length();
  best_ = lists_.routes();
}

/// Into order, then down to the limit, then up to it.
void RuinAndRecreate::repair(std::vector<Route> routes) {
  for (Route& route : routes) {
    shorten(problem_, neighbours_, route);
    lin_kernighan(problem_, route);
    route = thin_out(problem_, route);
  }
  lists_.assign(routes);
  fill();
  shorten_all(true);
  lists_.mark();
  current_ = value() - 1e9 * lists_.required_left();
  keep_if_best();
}

/// All points on one route, the nearest next.
Route RuinAndRecreate::all_points() const {
  Route route;
  std::vector<bool> taken(at(problem_.points), false);
  int from = problem_.start;
  while (route.size() < points_.size()) {
    int best = -1;
    for (const int near : neighbours_.of[at(from)]) {
      if (taken[at(near)] || !neighbours_.reachable(problem_, near)) continue;
      best = near;
      break;
    }
    for (const int point : points_) {
      if (best >= 0 && from != problem_.start) break;
      if (taken[at(point)]) continue;
      if (best < 0 || problem_.between(from, point) < problem_.between(from, best)) best = point;
    }
    taken[at(best)] = true;
    route.push_back(best);
    from = best;
  }
  return route;
}

void RuinAndRecreate::start(const std::vector<Route>& routes) {
  lists_.assign(routes);
  if (routes.empty()) {
    fill();
    shorten_all(true);
    keep_if_best();
    // From above: a route through all, cut down. Better where points stand in clusters.
    if (problem_.routes == 1) repair({all_points()});
    if (has_best_ && best_score_ > lists_.score()) lists_.assign(best_);
  }
  lists_.mark();
  current_ = value() - 1e9 * lists_.required_left();
  keep_if_best();
}

bool RuinAndRecreate::accept(double temperature) {
  const double found = value() - 1e9 * lists_.required_left();
  if (found >= current_ || found > current_ + temperature * std::log(random_.unit() + 1e-300)) {
    current_ = found;
    return true;
  }
  return false;
}

/// Puts a whole neighbourhood of unvisited points on the routes, whatever the limit, and thins out.
void RuinAndRecreate::flood() {
  const int seed = points_[at(random_.below(static_cast<int>(points_.size())))];
  const int most = std::max(8, static_cast<int>(points_.size()) / 3);
  const int wanted = 4 + random_.below(most);
  std::vector<std::pair<int64_t, int>> near;
  for (const int point : points_) {
    if (!lists_.visited(point)) near.emplace_back(problem_.between(seed, point), point);
  }
  std::sort(near.begin(), near.end());
  if (static_cast<int>(near.size()) > wanted) near.resize(at(wanted));
  for (const auto& [distance, point] : near) {
    const Place place = best_place(point, false, false);
    lists_.insert(point, place.after);
  }
  repair(lists_.routes());
}

void RuinAndRecreate::run(int64_t rounds, const std::function<bool()>& stopped) {
  if (points_.empty()) return;
  const int64_t cycle = std::max<int64_t>(kReorderEvery, rounds / 24);
  anneal(rounds * 3 / 8, 1.0, stopped);
  for (int64_t done = rounds * 3 / 8; done < rounds && !stopped(); done += cycle) {
    const std::vector<Route> before = random_.below(4) == 0 ? lists_.routes() : best_;
    const bool sound = has_best_;
    if (sound) lists_.assign(before);
    const int64_t score = lists_.score();
    flood();
    anneal(cycle, 0.4, stopped);
    if (sound && lists_.score() < score - (score >> 6)) lists_.assign(before);
  }
}

/// One cooling from `heat` times the usual temperature.
void RuinAndRecreate::anneal(int64_t rounds, double heat, const std::function<bool()>& stopped) {
  if (points_.empty()) return;  // nothing is within reach
  lists_.mark();
  current_ = value() - 1e9 * lists_.required_left();
  int64_t scores = 0;
  for (const int point : points_) scores += problem_.score[at(point)];
  const double mean =
      std::max(1e-3, static_cast<double>(scores) / static_cast<double>(points_.size()));
  const double hot = heat * kHot * mean, cold = kCold * mean;
  double temperature = hot;
  for (int64_t k = 0; k < rounds; ++k) {
    if (k % 256 == 0) {
      if (stopped()) return;
      temperature =
          hot * std::pow(cold / hot, static_cast<double>(k) / static_cast<double>(rounds));
    }
    lists_.mark();
    ruin();
    recreate();
    if (accept(temperature)) {
      keep_if_best();
    } else {
      lists_.take_back();
    }
    if (k % kReorderEvery == kReorderEvery - 1) {
      shorten_all(k % (8 * kReorderEvery) == 8 * kReorderEvery - 1 || k + kReorderEvery >= rounds);
      lists_.mark();
      current_ = value() - 1e9 * lists_.required_left();
      keep_if_best();
    }
  }
}

}  // namespace dostyq::optim::orienteering
