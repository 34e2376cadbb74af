#include <algorithm>
#include <cmath>

#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr double kBox = 1e7;  ///< stands in for infinity while lazy rows are still missing

/// |x - row| in units of the row's own size.
double relative_violation(const SparseRows& rows, int row, const std::vector<double>& x) {
  const auto columns = rows.columns(row);
  const auto values = rows.values(row);
  double sum = 0;
  double norm = 0;
  for (size_t k = 0; k < columns.size(); ++k) {
    sum += values[k] * x[static_cast<size_t>(columns[k])];
    norm = std::max(norm, std::abs(values[k]));
  }
  const double excess = std::max(rows.lower[static_cast<size_t>(row)] - sum,
                                 sum - rows.upper[static_cast<size_t>(row)]);
  return excess / std::max(norm, 1e-12);
}

}  // namespace

bool Search::enter(const Node& node, Domain& domain) {
  domain = global_;
  std::vector<int> seeds;
  // Bounds only ever tighten on the way down, so the order does not matter.
  for (const Path* path = node.path.get(); path != nullptr; path = path->parent.get()) {
    for (const BoundChange& change : path->changes) {
      const auto j = static_cast<size_t>(change.column);
      domain.lower[j] = std::max(domain.lower[j], change.lower);
      domain.upper[j] = std::min(domain.upper[j], change.upper);
      if (domain.lower[j] > domain.upper[j]) return false;
      seeds.push_back(change.column);
    }
  }
  return propagator_.propagate(domain, seeds);
}

std::optional<Search::Children> Search::process(Node& node) {
  ++nodes_;
  current_bound_ = node.bound;
  Domain domain;
  if (!enter(node, domain)) return std::nullopt;
  if (node.basis) relaxation_.restore_basis(*node.basis);
  const std::optional<Choice> choice = solve_node(node, domain);
  if (!choice) return std::nullopt;
  return branch(node, domain, *choice);
}

/// Nothing when the node is done with, or put back because the search stops.
std::optional<Search::Choice> Search::solve_node(Node& node, Domain& domain) {
  for (int round = 0;;) {
    if (limit_reached()) {
      stopped_ = true;
      open_.push(node);
      return std::nullopt;
    }
    if (guard_ && !pass_guard(node, domain)) return std::nullopt;
    const NodeLp lp = solve_lp(node, domain);
    if (lp == NodeLp::kPruned || node.bound > cutoff()) return std::nullopt;
    if (lp == NodeLp::kStopped) {
      stopped_ = true;
      open_.push(node);
      return std::nullopt;
    }
    if (lp == NodeLp::kUnbounded) return std::nullopt;  // finish_unbounded() has spoken
    if (lp != NodeLp::kSolved) return split_blindly(node, domain);
    const bool integral = fractional(x_).empty();
    if (separate_lazy(integral, round)) continue;
    if (integral) return close_integral(node, domain);
    if (fix_by_reduced_cost(domain, cutoff() - relaxation_.bound(), relaxation_.reduced_costs(),
                            relaxation_.domain()) &&
        !propagator_.propagate_all(domain)) {
      return std::nullopt;
    }
    Verdict verdict = Verdict::kBranch;
    if (node.depth == 0) {
      if (add_cover_cuts(domain)) continue;
      verdict = work_at_root(node, domain);
    } else {
      node.basis = std::make_shared<const SavedBasis>(relaxation_.save_basis());
      run_heuristics(node, domain);
      if (node.bound > cutoff()) return std::nullopt;
    }
    Choice choice;
    if (verdict == Verdict::kBranch) verdict = choose_by_both(node, domain, choice);
    if (verdict == Verdict::kPruned) return std::nullopt;
    if (verdict == Verdict::kBranch) return choice;
    relaxation_.restore_basis(*node.basis);
  }
}

