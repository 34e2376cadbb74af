#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "optim/presolve.hpp"
#include "optim/propagator.hpp"

namespace dostyq::optim {
namespace {

bool is_integer(double value) { return std::abs(value) < 1e9 && value == std::round(value); }

/// Integer coefficients on integer columns: divide by their common divisor, round the sides.
bool divide_row(Problem& problem, int row) {
  int64_t divisor = 0;
  for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
    const double a = problem.value_of(k);
    if (!is_integer(a)) return false;
    if (problem.integer[static_cast<size_t>(problem.rows.column[static_cast<size_t>(k)])] == 0) {
      return false;
    }
    divisor = std::gcd(divisor, std::llround(a));
  }
  if (divisor == 0) return false;
  double& lower = problem.rows.lower[static_cast<size_t>(row)];
  double& upper = problem.rows.upper[static_cast<size_t>(row)];
  const auto d = static_cast<double>(divisor);
  const double new_lower = std::ceil(lower / d - kFeasibility);
  const double new_upper = std::floor(upper / d + kFeasibility);
  if (divisor == 1 && new_lower == lower && new_upper == upper) return false;
  lower = new_lower;
  upper = new_upper;
  for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
    problem.rows.value[static_cast<size_t>(k)] /= d;
  }
  return true;
}

/// A row with one side only, read as sign * a x <= side. A column that makes it redundant by one
/// step inwards needs only part of its coefficient (Savelsbergh, ORSA J. Computing 6 (1994)
/// 445-454).
bool tighten_coefficients(Problem& problem, int row, double sign, double& row_side) {
  const RowActivity activity = row_activity(problem, problem.bounds, row);
  double most = sign > 0 ? activity.greatest.value(1) : -activity.least.value(-1);
  double side = sign * row_side;
  if (!std::isfinite(most) || most <= side + kFeasibility) return false;
  bool changed = false;
  for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
    const auto j = static_cast<size_t>(problem.rows.column[static_cast<size_t>(k)]);
    const double a = sign * problem.value_of(k);
    if (problem.integer[j] == 0 || problem.bounds.fixed(static_cast<int>(j)) || a == 0) continue;
    const double excess = side - (most - std::abs(a));
    if (excess <= 1e-6 * std::max(1.0, std::abs(a)) || excess > std::abs(a)) continue;
    const double at = a > 0 ? problem.bounds.upper[j] : problem.bounds.lower[j];
    double reduced = a > 0 ? a - excess : a + excess;
    if (std::abs(reduced) < 1e-9 * std::abs(a)) reduced = 0;
    problem.rows.value[static_cast<size_t>(k)] = sign * reduced;
    side -= (a - reduced) * at;
    most -= (a - reduced) * at;
    changed = true;
  }
  row_side = sign * side;
  return changed;
}

/// Takes the bound over and reports that the row may go.
bool absorb_singleton(Problem& problem, int row) {
  if (problem.rows.length(row) != 1) return false;
  const int k = problem.rows.begin(row);
  const auto j = static_cast<size_t>(problem.rows.column[static_cast<size_t>(k)]);
  const double a = problem.value_of(k);
  if (a == 0) return false;
  double lower = problem.rows.lower[static_cast<size_t>(row)] / a;
  double upper = problem.rows.upper[static_cast<size_t>(row)] / a;
  if (a < 0) std::swap(lower, upper);
  if (problem.integer[j] != 0) {
    lower = std::ceil(lower - kIntegrality);
    upper = std::floor(upper + kIntegrality);
  }
  lower = std::max(lower, problem.bounds.lower[j]);
  upper = std::min(upper, problem.bounds.upper[j]);
  if (lower > upper) return false;  // within tolerance, or for the next propagation to refuse
  problem.bounds.lower[j] = lower;
  problem.bounds.upper[j] = upper;
  return true;
}

struct ColumnsHash {
  size_t operator()(std::span<const int> columns) const {
    uint64_t hash = 1469598103934665603ULL;
    for (int column : columns) {
      hash = (hash ^ static_cast<uint64_t>(column)) * 1099511628211ULL;
    }
    return static_cast<size_t>(hash);
  }
};

/// values of a = ratio * values of b ?
bool parallel(std::span<const double> a, std::span<const double> b, double ratio) {
  for (size_t k = 0; k < a.size(); ++k) {
    if (std::abs(a[k] - ratio * b[k]) > 1e-12 * std::abs(a[k])) return false;
  }
  return true;
}

