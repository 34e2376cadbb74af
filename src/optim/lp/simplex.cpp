#include "optim/lp/simplex.hpp"

#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinFinite.hpp>
#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

using Clock = std::chrono::steady_clock;

double to_clp(double bound) {
  return std::isinf(bound) ? (bound > 0 ? COIN_DBL_MAX : -COIN_DBL_MAX) : bound;
}

/// A power of two: scaling by it changes no digit.
double power_of_two_near(double size) { return std::exp2(std::round(std::log2(size))); }

struct Limits {
  Clock::time_point deadline = Clock::time_point::max();
  const StopFlag* stop = nullptr;
  bool fired = false;

  bool reached() {
    if (!fired) {
      fired = (stop != nullptr && stop->requested()) ||
              (deadline != Clock::time_point::max() && Clock::now() >= deadline);
    }
    return fired;
  }
};

/// Clp clones its handlers, so the state is shared by pointer.
class StopHandler : public ClpEventHandler {
 public:
  explicit StopHandler(Limits* limits) : limits_(limits) {}
  ClpEventHandler* clone() const override { return new StopHandler(*this); }
  int event(Event which) override {
    const bool look =
        which == endOfFactorization || (which == endOfIteration && ++calls_ % 32 == 0);
    return look && limits_->reached() ? 5 : -1;
  }

 private:
  Limits* limits_;
  unsigned calls_ = 0;
};

}  // namespace

struct Simplex::Clp {
  ClpSimplex model;
  Limits limits;
  std::vector<double> row_scale;  // Clp's row = scale * ours
  double cost_scale = 1;
  std::vector<double> duals;
  std::vector<double> ray;
  int64_t iterations = 0;

  Clp() {
    model.setLogLevel(0);
    model.messageHandler()->setLogLevel(0);
    StopHandler handler(&limits);
    model.passInEventHandler(&handler);
    model.setPerturbation(100);
    model.scaling(0);
    model.setDualTolerance(1e-7);
    model.setPrimalTolerance(1e-7);
  }

  LpStatus status() const {
    if (limits.fired) return LpStatus::kStopped;
    switch (model.status()) {
      case 0:
        return LpStatus::kOptimal;
      case 1:
        return model.secondaryStatus() == 1 ? LpStatus::kCutoff : LpStatus::kInfeasible;
      case 2:
        return LpStatus::kUnbounded;
      case 3:
        return LpStatus::kIterationLimit;
      default:
        return LpStatus::kUncertain;
    }
  }

  /// Optimal with infeasibilities left after unscaling is not optimal.
  bool dubious(LpStatus status, const LpEffort& effort) const {
    switch (status) {
      case LpStatus::kOptimal:
        return model.secondaryStatus() != 0 && model.secondaryStatus() != 5 &&
               (model.largestPrimalError() > 1e-5 || model.sumPrimalInfeasibilities() > 1e-4);
      case LpStatus::kCutoff:
        return std::isinf(effort.objective_limit);
      case LpStatus::kUncertain:
        return true;
      default:
        return false;
    }
  }

  LpStatus run(bool primal) {
    try {
      if (primal) {
        model.primal(0);
      } else {
        model.dual(0);
      }
    } catch (const CoinError&) {
      return LpStatus::kUncertain;
    }
    iterations += model.numberIterations();
    return status();
  }

  /// Other ways in turn; the last word is kUncertain.
  LpStatus escalate(const LpEffort& effort) {
    model.setDualObjectiveLimit(COIN_DBL_MAX);
    LpStatus result = run(true);
    for (int attempt = 0; attempt < 3 && dubious(result, {}); ++attempt) {
      model.allSlackBasis(true);
      model.scaling(attempt == 0 ? 3 : 1);
      model.setPerturbation(attempt == 2 ? 50 : 100);
      result = run(attempt != 0);
    }
    model.scaling(0);
    model.setPerturbation(100);
    if (dubious(result, {})) return LpStatus::kUncertain;
    if (result == LpStatus::kOptimal &&
        model.objectiveValue() > effort.objective_limit * cost_scale) {
      return LpStatus::kCutoff;
    }
    return result;
  }

  void read_duals() {
    const double* dual = model.dualRowSolution();
    duals.resize(row_scale.size());
    for (size_t i = 0; i < row_scale.size(); ++i) duals[i] = dual[i] * row_scale[i] / cost_scale;
  }

  void read_ray() {
    ray.clear();
    double* values = model.infeasibilityRay();
    if (values == nullptr) return;
    ray.resize(row_scale.size());
    for (size_t i = 0; i < row_scale.size(); ++i) ray[i] = values[i] * row_scale[i];
    delete[] values;
  }
};

Simplex::Simplex() : clp_(std::make_unique<Clp>()) {}
Simplex::~Simplex() = default;

void Simplex::load(std::span<const double> lower, std::span<const double> upper,
                   std::span<const double> cost, const SparseRows& rows) {
  DOSTYQ_CHECK(lower.size() == upper.size() && lower.size() == cost.size());
  const int columns = static_cast<int>(lower.size());
  clp_->model.resize(0, columns);
  for (int j = 0; j < columns; ++j) {
    set_column_bounds(j, lower[static_cast<size_t>(j)], upper[static_cast<size_t>(j)]);
  }
  set_cost(cost);
  clp_->row_scale.clear();
  add_rows(rows);
  clp_->model.allSlackBasis(true);
}

