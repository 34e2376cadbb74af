#include "optim/orienteering/edge_relaxation.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim::orienteering {
namespace {

constexpr int kNearestEdges = 6;
constexpr size_t kMostColumnsAtOnce = 400;
constexpr double kTolerance = 1e-7;

bool has(const std::vector<uint64_t>& set, int point) {
  return (set[static_cast<size_t>(point) >> 6] >> (static_cast<unsigned>(point) & 63U) & 1U) != 0;
}

}  // namespace

EdgeRelaxation::EdgeRelaxation(const Problem& problem, const Neighbours& neighbours,
                               const std::vector<Route>& start)
    : problem_(problem),
      neighbours_(neighbours),
      usable_(at(problem.points), false),
      half_degree_(at(problem.points), 1.0),
      cuts_of_(at(problem.points)) {
  for (int i = 0; i < problem.points; ++i)
    usable_[at(i)] = problem.is_end(i) || neighbours.reachable(problem, i);
  if (!problem.closed()) half_degree_[at(problem.start)] = half_degree_[at(problem.end)] = 0.5;
  build(start);
}

int64_t EdgeRelaxation::key(int a, int b) const {
  return int64_t{std::min(a, b)} * problem_.points + std::max(a, b);
}

/// Out and back over one edge: only where a point may be the only one of its route.
double EdgeRelaxation::edge_limit(int a, int b) const {
  if (problem_.is_end(a) && problem_.is_end(b)) return problem_.routes;
  if (problem_.closed() && problem_.routes > 1 && (a == problem_.start || b == problem_.start))
    return 2;
  return 1;
}

/// Whether some route can hold the edge, in one direction or the other.
bool EdgeRelaxation::allowed(int a, int b) const {
  if (!usable_[at(a)] || !usable_[at(b)]) return false;
  const auto way = [&](int p, int q) {
    return neighbours_.from_start[at(p)] + problem_.between(p, q) + neighbours_.to_end[at(q)] <=
           problem_.limit;
  };
  return way(a, b) || way(b, a);
}

void EdgeRelaxation::build(const std::vector<Route>& start) {
  const int n = problem_.points;
  std::vector<double> cost(at(n), 0);
  for (int i = 0; i < n; ++i) {
    double low = problem_.is_required(i) ? 1 : 0, high = usable_[at(i)] ? 1 : 0;
    if (problem_.is_end(i)) {
      low = high = problem_.routes;
      if (problem_.closed() && problem_.routes > 1) low = 0;
    } else {
      cost[at(i)] = -static_cast<double>(problem_.score[at(i)]);
      if (usable_[at(i)]) missing_ += static_cast<double>(problem_.score[at(i)]);
    }
    lower_.push_back(low);
    upper_.push_back(high);
  }
  for (int i = 0; i < n; ++i) {
    lower_.push_back(0);
    upper_.push_back(kInfinity);
    cost.push_back(missing_);
  }
  SparseRows rows;
  for (int i = 0; i < n; ++i) {
    rows.add_entry(i, -2 * half_degree_[at(i)]);
    rows.add_entry(n + i, 1);
    rows.finish_row(0, 0);
  }
  rows.finish_row(-kInfinity, static_cast<double>(problem_.limit) * problem_.routes);
  global_lower_ = lower_;
  global_upper_ = upper_;
  simplex_.load(lower_, upper_, cost, rows);
  for (int a = 0; a < n; ++a) {
    for (int b = a + 1; b < n; ++b) {
      if (allowed(a, b)) outside_.emplace_back(a, b);
    }
  }
  std::vector<std::pair<int, int>> first;
  const auto want = [&](int a, int b) {
    if (a != b && allowed(a, b)) first.emplace_back(std::min(a, b), std::max(a, b));
  };
  for (int i = 0; i < n; ++i) {
    const auto& near = neighbours_.of[at(i)];
    for (size_t k = 0; k < near.size() && k < kNearestEdges; ++k) want(i, near[k]);
  }
  if (!problem_.closed()) want(problem_.start, problem_.end);
  for (const Route& route : start) {
    int from = problem_.start;
    for (const int point : route) {
      want(from, point);
      from = point;
    }
    want(from, problem_.end);
  }
  std::sort(first.begin(), first.end());
  first.erase(std::unique(first.begin(), first.end()), first.end());
  add_edges(first);
}

