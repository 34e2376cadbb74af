#include "optim/incumbent.hpp"

#include <algorithm>
#include <cmath>

#include "optim/problem.hpp"

namespace dostyq::optim {

double violation(const Row& row, const std::vector<double>& x) {
  double sum = 0;
  double magnitude = 0;
  for (const Term& term : row.terms) {
    const double part = term.coefficient * x[static_cast<size_t>(term.column)];
    sum += part;
    magnitude += std::abs(part);
  }
  const double excess = std::max(row.lower - sum, sum - row.upper);
  return excess <= 1e-14 * magnitude ? 0 : excess;
}

double Incumbent::evaluate(const std::vector<double>& x) const {
  double sum = 0;
  for (size_t j = 0; j < x.size(); ++j) sum += model_.columns[j].cost * x[j];
  return sum;
}

bool Incumbent::respects_bounds(std::vector<double>& x) const {
  for (size_t j = 0; j < x.size(); ++j) {
    const Column& column = model_.columns[j];
    if (!std::isfinite(x[j])) return false;
    if (column.integer) {
      const double rounded = std::round(x[j]);
      if (std::abs(x[j] - rounded) > 1e-4) return false;
      x[j] = rounded == 0 ? 0 : rounded;
    } else if (std::abs(x[j] - std::round(x[j])) <= 1e-9) {
      x[j] = std::round(x[j]);
    }
    if (x[j] < column.lower - kFeasibility || x[j] > column.upper + kFeasibility) return false;
    if (!column.integer) x[j] = std::clamp(x[j], column.lower, column.upper);
  }
  return true;
}

Offer Incumbent::offer(std::vector<double> x, std::vector<Row>* objections) {
  if (x.size() != model_.columns.size() || !respects_bounds(x)) return Offer::kViolated;
  if (separator_ != nullptr) separator_->complete(x);
  const double objective = evaluate(x);
  const double least_gain = model_.integral_objective ? 1e-12 : 1e-9;
  if (exists() && objective >= objective_ - least_gain * std::max(1.0, std::abs(objective_))) {
    return Offer::kWorse;
  }
  for (const Row& row : model_.rows) {
    if (violation(row, x) > kFeasibility) return Offer::kViolated;
  }
  if (separator_ != nullptr) {
    std::vector<Row> rows;
    separator_->separate(x, true, rows);
    const bool objected = std::any_of(
        rows.begin(), rows.end(), [&](const Row& row) { return violation(row, x) > kFeasibility; });
    if (objected) {
      if (objections != nullptr) {
        std::move(rows.begin(), rows.end(), std::back_inserter(*objections));
      }
      return Offer::kCutOff;
    }
  }
  objective_ = objective;
  x_ = std::move(x);
  empty_accepted_ = true;
  return Offer::kAccepted;
}

}  // namespace dostyq::optim