NodeLp Search::solve_lp(Node& node, const Domain& domain) {
  relaxation_.set_domain(domain);
  const bool cold = node.depth == 0 && !node.basis && relaxation_.cut_count() == 0;
  NodeLp lp = relaxation_.solve(cutoff(), std::numeric_limits<int>::max(), cold);
  if (lp == NodeLp::kUnbounded && !boxed_root(lp)) return lp;
  node.bound = std::max(node.bound, round_up(relaxation_.bound()));
  current_bound_ = node.bound;
  if (node.step.lens == BranchStep::Lens::kObjective && lp == NodeLp::kSolved) {
    pseudocosts_.learn(node.step.column, node.step.up, node.step.distance,
                       relaxation_.bound() - node.step.parent_bound);
    node.step.lens = BranchStep::Lens::kNone;
  }
  if (lp == NodeLp::kSolved) {
    x_.assign(relaxation_.x().begin(), relaxation_.x().end());
    relaxation_bound_ = relaxation_.bound();
  }
  return lp;
}

/// The relaxation falls without end. With a separator, rows may only be missing: solve in a large
/// box until it has nothing more to say. Returns false when the answer stands.
bool Search::boxed_root(NodeLp& lp) {
  const Domain domain = relaxation_.domain();
  Domain box = domain;
  for (size_t j = 0; j < box.lower.size(); ++j) {
    box.lower[j] = std::max(box.lower[j], std::min(-kBox, box.upper[j] - kBox));
    box.upper[j] = std::min(box.upper[j], std::max(kBox, box.lower[j] + kBox));
  }
  relaxation_.set_domain(box);
  bool found = options_.separator != nullptr;
  for (int round = 0; found;) {
    if (relaxation_.solve(kInfinity) != NodeLp::kSolved) break;
    x_.assign(relaxation_.x().begin(), relaxation_.x().end());
    round = 0;
    found = separate_lazy(fractional(x_).empty(), round);
  }
  relaxation_.set_domain(domain);
  lp = relaxation_.solve(cutoff());
  if (lp == NodeLp::kUnbounded) finish_unbounded();
  return lp != NodeLp::kUnbounded;
}

/// Branches on any open column when the LP tells nothing; without one the node's bound is all we
/// know.
std::optional<Search::Choice> Search::split_blindly(const Node& node, const Domain& domain) {
  const int column = unfixed_integer(domain);
  if (column < 0) {
    if (!settle_last_point(domain)) give_up(node);
    return std::nullopt;
  }
  const auto j = static_cast<size_t>(column);
  const double lower = domain.lower[j];
  const double upper = domain.upper[j];
  double middle = 0;
  if (std::isfinite(lower) && std::isfinite(upper)) {
    middle = std::floor((lower + upper) / 2);
  } else if (std::isfinite(lower)) {
    middle = lower;
  } else if (std::isfinite(upper)) {
    middle = upper - 1;
  }
  return Choice{column, middle + 0.5, BranchStep::Lens::kNone};
}

std::optional<Search::Choice> Search::close_integral(const Node& node, const Domain& domain) {
  const std::vector<double> x = x_;
  submit_integers(x);
  if (node.bound > cutoff()) return std::nullopt;
  // The rounded point is not the LP's point: a row with large coefficients feels the tolerance.
  return split_blindly(node, domain);
}

/// Every integer column is fixed: what an LP can only tell within its tolerance, the rows tell
/// exactly, if the values of the other columns are known.
bool Search::settle_last_point(const Domain& domain) {
  std::vector<double> x = x_.empty() ? domain.lower : x_;
  for (size_t j = 0; j < x.size(); ++j) {
    if (problem_.integer[j] != 0) x[j] = domain.lower[j];
  }
  if (presolved_.cost_completable) {
    completion_.complete(x);
    std::vector<double> point = presolved_.restore(x);
    const bool known = completion_.is_closed() || options_.separator == nullptr ||
                       options_.separator->complete(point);
    if (known && incumbent_.evaluate(point) > cutoff()) return true;
  }
  const std::optional<Offer> answer = offer_exactly(std::move(x));
  return answer && *answer != Offer::kCutOff;
}

