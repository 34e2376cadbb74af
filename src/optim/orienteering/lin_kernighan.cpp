#include "optim/orienteering/lin_kernighan.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/check.hpp"

namespace dostyq::optim::orienteering {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

constexpr int kNear = 8;
constexpr int kDeepest = 25;
constexpr std::array<int, 3> kBreadth{5, 3, 1};  // of the first steps; one from then on

/// The route as a ring of nodes 0 .. n - 1: node 0 is the start, and the last node the end, where
/// they differ; the edge between them is no part of the route and stays.
class Ring {
 public:
  Ring(const Problem& problem, const Route& route) : problem_(problem) {
    points_.push_back(problem.start);
    points_.insert(points_.end(), route.begin(), route.end());
    if (!problem.closed()) points_.push_back(problem.end);
    n_ = static_cast<int>(points_.size());
    for (int i = 0; i < n_; ++i) ring_.push_back(i), place_.push_back(i);
    find_near();
  }

  int64_t run() {
    int64_t saved = 0;
    std::vector<int> queue;
    std::vector<uint8_t> waits(at(n_), 1);
    for (int i = 0; i < n_; ++i) queue.push_back(i);
    for (size_t k = 0; k < queue.size(); ++k) {
      const int base = queue[k];
      waits[at(base)] = 0;
      const int64_t gain = improve(base);
      saved += gain;
      if (gain == 0) continue;
      for (const int node : touched_) {
        if (waits[at(node)] != 0) continue;
        waits[at(node)] = 1;
        queue.push_back(node);
      }
    }
    return saved;
  }

  Route route() const {
    const bool forward = problem_.closed() || ring_[at(wrap(place_[0] + 1))] != n_ - 1;
    Route route;
    for (int k = 1; k < n_; ++k) {
      const int node = ring_[at(wrap(place_[0] + (forward ? k : n_ - k)))];
      if (problem_.closed() || node != n_ - 1) route.push_back(points_[at(node)]);
    }
    return route;
  }

 private:
  struct Exchange {
    int t3 = 0, t4 = 0;
    int64_t gain = 0;
  };

  int wrap(int i) const { return i >= n_ ? i - n_ : i < 0 ? i + n_ : i; }
  int64_t cost(int a, int b) const { return problem_.between(points_[at(a)], points_[at(b)]); }
  bool fixed(int a, int b) const {
    return !problem_.closed() && std::min(a, b) == 0 && std::max(a, b) == n_ - 1;
  }
  bool is_added(int a, int b) const {
    return std::any_of(added_.begin(), added_.end(), [&](const auto& edge) {
      return edge == std::pair(a, b) || edge == std::pair(b, a);
    });
  }
  /// In the direction of the search.
  int next(int node) const { return ring_[at(wrap(place_[at(node)] + (turned_ ? -1 : 1)))]; }
  int previous(int node) const { return ring_[at(wrap(place_[at(node)] + (turned_ ? 1 : -1)))]; }

  void find_near() {
    std::vector<int> others;
    near_.resize(at(n_));
    for (int i = 0; i < n_; ++i) {
      others.clear();
      for (int j = 0; j < n_; ++j) {
        if (j != i) others.push_back(j);
      }
      const auto nearer = [&](int a, int b) {
        const int64_t to_a = cost(i, a), to_b = cost(i, b);
        return to_a != to_b ? to_a < to_b : a < b;
      };
      const auto kept = std::min(others.size(), size_t{kNear});
      const auto middle = others.begin() + static_cast<std::ptrdiff_t>(kept);
      std::nth_element(others.begin(), kept < others.size() ? middle : middle - 1, others.end(),
                       nearer);
      std::sort(others.begin(), middle, nearer);
      near_[at(i)].assign(others.begin(), middle);
    }
  }

  int64_t length() const {
    int64_t sum = 0;
    for (int k = 0; k < n_; ++k) {
      const int a = ring_[at(k)], b = ring_[at(wrap(k + 1))];
      if (!fixed(a, b)) sum += cost(a, b);
    }
    return sum;
  }

