#include <algorithm>
#include <cmath>

#include "optim/cover_cuts.hpp"
#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr int kRootRounds = 4;
constexpr int kCutRounds = 10;
constexpr int kLongRow = 40;     ///< columns
constexpr size_t kLongRows = 5;  ///< of them, the longest are looked at
constexpr int kRestarts = 4;
constexpr int kSmall = 100;  ///< columns: below, a restart is not worth its presolve

int count_fixed(const Domain& domain) {
  int fixed = 0;
  for (size_t j = 0; j < domain.lower.size(); ++j)
    fixed += domain.lower[j] >= domain.upper[j] ? 1 : 0;
  return fixed;
}

}  // namespace

void Search::open_root() {
  Node root;
  root.id = next_id_++;
  relaxation_.set_domain(global_);
  std::vector<double> x(problem_.cost.size(), 0.0);
  if (incumbent_.exists()) x = presolved_.reduce(incumbent_.x());
  relaxation_.crash(x);
  open_.push(std::move(root));
}

/// After an LP of the root: heuristics, then everything the incumbent lets us fix. kTightened asks
/// for another LP, kPruned: nothing is left here.
Search::Verdict Search::work_at_root(Node& node, Domain& domain) {
  root_bound_ = relaxation_.bound();  // not rounded: the reduced costs belong to it
  root_reduced_costs_ = relaxation_.reduced_costs();
  root_domain_ = relaxation_.domain();
  const std::vector<double> duals = relaxation_.simplex().duals();
  node.basis = std::make_shared<const SavedBasis>(relaxation_.save_basis());
  run_heuristics(node, domain);
  if (node.bound > cutoff()) return Verdict::kPruned;
  const int before = count_fixed(domain);
  fix_by_reduced_cost(domain, cutoff() - root_bound_, root_reduced_costs_, root_domain_);
  bool alive = propagator_.propagate_all(domain);
  if (alive && root_rounds_ == 0 && effort_.level == 0) {
    alive = fix_by_long_rows(*node.basis, duals, domain) && propagator_.propagate_all(domain);
  }
  relaxation_.restore_basis(*node.basis);
  if (!alive) return Verdict::kPruned;
  global_ = domain;
  const int fixed = count_fixed(domain);
  if (fixed * 5 >= problem_.columns() && problem_.columns() >= kSmall &&
      effort_.restarts < kRestarts) {
    restart();
    return Verdict::kPruned;
  }
  const bool worth = ++root_rounds_ < kRootRounds && fixed > before;
  return worth ? Verdict::kTightened : Verdict::kBranch;
}

/// Valid for the whole tree: `domain` is the root's.
bool Search::add_cover_cuts(const Domain& domain) {
  if (cut_rounds_ >= kCutRounds) return false;
  ++cut_rounds_;
  const SparseRows cuts = find_cover_cuts(problem_, domain, x_);
  if (cuts.size() == 0) return false;
  relaxation_.drop_slack_cuts(2);
  relaxation_.add_cuts(cuts);
  cuts_ += cuts.size();
  return true;
}

/// The longest rows that bind, with the direction in which they do: 1 from above, -1 from below.
std::vector<std::pair<int, int>> Search::binding_long_rows(const std::vector<double>& duals) const {
  std::vector<std::pair<int, int>> rows;
  for (int row = 0; row < problem_.rows.size(); ++row) {
    if (problem_.rows.length(row) < kLongRow) continue;
    const auto i = static_cast<size_t>(row);
    // Without an objective no dual tells which row binds: each may, on the side it has.
    const bool above = constant_objective_ ? !std::isinf(problem_.rows.upper[i]) : duals[i] < 0;
    if (constant_objective_ || duals[i] != 0) rows.emplace_back(row, above ? 1 : -1);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    return problem_.rows.length(a.first) > problem_.rows.length(b.first);
  });
  if (rows.size() > kLongRows) rows.resize(kLongRows);
  return rows;
}

/// A long row that binds (a kept objective of an earlier stage, a budget) is an objective with a
/// cutoff: its least value over the relaxation and the reduced costs there fix what would break it.
bool Search::fix_by_long_rows(const SavedBasis& basis, const std::vector<double>& duals,
                              Domain& domain) {
  guard_.reset();
  bool possible = true;
  for (const auto& [row, sign] : binding_long_rows(duals)) {
    const auto i = static_cast<size_t>(row);
    const double side = sign > 0 ? problem_.rows.upper[i] : -problem_.rows.lower[i];
    std::vector<double> cost(problem_.cost.size(), 0.0);
    for (int k = problem_.rows.begin(row); k < problem_.rows.end(row); ++k) {
      cost[static_cast<size_t>(problem_.rows.column[static_cast<size_t>(k)])] =
          sign * problem_.value_of(k);
    }
    relaxation_.restore_basis(basis);
    relaxation_.set_domain(domain);
    relaxation_.set_cost(cost, 0);
    const NodeLp lp = relaxation_.solve(kInfinity, std::numeric_limits<int>::max(), true);
    const double room = side + kFeasibility + 1e-9 * std::abs(side) - relaxation_.bound();
    if (lp == NodeLp::kPruned || room < 0) possible = false;
    if (lp == NodeLp::kSolved) note_guard(row, sign, side, relaxation_.bound());
    fix_by_reduced_cost(domain, room, relaxation_.reduced_costs(), relaxation_.domain());
    relaxation_.reset_cost();
    if (!possible) break;
  }
  return possible;
}

}  // namespace dostyq::optim