void EdgeRelaxation::add_edges(const std::vector<std::pair<int, int>>& edges) {
  SparseRows columns;
  const std::vector<double> cost(edges.size(), 0.0);
  for (const auto& [a, b] : edges) {
    columns.add_entry(a, 1);
    columns.add_entry(b, 1);
    if (problem_.between(a, b) > 0)
      columns.add_entry(problem_.points, static_cast<double>(problem_.between(a, b)));
    for (const int cut : cuts_of_[at(a)]) {
      if (has(inside_[at(cut)], b)) columns.add_entry(problem_.points + 1 + cut, 1);
    }
    const double limit = edge_limit(a, b);
    columns.finish_row(0, limit);
    column_of_[key(a, b)] = first_edge() + static_cast<int>(edges_.size());
    edges_.emplace_back(a, b);
    lower_.push_back(0);
    upper_.push_back(limit);
    global_lower_.push_back(0);
    global_upper_.push_back(limit);
  }
  simplex_.add_columns(columns, cost);
  after_columns_ = true;
  std::erase_if(outside_, [&](const auto& edge) {
    return column_of_.count(key(edge.first, edge.second)) != 0;
  });
}

LpStatus EdgeRelaxation::solve() {
  LpEffort effort;
  effort.primal = after_columns_;
  after_columns_ = false;
  const LpStatus status = simplex_.solve(effort);
  if (status == LpStatus::kOptimal) {
    for (size_t k = 0; k < cuts_.size(); ++k) {
      const bool slack = simplex_.is_basic_row(problem_.points + 1 + static_cast<int>(k));
      cuts_[k].age = slack ? cuts_[k].age + 1 : 0;
    }
  }
  return status;
}

double EdgeRelaxation::probe(int column, double low, double high, int iterations,
                             bool& infeasible) {
  const double old_low = lower_[at(column)], old_high = upper_[at(column)];
  const Basis basis = simplex_.basis();
  simplex_.set_column_bounds(column, low, high);
  LpEffort effort;
  effort.iteration_limit = iterations;
  effort.escalate = false;
  const LpStatus status = simplex_.solve(effort);
  infeasible = status == LpStatus::kInfeasible;
  const double found = score();
  simplex_.set_column_bounds(column, old_low, old_high);
  simplex_.set_basis(basis);
  return found;
}

std::vector<WeightedEdge> EdgeRelaxation::support(double dust) const {
  std::vector<WeightedEdge> edges;
  const auto x = simplex_.primal();
  for (size_t k = 0; k < edges_.size(); ++k) {
    const double weight = x[at(first_edge()) + k];
    if (weight > dust)
      edges.push_back(
          {edges_[k].first, edges_[k].second, weight, first_edge() + static_cast<int>(k)});
  }
  return edges;
}

void EdgeRelaxation::index_cuts() {
  for (auto& list : cuts_of_) list.clear();
  inside_.clear();
  for (size_t k = 0; k < cuts_.size(); ++k) {
    std::vector<uint64_t> set((at(problem_.points) + 63) / 64, 0);
    for (const int point : cuts_[k].cut.inside) {
      set[at(point) >> 6] |= uint64_t{1} << (static_cast<unsigned>(point) & 63U);
      cuts_of_[at(point)].push_back(static_cast<int>(k));
    }
    inside_.push_back(std::move(set));
  }
}

