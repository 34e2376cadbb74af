#pragma once

#include <cstdint>
#include <vector>

#include "optim/orienteering/orienteering.hpp"

namespace dostyq::optim::orienteering {

/// Routes as doubly linked lists over points and two sentinels for each route (its ends), with
/// score and lengths kept by integer deltas: a debug build recounts after every change. Inserting
/// and removing take O(1). A journal takes back everything since `mark`.
class RouteLists {
 public:
  explicit RouteLists(const Problem& problem);

  int first(int route) const { return problem_->points + 2 * route; }  ///< sentinel at the start
  int last(int route) const { return first(route) + 1; }
  bool is_sentinel(int node) const { return node >= problem_->points; }
  int next(int node) const { return next_[at(node)]; }
  int previous(int node) const { return previous_[at(node)]; }
  int route_of(int node) const { return route_of_[at(node)]; }  ///< -1: not visited
  bool visited(int point) const { return route_of_[at(point)] >= 0; }
  int64_t score() const { return score_; }
  int64_t length() const { return total_; }
  int64_t length(int route) const { return lengths_[at(route)]; }
  int required_left() const { return required_left_; }

  /// How much longer the route gets with `point` after `node`.
  int64_t detour(int point, int node) const {
    const int after = next_[at(node)];
    return between(node, point) + between(point, after) - between(node, after);
  }
  /// How much shorter the route gets without `point`.
  int64_t saving(int point) const {
    const int a = previous_[at(point)], b = next_[at(point)];
    return between(a, point) + between(point, b) - between(a, b);
  }
  void insert(int point, int node);  ///< after `node`
  void remove(int point);

  void mark() { journal_.clear(); }
  void take_back();

  std::vector<Route> routes() const;
  /// Forgets everything and takes these.
  void assign(const std::vector<Route>& routes);

  int64_t between(int a, int b) const { return problem_->between(real_[at(a)], real_[at(b)]); }

 private:
  struct Change {
    int point;
    int after;  ///< the node before it; -1: the point was inserted
  };
  static size_t at(int index) { return static_cast<size_t>(index); }
  void link(int point, int node);
  void unlink(int point);
  void prove() const;

  const Problem* problem_;
  std::vector<int> next_, previous_, route_of_, real_;
  std::vector<int64_t> lengths_;
  int64_t score_ = 0, total_ = 0;
  int required_left_ = 0;
  std::vector<Change> journal_;
};

}  // namespace dostyq::optim::orienteering
