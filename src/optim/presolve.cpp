#include "optim/presolve.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "optim/propagator.hpp"

namespace dostyq::optim {
namespace {

constexpr int kRounds = 10;

/// New index of each column: -1 for fixed ones, the same for twins. Moves columns over.
std::vector<int> move_columns(Presolved& state, const std::vector<int>& alias, Problem& next) {
  const Problem& old = state.problem;
  std::vector<int> new_index(old.cost.size(), -1);
  std::vector<int> originals;
  next.offset = old.offset;
  for (size_t j = 0; j < old.cost.size(); ++j) {
    if (alias[j] != static_cast<int>(j)) continue;
    if (old.bounds.fixed(static_cast<int>(j))) {
      next.offset += old.cost[j] * old.bounds.lower[j];
      continue;
    }
    new_index[j] = static_cast<int>(originals.size());
    originals.push_back(state.original_of[j]);
    next.bounds.lower.push_back(old.bounds.lower[j]);
    next.bounds.upper.push_back(old.bounds.upper[j]);
    next.cost.push_back(old.cost[j]);
    next.integer.push_back(old.integer[j]);
  }
  for (size_t j = 0; j < old.cost.size(); ++j) {
    const auto master = static_cast<size_t>(alias[j]);
    if (master == j) continue;
    new_index[j] = new_index[master];
    if (new_index[j] >= 0) {
      next.cost[static_cast<size_t>(new_index[j])] += old.cost[j];
    } else {
      next.offset += old.cost[j] * old.bounds.lower[master];
    }
  }
  for (size_t original = 0; original < state.reduced_of.size(); ++original) {
    const int reduced = state.reduced_of[original];
    if (reduced < 0) continue;
    state.reduced_of[original] = new_index[static_cast<size_t>(reduced)];
    state.fixed_value[original] =
        old.bounds.lower[static_cast<size_t>(alias[static_cast<size_t>(reduced)])];
  }
  state.original_of = std::move(originals);
  return new_index;
}

/// Removes dropped rows, fixed columns and twins; a row left empty goes, or proves infeasibility.
void compress(Presolved& state, const std::vector<char>& dropped, const std::vector<int>& alias) {
  Problem next;
  const std::vector<int> new_index = move_columns(state, alias, next);
  const Problem& old = state.problem;
  std::vector<double> sum(next.cost.size(), 0.0);
  std::vector<int> seen;
  for (int i = 0; i < old.rows.size(); ++i) {
    if (dropped[static_cast<size_t>(i)] != 0) continue;
    double moved = 0;
    for (int k = old.rows.begin(i); k < old.rows.end(i); ++k) {
      const auto j = static_cast<size_t>(old.rows.column[static_cast<size_t>(k)]);
      const double a = old.value_of(k);
      if (new_index[j] < 0) {
        moved += a * old.bounds.lower[static_cast<size_t>(alias[j])];
      } else if (a != 0) {
        double& total = sum[static_cast<size_t>(new_index[j])];
        if (total == 0) seen.push_back(new_index[j]);
        total += a;
      }
    }
    const int before = next.rows.entries();
    std::sort(seen.begin(), seen.end());
    for (int column : seen) {
      double& total = sum[static_cast<size_t>(column)];
      if (total != 0) next.rows.add_entry(column, total);
      total = 0;
    }
    seen.clear();
    const double lower = old.rows.lower[static_cast<size_t>(i)] - moved;
    const double upper = old.rows.upper[static_cast<size_t>(i)] - moved;
    const double slack = kFeasibility + 1e-12 * std::abs(moved);
    if (lower > upper + slack) state.infeasible = true;
    if (next.rows.entries() > before) {
      next.rows.finish_row(std::min(lower, upper), upper);
    } else if (lower > slack || upper < -slack) {
      state.infeasible = true;
    }
  }
  next.implied.assign(next.cost.size(), 0);
  next.step = old.step;
  next.index_columns();
  state.problem = std::move(next);
}

void set_objective_grid(Problem& problem) {
  const bool promised = problem.step > 0;
  const double step = objective_step(problem);
  if (step > 0 && (!promised || step >= 1)) {
    problem.step = step;
    problem.anchor = problem.offset;
  }
}

bool consistent(const Problem& problem) {
  for (size_t j = 0; j < problem.cost.size(); ++j) {
    if (problem.bounds.lower[j] > problem.bounds.upper[j]) return false;
  }
  for (int i = 0; i < problem.rows.size(); ++i) {
    const auto r = static_cast<size_t>(i);
    if (problem.rows.lower[r] > problem.rows.upper[r] + kFeasibility) return false;
  }
  return true;
}

void find_implied(Presolved& state, const std::vector<char>& hidden) {
  std::vector<char> still_hidden;
  if (!hidden.empty()) {
    for (int column : state.original_of) {
      still_hidden.push_back(hidden[static_cast<size_t>(column)]);
    }
  }
  find_implied_integers(state.problem, still_hidden);
  state.completable = state.cost_completable = true;
  for (size_t j = 0; j < state.original_of.size(); ++j) {
    const bool known = state.problem.integer[j] != 0 || state.problem.implied[j] != 0 ||
                       (!still_hidden.empty() && still_hidden[j] != 0);
    if (known) continue;
    state.completable = false;
    if (state.problem.cost[j] != 0) state.cost_completable = false;
  }
}

}  // namespace

Presolved presolve(Problem problem, const std::vector<char>& hidden) {
  Presolved state;
  const size_t columns = problem.cost.size();
  state.problem = std::move(problem);
  state.original_of.resize(columns);
  std::iota(state.original_of.begin(), state.original_of.end(), 0);
  state.reduced_of = state.original_of;
  state.fixed_value.assign(columns, 0);
  state.infeasible = !consistent(state.problem);
  bool changed = true;
  for (int round = 0; round < kRounds && changed && !state.infeasible; ++round) {
    Problem& current = state.problem;
    if (!Propagator(current).propagate_all(current.bounds)) {
      state.infeasible = true;
      break;
    }
    std::vector<char> dropped(static_cast<size_t>(current.rows.size()), 0);
    changed = tighten_rows(current, dropped);
    changed |= drop_parallel_rows(current, dropped, state.infeasible);
    changed |= drop_dominated_covers(current, dropped);
    std::vector<int> alias(current.cost.size());
    std::iota(alias.begin(), alias.end(), 0);
    if (hidden.empty()) {
      changed |= fix_by_cost(current);
      changed |= fix_parallel_columns(current);
      // Twins need rows as they are: not in a round that has just removed some.
      if (!changed) {
        find_implied_integers(current);
        changed = merge_implied_columns(current, alias);
      }
    }
    compress(state, dropped, alias);
  }
  if (state.problem.rows.size() == 0 && state.problem.columns() > 0) {
    state.problem.rows.finish_row(-kInfinity, kInfinity);  // Clp 1.17 crashes without any row
    state.problem.index_columns();
  }
  find_implied(state, hidden);
  set_objective_grid(state.problem);
  return state;
}

std::vector<double> Presolved::restore(std::span<const double> reduced) const {
  DOSTYQ_CHECK(reduced.size() == original_of.size());
  std::vector<double> x(fixed_value);
  for (size_t j = 0; j < x.size(); ++j) {
    if (reduced_of[j] >= 0) x[j] = reduced[static_cast<size_t>(reduced_of[j])];
  }
  return x;
}

std::vector<double> Presolved::reduce(std::span<const double> original) const {
  DOSTYQ_CHECK(original.size() == reduced_of.size());
  std::vector<double> x(original_of.size());
  for (size_t j = 0; j < x.size(); ++j) x[j] = original[static_cast<size_t>(original_of[j])];
  return x;
}

SparseRows Presolved::reduce(const SparseRows& original) const {
  SparseRows result;
  for (int i = 0; i < original.size(); ++i) {
    double moved = 0;
    for (int k = original.begin(i); k < original.end(i); ++k) {
      const auto j = static_cast<size_t>(original.column[static_cast<size_t>(k)]);
      const double a = original.value[static_cast<size_t>(k)];
      if (reduced_of[j] < 0) {
        moved += a * fixed_value[j];
      } else {
        result.add_entry(reduced_of[j], a);
      }
    }
    result.finish_row(original.lower[static_cast<size_t>(i)] - moved,
                      original.upper[static_cast<size_t>(i)] - moved);
  }
  return result;
}

}  // namespace dostyq::optim