/// Adds what the separator finds violated at x_. Fractional points get few rounds below the root.
bool Search::separate_lazy(bool integral, int& round) {
  if (options_.separator == nullptr) return false;
  const int rounds = nodes_ <= 1 ? 200 : 3;
  if (!integral && round >= rounds) return false;
  ++round;
  std::vector<double> x = presolved_.restore(x_);
  if (integral) {
    for (size_t j = 0; j < x.size(); ++j) {
      if (model_.columns[j].integer) x[j] = std::round(x[j]);
    }
  }
  std::vector<Row> found;
  options_.separator->separate(x, integral, found);
  const SparseRows rows =
      presolved_.reduce(to_sparse(found, static_cast<int>(model_.columns.size())));
  SparseRows violated;
  for (int i = 0; i < rows.size(); ++i) {
    if (relative_violation(rows, i, x_) <= 1e-6) continue;
    violated.add(rows.lower[static_cast<size_t>(i)], rows.upper[static_cast<size_t>(i)],
                 rows.columns(i), rows.values(i));
  }
  if (violated.size() == 0) return false;
  relaxation_.drop_slack_cuts(5);
  relaxation_.add_cuts(violated);
  cuts_ += violated.size();
  return true;
}

/// `room`: how far the value whose reduced costs these are may still move.
bool Search::fix_by_reduced_cost(Domain& domain, double room,
                                 const std::vector<double>& reduced_costs, const Domain& at) const {
  if (!std::isfinite(room)) return false;
  bool changed = false;
  for (size_t j = 0; j < reduced_costs.size(); ++j) {
    const double d = reduced_costs[j];
    if (problem_.integer[j] == 0 || std::abs(d) < 1e-9) continue;
    const double steps = std::floor(std::max(room, 0.0) / std::abs(d) + 1e-6);
    if (d > 0 && at.lower[j] + steps < domain.upper[j]) {
      domain.upper[j] = std::max(at.lower[j] + steps, domain.lower[j]);
      changed = true;
    } else if (d < 0 && at.upper[j] - steps > domain.lower[j]) {
      domain.lower[j] = std::min(at.upper[j] - steps, domain.upper[j]);
      changed = true;
    }
  }
  return changed;
}

Search::Children Search::branch(const Node& node, const Domain& domain, const Choice& choice) {
  const int column = choice.column;
  const double value = choice.value;
  const auto j = static_cast<size_t>(column);
  // What is known here beyond the path: the children start from it.
  auto known = std::make_shared<Path>();
  known->parent = node.path;
  Domain above;
  enter(node, above);
  for (int c = 0; c < problem_.columns(); ++c) {
    const auto k = static_cast<size_t>(c);
    if (domain.lower[k] > above.lower[k] || domain.upper[k] < above.upper[k]) {
      known->changes.push_back({c, domain.lower[k], domain.upper[k]});
    }
  }
  auto child = [&](bool up) {
    Node result;
    auto path = std::make_shared<Path>();
    path->parent = known;
    path->changes.push_back({column, up ? std::ceil(value) : domain.lower[j],
                             up ? domain.upper[j] : std::floor(value)});
    result.path = std::move(path);
    result.basis = node.basis;
    result.bound = node.bound;
    result.depth = node.depth + 1;
    result.id = next_id_++;
    const double distance = up ? std::ceil(value) - value : value - std::floor(value);
    const bool guarded = choice.lens == BranchStep::Lens::kGuard;
    result.step = {choice.lens, column, up, distance, guarded ? guard_->bound : relaxation_bound_};
    if (guard_) result.guard_basis = guard_->basis;
    return result;
  };
  Node down = child(false);
  Node up = child(true);
  return {std::move(up), std::move(down)};
}

}  // namespace dostyq::optim
