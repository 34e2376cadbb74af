#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "optim/presolve.hpp"
#include "optim/propagator.hpp"

namespace dostyq::optim {
namespace {

bool has_lower(const Problem& problem, int row) {
  return !std::isinf(problem.rows.lower[static_cast<size_t>(row)]);
}
bool has_upper(const Problem& problem, int row) {
  return !std::isinf(problem.rows.upper[static_cast<size_t>(row)]);
}

/// May the row stop the column from moving in the direction?
bool blocks(const Problem& problem, int entry, int direction) {
  const int row = problem.row_of(entry);
  return problem.value_of(entry) * direction > 0 ? has_upper(problem, row)
                                                 : has_lower(problem, row);
}

bool is_free(const Problem& problem, int column, int direction) {
  const auto entries = problem.entries(column);
  return std::none_of(entries.begin(), entries.end(),
                      [&](int entry) { return blocks(problem, entry, direction); });
}

/// With the twin at 1, does the row hold wherever the others stand, so that a second one adds
/// nothing?
bool one_suffices(const Problem& problem, int entry) {
  const int row = problem.row_of(entry);
  const double a = problem.value_of(entry);
  const RowActivity activity = row_activity(problem, problem.bounds, row);
  if (a > 0) {  // the second one can only help the lower side
    return activity.least.value(-1) + a >= problem.rows.lower[static_cast<size_t>(row)] - 1e-9;
  }
  return activity.greatest.value(1) + a <= problem.rows.upper[static_cast<size_t>(row)] + 1e-9;
}

bool excludes_both(const Problem& problem, int entry) {
  const int row = problem.row_of(entry);
  const double a = problem.value_of(entry);
  const RowActivity activity = row_activity(problem, problem.bounds, row);
  if (a > 0) {
    return activity.least.value(-1) + 2 * a >
           problem.rows.upper[static_cast<size_t>(row)] + 1e-6 * std::max(1.0, a);
  }
  return activity.greatest.value(1) + 2 * a <
         problem.rows.lower[static_cast<size_t>(row)] - 1e-6 * std::max(1.0, -a);
}

/// `twin` has the entries of `best` at no better cost: may it stay 0 in some optimal solution?
bool superfluous(const Problem& problem, int best, int twin) {
  if (problem.cost[static_cast<size_t>(best)] > problem.cost[static_cast<size_t>(twin)]) {
    return false;
  }
  const auto entries = problem.entries(twin);
  if (std::any_of(entries.begin(), entries.end(),
                  [&](int entry) { return excludes_both(problem, entry); })) {
    return true;
  }
  return problem.cost[static_cast<size_t>(twin)] >= 0 &&
         std::all_of(entries.begin(), entries.end(),
                     [&](int entry) { return one_suffices(problem, entry); });
}

bool same_entries(const Problem& problem, int a, int b) {
  const auto x = problem.entries(a);
  const auto y = problem.entries(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](int k, int l) {
    return problem.row_of(k) == problem.row_of(l) && problem.value_of(k) == problem.value_of(l);
  });
}

bool is_open_binary(const Problem& problem, size_t j) {
  return problem.integer[j] != 0 && problem.bounds.lower[j] == 0 && problem.bounds.upper[j] == 1;
}

/// +1 or -1 if the column, pushed that way, always stops at an integer and the push costs nothing.
bool stops_at_integer(const Problem& problem, int column, int direction) {
  const auto j = static_cast<size_t>(column);
  if (problem.cost[j] * direction > 0) return false;
  const double bound = direction > 0 ? problem.bounds.upper[j] : problem.bounds.lower[j];
  if (std::isinf(bound) || bound != std::round(bound)) return false;
  for (int entry : problem.entries(column)) {
    if (!blocks(problem, entry, direction)) continue;
    const int row = problem.row_of(entry);
    const double own = problem.value_of(entry);
    const double lower = problem.rows.lower[static_cast<size_t>(row)] / own;
    const double upper = problem.rows.upper[static_cast<size_t>(row)] / own;
    if (!std::isinf(lower) && lower != std::round(lower)) return false;
    if (!std::isinf(upper) && upper != std::round(upper)) return false;
    for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
      const int other = problem.rows.column[static_cast<size_t>(k)];
      if (other == column) continue;
      const double ratio = problem.value_of(k) / own;
      if (problem.integer[static_cast<size_t>(other)] == 0 || ratio != std::round(ratio)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

bool fix_by_cost(Problem& problem) {
  bool changed = false;
  for (int column = 0; column < problem.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem.bounds.fixed(column)) continue;
    const double cost = problem.cost[j];
    double& lower = problem.bounds.lower[j];
    double& upper = problem.bounds.upper[j];
    if (cost >= 0 && std::isfinite(lower) && is_free(problem, column, -1)) {
      upper = lower;
      changed = true;
    } else if (cost <= 0 && std::isfinite(upper) && is_free(problem, column, 1)) {
      lower = upper;
      changed = true;
    }
  }
  return changed;
}

bool fix_parallel_columns(Problem& problem) {
  std::unordered_map<uint64_t, std::vector<int>> groups;
  bool changed = false;
  for (int column = 0; column < problem.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (!is_open_binary(problem, j) || problem.entries(column).empty()) continue;
    uint64_t hash = 1469598103934665603ULL;
    for (int entry : problem.entries(column)) {
      hash = (hash ^ static_cast<uint64_t>(problem.row_of(entry))) * 1099511628211ULL;
    }
    auto& group = groups[hash];
    bool gone = false;
    for (int& best : group) {
      if (!is_open_binary(problem, static_cast<size_t>(best))) continue;
      if (!same_entries(problem, best, column)) continue;
      if (superfluous(problem, best, column)) {
        problem.bounds.upper[j] = 0;
        gone = true;
      } else if (superfluous(problem, column, best)) {
        problem.bounds.upper[static_cast<size_t>(best)] = 0;
        best = column;
        gone = true;
      }
      if (gone) break;
    }
    changed |= gone;
    if (!gone && group.size() < 8) group.push_back(column);
  }
  return changed;
}

void find_implied_integers(Problem& problem, const std::vector<char>& hidden) {
  for (int column = 0; column < problem.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem.integer[j] != 0 || (!hidden.empty() && hidden[j] != 0)) continue;
    problem.implied[j] = stops_at_integer(problem, column, 1)    ? 1
                         : stops_at_integer(problem, column, -1) ? -1
                                                                 : 0;
  }
}

}  // namespace dostyq::optim
