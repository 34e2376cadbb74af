#include "optim/orienteering/tour_order.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/check.hpp"

namespace dostyq::optim::orienteering {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

/// One route as an array with its ends, and where each point stands.
class Order {
 public:
  Order(const Problem& problem, const Neighbours& neighbours, const Route& route)
      : problem_(problem), neighbours_(neighbours), place_(at(problem.points), -1) {
    stops_.push_back(problem.start);
    stops_.insert(stops_.end(), route.begin(), route.end());
    stops_.push_back(problem.end);
    for (int i = 1; i + 1 < size(); ++i) place_[at(stops_[at(i)])] = i;
    restless_.assign(route.begin(), route.end());
    waits_.assign(at(problem.points), 0);
    for (const int point : route) waits_[at(point)] = 1;
  }

  int64_t run() {
    int64_t saved = 0;
    for (size_t k = 0; k < restless_.size(); ++k) {
      const int point = restless_[k];
      waits_[at(point)] = 0;
      int64_t gain = reverse_at(point);
      if (gain == 0) gain = move_at(point);
      saved += gain;
      if (gain > 0) wake(point);
    }
    return saved;
  }

  Route route() const { return {stops_.begin() + 1, stops_.end() - 1}; }

 private:
  int size() const { return static_cast<int>(stops_.size()); }
  int64_t leg(int i, int j) const { return problem_.between(stops_[at(i)], stops_[at(j)]); }

  void wake(int point) {
    if (place_[at(point)] < 0 || waits_[at(point)] != 0) return;
    waits_[at(point)] = 1;
    restless_.push_back(point);
  }
  void wake_place(int i) {
    if (i > 0 && i + 1 < size()) wake(stops_[at(i)]);
  }

  int64_t length() const {
    int64_t sum = 0;
    for (int i = 0; i + 1 < size(); ++i) sum += leg(i, i + 1);
    return sum;
  }

  template <typename Move>
  void apply(int64_t delta, const Move& move) {
#ifndef NDEBUG
    const int64_t before = length();
    move();
    DOSTYQ_CHECK(length() == before + delta);
#else
    static_cast<void>(delta);
    move();
#endif
  }

  void reverse(int i, int j) {
    std::reverse(stops_.begin() + i, stops_.begin() + j + 1);
    for (int k = i; k <= j; ++k) place_[at(stops_[at(k)])] = k;
  }

  /// Reverses stops i..j (inner ones) if that is shorter.
  int64_t try_reverse(int i, int j) {
    if (i < 1 || j + 1 >= size() || i >= j) return 0;
    const int64_t delta = leg(i - 1, j) + leg(i, j + 1) - leg(i - 1, i) - leg(j, j + 1);
    if (delta >= 0) return 0;
    apply(delta, [&] { reverse(i, j); });
    for (const int k : {i - 1, i, j, j + 1}) wake_place(k);
    return -delta;
  }

  int64_t reverse_at(int point) {
    for (const int other : neighbours_.of[at(point)]) {
      const int p = place_[at(point)], q = place_[at(other)];
      if (q < 0) continue;
      const int64_t near = problem_.between(point, other);
      int64_t gain = 0;
      // point before other: join point-other after point, or before it.
      if (near < leg(p, p + 1)) gain = p < q ? try_reverse(p + 1, q) : try_reverse(q + 1, p);
      if (gain == 0 && near < leg(p - 1, p))
        gain = p < q ? try_reverse(p, q - 1) : try_reverse(q, p - 1);
      if (gain > 0) return gain;
      if (near >= leg(p, p + 1) && near >= leg(p - 1, p)) break;
    }
    return 0;
  }

