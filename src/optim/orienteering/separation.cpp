#include "optim/orienteering/separation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace dostyq::optim::orienteering {
namespace {

constexpr double kViolation = 1e-4;
constexpr double kWhole = 1e-6;
constexpr size_t kMostCuts = 250;

size_t at(int index) { return static_cast<size_t>(index); }

/// Points that shrinking has made one.
class Groups {
 public:
  explicit Groups(int count) : parent_(at(count)) { std::iota(parent_.begin(), parent_.end(), 0); }
  int of(int point) {
    while (parent_[at(point)] != point) {
      parent_[at(point)] = parent_[at(parent_[at(point)])];
      point = parent_[at(point)];
    }
    return point;
  }
  void join(int a, int b) { parent_[at(of(a))] = of(b); }

 private:
  std::vector<int> parent_;
};

class Separation {
 public:
  Separation(const Problem& problem, const EdgeRelaxation& relaxation)
      : problem_(problem),
        relaxation_(relaxation),
        graph_(problem.points, relaxation.support(1e-7)) {
    y_.reserve(at(problem.points));
    for (int i = 0; i < problem.points; ++i) y_.push_back(relaxation.y(i));
  }

  std::vector<Cut> run() {
    logical();
    const size_t before = cuts_.size();
    component_cuts();
    if (cuts_.size() == before) minimum_cuts();
    if (!problem_.closed()) ends_apart();
    if (cuts_.size() < 20) {
      for (const double margin : {1e-5, 0.1, 0.2, 0.3}) blossoms(margin);
    }
    if (cuts_.size() < 10) cover();
    if (cuts_.empty() && problem_.routes > 1) long_routes();
    return std::move(cuts_);
  }

 private:
  double visits(int point) const { return problem_.is_end(point) ? 0 : y_[at(point)]; }

  void logical() {
    for (const WeightedEdge& edge : graph_.edges()) {
      const double limit = relaxation_.edge_limit(edge.a, edge.b);
      for (const int point : {edge.a, edge.b}) {
        if (problem_.is_end(point) || edge.weight <= limit * y_[at(point)] + kViolation) continue;
        Cut cut;
        cut.edges.emplace_back(edge.a, edge.b);
        cut.points.emplace_back(point, -limit);
        cuts_.push_back(std::move(cut));
      }
    }
  }

  /// x(cut of S) >= 2 y(i), written over S or what is left of it, whichever has fewer points.
  void connect(const std::vector<int>& set, int point) {
    Cut cut;
    std::vector<bool> in(at(problem_.points), false);
    int usable = 0;
    for (const int member : set) in[at(member)] = true;
    for (int i = 0; i < problem_.points; ++i) usable += relaxation_.usable(i) ? 1 : 0;
    const bool other = 2 * static_cast<int>(set.size()) > usable;
    for (int i = 0; i < problem_.points; ++i) {
      if (!relaxation_.usable(i) || in[at(i)] == other) continue;
      cut.inside.push_back(i);
      const double coefficient = -relaxation_.half_degree(i) + (i == point ? 1 : 0);
      if (coefficient != 0) cut.points.emplace_back(i, coefficient);
    }
    if (other) cut.points.emplace_back(point, 1);
    cuts_.push_back(std::move(cut));
  }

  int most_visited(const std::vector<int>& set) const {
    return *std::max_element(set.begin(), set.end(),
                             [&](int a, int b) { return y_[at(a)] < y_[at(b)]; });
  }

  void component_cuts() {
    const std::vector<int> component = graph_.components(0, HUGE_VAL);
    std::vector<std::vector<int>> members(at(problem_.points));
    for (int i = 0; i < problem_.points; ++i) {
      if (y_[at(i)] > 1e-6) members[at(component[at(i)])].push_back(i);
    }
    for (const std::vector<int>& set : members) {
      if (set.empty()) continue;
      const bool home =
          std::any_of(set.begin(), set.end(), [&](int i) { return problem_.is_end(i); });
      if (home) continue;
      const int point = most_visited(set);
      if (2 * y_[at(point)] > kViolation) connect(set, point);
    }
  }

