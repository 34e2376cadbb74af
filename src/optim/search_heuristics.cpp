#include <algorithm>
#include <cmath>

#include "optim/local_search.hpp"
#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr int64_t kPolishWork = 20'000'000;  ///< entries touched: about 0.1 s

constexpr int64_t kDiveIterations = 1000;

}  // namespace

bool Search::submit(const std::vector<double>& x) {
  std::vector<Row> objections;
  const Offer answer = incumbent_.offer(presolved_.restore(x), &objections);
  if (answer == Offer::kAccepted) on_incumbent();
  if (answer == Offer::kCutOff) add_objections(objections);
  return answer == Offer::kAccepted;
}

/// Tries continuous values next to an integer at the integer first: what the LP leaves at 0.9999999
/// would otherwise make an objective just below the true one.
bool Search::submit_snapped(const std::vector<double>& x) {
  std::vector<double> snapped = x;
  for (double& value : snapped) {
    if (std::abs(value - std::round(value)) <= kIntegrality) value = std::round(value);
  }
  return submit(snapped) || (snapped != x && submit(x));
}

/// Integer columns of x are meant; the continuous ones are found.
bool Search::submit_integers(std::vector<double> x) {
  for (size_t j = 0; j < x.size(); ++j) {
    if (problem_.integer[j] != 0) x[j] = std::round(x[j]);
  }
  if (const std::optional<Offer> answer = offer_exactly(x)) return answer == Offer::kAccepted;
  completion_.complete(x);
  return submit_snapped(x) || complete_by_lp(x);
}

/// Integer columns of x decide all others, and these are known without an LP; nothing otherwise.
std::optional<Offer> Search::offer_exactly(std::vector<double> x) {
  if (!presolved_.completable) return std::nullopt;
  completion_.complete(x);
  std::vector<double> point = presolved_.restore(x);
  if (!completion_.is_closed() && !options_.separator->complete(point)) return std::nullopt;
  std::vector<Row> objections;
  const Offer answer = incumbent_.offer(std::move(point), &objections);
  if (answer == Offer::kAccepted) on_incumbent();
  if (answer == Offer::kCutOff) add_objections(objections);
  return answer;
}

void Search::add_objections(const std::vector<Row>& objections) {
  const SparseRows rows =
      presolved_.reduce(to_sparse(objections, static_cast<int>(model_.columns.size())));
  relaxation_.add_cuts(rows);
  cuts_ += rows.size();
}

bool Search::complete_by_lp(std::vector<double>& x) {
  const SavedBasis basis = relaxation_.save_basis();
  const Domain before = relaxation_.domain();
  Domain fixed = global_;
  bool inside = true;
  for (size_t j = 0; j < x.size(); ++j) {
    if (problem_.integer[j] == 0) continue;
    inside = inside && x[j] >= fixed.lower[j] && x[j] <= fixed.upper[j];
    fixed.lower[j] = fixed.upper[j] = x[j];
  }
  bool accepted = false;
  for (int round = 0; inside && round < 20 && !accepted; ++round) {
    relaxation_.set_domain(fixed);
    if (relaxation_.solve(cutoff()) != NodeLp::kSolved) break;
    const auto solution = relaxation_.x();
    for (size_t j = 0; j < x.size(); ++j) {
      if (problem_.integer[j] == 0) x[j] = solution[j];
    }
    const int cuts = relaxation_.rows().size();
    accepted = submit_snapped(x);
    if (!accepted && relaxation_.rows().size() == cuts) break;
  }
  relaxation_.set_domain(before);
  relaxation_.restore_basis(basis);
  return accepted;
}

void Search::on_incumbent() {
  open_.prune(cutoff());
  if (!root_reduced_costs_.empty()) {
    fix_by_reduced_cost(global_, cutoff() - root_bound_, root_reduced_costs_, root_domain_);
  }
}

/// Improves a point by flips and submits it.
bool Search::polish(std::vector<double> x, int64_t work) {
  if (!LocalSearch::is_applicable(problem_)) return false;
  LocalSearch search(problem_, global_);
  return search.improve(x, work) && submit_integers(std::move(x));
}

/// Before any LP: from nothing, and from the start solution.
void Search::warm_up() {
  if (incumbent_.exists()) {
    const std::vector<double> start = presolved_.reduce(incumbent_.x());
    // Its integers are good; the continuous columns were perhaps set for another objective.
    submit_integers(start);
    polish_incumbent();
    return;
  }
  std::vector<double> x(problem_.cost.size());
  for (size_t j = 0; j < x.size(); ++j) {
    x[j] = std::isfinite(global_.lower[j])   ? global_.lower[j]
           : std::isfinite(global_.upper[j]) ? global_.upper[j]
                                             : 0;
  }
  polish(std::move(x), kPolishWork);
}

