#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/progress.hpp"

namespace dostyq::optim {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Term {
  int column = 0;
  double coefficient = 0;
};

/// lower <= sum of terms <= upper
struct Row {
  double lower = -kInfinity;
  double upper = kInfinity;
  std::vector<Term> terms;
  std::string name;
};

struct Column {
  double lower = 0;
  double upper = 1;
  double cost = 0;
  bool integer = true;
  std::string name;
};

/// minimise sum of cost * x over rows and bounds. Plain data; validated once by `solve`.
struct MipModel {
  std::vector<Column> columns;
  std::vector<Row> rows;
  /// Every feasible solution with integer columns fixed has an integral optimal value: bounds may
  /// be rounded up, and optimal means to the last unit, up to about 1e11.
  bool integral_objective = false;

  int add_column(Column column) {
    columns.push_back(std::move(column));
    return static_cast<int>(columns.size()) - 1;
  }
  int add_row(Row row) {
    rows.push_back(std::move(row));
    return static_cast<int>(rows.size()) - 1;
  }
};

/// Rows that are too many to list: asked for at every LP solution, fractional or integral.
class CutSeparator {
 public:
  virtual ~CutSeparator() = default;
  /// Appends globally valid rows that `x` violates. `integral` says that x is integral in all
  /// integer columns: then the separator must find a violated row if there is one (lazy
  /// constraint). Deterministic.
  virtual void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) = 0;
  /// Whether its rows may contain this column. What they leave alone can be presolved.
  virtual bool mentions(int column) const {
    static_cast<void>(column);
    return true;
  }
  /// Sets the continuous columns that it mentions to their best values for the integer columns of
  /// x, exactly, where an LP has its tolerance. Returns false when it does not know them.
  virtual bool complete(std::span<double> x) const {
    static_cast<void>(x);
    return false;
  }
};

/// Proposes a full solution near an LP solution, or nothing (returns false). It is verified before
/// it is believed.
using Heuristic = std::function<bool(std::span<const double> x, std::vector<double>& solution)>;

enum class MipStatus { kOptimal, kFeasible, kInfeasible, kLimit, kUnbounded };

struct MipOptions {
  double time_limit_seconds = kInfinity;
  int64_t node_limit = std::numeric_limits<int64_t>::max();
  double absolute_gap = 1e-6;  ///< stop when incumbent - bound is no more than this
  double target = -kInfinity;  ///< stop when incumbent is no more than this
  const StopFlag* stop = nullptr;
  ProgressSink progress;  ///< called from the solving thread, at most a few times a second
  CutSeparator* separator = nullptr;
  Heuristic heuristic;
  std::vector<double> start;  ///< a known solution, or empty; verified, else ignored
};

struct MipResult {
  MipStatus status = MipStatus::kLimit;
  std::vector<double> x;  ///< integer columns exactly integral; empty without an incumbent
  double objective = kInfinity;
  double bound = -kInfinity;  ///< valid lower bound whatever the status
  int64_t nodes = 0;
  int64_t cuts = 0;
  double seconds = 0;
};

/// Branch and cut on one Clp model (branch_and_cut.cpp). Single-threaded and deterministic: the
/// same model gives the same answer. kOptimal: incumbent proven within absolute_gap. kInfeasible:
/// proven. kFeasible: stopped early with an incumbent. kLimit: stopped early without one. The
/// incumbent satisfies every row and bound within 1e-6, checked on the raw model.
MipResult solve(const MipModel& model, const MipOptions& options = {});

}  // namespace dostyq::optim
