#pragma once

#include <span>
#include <vector>

#include "optim/problem.hpp"

namespace dostyq::optim {

/// A smaller problem with the same optimal value, and the way back. Columns only ever leave with a
/// fixed value or as the twin of another, so the way back is a copy.
struct Presolved {
  Problem problem;
  bool infeasible = false;
  std::vector<int> reduced_of;      ///< of an original column (twins share one), -1: it left
  std::vector<int> original_of;     ///< of a reduced column, one of them
  std::vector<double> fixed_value;  ///< of an original column that left
  /// Every continuous column is implied or hidden: Completion and the separator know their values.
  bool completable = false;
  bool cost_completable = false;  ///< so is every one that costs something

  std::vector<double> restore(std::span<const double> reduced) const;
  std::vector<double> reduce(std::span<const double> original) const;
  /// Rows over original columns, with the fixed ones moved to the sides.
  SparseRows reduce(const SparseRows& original) const;
};

/// Exact reductions, repeated until little changes, each O(entries) a round:
/// activity bounds, redundant and singleton rows, division by the greatest common divisor,
/// coefficient tightening, parallel and dominated cover rows, fixing by cost, parallel columns,
/// implied columns that stop at the same row (two classes with the same cover set). `hidden`:
/// columns that a separator may add rows over (empty: none); of these nothing is concluded from
/// costs.
Presolved presolve(Problem problem, const std::vector<char>& hidden = {});

// The passes (presolve_rows.cpp, presolve_columns.cpp). Each returns whether something changed;
// rows to be removed are marked in `dropped`.
bool tighten_rows(Problem& problem, std::vector<char>& dropped);
bool drop_parallel_rows(Problem& problem, std::vector<char>& dropped, bool& infeasible);
bool drop_dominated_covers(const Problem& problem, std::vector<char>& dropped);
bool fix_by_cost(Problem& problem);
bool fix_parallel_columns(Problem& problem);
void find_implied_integers(Problem& problem, const std::vector<char>& hidden = {});
/// `alias[z]` becomes the column that z equals in some optimal solution (presolve_merge.cpp).
bool merge_implied_columns(const Problem& problem, std::vector<int>& alias);

}  // namespace dostyq::optim