  /// Edges with x = y = y of inner points become one point: no cut that is broken goes away.
  SupportGraph shrunk(Groups& groups, std::vector<int>& number, int& count) const {
    for (const WeightedEdge& edge : graph_.edges()) {
      if (problem_.is_end(edge.a) || problem_.is_end(edge.b)) continue;
      if (edge.weight >= y_[at(edge.a)] - 1e-7 && edge.weight >= y_[at(edge.b)] - 1e-7)
        groups.join(edge.a, edge.b);
    }
    // The two ends are one place for connectivity.
    if (!problem_.closed()) groups.join(problem_.start, problem_.end);
    number.assign(at(problem_.points), -1);
    count = 0;
    for (int i = 0; i < problem_.points; ++i) {
      if (groups.of(i) == i) number[at(i)] = count++;
    }
    std::vector<WeightedEdge> edges;
    for (const WeightedEdge& edge : graph_.edges()) {
      const int a = number[at(groups.of(edge.a))], b = number[at(groups.of(edge.b))];
      if (a != b) edges.push_back({std::min(a, b), std::max(a, b), edge.weight, edge.id});
    }
    std::sort(edges.begin(), edges.end(), [](const WeightedEdge& p, const WeightedEdge& q) {
      return p.a != q.a ? p.a < q.a : p.b < q.b;
    });
    std::vector<WeightedEdge> merged;
    for (const WeightedEdge& edge : edges) {
      if (!merged.empty() && merged.back().a == edge.a && merged.back().b == edge.b) {
        merged.back().weight += edge.weight;
      } else {
        merged.push_back(edge);
      }
    }
    return {count, merged};
  }

  void minimum_cuts() {
    Groups groups(problem_.points);
    std::vector<int> number;
    int count = 0;
    const SupportGraph graph = shrunk(groups, number, count);
    std::vector<std::vector<int>> members(at(count));
    for (int i = 0; i < problem_.points; ++i) members[at(number[at(groups.of(i))])].push_back(i);
    const int home = number[at(groups.of(problem_.start))];
    std::vector<int> order;
    for (int g = 0; g < count; ++g) {
      if (g != home && y_[at(most_visited(members[at(g)]))] > 1e-5) order.push_back(g);
    }
    const auto most = [&](int g) { return y_[at(most_visited(members[at(g)]))]; };
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return most(a) != most(b) ? most(a) > most(b) : a < b; });
    std::vector<bool> done(at(count), false);
    MinimumCut flow(graph);
    for (const int sink : order) {
      if (done[at(sink)] || cuts_.size() >= kMostCuts) continue;
      const double wanted = 2 * most(sink) - kViolation;
      if (flow.run(home, sink, wanted) >= wanted) continue;
      std::vector<int> set;
      for (const int g : flow.sink_side()) {
        done[at(g)] = true;
        set.insert(set.end(), members[at(g)].begin(), members[at(g)].end());
      }
      connect(set, most_visited(set));
    }
  }

  /// As many routes leave every set with the start and without the end.
  void ends_apart() {
    MinimumCut flow(graph_);
    const double wanted = problem_.routes - kViolation;
    if (flow.run(problem_.end, problem_.start, wanted) >= wanted) return;
    Cut cut;
    for (const int point : flow.sink_side()) {
      cut.inside.push_back(point);
      if (!problem_.is_end(point)) cut.points.emplace_back(point, -1);
    }
    std::sort(cut.inside.begin(), cut.inside.end());
    cuts_.push_back(std::move(cut));
  }

  /// x(inside H) + x(T) <= y(H) + (|T| - 1) / 2 for odd T of edges leaving H.
  void blossoms(double margin) {
    const std::vector<int> component = graph_.components(margin, 1 - margin);
    std::vector<std::vector<int>> members(at(problem_.points));
    for (int i = 0; i < problem_.points; ++i) members[at(component[at(i)])].push_back(i);
    for (size_t h = 0; h < members.size(); ++h) {
      if (members[h].size() < 3 || cuts_.size() >= kMostCuts) continue;
      if (std::any_of(members[h].begin(), members[h].end(), [&](int i) {
            return problem_.is_end(i) && (!problem_.closed() || problem_.routes > 1);
          }))
        continue;
      add_blossom(members[h], component, static_cast<int>(h));
    }
  }

  void add_blossom(const std::vector<int>& handle, const std::vector<int>& component, int number) {
    Cut cut;
    double left = 0, right = 0;
    std::vector<const WeightedEdge*> leaving;
    for (const int point : handle) {
      right += problem_.is_end(point) ? 1 : y_[at(point)];
      for (const auto& arc : graph_.arcs(point)) {
        const WeightedEdge& edge = graph_.edges()[at(arc.edge)];
        if (component[at(arc.to)] == number) {
          left += arc.weight / 2;
        } else {
          leaving.push_back(&edge);
        }
      }
    }
    std::sort(leaving.begin(), leaving.end(), [](const auto* p, const auto* q) {
      return p->weight != q->weight ? p->weight > q->weight : p->id < q->id;
    });
    // Edges above one half pay; an even number loses its least or takes one more.
    size_t teeth = 0;
    while (teeth < leaving.size() && leaving[teeth]->weight > 0.5) ++teeth;
    if (teeth % 2 == 0) {
      const double add = teeth < leaving.size() ? leaving[teeth]->weight : 0;
      const double drop = teeth > 0 ? 1 - leaving[teeth - 1]->weight : 0;
      if (add >= drop && teeth < leaving.size()) {
        ++teeth;
      } else if (teeth > 0) {
        --teeth;
      }
    }
    if (teeth % 2 == 0) return;
    for (size_t k = 0; k < teeth; ++k) {
      left += leaving[k]->weight;
      cut.edges.emplace_back(leaving[k]->a, leaving[k]->b);
    }
    const auto half = static_cast<double>((teeth - 1) / 2);
    if (left <= right + half + 1e-3) return;
    cut.inside = handle;
    for (const int point : handle) cut.points.emplace_back(point, -1);
    cut.upper = half;
    cuts_.push_back(std::move(cut));
  }

  /// Edges whose lengths add up to more than all routes have: one of them is left out.
  void cover() {
    std::vector<const WeightedEdge*> edges;
    for (const WeightedEdge& edge : graph_.edges()) {
      if (problem_.between(edge.a, edge.b) > 0 && edge.weight > 0.3 &&
          relaxation_.edge_limit(edge.a, edge.b) == 1)
        edges.push_back(&edge);
    }
    const auto dear = [&](const WeightedEdge* e) {
      return (1 - e->weight) / static_cast<double>(problem_.between(e->a, e->b));
    };
    std::sort(edges.begin(), edges.end(), [&](const auto* p, const auto* q) {
      const double a = dear(p), b = dear(q);
      return a != b ? a < b : p->id < q->id;
    });
    const int64_t room = problem_.limit * problem_.routes;
    int64_t length = 0;
    double missing = 0;
    Cut cut;
    for (const auto* edge : edges) {
      if (length > room) break;
      length += problem_.between(edge->a, edge->b);
      missing += 1 - edge->weight;
      cut.edges.emplace_back(edge->a, edge->b);
    }
    if (length <= room || missing >= 1 - 1e-3) return;
    cut.upper = static_cast<double>(cut.edges.size()) - 1;
    cuts_.push_back(std::move(cut));
  }

  bool whole() const {
    const auto near = [](double x) { return std::abs(x - std::round(x)) <= kWhole; };
    return std::all_of(y_.begin(), y_.end(), near) &&
           std::all_of(graph_.edges().begin(), graph_.edges().end(),
                       [&](const WeightedEdge& edge) { return near(edge.weight); });
  }

  /// Of whole solutions only: the edges of a route beyond the limit cannot all be used.
  void long_routes() {
    if (!whole()) return;
    const std::vector<WeightedEdge> support = relaxation_.support(0.5);
    for (const Route& route : routes_of(problem_, support)) {
      Cut cut;
      int64_t length = 0;
      int from = problem_.start;
      const auto walk = [&](int to) {
        length += problem_.between(from, to);
        cut.edges.emplace_back(std::min(from, to), std::max(from, to));
        from = to;
      };
      for (const int point : route) walk(point);
      walk(problem_.end);
      if (length <= problem_.limit || route.empty()) continue;
      if (route.size() == 1 && problem_.closed()) cut.edges.pop_back();
      cut.upper = static_cast<double>(cut.edges.size()) - 1;
      cuts_.push_back(std::move(cut));
    }
  }

  const Problem& problem_;
  const EdgeRelaxation& relaxation_;
  SupportGraph graph_;
  std::vector<double> y_;
  std::vector<Cut> cuts_;
};

}  // namespace

