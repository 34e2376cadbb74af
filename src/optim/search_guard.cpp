#include <algorithm>
#include <cmath>

#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr double kNarrow = 0.05;  ///< room of a guard, as a share of its limit
/// Columns that do not matter to the guard make its LP degenerate; its bound is safe at any stop.
constexpr int kGuardIterations = 400;

}  // namespace

/// A row sign * a x <= limit whose least value over the relaxation is `least`. The one with the
/// least room for its size is the guard. One only: a budget in the mix has room that never closes.
void Search::note_guard(int row, double sign, double limit, double least) {
  const double size = std::max({std::abs(limit), std::abs(least), 1e-9});
  const double narrowness = (limit - least) / size;
  if (!(narrowness <= kNarrow) || (guard_ && guard_->narrowness <= narrowness)) return;
  guard_.emplace(Guard{std::vector<double>(problem_.cost.size(), 0.0),
                       limit,
                       narrowness,
                       Pseudocosts(problem_.columns()),
                       {},
                       0,
                       std::make_shared<const SavedBasis>(relaxation_.save_basis())});
  for (int k = problem_.rows.begin(row); k < problem_.rows.end(row); ++k) {
    guard_->cost[static_cast<size_t>(problem_.rows.column[static_cast<size_t>(k)])] =
        sign * problem_.value_of(k);
  }
}

/// Solves the relaxation for the guard: false when the node holds nothing; else what it fixes is
/// fixed.
bool Search::pass_guard(Node& node, Domain& domain) {
  Guard& guard = *guard_;
  guard.x.clear();
  relaxation_.set_cost(guard.cost, 0);
  if (node.guard_basis) relaxation_.restore_basis(*node.guard_basis);
  relaxation_.set_domain(domain);
  const double limit = guard.limit + 1e-6 + 1e-9 * std::abs(guard.limit);
  const NodeLp lp = relaxation_.solve(limit, kGuardIterations);
  bool alive = lp != NodeLp::kPruned;
  if (lp == NodeLp::kSolved || lp == NodeLp::kUnfinished) {
    guard.bound = relaxation_.bound();
    if (lp == NodeLp::kSolved) guard.x.assign(relaxation_.x().begin(), relaxation_.x().end());
    guard.basis = std::make_shared<const SavedBasis>(relaxation_.save_basis());
    node.guard_basis = guard.basis;
    if (node.step.lens == BranchStep::Lens::kGuard) {
      guard.pseudocosts.learn(node.step.column, node.step.up, node.step.distance,
                              guard.bound - node.step.parent_bound);
      node.step.lens = BranchStep::Lens::kNone;
    }
    if (fix_by_reduced_cost(domain, limit - guard.bound, relaxation_.reduced_costs(),
                            relaxation_.domain())) {
      alive = propagator_.propagate_all(domain);
    }
  }
  relaxation_.reset_cost();
  // Without an objective any vertex is optimal: then this one.
  if (node.basis && !constant_objective_) relaxation_.restore_basis(*node.basis);
  return alive;
}

/// Branches where most is gained, of what is missing: to the cutoff, or to the limit of the guard.
Search::Verdict Search::choose_by_both(const Node& node, Domain& domain, Choice& choice) {
  Choice guarded;
  Verdict verdict = choose_by_guard(domain, guarded);
  if (verdict != Verdict::kBranch) return verdict;
  choice.lens = BranchStep::Lens::kObjective;
  verdict = choose({x_, relaxation_bound_, *node.basis, pseudocosts_, cutoff()}, domain, choice);
  if (verdict == Verdict::kBranch && guarded.column >= 0 && guarded.score > choice.score) {
    choice = guarded;
  }
  return verdict;
}

Search::Verdict Search::choose_by_guard(Domain& domain, Choice& choice) {
  if (!guard_ || guard_->x.empty()) return Verdict::kBranch;
  const std::vector<int> open = fractional(guard_->x);
  const bool settled =
      std::all_of(open.begin(), open.end(), [&](int column) { return domain.fixed(column); });
  if (settled) return Verdict::kBranch;
  choice.lens = BranchStep::Lens::kGuard;
  relaxation_.set_cost(guard_->cost, 0);
  const double limit = guard_->limit + 1e-6 + 1e-9 * std::abs(guard_->limit);
  const Verdict verdict = choose(
      {guard_->x, guard_->bound, *guard_->basis, guard_->pseudocosts, limit}, domain, choice);
  relaxation_.reset_cost();
  return verdict;
}

}  // namespace dostyq::optim
