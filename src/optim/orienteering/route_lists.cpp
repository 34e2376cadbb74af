#include "optim/orienteering/route_lists.hpp"

#include <cassert>
#include <numeric>

#include "base/check.hpp"

namespace dostyq::optim::orienteering {

RouteLists::RouteLists(const Problem& problem) : problem_(&problem) { assign({}); }

void RouteLists::assign(const std::vector<Route>& routes) {
  const int nodes = problem_->points + 2 * problem_->routes;
  next_.assign(at(nodes), -1);
  previous_.assign(at(nodes), -1);
  route_of_.assign(at(nodes), -1);
  real_.resize(at(nodes));
  std::iota(real_.begin(), real_.end(), 0);
  lengths_.assign(at(problem_->routes), problem_->between(problem_->start, problem_->end));
  total_ = problem_->routes * problem_->between(problem_->start, problem_->end);
  score_ = problem_->score[at(problem_->start)];
  if (!problem_->closed()) score_ += problem_->score[at(problem_->end)];
  required_left_ = 0;
  for (int i = 0; i < problem_->points; ++i) {
    if (problem_->is_required(i) && !problem_->is_end(i)) ++required_left_;
  }
  for (int r = 0; r < problem_->routes; ++r) {
    real_[at(first(r))] = problem_->start;
    real_[at(last(r))] = problem_->end;
    next_[at(first(r))] = last(r);
    previous_[at(last(r))] = first(r);
    route_of_[at(first(r))] = route_of_[at(last(r))] = r;
  }
  journal_.clear();
  for (size_t r = 0; r < routes.size(); ++r) {
    int node = first(static_cast<int>(r));
    for (const int point : routes[r]) {
      link(point, node);
      node = point;
    }
  }
}

void RouteLists::link(int point, int node) {
  const int route = route_of_[at(node)];
  const int64_t delta = detour(point, node);
  const int after = next_[at(node)];
  next_[at(node)] = previous_[at(after)] = point;
  previous_[at(point)] = node;
  next_[at(point)] = after;
  route_of_[at(point)] = route;
  lengths_[at(route)] += delta;
  total_ += delta;
  score_ += problem_->score[at(point)];
  if (problem_->is_required(point)) --required_left_;
  prove();
}

void RouteLists::unlink(int point) {
  const int64_t delta = saving(point);
  const int a = previous_[at(point)], b = next_[at(point)];
  next_[at(a)] = b;
  previous_[at(b)] = a;
  const int route = route_of_[at(point)];
  route_of_[at(point)] = -1;
  lengths_[at(route)] -= delta;
  total_ -= delta;
  score_ -= problem_->score[at(point)];
  if (problem_->is_required(point)) ++required_left_;
  prove();
}

void RouteLists::insert(int point, int node) {
  link(point, node);
  journal_.push_back({point, -1});
}

void RouteLists::remove(int point) {
  journal_.push_back({point, previous_[at(point)]});
  unlink(point);
}

void RouteLists::take_back() {
  while (!journal_.empty()) {
    const Change change = journal_.back();
    journal_.pop_back();
    if (change.after < 0) {
      unlink(change.point);
    } else {
      link(change.point, change.after);
    }
  }
}

std::vector<Route> RouteLists::routes() const {
  std::vector<Route> routes(at(problem_->routes));
  for (int r = 0; r < problem_->routes; ++r) {
    for (int node = next(first(r)); node != last(r); node = next(node))
      routes[at(r)].push_back(node);
  }
  return routes;
}

/// The deltas against a full recount: in debug builds only.
void RouteLists::prove() const {
#ifndef NDEBUG
  int64_t score = problem_->score[at(problem_->start)];
  if (!problem_->closed()) score += problem_->score[at(problem_->end)];
  int64_t total = 0;
  for (int r = 0; r < problem_->routes; ++r) {
    int64_t length = 0;
    for (int node = first(r); node != last(r); node = next(node)) {
      length += between(node, next(node));
      if (!is_sentinel(node)) score += problem_->score[at(node)];
    }
    DOSTYQ_CHECK(length == lengths_[at(r)]);
    total += length;
  }
  DOSTYQ_CHECK(score == score_ && total == total_);
#endif
}

}  // namespace dostyq::optim::orienteering