void EdgeRelaxation::add_cuts(const std::vector<Cut>& cuts) {
  SparseRows rows;
  std::vector<std::vector<int>> columns_at(at(problem_.points));
  for (size_t k = 0; k < edges_.size(); ++k)
    columns_at[at(edges_[k].first)].push_back(static_cast<int>(k));
  std::vector<bool> in(at(problem_.points), false);
  for (const Cut& cut : cuts) {
    for (const int point : cut.inside) in[at(point)] = true;
    for (const int point : cut.inside) {
      for (const int k : columns_at[at(point)]) {
        if (in[at(edges_[at(k)].second)]) rows.add_entry(first_edge() + k, 1);
      }
    }
    for (const int point : cut.inside) in[at(point)] = false;
    for (const auto& [a, b] : cut.edges) rows.add_entry(column_of_.at(key(a, b)), 1);
    for (const auto& [point, coefficient] : cut.points) rows.add_entry(point, coefficient);
    rows.finish_row(-kInfinity, cut.upper);
    cuts_.push_back({cut, 0});
  }
  simplex_.add_rows(rows);
  cuts_added_ += static_cast<int64_t>(cuts.size());
  index_cuts();
}

void EdgeRelaxation::drop_slack_cuts(int age) {
  std::vector<int> rows;
  for (size_t k = 0; k < cuts_.size(); ++k) {
    if (cuts_[k].age >= age) rows.push_back(problem_.points + 1 + static_cast<int>(k));
  }
  if (rows.empty()) return;
  simplex_.delete_rows(rows);
  std::erase_if(cuts_, [&](const Row& row) { return row.age >= age; });
  index_cuts();
}

void EdgeRelaxation::set_bounds(int column, double low, double high) {
  if (lower_[at(column)] == low && upper_[at(column)] == high) return;
  lower_[at(column)] = low;
  upper_[at(column)] = high;
  simplex_.set_column_bounds(column, low, high);
}

/// Multipliers with the sign that their rows allow.
std::vector<double> EdgeRelaxation::clean_duals(const std::vector<double>& raw, double sign) const {
  std::vector<double> dual(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    dual[i] = sign * raw[i];
    // A missing edge costs missing_, and rows below have no lower side.
    dual[i] = std::min(i < at(problem_.points) ? missing_ : 0.0, dual[i]);
  }
  return dual;
}

double EdgeRelaxation::inside_dual(int a, int b, const std::vector<double>& dual) const {
  double sum = 0;
  for (const int cut : cuts_of_[at(a)]) {
    const double value = dual[at(problem_.points + 1 + cut)];
    if (value != 0 && has(inside_[at(cut)], b)) sum += value;
  }
  return sum;
}

/// A lower bound of the minimum by these multipliers over all edges, those outside too.
double EdgeRelaxation::dual_bound(const std::vector<double>& dual, bool infeasible,
                                  std::vector<std::pair<double, std::pair<int, int>>>* violated) {
  const int n = problem_.points;
  double sum = dual[at(n)] * static_cast<double>(problem_.limit) * problem_.routes;
  reduced_.assign(at(columns()), 0.0);
  for (int i = 0; i < n; ++i) {
    const double cost =
        infeasible || problem_.is_end(i) ? 0 : -static_cast<double>(problem_.score[at(i)]);
    reduced_[at(i)] = cost + 2 * half_degree_[at(i)] * dual[at(i)];
  }
  for (size_t k = 0; k < cuts_.size(); ++k) {
    const double value = dual[at(n) + 1 + k];
    if (value == 0) continue;
    sum += value * cuts_[k].cut.upper;
    for (const auto& [point, coefficient] : cuts_[k].cut.points)
      reduced_[at(point)] -= value * coefficient;
    for (const auto& [a, b] : cuts_[k].cut.edges) reduced_[at(column_of_.at(key(a, b)))] -= value;
  }
  const auto degree_part = [&](int a, int b) {
    return -dual[at(a)] - dual[at(b)] - dual[at(n)] * static_cast<double>(problem_.between(a, b));
  };
  for (size_t k = 0; k < edges_.size(); ++k) {
    const auto [a, b] = edges_[k];
    reduced_[at(first_edge()) + k] += degree_part(a, b) - inside_dual(a, b, dual);
  }
  for (int j = 0; j < columns(); ++j) {
    if (j >= n && j < first_edge()) continue;
    sum += std::min(reduced_[at(j)] * lower_[at(j)], reduced_[at(j)] * upper_[at(j)]);
  }
  reduced_outside_.assign(outside_.size(), 0.0);
  for (size_t k = 0; k < outside_.size(); ++k) {
    const auto [a, b] = outside_[k];
    double reduced = degree_part(a, b);
    // Cuts only raise it: an edge that is dear already need not look at them.
    if (reduced < 0) reduced -= inside_dual(a, b, dual);
    reduced_outside_[k] = reduced;
    const bool shut = (upper_[at(a)] == 0) || (upper_[at(b)] == 0);
    if (reduced >= -1e-12 || shut) continue;
    sum += reduced * edge_limit(a, b);
    if (violated != nullptr && reduced < -kTolerance) violated->push_back({reduced, outside_[k]});
  }
  return sum;
}

