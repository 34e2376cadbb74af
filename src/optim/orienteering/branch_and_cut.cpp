#include "optim/orienteering/branch_and_cut.hpp"

#include <algorithm>
#include <cmath>

#include "optim/orienteering/separation.hpp"

namespace dostyq::optim::orienteering {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWhole = 1e-6;

double fraction(double x) { return std::abs(x - std::round(x)); }

}  // namespace

BranchAndCut::BranchAndCut(const Problem& problem, const Options& options,
                           const Neighbours& neighbours, RuinAndRecreate& search,
                           std::vector<Route> routes, int64_t score, bool has_routes,
                           Clock::time_point begin)
    : problem_(problem),
      options_(options),
      search_(search),
      relaxation_(problem, neighbours, routes),
      begin_(begin),
      deadline_(Clock::time_point::max()),
      routes_(std::move(routes)),
      score_(score),
      has_routes_(has_routes) {
  if (std::isfinite(options.time_limit_seconds)) {
    deadline_ = begin + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(options.time_limit_seconds));
  }
  for (int i = 0; i < problem.points; ++i) {
    if (!problem.is_end(i) && relaxation_.usable(i))
      root_bound_ += static_cast<double>(problem.score[at(i)]);
  }
  relaxation_.set_limits(deadline_, options.stop);
}

bool BranchAndCut::stopped() const {
  return (options_.stop != nullptr && options_.stop->requested()) || Clock::now() >= deadline_;
}

bool BranchAndCut::beaten(double bound) const {
  if (!has_routes_) return bound < -1e-3;  // an edge is missing: no routes at all
  return std::floor(bound + 1e-6) <= static_cast<double>(score_);
}

double BranchAndCut::open_bound() const {
  double bound = std::max(unproven_, working_);
  if (!open_.empty()) bound = std::max(bound, open_.top().bound);
  for (const Node& node : dive_) bound = std::max(bound, node.bound);
  return bound;
}

int64_t BranchAndCut::bound() const {
  const double open = open_bound();
  if (open == -HUGE_VAL) return has_routes_ ? score_ : -1;
  const auto whole = static_cast<int64_t>(std::floor(open + 1e-6));
  return has_routes_ ? std::max(whole, score_) : whole;
}

void BranchAndCut::report(bool force) {
  if (!options_.progress) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  if (!force && seconds < reported_ + 0.25) return;
  reported_ = seconds;
  Progress progress;
  progress.stage = "orienteering.prove";
  progress.has_incumbent = has_routes_;
  progress.incumbent = static_cast<double>(score_);
  progress.bound = static_cast<double>(bound());
  progress.seconds = seconds;
  progress.nodes = node_count_;
  options_.progress(progress);
}

void BranchAndCut::offer(const std::vector<Route>& routes) {
  const Recount counted = recount(problem_, routes);
  if (!counted.broken.empty() || (has_routes_ && counted.score <= score_)) return;
  routes_ = routes;
  score_ = counted.score;
  has_routes_ = true;
}

/// Greedy fragments by x, the next one nearest.
std::vector<Route> BranchAndCut::routes_near_solution() const {
  std::vector<WeightedEdge> edges = relaxation_.support(0.2);
  std::sort(edges.begin(), edges.end(), [](const WeightedEdge& p, const WeightedEdge& q) {
    return p.weight != q.weight ? p.weight > q.weight : p.id < q.id;
  });
  const int n = problem_.points;
  std::vector<std::vector<int>> linked(at(n));
  std::vector<int> far(at(n));  // the other end of a fragment
  for (int i = 0; i < n; ++i) far[at(i)] = i;
  for (const WeightedEdge& edge : edges) {
    if (problem_.is_end(edge.a) || problem_.is_end(edge.b)) continue;
    if (linked[at(edge.a)].size() > 1 || linked[at(edge.b)].size() > 1) continue;
    if (far[at(edge.a)] == edge.b) continue;
    const int p = far[at(edge.a)], q = far[at(edge.b)];
    linked[at(edge.a)].push_back(edge.b);
    linked[at(edge.b)].push_back(edge.a);
    far[at(p)] = q;
    far[at(q)] = p;
  }
  std::vector<int> heads;
  for (int i = 0; i < n; ++i) {
    if (problem_.is_end(i) || linked[at(i)].size() > 1) continue;
    if (relaxation_.y(i) > 0.2) heads.push_back(i);
  }
  Route route;
  std::vector<bool> taken(at(n), false);
  int from = problem_.start;
  while (true) {
    int best = -1;
    for (const int head : heads) {
      if (taken[at(head)]) continue;
      if (best < 0 || problem_.between(from, head) < problem_.between(from, best)) best = head;
    }
    if (best < 0) break;
    for (int node = best, came = -1; node >= 0;) {
      taken[at(node)] = true;
      route.push_back(node);
      from = node;
      int onward = -1;
      for (const int near : linked[at(node)]) {
        if (near != came && !taken[at(near)]) onward = near;
      }
      came = node;
      node = onward;
    }
  }
  return {route};
}