  /// Moves the stops i..j between places k and k + 1 (outside i..j), turned round or not.
  int64_t try_move(int i, int j, int k) {
    if (i < 1 || j + 1 >= size() || k < 0 || k + 1 >= size()) return 0;
    if (k >= i - 1 && k <= j) return 0;
    const int64_t out = leg(i - 1, j + 1) - leg(i - 1, i) - leg(j, j + 1) - leg(k, k + 1);
    const int64_t straight = out + leg(k, i) + leg(j, k + 1);
    const int64_t turned = out + leg(k, j) + leg(i, k + 1);
    const int64_t delta = std::min(straight, turned);
    if (delta >= 0) return 0;
    for (const int place : {i - 1, i, j, j + 1, k, k + 1}) wake_place(place);
    apply(delta, [&] {
      if (turned < straight) std::reverse(stops_.begin() + i, stops_.begin() + j + 1);
      if (k > j) {
        std::rotate(stops_.begin() + i, stops_.begin() + j + 1, stops_.begin() + k + 1);
      } else {
        std::rotate(stops_.begin() + k + 1, stops_.begin() + i, stops_.begin() + j + 1);
      }
      for (int m = std::min(i, k + 1); m <= std::max(j, k); ++m) place_[at(stops_[at(m)])] = m;
    });
    return -delta;
  }

  int64_t move_at(int point) {
    for (const int other : neighbours_.of[at(point)]) {
      if (place_[at(other)] < 0) continue;
      const int p = place_[at(point)], q = place_[at(other)];
      const int64_t longest = std::max(leg(p, p + 1), leg(p - 1, p));
      if (problem_.between(point, other) >= longest) break;
      for (int extra = 0; extra < 3; ++extra) {
        for (const int k : {q - 1, q}) {
          if (const int64_t gain = try_move(p, p + extra, k); gain > 0) return gain;
          if (extra == 0) continue;
          if (const int64_t gain = try_move(p - extra, p, k); gain > 0) return gain;
        }
      }
    }
    return 0;
  }

  const Problem& problem_;
  const Neighbours& neighbours_;
  std::vector<int> stops_;
  std::vector<int> place_;  // of a point that is a stop, else -1
  std::vector<int> restless_;
  std::vector<uint8_t> waits_;
};

}  // namespace

/// Dijkstra on the full graph.
std::vector<int64_t> shortest_ways(const Problem& problem, int from) {
  std::vector<int64_t> way(at(problem.points), std::numeric_limits<int64_t>::max());
  std::vector<bool> done(at(problem.points), false);
  way[at(from)] = 0;
  for (int k = 0; k < problem.points; ++k) {
    int next = -1;
    for (int i = 0; i < problem.points; ++i) {
      if (!done[at(i)] && (next < 0 || way[at(i)] < way[at(next)])) next = i;
    }
    done[at(next)] = true;
    for (int i = 0; i < problem.points; ++i)
      way[at(i)] = std::min(way[at(i)], way[at(next)] + problem.between(next, i));
  }
  return way;
}

Neighbours nearest_points(const Problem& problem, int count) {
  Neighbours neighbours;
  neighbours.of.resize(at(problem.points));
  neighbours.from_start = shortest_ways(problem, problem.start);
  neighbours.to_end = shortest_ways(problem, problem.end);
  std::vector<int> usable;
  for (int i = 0; i < problem.points; ++i) {
    if (!problem.is_end(i)) usable.push_back(i);
  }
  for (int i = 0; i < problem.points; ++i) {
    std::vector<int> others;
    others.reserve(usable.size());
    for (const int j : usable) {
      if (j != i) others.push_back(j);
    }
    const size_t kept = std::min(at(count), others.size());
    const auto nearer = [&](int a, int b) {
      const int64_t to_a = problem.between(i, a), to_b = problem.between(i, b);
      return to_a != to_b ? to_a < to_b : a < b;
    };
    std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(kept),
                      others.end(), nearer);
    others.resize(kept);
    neighbours.of[at(i)] = std::move(others);
  }
  return neighbours;
}

int64_t shorten(const Problem& problem, const Neighbours& neighbours, Route& route) {
  if (route.size() < 2) return 0;
  Order order(problem, neighbours, route);
  const int64_t saved = order.run();
  if (saved > 0) route = order.route();
  return saved;
}

}  // namespace dostyq::optim::orienteering