EdgeRelaxation::Priced EdgeRelaxation::price(bool infeasible) {
  Priced priced;
  std::vector<std::pair<double, std::pair<int, int>>> violated;
  priced.bound = kInfinity;
  if (infeasible) {
    for (const double sign : {1.0, -1.0}) {
      if (simplex_.ray().empty()) break;
      std::vector<std::pair<double, std::pair<int, int>>> found;
      std::vector<double> multipliers = clean_duals(simplex_.ray(), sign);
      for (int i = 0; i < problem_.points; ++i)
        multipliers[at(i)] = std::min(0.0, multipliers[at(i)]);
      const double proof = dual_bound(multipliers, true, &found);
      double largest = 0;
      for (const double value : simplex_.ray()) largest = std::max(largest, std::abs(value));
      if (proof > 1e-7 * largest) {
        priced.bound = -kInfinity;
        return priced;
      }
      // The right sign is that whose proof holds without the edges outside.
      double inner = proof;
      for (const auto& [reduced, edge] : found)
        inner -= reduced * edge_limit(edge.first, edge.second);
      if (inner > 1e-7 * largest) violated = std::move(found);
    }
  } else {
    priced.bound = -dual_bound(clean_duals(simplex_.duals(), 1), false, &violated);
  }
  std::sort(violated.begin(), violated.end());
  if (violated.size() > kMostColumnsAtOnce) violated.resize(kMostColumnsAtOnce);
  std::vector<std::pair<int, int>> edges;
  edges.reserve(violated.size());
  for (const auto& [reduced, edge] : violated) edges.push_back(edge);
  priced.added = static_cast<int>(edges.size());
  if (!edges.empty()) add_edges(edges);
  if (infeasible) after_columns_ = false;
  return priced;
}

void EdgeRelaxation::fix_by_reduced_cost(double bound, int64_t incumbent) {
  const auto beaten = [&](double other) {
    return std::floor(other + 1e-6) <= static_cast<double>(incumbent);
  };
  for (int j = 0; j < static_cast<int>(reduced_.size()); ++j) {
    double& low = global_lower_[at(j)];
    double& high = global_upper_[at(j)];
    if (low == high || high - low > 1) continue;
    const double reduced = reduced_[at(j)];
    if (reduced > 0 && beaten(bound - reduced)) high = low;
    if (reduced < 0 && beaten(bound + reduced)) low = high;
    set_bounds(j, low, high);
  }
  size_t kept = 0;
  for (size_t k = 0; k < outside_.size() && k < reduced_outside_.size(); ++k) {
    const auto [a, b] = outside_[k];
    const bool shut = global_upper_[at(a)] == 0 || global_upper_[at(b)] == 0;
    if (shut || (reduced_outside_[k] > 0 && beaten(bound - reduced_outside_[k]))) continue;
    outside_[kept++] = outside_[k];
  }
  outside_.resize(kept);
  reduced_outside_.clear();
}

}  // namespace dostyq::optim::orienteering