void BranchAndCut::search_near_solution() {
  if (problem_.routes != 1) return;
  search_.repair(routes_near_solution());
  search_.polish(512, [this] { return stopped(); });
  if (search_.has_best()) offer(search_.best());
}

/// False if the node contradicts what is known to hold everywhere.
bool BranchAndCut::enter(const Node& node) {
  for (const Fix& fix : entered_) relaxation_.reset_bounds(fix.column);
  entered_ = node.fixes;
  for (const Fix& fix : entered_) {
    // What holds everywhere may be tighter by now.
    relaxation_.reset_bounds(fix.column);
    const double low = std::max(fix.lower, relaxation_.lower(fix.column));
    const double high = std::min(fix.upper, relaxation_.upper(fix.column));
    if (low > high) return false;
    relaxation_.set_bounds(fix.column, low, high);
  }
  return true;
}

bool BranchAndCut::take_if_whole() {
  for (int i = 0; i < problem_.points; ++i) {
    if (fraction(relaxation_.y(i)) > kWhole) return false;
  }
  const std::vector<WeightedEdge> support = relaxation_.support(kWhole);
  if (std::any_of(support.begin(), support.end(),
                  [](const WeightedEdge& edge) { return fraction(edge.weight) > kWhole; }))
    return false;
  offer(routes_of(problem_, support));
  return true;
}

/// After the last cut: columns, bound, and whether the node is done with.
BranchAndCut::End BranchAndCut::settle(Node& node, bool& again) {
  const EdgeRelaxation::Priced priced = relaxation_.price(false);
  node.bound = std::min(node.bound, priced.bound);
  working_ = node.bound;
  again = priced.added > 0;
  if (beaten(node.bound)) return End::kPruned;
  if (again) return End::kBranch;
  if (node.fixes.empty() && has_routes_) relaxation_.fix_by_reduced_cost(node.bound, score_);
  if (take_if_whole() && beaten(node.bound)) return End::kPruned;
  return End::kBranch;
}

BranchAndCut::End BranchAndCut::cut_and_price(Node& node) {
  const bool root = node.fixes.empty();
  double last = HUGE_VAL;
  int slow = 0;
  for (int round = 0;; ++round) {
    if (stopped()) return End::kStopped;
    const LpStatus status = relaxation_.solve();
    if (status == LpStatus::kStopped) return End::kStopped;
    if (status == LpStatus::kInfeasible) {
      const EdgeRelaxation::Priced priced = relaxation_.price(true);
      if (priced.bound == -kInfinity) return End::kPruned;
      if (priced.added > 0) continue;
    }
    if (status != LpStatus::kOptimal) {
      // Given up on: its bound stays in the answer, and nothing is called proven.
      unproven_ = std::max(unproven_, node.bound);
      return End::kPruned;
    }
    report(false);
    const double score = relaxation_.score();
    slow = last - score < 1e-4 * std::abs(score) + 1e-9 ? slow + 1 : 0;
    last = score;
    bool again = false;
    if (beaten(score) || (root && round % 10 == 9)) {
      const End end = settle(node, again);
      if (end == End::kPruned) return end;
      if (again) continue;
    }
    const bool tailing = slow > (root ? 40 : 6);
    std::vector<Cut> cuts;
    if (!tailing || take_if_whole()) cuts = separate(problem_, relaxation_);
    if (root && (round % 8 == 0 || cuts.empty())) search_near_solution();
    if (!cuts.empty()) {
      if (round % 4 == 3) relaxation_.drop_slack_cuts(8);
      relaxation_.add_cuts(cuts);
      continue;
    }
    const End end = settle(node, again);
    if (end == End::kPruned) return end;
    if (!again) return End::kBranch;
  }
}