std::vector<Cut> separate(const Problem& problem, const EdgeRelaxation& relaxation) {
  return Separation(problem, relaxation).run();
}

std::vector<Route> routes_of(const Problem& problem, const std::vector<WeightedEdge>& support) {
  std::vector<std::vector<int>> next(at(problem.points));
  for (const WeightedEdge& edge : support) {
    for (int k = static_cast<int>(std::lround(edge.weight)); k > 0; --k) {
      next[at(edge.a)].push_back(edge.b);
      next[at(edge.b)].push_back(edge.a);
    }
  }
  const auto take = [&](int from, int to) {
    const auto drop = [&](int p, int q) {
      const auto found = std::find(next[at(p)].begin(), next[at(p)].end(), q);
      if (found != next[at(p)].end()) next[at(p)].erase(found);
    };
    drop(from, to);
    drop(to, from);
  };
  std::vector<Route> routes;
  while (!next[at(problem.start)].empty()) {
    Route route;
    int from = problem.start;
    int to = next[at(from)].back();
    take(from, to);
    while (!problem.is_end(to) && !next[at(to)].empty()) {
      route.push_back(to);
      from = to;
      to = next[at(from)].back();
      take(from, to);
    }
    routes.push_back(std::move(route));
    if (static_cast<int>(routes.size()) > problem.routes) break;
  }
  return routes;
}

}  // namespace dostyq::optim::orienteering