void Simplex::add_rows(const SparseRows& rows) {
  if (rows.size() == 0) return;
  std::vector<double> lower(rows.lower.size());
  std::vector<double> upper(rows.lower.size());
  std::vector<double> value(rows.value);
  for (int i = 0; i < rows.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (double a : rows.values(i)) {
      least = std::min(least, std::abs(a));
      most = std::max(most, std::abs(a));
    }
    const double scale = most > 0 ? 1 / power_of_two_near(std::sqrt(least * most)) : 1;
    clp_->row_scale.push_back(scale);
    for (int k = rows.begin(i); k < rows.end(i); ++k) value[static_cast<size_t>(k)] *= scale;
    lower[static_cast<size_t>(i)] = to_clp(rows.lower[static_cast<size_t>(i)] * scale);
    upper[static_cast<size_t>(i)] = to_clp(rows.upper[static_cast<size_t>(i)] * scale);
  }
  clp_->model.addRows(rows.size(), lower.data(), upper.data(), rows.start.data(),
                      rows.column.data(), value.data());
}

void Simplex::add_columns(const SparseRows& entries, std::span<const double> cost) {
  DOSTYQ_CHECK(cost.size() == entries.lower.size());
  if (entries.size() == 0) return;
  std::vector<double> lower(entries.lower.size());
  std::vector<double> upper(entries.lower.size());
  std::vector<double> scaled(cost.begin(), cost.end());
  std::vector<double> value(entries.value);
  for (size_t k = 0; k < value.size(); ++k)
    value[k] *= clp_->row_scale[static_cast<size_t>(entries.column[k])];
  for (size_t j = 0; j < lower.size(); ++j) {
    lower[j] = to_clp(entries.lower[j]);
    upper[j] = to_clp(entries.upper[j]);
    scaled[j] *= clp_->cost_scale;
  }
  clp_->model.addColumns(entries.size(), lower.data(), upper.data(), scaled.data(),
                         entries.start.data(), entries.column.data(), value.data());
}

void Simplex::delete_rows(std::span<const int> rows) {
  if (rows.empty()) return;
  clp_->model.deleteRows(static_cast<int>(rows.size()), rows.data());
  size_t next = 0;
  size_t kept = 0;
  for (size_t i = 0; i < clp_->row_scale.size(); ++i) {
    if (next < rows.size() && static_cast<size_t>(rows[next]) == i) {
      ++next;
    } else {
      clp_->row_scale[kept++] = clp_->row_scale[i];
    }
  }
  clp_->row_scale.resize(kept);
}

void Simplex::set_column_bounds(int column, double lower, double upper) {
  clp_->model.setColumnBounds(column, to_clp(lower), to_clp(upper));
}

void Simplex::set_cost(std::span<const double> cost) {
  DOSTYQ_CHECK(cost.size() == static_cast<size_t>(column_count()));
  double most = 0;
  for (double c : cost) most = std::max(most, std::abs(c));
  // Clp's dual tolerance is absolute: the largest cost goes to about 1000.
  clp_->cost_scale = most > 0 ? power_of_two_near(1024 / most) : 1;
  for (size_t j = 0; j < cost.size(); ++j) {
    clp_->model.setObjectiveCoefficient(static_cast<int>(j), cost[j] * clp_->cost_scale);
  }
}

void Simplex::set_limits(Clock::time_point deadline, const StopFlag* stop) {
  clp_->limits = Limits{deadline, stop, false};
}

LpStatus Simplex::solve(const LpEffort& effort) {
  Clp& clp = *clp_;
  clp.ray.clear();
  if (clp.limits.reached()) {
    // Zero duals: the bound they give is that of the box, weak and valid.
    clp.duals.assign(static_cast<size_t>(row_count()), 0.0);
    return LpStatus::kStopped;
  }
  clp.model.setMaximumIterations(effort.iteration_limit);
  clp.model.setDualObjectiveLimit(
      std::isinf(effort.objective_limit) ? COIN_DBL_MAX : effort.objective_limit * clp.cost_scale);
  LpStatus status = clp.run(effort.primal);
  if (effort.escalate && clp.dubious(status, effort)) status = clp.escalate(effort);
  clp.read_duals();
  if (status == LpStatus::kInfeasible) clp.read_ray();
  return status;
}

int Simplex::column_count() const { return clp_->model.numberColumns(); }
int Simplex::row_count() const { return clp_->model.numberRows(); }
double Simplex::objective() const { return clp_->model.objectiveValue() / clp_->cost_scale; }

std::span<const double> Simplex::primal() const {
  return {clp_->model.primalColumnSolution(), static_cast<size_t>(column_count())};
}

const std::vector<double>& Simplex::duals() const { return clp_->duals; }
const std::vector<double>& Simplex::ray() const { return clp_->ray; }
int64_t Simplex::iterations() const { return clp_->iterations; }

bool Simplex::is_basic_row(int row) const {
  return clp_->model.getRowStatus(row) == ClpSimplex::basic;
}

bool Simplex::is_basic_column(int column) const {
  return clp_->model.getColumnStatus(column) == ClpSimplex::basic;
}

Basis Simplex::basis() const {
  Basis basis;
  const unsigned char* status = clp_->model.statusArray();
  basis.columns.assign(status, status + column_count());
  basis.rows.assign(status + column_count(), status + column_count() + row_count());
  return basis;
}

void Simplex::set_basis(const Basis& basis) {
  DOSTYQ_CHECK(basis.columns.size() == static_cast<size_t>(column_count()));
  DOSTYQ_CHECK(basis.rows.size() == static_cast<size_t>(row_count()));
  unsigned char* status = clp_->model.statusArray();
  std::copy(basis.columns.begin(), basis.columns.end(), status);
  std::copy(basis.rows.begin(), basis.rows.end(), status + column_count());
}

}  // namespace dostyq::optim