bool is_unit_cover(const Problem& problem, int row) {
  if (problem.rows.lower[static_cast<size_t>(row)] != 1) return false;
  if (!std::isinf(problem.rows.upper[static_cast<size_t>(row)])) return false;
  for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
    if (problem.value_of(k) != 1) return false;
    if (problem.bounds.lower[static_cast<size_t>(problem.rows.column[static_cast<size_t>(k)])] <
        0) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool tighten_rows(Problem& problem, std::vector<char>& dropped) {
  bool changed = false;
  for (int row = 0; row < problem.rows.size(); ++row) {
    double& lower = problem.rows.lower[static_cast<size_t>(row)];
    double& upper = problem.rows.upper[static_cast<size_t>(row)];
    const RowActivity activity = row_activity(problem, problem.bounds, row);
    if (activity.least.value(-1) >= lower - 1e-9) lower = -kInfinity;
    if (activity.greatest.value(1) <= upper + 1e-9) upper = kInfinity;
    const bool redundant = std::isinf(lower) && std::isinf(upper);
    if (redundant || absorb_singleton(problem, row)) {
      dropped[static_cast<size_t>(row)] = 1;
      changed = true;
      continue;
    }
    if (std::isinf(lower)) changed |= tighten_coefficients(problem, row, 1, upper);
    if (std::isinf(upper)) changed |= tighten_coefficients(problem, row, -1, lower);
    changed |= divide_row(problem, row);
  }
  return changed;
}

bool drop_parallel_rows(Problem& problem, std::vector<char>& dropped, bool& infeasible) {
  std::unordered_map<size_t, std::vector<int>> groups;
  bool changed = false;
  for (int row = 0; row < problem.rows.size(); ++row) {
    if (dropped[static_cast<size_t>(row)] != 0) continue;
    const auto columns = problem.rows.columns(row);
    const auto values = problem.rows.values(row);
    auto& group = groups[ColumnsHash()(columns)];
    bool merged = false;
    for (int first : group) {
      const auto other = problem.rows.columns(first);
      if (!std::equal(columns.begin(), columns.end(), other.begin(), other.end())) continue;
      if (values[0] == 0 || problem.rows.values(first)[0] == 0) continue;
      const double ratio = values[0] / problem.rows.values(first)[0];
      if (!parallel(values, problem.rows.values(first), ratio)) continue;
      double lower = problem.rows.lower[static_cast<size_t>(row)] / ratio;
      double upper = problem.rows.upper[static_cast<size_t>(row)] / ratio;
      if (ratio < 0) std::swap(lower, upper);
      double& kept_lower = problem.rows.lower[static_cast<size_t>(first)];
      double& kept_upper = problem.rows.upper[static_cast<size_t>(first)];
      kept_lower = std::max(kept_lower, lower);
      kept_upper = std::min(kept_upper, upper);
      if (kept_lower > kept_upper + kFeasibility) infeasible = true;
      if (kept_lower > kept_upper) kept_lower = kept_upper;
      merged = true;
      break;
    }
    if (merged) {
      dropped[static_cast<size_t>(row)] = 1;
      changed = true;
    } else {
      group.push_back(row);
    }
  }
  return changed;
}

bool drop_dominated_covers(const Problem& problem, std::vector<char>& dropped) {
  std::vector<char> cover(static_cast<size_t>(problem.rows.size()), 0);
  for (int row = 0; row < problem.rows.size(); ++row) {
    cover[static_cast<size_t>(row)] =
        dropped[static_cast<size_t>(row)] == 0 && is_unit_cover(problem, row) ? 1 : 0;
  }
  bool changed = false;
  int64_t budget = 20LL * problem.rows.entries() + 1000;
  std::vector<int> hits(cover.size(), 0);
  std::vector<int> met;
  for (int row = 0; row < problem.rows.size() && budget > 0; ++row) {
    if (cover[static_cast<size_t>(row)] == 0) continue;
    // Count for every other cover row how many of our columns it holds: all of them is domination.
    for (int column : problem.rows.columns(row)) {
      for (int entry : problem.entries(column)) {
        const int other = problem.row_of(entry);
        if (other == row || cover[static_cast<size_t>(other)] == 0) continue;
        if (hits[static_cast<size_t>(other)]++ == 0) met.push_back(other);
      }
      budget -= static_cast<int64_t>(problem.entries(column).size());
    }
    for (int other : met) {
      const auto o = static_cast<size_t>(other);
      if (hits[o] == problem.rows.length(row)) {
        dropped[o] = 1;
        cover[o] = 0;
        changed = true;
      }
      hits[o] = 0;
    }
    met.clear();
  }
  return changed;
}

}  // namespace dostyq::optim