  /// Turns the part from `a` forward to `b` round, or the rest of the ring, which is the same.
  void reverse(int a, int b) {
    int i = place_[at(turned_ ? b : a)], j = place_[at(turned_ ? a : b)];
    int count = wrap(j - i) + 1;
    if (2 * count > n_) {
      std::swap(i, j);
      i = wrap(i + 1), j = wrap(j - 1);
      count = n_ - count;
      turned_ = !turned_;  // what was ahead of the part lies behind it now
    }
    for (int k = count / 2; k > 0; --k) {
      std::swap(ring_[at(i)], ring_[at(j)]);
      place_[at(ring_[at(i)])] = i, place_[at(ring_[at(j)])] = j;
      i = wrap(i + 1), j = wrap(j - 1);
    }
  }

  int64_t improve(int base) {
    for (const bool turned : {false, true}) {
      turned_ = turned;
      touched_.assign({base});
      added_.clear();
      const int second = next(base);
      if (fixed(base, second)) continue;
#ifndef NDEBUG
      const int64_t before = length();
#endif
      const int64_t gain = chain(base, second, cost(base, second), 0, 0);
#ifndef NDEBUG
      DOSTYQ_CHECK(length() == before - gain);
#endif
      if (gain > 0) return gain;
    }
    return 0;
  }

  /// Goes on from a route that lacks the edge to t2 from t1, its ends. `open`: how much longer the
  /// removed edges are than the added ones. Saves more than `floor` when it is closed again, or
  /// returns 0 and leaves the ring as it was.
  int64_t chain(int t1, int t2, int64_t open, int depth, int64_t floor) {
    std::array<Exchange, kBreadth.front()> best;
    const int found = candidates(t1, t2, open, depth, best);
    for (int k = 0; k < found; ++k) {
      const auto [t3, t4, gain] = best[at(k)];
      const size_t touched = touched_.size();
      reverse(t2, t4);
      touched_.insert(touched_.end(), {t2, t3, t4});
      added_.emplace_back(t2, t3);
      const int64_t closed = gain - cost(t1, t4);
      if (depth + 1 < kDeepest) {
        const int64_t deeper = chain(t1, t4, gain, depth + 1, std::max(floor, closed));
        if (deeper > 0) return deeper;
      }
      if (closed > floor) return closed;
      reverse(t4, t2);
      touched_.resize(touched);
      added_.pop_back();
    }
    return 0;
  }

  /// t1 -> t2 ... t4 -> t3 can become t1 -> t4 ... t2 -> t3: the t3 that promise most.
  int candidates(int t1, int t2, int64_t open, int depth,
                 std::array<Exchange, kBreadth.front()>& best) const {
    const int breadth = depth < static_cast<int>(kBreadth.size()) ? kBreadth[at(depth)] : 1;
    int found = 0;
    for (const int t3 : near_[at(t2)]) {
      const int64_t left = open - cost(t2, t3);
      if (left <= 0) break;
      const int t4 = previous(t3);
      if (t3 == t1 || t4 == t2 || fixed(t3, t4) || is_added(t3, t4)) continue;
      const Exchange one{t3, t4, left + cost(t3, t4)};
      int k = found;
      while (k > 0 && best[at(k - 1)].gain < one.gain) --k;
      if (k >= breadth) continue;
      for (int m = std::min(found, breadth - 1); m > k; --m) best[at(m)] = best[at(m - 1)];
      best[at(k)] = one;
      found = std::min(found + 1, breadth);
    }
    return found;
  }

  const Problem& problem_;
  std::vector<int> points_;  // of a node
  int n_ = 0;
  std::vector<int> ring_, place_;
  std::vector<std::vector<int>> near_;
  std::vector<int> touched_;
  std::vector<std::pair<int, int>> added_;  // edges of the chain: none is taken out again
  bool turned_ = false;
};

}  // namespace

int64_t lin_kernighan(const Problem& problem, Route& route) {
  if (route.size() < 4) return 0;
  Ring ring(problem, route);
  const int64_t saved = ring.run();
  if (saved > 0) route = ring.route();
  return saved;
}

}  // namespace dostyq::optim::orienteering
