#include "optim/relaxation.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

// Clp's codes of a basis.
constexpr uint8_t kFree = 0;
constexpr uint8_t kBasic = 1;
constexpr uint8_t kAtUpper = 2;
constexpr uint8_t kAtLower = 3;

/// Adds weight * row to the combination; returns weight * its side, the one the sign asks for.
/// A multiplier of a side that is not there is Clp's dust: it is left out.
double combine(const SparseRows& rows, int row, double weight, std::vector<double>& combination) {
  const double side =
      weight > 0 ? rows.lower[static_cast<size_t>(row)] : rows.upper[static_cast<size_t>(row)];
  if (weight == 0 || std::isinf(side)) return 0;
  const auto columns = rows.columns(row);
  const auto values = rows.values(row);
  for (size_t k = 0; k < columns.size(); ++k) {
    combination[static_cast<size_t>(columns[k])] += weight * values[k];
  }
  return weight * side;
}

}  // namespace

Relaxation::Relaxation(const Problem& problem)
    : problem_(problem), domain_(problem.bounds), rows_(problem.rows), offset_(problem.offset) {
  simplex_.load(domain_.lower, domain_.upper, problem.cost, rows_);
  cost_ = problem.cost;
  for (int i = 0; i < rows_.size(); ++i) row_ids_.push_back(next_id_++);
  slack_solves_.assign(row_ids_.size(), 0);
  reduced_costs_.assign(problem.cost.size(), 0);
}

void Relaxation::set_domain(const Domain& domain) {
  for (size_t j = 0; j < domain.lower.size(); ++j) {
    if (domain.lower[j] == domain_.lower[j] && domain.upper[j] == domain_.upper[j]) continue;
    domain_.lower[j] = domain.lower[j];
    domain_.upper[j] = domain.upper[j];
    simplex_.set_column_bounds(static_cast<int>(j), domain.lower[j], domain.upper[j]);
  }
}

void Relaxation::set_cost(std::span<const double> cost, double offset) {
  cost_.assign(cost.begin(), cost.end());
  offset_ = offset;
  simplex_.set_cost(cost_);
}

void Relaxation::crash(std::span<const double> x) {
  Basis basis{std::vector<uint8_t>(x.size(), kAtLower),
              std::vector<uint8_t>(row_ids_.size(), kBasic)};
  for (size_t j = 0; j < x.size(); ++j) {
    const double lower = domain_.lower[j];
    const double upper = domain_.upper[j];
    if (std::isinf(lower) && std::isinf(upper)) {
      basis.columns[j] = kFree;
    } else if (upper - x[j] < x[j] - lower) {
      basis.columns[j] = kAtUpper;
    }
  }
  simplex_.set_basis(basis);
}

NodeLp Relaxation::solve(double cutoff, int iteration_limit, bool primal) {
  LpEffort effort;
  effort.primal = primal;
  effort.iteration_limit = iteration_limit;
  effort.objective_limit = cutoff - offset_;
  const LpStatus status = simplex_.solve(effort);
  compute_bound();
  NodeLp result = judge(status, cutoff, iteration_limit);
  if (result == NodeLp::kUncertain) {
    // Once more from the slack basis, without the shortcuts.
    crash(std::vector<double>(domain_.lower.size(), 0.0));
    effort.primal = false;
    effort.objective_limit = kInfinity;
    const LpStatus again = simplex_.solve(effort);
    compute_bound();
    result = judge(again, cutoff, iteration_limit);
  }
  if (result == NodeLp::kSolved) age_cuts();
  return result;
}

NodeLp Relaxation::judge(LpStatus status, double cutoff, int iteration_limit) {
  if (status == LpStatus::kStopped) return NodeLp::kStopped;
  if (bound_ > cutoff) return NodeLp::kPruned;
  switch (status) {
    case LpStatus::kOptimal:
      return NodeLp::kSolved;
    case LpStatus::kInfeasible:
      return ray_proves_infeasible() ? NodeLp::kPruned : NodeLp::kUncertain;
    case LpStatus::kCutoff: {
      // Claimed but not shown by the duals: go on without the limit.
      LpEffort effort;
      effort.iteration_limit = iteration_limit;
      const LpStatus full = simplex_.solve(effort);
      compute_bound();
      return full == LpStatus::kCutoff ? NodeLp::kUncertain : judge(full, cutoff, iteration_limit);
    }
    case LpStatus::kUnbounded:
      return NodeLp::kUnbounded;
    case LpStatus::kIterationLimit:
      return NodeLp::kUnfinished;
    default:
      return NodeLp::kUncertain;
  }
}

void Relaxation::compute_bound() {
  const std::vector<double>& duals = simplex_.duals();
  std::vector<double>& reduced = reduced_costs_;
  std::fill(reduced.begin(), reduced.end(), 0.0);
  double bound = offset_;
  for (int i = 0; i < rows_.size(); ++i) {
    bound += combine(rows_, i, duals[static_cast<size_t>(i)], reduced);
  }
  for (size_t j = 0; j < reduced.size(); ++j) {
    const double d = cost_[j] - reduced[j];
    reduced[j] = d;
    const double at = d > 0 ? domain_.lower[j] : domain_.upper[j];
    if (d == 0) continue;
    if (!std::isinf(at)) {
      bound += d * at;
    } else if (std::abs(d) > 1e-7 * std::max(1.0, std::abs(cost_[j]))) {
      bound = -kInfinity;
    } else {
      reduced[j] = 0;  // the dual tolerance on an unbounded column
    }
  }
  bound_ = bound;
}