void Search::run_heuristics(const Node& node, const Domain& domain) {
  if (options_.heuristic) {
    std::vector<double> solution;
    if (options_.heuristic(presolved_.restore(x_), solution)) {
      std::vector<Row> objections;
      if (incumbent_.offer(std::move(solution), &objections) == Offer::kAccepted) on_incumbent();
    }
  }
  const bool root = node.depth == 0;
  const bool stuck = std::isinf(best_objective());
  if ((root && root_visits_ < 4) || nodes_ % 8 == 0) round_and_propagate(domain);
  if ((root && root_visits_ < 2) || (!root && stuck && nodes_ % 10 == 0)) dive(node, domain);
  polish_incumbent();
  if ((root && root_visits_ < 2) || (!root && nodes_ % 50 == 0)) search_near_relaxation(domain);
  polish_incumbent();
  root_visits_ += root ? 1 : 0;
}

/// Once for every new incumbent.
void Search::polish_incumbent() {
  if (!incumbent_.exists() || incumbent_.objective() == polished_) return;
  polished_ = incumbent_.objective();
  polish(presolved_.reduce(incumbent_.x()), kPolishWork);
  polished_ = incumbent_.objective();
}

/// Fixes the integer columns one by one at their rounded value, nearest to an integer first, with
/// all consequences; on a contradiction the other value is tried once.
bool Search::round_and_propagate(const Domain& domain) {
  Domain fixed = domain;
  std::vector<int> order;
  for (int column = 0; column < problem_.columns(); ++column) {
    if (problem_.integer[static_cast<size_t>(column)] != 0 && !domain.fixed(column)) {
      order.push_back(column);
    }
  }
  auto key = [&](int column) {
    const double x = x_[static_cast<size_t>(column)];
    return std::ceil(x - kIntegrality) - x;  // large fractions first, then those at zero
  };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const bool zero_a = x_[static_cast<size_t>(a)] < kIntegrality;
    const bool zero_b = x_[static_cast<size_t>(b)] < kIntegrality;
    return zero_a != zero_b ? zero_b : key(a) < key(b);
  });
  for (int column : order) {
    const auto j = static_cast<size_t>(column);
    if (fixed.fixed(column)) continue;
    const double x = std::clamp(x_[j], fixed.lower[j], fixed.upper[j]);
    const double first = x - std::floor(x) >= 0.3 ? std::ceil(x) : std::floor(x);
    const double second = first > x ? first - 1 : first + 1;
    bool done = false;
    for (double value : {first, second}) {
      if (value < fixed.lower[j] || value > fixed.upper[j]) continue;
      done = propagator_.assign(fixed, column, value);
      if (done) break;
      propagator_.undo(fixed);
    }
    if (!done) return false;
  }
  std::vector<double> x = x_;
  for (size_t j = 0; j < x.size(); ++j) {
    x[j] = problem_.integer[j] != 0 ? fixed.lower[j]
                                    : std::clamp(x[j], fixed.lower[j], fixed.upper[j]);
  }
  return submit_integers(std::move(x));
}

/// Fixes the largest fraction upwards, solves, and so on; one step back is allowed.
void Search::dive(const Node& node, const Domain& domain) {
  const std::vector<double> at_node = x_;
  Domain fixed = domain;
  bool flipped = false;
  relaxation_.restore_basis(*node.basis);
  const int64_t spent = relaxation_.simplex().iterations();
  const int64_t allowance = kDiveIterations + spent / 4;
  while (!limit_reached() && relaxation_.simplex().iterations() - spent < allowance) {
    std::vector<int> open = fractional(x_);
    if (open.empty()) {
      submit_integers(x_);
      break;
    }
    // A tenth of the fractions at once, the largest first: few LPs even in large models.
    std::stable_sort(open.begin(), open.end(), [&](int a, int b) {
      const double fa = x_[static_cast<size_t>(a)];
      const double fb = x_[static_cast<size_t>(b)];
      return fa - std::floor(fa) > fb - std::floor(fb);
    });
    const size_t batch = std::max<size_t>(1, flipped ? 1 : open.size() / 10);
    const Domain before = fixed;
    bool feasible = true;
    for (size_t k = 0; k < batch && feasible; ++k) {
      const auto j = static_cast<size_t>(open[k]);
      if (fixed.fixed(open[k])) continue;
      const Domain previous = fixed;
      fixed.lower[j] = std::min(std::max(fixed.lower[j], std::ceil(x_[j])), fixed.upper[j]);
      const int seeds[] = {open[k]};
      feasible = propagator_.propagate(fixed, seeds);
      if (!feasible) {
        fixed = previous;
        fixed.upper[j] = std::max(std::min(fixed.upper[j], std::floor(x_[j])), fixed.lower[j]);
        feasible = propagator_.propagate(fixed, seeds);
      }
    }
    if (!feasible) break;
    relaxation_.set_domain(fixed);
    NodeLp lp = relaxation_.solve(cutoff());
    if (lp == NodeLp::kPruned && !flipped) {
      flipped = true;
      fixed = before;
      const auto j = static_cast<size_t>(open[0]);
      fixed.upper[j] = std::max(std::floor(x_[j]), fixed.lower[j]);
      const int seeds[] = {open[0]};
      if (!propagator_.propagate(fixed, seeds)) break;
      relaxation_.set_domain(fixed);
      lp = relaxation_.solve(cutoff());
    }
    if (lp != NodeLp::kSolved) break;
    x_.assign(relaxation_.x().begin(), relaxation_.x().end());
  }
  x_ = at_node;
}

}  // namespace dostyq::optim
