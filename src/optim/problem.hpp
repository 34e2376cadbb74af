#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/lp/sparse_rows.hpp"
#include "optim/mip.hpp"

namespace dostyq::optim {

inline constexpr double kFeasibility = 1e-6;  ///< rows and bounds of an accepted solution
inline constexpr double kIntegrality =
    1e-6;  ///< an LP value this near an integer counts as integral

/// Bounds of all columns at some place of the search.
struct Domain {
  std::vector<double> lower;
  std::vector<double> upper;

  bool fixed(int column) const {
    return lower[static_cast<size_t>(column)] >= upper[static_cast<size_t>(column)];
  }
};

/// A MipModel in compressed form, rows and columns both; what the search works on. The entries of a
/// column refer to the entries of the rows, so a coefficient is stored once.
struct Problem {
  Domain bounds;
  std::vector<double> cost;
  std::vector<uint8_t> integer;
  /// Continuous, but integral in some optimal solution: pushed up (+1) or down (-1) as far as the
  /// rows allow, it stops at an integer. 0 for all others (presolve.hpp).
  std::vector<int> implied;
  SparseRows rows;
  double offset = 0;
  double step = 0;  ///< > 0: every objective value worth having is anchor + k * step
  double anchor = 0;

  std::vector<int> column_start;
  std::vector<int> column_entry;  ///< index into rows.column and rows.value
  std::vector<int> entry_row;     ///< row of each entry

  int columns() const { return static_cast<int>(cost.size()); }
  bool integral(int column) const {
    return integer[static_cast<size_t>(column)] != 0 || implied[static_cast<size_t>(column)] != 0;
  }
  std::span<const int> entries(int column) const {
    const auto j = static_cast<size_t>(column);
    return {column_entry.data() + column_start[j],
            static_cast<size_t>(column_start[j + 1] - column_start[j])};
  }
  int row_of(int entry) const { return entry_row[static_cast<size_t>(entry)]; }
  double value_of(int entry) const { return rows.value[static_cast<size_t>(entry)]; }

  void index_columns();
};

/// Sums repeated terms, drops zeros, sorts the terms of a row by column. Aborts on a bad index, NaN
/// or an infinite coefficient.
Problem to_problem(const MipModel& model);
SparseRows to_sparse(std::span<const Row> rows, int columns);
/// The way back, for sub-problems.
MipModel to_model(const Problem& problem);

/// The largest step of the objective over integral columns, or 0: costs k * step with integer k.
double objective_step(const Problem& problem);

}  // namespace dostyq::optim