bool Relaxation::ray_proves_infeasible() const {
  const std::vector<double>& ray = simplex_.ray();
  if (ray.size() != row_ids_.size()) return false;
  for (double sign : {-1.0, 1.0}) {
    std::vector<double> combination(domain_.lower.size(), 0.0);
    double needed = 0;
    double magnitude = 0;
    for (int i = 0; i < rows_.size(); ++i) {
      const double part = combine(rows_, i, sign * ray[static_cast<size_t>(i)], combination);
      needed += part;
      magnitude += std::abs(part);
    }
    double greatest = 0;
    for (size_t j = 0; j < combination.size() && !std::isinf(greatest); ++j) {
      const double w = combination[j];
      if (std::abs(w) < 1e-11) continue;
      const double part = w * (w > 0 ? domain_.upper[j] : domain_.lower[j]);
      greatest += part;
      magnitude += std::abs(part);
    }
    if (greatest < needed - 1e-9 - 1e-12 * magnitude) return true;
  }
  return false;
}

void Relaxation::age_cuts() {
  for (size_t i = static_cast<size_t>(problem_.rows.size()); i < row_ids_.size(); ++i) {
    slack_solves_[i] = simplex_.is_basic_row(static_cast<int>(i)) ? slack_solves_[i] + 1 : 0;
  }
}

void Relaxation::add_cuts(const SparseRows& cuts) {
  simplex_.add_rows(cuts);
  for (int i = 0; i < cuts.size(); ++i) {
    rows_.add(cuts.lower[static_cast<size_t>(i)], cuts.upper[static_cast<size_t>(i)],
              cuts.columns(i), cuts.values(i));
    row_ids_.push_back(next_id_++);
    slack_solves_.push_back(0);
  }
}

int Relaxation::drop_slack_cuts(int age) {
  std::vector<int> gone;
  for (int i = problem_.rows.size(); i < rows_.size(); ++i) {
    if (slack_solves_[static_cast<size_t>(i)] >= age && simplex_.is_basic_row(i)) gone.push_back(i);
  }
  if (gone.empty()) return 0;
  simplex_.delete_rows(gone);
  SparseRows kept;
  std::vector<int64_t> ids;
  std::vector<int> ages;
  size_t next = 0;
  for (int i = 0; i < rows_.size(); ++i) {
    if (next < gone.size() && gone[next] == i) {
      ++next;
      continue;
    }
    kept.add(rows_.lower[static_cast<size_t>(i)], rows_.upper[static_cast<size_t>(i)],
             rows_.columns(i), rows_.values(i));
    ids.push_back(row_ids_[static_cast<size_t>(i)]);
    ages.push_back(slack_solves_[static_cast<size_t>(i)]);
  }
  rows_ = std::move(kept);
  row_ids_ = std::move(ids);
  slack_solves_ = std::move(ages);
  return static_cast<int>(gone.size());
}

SavedBasis Relaxation::save_basis() const {
  const Basis basis = simplex_.basis();
  SavedBasis saved;
  saved.packed.assign((basis.columns.size() + basis.rows.size() + 3) / 4, 0);
  size_t place = 0;
  const auto pack = [&](uint8_t status) {
    // Fixed columns are at a bound, superbasic ones are left to Clp.
    const uint8_t code = status > kAtLower ? kAtLower : status;
    saved.packed[place / 4] =
        static_cast<uint8_t>(saved.packed[place / 4] | (code << (place % 4 * 2)));
    ++place;
  };
  for (uint8_t status : basis.columns) pack(status);
  for (uint8_t status : basis.rows) pack(status);
  saved.cut_ids.assign(row_ids_.begin() + problem_.rows.size(), row_ids_.end());
  return saved;
}

void Relaxation::restore_basis(const SavedBasis& saved) {
  const auto status_at = [&](size_t place) {
    return static_cast<uint8_t>(saved.packed[place / 4] >> (place % 4 * 2) & 3);
  };
  const size_t columns = domain_.lower.size();
  const auto model_rows = static_cast<size_t>(problem_.rows.size());
  Basis basis{std::vector<uint8_t>(columns), std::vector<uint8_t>(row_ids_.size(), kBasic)};
  for (size_t j = 0; j < columns; ++j) basis.columns[j] = status_at(j);
  for (size_t i = 0; i < model_rows; ++i) basis.rows[i] = status_at(columns + i);
  size_t k = 0;
  for (size_t i = model_rows; i < row_ids_.size(); ++i) {
    while (k < saved.cut_ids.size() && saved.cut_ids[k] < row_ids_[i]) ++k;
    if (k < saved.cut_ids.size() && saved.cut_ids[k] == row_ids_[i]) {
      basis.rows[i] = status_at(columns + model_rows + k);
    }
  }
  simplex_.set_basis(basis);
}

}  // namespace dostyq::optim
