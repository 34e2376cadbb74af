#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "optim/presolve.hpp"

namespace dostyq::optim {
namespace {

/// The only row that stops the implied column in its direction, or -1.
int only_stop(const Problem& problem, int column) {
  const int direction = problem.implied[static_cast<size_t>(column)];
  int stop = -1;
  for (int entry : problem.entries(column)) {
    const auto row = static_cast<size_t>(problem.row_of(entry));
    const double side =
        problem.value_of(entry) * direction > 0 ? problem.rows.upper[row] : problem.rows.lower[row];
    if (std::isinf(side)) continue;
    if (stop >= 0) return -1;
    stop = entry;
  }
  return stop;
}

/// The row read as "column stops at side - ratios * others".
struct Stop {
  int row = 0;
  int column = 0;
  double own = 1;
  double side = 0;
};

Stop read_stop(const Problem& problem, int column, int entry) {
  const int row = problem.row_of(entry);
  const double own = problem.value_of(entry);
  const bool upper = own * problem.implied[static_cast<size_t>(column)] > 0;
  const double side = (upper ? problem.rows.upper : problem.rows.lower)[static_cast<size_t>(row)];
  return {row, column, own, side / own};
}

bool same_stop(const Problem& problem, const Stop& a, const Stop& b) {
  if (problem.rows.length(a.row) != problem.rows.length(b.row) || a.side != b.side) return false;
  int l = problem.rows.begin(b.row);
  for (int k = problem.rows.begin(a.row); k < problem.rows.end(a.row); ++k) {
    const int column = problem.rows.column[static_cast<size_t>(k)];
    if (column == a.column) continue;
    if (problem.rows.column[static_cast<size_t>(l)] == b.column) ++l;
    if (column != problem.rows.column[static_cast<size_t>(l)]) return false;
    if (problem.value_of(k) / a.own != problem.value_of(l) / b.own) return false;
    ++l;
  }
  return true;
}

uint64_t hash_of(const Problem& problem, const Stop& stop) {
  uint64_t hash = 1469598103934665603ULL;
  for (int column : problem.rows.columns(stop.row)) {
    if (column != stop.column) hash = (hash ^ static_cast<uint64_t>(column)) * 1099511628211ULL;
  }
  return hash;
}

/// "z <= y" alone: z is y. Returns y, or -1.
int single_master(const Problem& problem, const Stop& stop) {
  if (problem.rows.length(stop.row) != 2 || stop.side != 0) return -1;
  for (int k = problem.rows.begin(stop.row); k < problem.rows.end(stop.row); ++k) {
    const int other = problem.rows.column[static_cast<size_t>(k)];
    const auto y = static_cast<size_t>(other);
    const auto z = static_cast<size_t>(stop.column);
    if (other == stop.column || problem.value_of(k) != -stop.own) continue;
    const bool same_bounds = problem.bounds.lower[y] == problem.bounds.lower[z] &&
                             problem.bounds.upper[y] == problem.bounds.upper[z];
    if (same_bounds && problem.integer[y] != 0) return other;
  }
  return -1;
}

}  // namespace

bool merge_implied_columns(const Problem& problem, std::vector<int>& alias) {
  std::unordered_map<uint64_t, std::vector<Stop>> groups;
  bool changed = false;
  for (int column = 0; column < problem.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem.implied[j] == 0 || problem.bounds.fixed(column)) continue;
    const int entry = only_stop(problem, column);
    if (entry < 0) continue;
    const Stop stop = read_stop(problem, column, entry);
    const int master = single_master(problem, stop);
    if (master >= 0) {
      alias[j] = master;
      changed = true;
      continue;
    }
    auto& group = groups[hash_of(problem, stop)];
    const auto twin = std::find_if(group.begin(), group.end(), [&](const Stop& other) {
      const auto k = static_cast<size_t>(other.column);
      return problem.implied[k] == problem.implied[j] &&
             problem.bounds.lower[k] == problem.bounds.lower[j] &&
             problem.bounds.upper[k] == problem.bounds.upper[j] && same_stop(problem, other, stop);
    });
    if (twin == group.end()) {
      group.push_back(stop);
    } else {
      alias[j] = twin->column;
      changed = true;
    }
  }
  return changed;
}

}  // namespace dostyq::optim