/// The fractional column whose two sides lower the bound most, by short solves of both.
int BranchAndCut::choose(const Node& node) {
  std::vector<std::pair<double, int>> points, edges;
  for (int i = 0; i < problem_.points; ++i) {
    const double part = fraction(relaxation_.y(i));
    if (part > kWhole)
      points.emplace_back(-part * (1 + std::log1p(static_cast<double>(problem_.score[at(i)]))), i);
  }
  for (const WeightedEdge& edge : relaxation_.support(kWhole)) {
    const double part = fraction(edge.weight);
    if (part > kWhole) edges.emplace_back(-part, edge.id);
  }
  std::sort(points.begin(), points.end());
  std::sort(edges.begin(), edges.end());
  std::vector<int> columns;
  for (size_t k = 0; k < std::min<size_t>(points.size(), 8); ++k)
    columns.push_back(points[k].second);
  for (size_t k = 0; k < std::min<size_t>(edges.size(), points.empty() ? 8 : 4); ++k)
    columns.push_back(edges[k].second);
  int best = -1;
  double best_gain = -1;
  const double now = std::min(node.bound, relaxation_.score());
  std::vector<double> value;
  for (const int column : columns) value.push_back(relaxation_.value(column));
  for (size_t k = 0; k < columns.size(); ++k) {
    const int column = columns[k];
    double gain = 1;
    for (const bool up : {false, true}) {
      bool infeasible = false;
      const double low = up ? std::ceil(value[k]) : relaxation_.lower(column);
      const double high = up ? relaxation_.upper(column) : std::floor(value[k]);
      const double score = relaxation_.probe(column, low, high, 40, infeasible);
      gain *= std::max(1e-6, infeasible ? 10 * (std::abs(now) + 1) : now - score);
    }
    if (gain > best_gain) {
      best_gain = gain;
      best = column;
    }
  }
  return best;
}

void BranchAndCut::branch(const Node& node) {
  const int column = choose(node);
  if (column < 0) {
    // Whole, and still not beaten: routes that the limit of a route forbids were not cut off.
    unproven_ = std::max(unproven_, node.bound);
    return;
  }
  relaxation_.solve();
  const double value = relaxation_.value(column);
  const double low = relaxation_.lower(column), high = relaxation_.upper(column);
  double at_value = value;
  if (fraction(value) <= kWhole) at_value = (low + high) / 2;
  for (const bool up : {false, true}) {
    Node child;
    child.bound = node.bound;
    child.id = next_id_++;
    child.fixes = node.fixes;
    child.fixes.push_back(
        {column, up ? std::floor(at_value) + 1 : low, up ? high : std::floor(at_value)});
    dive_.push_back(std::move(child));
  }
  if (at_value - std::floor(at_value) < 0.5)
    std::swap(dive_[dive_.size() - 1], dive_[dive_.size() - 2]);
}

void BranchAndCut::run() {
  Node root;
  root.bound = root_bound_;
  root.id = next_id_++;
  dive_.push_back(std::move(root));
  int64_t dived = 0;
  while (!dive_.empty() || !open_.empty()) {
    Node node;
    if (!dive_.empty()) {
      node = std::move(dive_.back());
      dive_.pop_back();
    } else {
      node = open_.top();
      open_.pop();
      dived = 0;
    }
    working_ = node.bound;
    if (beaten(node.bound)) continue;
    ++node_count_;
    const End end = enter(node) ? cut_and_price(node) : End::kPruned;
    if (end == End::kStopped) {
      unproven_ = std::max(unproven_, node.bound);
      break;
    }
    if (end == End::kBranch) branch(node);
    // A dive of some length, then again from the best bound.
    if (end == End::kPruned || ++dived > 30) {
      for (Node& waiting : dive_) open_.push(std::move(waiting));
      dive_.clear();
    }
    working_ = -HUGE_VAL;
    report(false);
  }
  working_ = -HUGE_VAL;
  report(true);
}

}  // namespace dostyq::optim::orienteering
