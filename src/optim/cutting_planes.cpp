#include "optim/cutting_planes.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

constexpr double kTolerance = 2e-4;  ///< of a column's range
constexpr int kOldCut = 12;          ///< relaxations with slack

bool is_at_most_one(const Row& row, const MipModel& model) {
  return std::isinf(row.lower) && row.upper == 1 &&
         std::all_of(row.terms.begin(), row.terms.end(), [&](const Term& term) {
           const Column& column = model.columns[static_cast<size_t>(term.column)];
           return term.coefficient == 1 && column.integer && column.lower == 0;
         });
}

double left_side(const Row& row, const std::vector<double>& x) {
  double sum = 0;
  for (const Term& term : row.terms) sum += term.coefficient * x[static_cast<size_t>(term.column)];
  return sum;
}

}  // namespace

CuttingPlanes::CuttingPlanes(const MipModel& model, BundleSeparator& separator)
    : model_(model), separator_(separator) {
  MipModel begun;
  begun.columns = model.columns;
  in_rows_.assign(model.columns.size(), 0);
  is_sum_.assign(model.columns.size(), 0);
  for (size_t j = 0; j < is_sum_.size(); ++j)
    is_sum_[j] = !model.columns[j].integer && separator.mentions(static_cast<int>(j)) ? 1 : 0;
  for (const Row& row : model.rows) {
    if (is_at_most_one(row, model)) {
      at_most_one_.push_back(&row);
      continue;
    }
    note_sums(row);
    begun.rows.push_back(row);
  }
  problem_ = to_problem(begun);
  relaxation_.emplace(problem_);
  cost_.assign(model.columns.size(), 0);
}

void CuttingPlanes::set_limits(std::chrono::steady_clock::time_point deadline,
                               const StopFlag* stop) {
  relaxation_->set_limits(deadline, stop);
}

void CuttingPlanes::set_objective(std::span<const Term> terms, double constant) {
  std::fill(cost_.begin(), cost_.end(), 0.0);
  for (const Term& term : terms) cost_[static_cast<size_t>(term.column)] += term.coefficient;
  constant_ = constant;
  relaxation_->set_cost(cost_, constant);
  bound_ = -kInfinity;
  round_ = 0;
  if (begun_) {
    primal_ = true;
  } else {
    // Where every column stands on the side that its cost asks for, the dual simplex can begin.
    std::vector<double> x(cost_.size());
    for (size_t j = 0; j < x.size(); ++j)
      x[j] = cost_[j] < 0 ? problem_.bounds.upper[j] : problem_.bounds.lower[j];
    relaxation_->crash(x);
  }
  begun_ = true;
}

void CuttingPlanes::note_sums(const Row& row) {
  bool any = false;
  for (const Term& term : row.terms) {
    const auto j = static_cast<size_t>(term.column);
    if (is_sum_[j] != 0) in_rows_[j] = 1, any = true;
  }
  if (any) sum_rows_.push_back(row);
}

/// Cuts matter for sums that cost something, and for those without whose true values a row would
/// not hold.
void CuttingPlanes::mark_wanted() {
  wanted_.assign(cost_.size(), 0);
  std::vector<char> others = in_rows_;
  for (size_t j = 0; j < cost_.size(); ++j) {
    if (cost_[j] != 0 && is_sum_[j] != 0) wanted_[j] = 1;
  }
  std::vector<double> truly = x_;
  separator_.evaluate(x_, others, truly);
  for (const Row& row : sum_rows_) {
    const double left = left_side(row, truly);
    const double room = kTolerance * std::max(1.0, std::abs(left));
    if (left >= row.lower - room && left <= row.upper + room) continue;
    for (const Term& term : row.terms) {
      if (is_sum_[static_cast<size_t>(term.column)] != 0)
        wanted_[static_cast<size_t>(term.column)] = 1;
    }
  }
}

std::vector<Row> CuttingPlanes::violated() {
  mark_wanted();
  std::vector<Row> rows;
  for (const Row* row : at_most_one_) {
    if (left_side(*row, x_) > row->upper + 1e-6) rows.push_back(*row);
  }
  separator_.separate_at(x_, x_, wanted_, kTolerance, rows);
  return rows;
}

CuttingPlanes::Round CuttingPlanes::next() {
  const NodeLp lp = relaxation_->solve(kInfinity, std::numeric_limits<int>::max(), primal_);
  primal_ = false;
  if (lp == NodeLp::kPruned) return Round::kInfeasible;
  if (std::isfinite(relaxation_->bound())) bound_ = std::max(bound_, relaxation_->bound());
  if (lp != NodeLp::kSolved) return Round::kStopped;
  x_.assign(relaxation_->x().begin(), relaxation_->x().end());
  const std::vector<Row> rows = violated();
  if (rows.empty()) return Round::kConverged;
  if (++round_ % 4 == 0) relaxation_->drop_slack_cuts(kOldCut);
  relaxation_->add_cuts(to_sparse(rows, static_cast<int>(model_.columns.size())));
  return Round::kImproved;
}

}  // namespace dostyq::optim
