#include "optim/propagator.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dostyq::optim {
namespace {

void add(Activity& activity, double term) {
  if (std::isinf(term)) {
    ++activity.infinite;
  } else {
    activity.finite += term;
  }
}

/// The activity without one term, or infinite.
double without(const Activity& activity, double term, double sign) {
  const bool own = std::isinf(term);
  if (activity.infinite - (own ? 1 : 0) > 0) return sign * kInfinity;
  return own ? activity.finite : activity.finite - term;
}

double slack_of(double side) { return kFeasibility + 1e-9 * std::abs(side); }

/// Continuous bounds keep a breath of air, unless an integer is meant.
double relaxed(double bound, double sign) {
  const double nearest = std::round(bound);
  if (std::abs(bound - nearest) <= 1e-9) return nearest;
  return bound + sign * 1e-9 * std::max(1.0, std::abs(bound));
}

}  // namespace

RowActivity row_activity(const Problem& problem, const Domain& domain, int row) {
  RowActivity activity;
  const auto columns = problem.rows.columns(row);
  const auto values = problem.rows.values(row);
  for (size_t k = 0; k < columns.size(); ++k) {
    const auto j = static_cast<size_t>(columns[k]);
    const double a = values[k];
    if (a == 0) continue;
    add(activity.least, a * (a > 0 ? domain.lower[j] : domain.upper[j]));
    add(activity.greatest, a * (a > 0 ? domain.upper[j] : domain.lower[j]));
  }
  return activity;
}

Propagator::Propagator(const Problem& problem)
    : problem_(problem),
      queued_(static_cast<size_t>(problem.rows.size()), 0),
      is_changed_(static_cast<size_t>(problem.columns()), 0) {}

void Propagator::enqueue(int row) {
  if (queued_[static_cast<size_t>(row)] != 0) return;
  queued_[static_cast<size_t>(row)] = 1;
  queue_.push_back(row);
}

/// Only rows with a side that comes nearer: closing a site says nothing to a budget.
void Propagator::enqueue_column(int column, bool lower_moved, bool upper_moved) {
  for (int entry : problem_.entries(column)) {
    const bool positive = problem_.value_of(entry) > 0;
    const auto row = static_cast<size_t>(problem_.row_of(entry));
    const bool least_rises = positive ? lower_moved : upper_moved;
    const bool greatest_falls = positive ? upper_moved : lower_moved;
    if ((least_rises && !std::isinf(problem_.rows.upper[row])) ||
        (greatest_falls && !std::isinf(problem_.rows.lower[row]))) {
      enqueue(problem_.row_of(entry));
    }
  }
}

void Propagator::forget_changes() {
  for (int column : changed_) is_changed_[static_cast<size_t>(column)] = 0;
  changed_.clear();
  before_.clear();
}

void Propagator::move(Domain& domain, int column, double lower, double upper) {
  const auto j = static_cast<size_t>(column);
  if (is_changed_[j] == 0) {
    changed_.push_back(column);
    before_.emplace_back(domain.lower[j], domain.upper[j]);
    is_changed_[j] = 1;
  }
  enqueue_column(column, lower > domain.lower[j], upper < domain.upper[j]);
  domain.lower[j] = lower;
  domain.upper[j] = upper;
}

bool Propagator::assign(Domain& domain, int column, double value) {
  forget_changes();
  move(domain, column, value, value);
  return drain(domain);
}

bool Propagator::propagate(Domain& domain, std::span<const int> seeds) {
  forget_changes();
  for (int column : seeds) enqueue_column(column, true, true);
  return drain(domain);
}

bool Propagator::propagate_all(Domain& domain) {
  forget_changes();
  for (int row = 0; row < problem_.rows.size(); ++row) enqueue(row);
  return drain(domain);
}

void Propagator::undo(Domain& domain) const {
  for (size_t k = 0; k < changed_.size(); ++k) {
    domain.lower[static_cast<size_t>(changed_[k])] = before_[k].first;
    domain.upper[static_cast<size_t>(changed_[k])] = before_[k].second;
  }
}

bool Propagator::drain(Domain& domain) {
  // Bounds on wide ranges may creep for ever: a limit, for stopping early is always valid.
  int64_t budget = 1000 + 20LL * problem_.rows.size();
  bool feasible = true;
  size_t head = 0;
  while (head < queue_.size()) {  // it grows
    const int row = queue_[head++];
    queued_[static_cast<size_t>(row)] = 0;
    if (feasible && budget-- > 0) feasible = visit(domain, row);
  }
  queue_.clear();
  return feasible;
}

bool Propagator::visit(Domain& domain, int row) {
  const double lower = problem_.rows.lower[static_cast<size_t>(row)];
  const double upper = problem_.rows.upper[static_cast<size_t>(row)];
  const RowActivity activity = row_activity(problem_, domain, row);
  if (activity.least.value(-1) > upper + slack_of(upper)) return false;
  if (activity.greatest.value(1) < lower - slack_of(lower)) return false;
  const bool upper_binds = activity.greatest.value(1) > upper && activity.least.infinite <= 1;
  const bool lower_binds = activity.least.value(-1) < lower && activity.greatest.infinite <= 1;
  if (!upper_binds && !lower_binds) return true;
  const auto columns = problem_.rows.columns(row);
  const auto values = problem_.rows.values(row);
  for (size_t k = 0; k < columns.size(); ++k) {
    const auto j = static_cast<size_t>(columns[k]);
    const double a = values[k];
    if (a == 0 || domain.lower[j] >= domain.upper[j]) continue;
    double most = kInfinity;    // of a * x
    double least = -kInfinity;  // of a * x
    const double at_lower = a * domain.lower[j];
    const double at_upper = a * domain.upper[j];
    if (upper_binds) most = upper - without(activity.least, std::min(at_lower, at_upper), -1);
    if (lower_binds) least = lower - without(activity.greatest, std::max(at_lower, at_upper), 1);
    // The activities stay those of the start of the visit: valid, only weaker.
    const double x_upper = a > 0 ? most / a : least / a;
    const double x_lower = a > 0 ? least / a : most / a;
    if (!tighten(domain, columns[k], x_lower, x_upper)) return false;
  }
  return true;
}

bool Propagator::tighten(Domain& domain, int column, double lower, double upper) {
  const auto j = static_cast<size_t>(column);
  double new_lower = domain.lower[j];
  double new_upper = domain.upper[j];
  if (problem_.integer[j] != 0) {
    new_lower = std::max(new_lower, std::ceil(lower - kIntegrality));
    new_upper = std::min(new_upper, std::floor(upper + kIntegrality));
    if (new_lower > new_upper) return false;
  } else {
    lower = relaxed(lower, -1);
    upper = relaxed(upper, 1);
    const double range = new_upper - new_lower;
    const double worth = std::isinf(range) ? 0 : std::max(0.1 * range, 1e-6);
    if (lower > new_lower && (std::isinf(new_lower) || lower - new_lower > worth))
      new_lower = lower;
    if (upper < new_upper && (std::isinf(new_upper) || new_upper - upper > worth))
      new_upper = upper;
    if (new_lower > new_upper) {
      if (new_lower > new_upper + slack_of(new_upper)) return false;
      new_lower = new_upper;
    }
  }
  if (new_lower == domain.lower[j] && new_upper == domain.upper[j]) return true;
  move(domain, column, new_lower, new_upper);
  return true;
}

}  // namespace dostyq::optim
