#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.hpp"
#include "optim/lp/sparse_rows.hpp"

namespace dostyq::optim {

enum class LpStatus {
  kOptimal,
  kInfeasible,
  kUnbounded,
  kCutoff,          ///< the dual objective passed the limit (claimed by Clp, not verified here)
  kIterationLimit,  ///< duals() are usable for a bound, primal() is not feasible
  kStopped,         ///< deadline or StopFlag
  kUncertain        ///< every way of solving it gave a dubious answer
};

/// Which columns and rows are basic or at which bound: Clp's own codes.
struct Basis {
  std::vector<uint8_t> columns;
  std::vector<uint8_t> rows;
};

struct LpEffort {
  int iteration_limit = std::numeric_limits<int>::max();
  double objective_limit = std::numeric_limits<double>::infinity();
  bool escalate = true;  ///< on a dubious status solve again from scratch in other ways
  bool primal = false;   ///< start with the primal simplex: for a basis that is primal feasible
};

/// One linear programme min c x, rows, bounds, re-solved warm after small changes: a thin
/// plain-header wrapper of ClpSimplex. Rows and the objective are scaled inside by powers of two
/// (exact); all values given and returned are those of the caller. Not copyable; not thread-safe;
/// silent.
class Simplex {
 public:
  Simplex();
  ~Simplex();
  Simplex(const Simplex&) = delete;
  Simplex& operator=(const Simplex&) = delete;

  void load(std::span<const double> lower, std::span<const double> upper,
            std::span<const double> cost, const SparseRows& rows);
  /// New rows enter the basis with their slack: the dual simplex stays warm.
  void add_rows(const SparseRows& rows);
  /// New columns enter at their lower bound: a primal feasible basis stays so. `entries` holds one
  /// column where SparseRows says row: `column` are row numbers, the sides are the bounds.
  void add_columns(const SparseRows& entries, std::span<const double> cost);
  /// `rows` ascending.
  void delete_rows(std::span<const int> rows);
  void set_column_bounds(int column, double lower, double upper);
  void set_cost(std::span<const double> cost);

  /// Long solves look at both about every factorisation and every 32 iterations.
  void set_limits(std::chrono::steady_clock::time_point deadline, const StopFlag* stop);

  LpStatus solve(const LpEffort& effort = {});

  int column_count() const;
  int row_count() const;
  double objective() const;
  std::span<const double> primal() const;
  /// Row duals of the last solve; positive pushes the row's lower side.
  const std::vector<double>& duals() const;
  /// Multipliers that prove infeasibility, in unknown sign, or empty. After kInfeasible only.
  const std::vector<double>& ray() const;
  bool is_basic_row(int row) const;
  bool is_basic_column(int column) const;
  int64_t iterations() const;  ///< since construction

  Basis basis() const;
  void set_basis(const Basis& basis);

 private:
  struct Clp;
  std::unique_ptr<Clp> clp_;
};

}  // namespace dostyq::optim
