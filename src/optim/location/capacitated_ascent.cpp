#include "optim/location/capacitated_ascent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dostyq::optim::capacitated {
namespace {

constexpr double kHope = 0.03;         ///< how far a bound may rise in one step, of itself
constexpr double kLeastWeight = 0.05;  ///< of the last solution in the mean
constexpr int kMostFalls = 15;         ///< steps that do not raise the bound before they shrink
constexpr double kShrink = 0.6;
constexpr double kLeastFactor = 0.002;

double dot(const Residual& residual, const Prices& a, const Prices& b) {
  double sum = 0;
  for (int i : residual.free) {
    sum += a.customer[static_cast<size_t>(i)] * b.customer[static_cast<size_t>(i)];
  }
  for (size_t k = 0; k < a.row.size(); ++k) sum += a.row[k] * b.row[k];
  return sum;
}

// What raises the bound fastest: a side that has a price pulls it both ways.
double row_slack(double sum, const Row& row, double price) {
  if (price > 0) return row.lower - sum;
  if (price < 0) return row.upper - sum;
  if (sum < row.lower) return row.lower - sum;
  if (sum > row.upper) return row.upper - sum;
  return 0;
}

// A price that changes sign stops at nought, where the other side takes over.
double moved_price(double price, double step, const Row& row) {
  const double moved = price + step;
  const double least = std::isfinite(row.upper) && price <= 0 ? -kInfinity : 0;
  const double most = std::isfinite(row.lower) && price >= 0 ? kInfinity : 0;
  return std::clamp(moved, least, most);
}

}  // namespace

Ascent::Ascent(const Network& network, LagrangianBound& bound)
    : network_(network),
      bound_(bound),
      mean_arc_(network.arcs.size(), 0),
      mean_site_(network.capacity.size(), 0) {
  for (const Row& row : network.rows) {
    double squares = 0;
    for (const Term& term : row.terms) squares += term.coefficient * term.coefficient;
    row_norm_.push_back(squares > 0 ? std::sqrt(squares) : 1);
  }
}

void Ascent::add_to_mean(const Residual& residual, double weight) {
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    for (int a : residual.arcs[s]) mean_arc_[static_cast<size_t>(a)] *= 1 - weight;
    mean_site_[s] *= 1 - weight;
    if (!bound_.open(j)) continue;
    mean_site_[s] += weight;
    for (const Use& use : bound_.uses(j)) {
      mean_arc_[static_cast<size_t>(use.arc)] += weight * use.share;
    }
  }
}

// What is missing of each customer's service, and of each row, in the last Lagrangian solution.
void Ascent::slacks(const Residual& residual, const Prices& prices, Prices& direction) const {
  direction.customer.assign(network_.demand.size(), 0);
  for (int i : residual.free) direction.customer[static_cast<size_t>(i)] = 1;
  for (int j = 0; j < network_.sites(); ++j) {
    if (!bound_.open(j)) continue;
    for (const Use& use : bound_.uses(j)) {
      const Arc& arc = network_.arcs[static_cast<size_t>(use.arc)];
      direction.customer[static_cast<size_t>(arc.customer)] -= use.share;
    }
  }
  direction.row.assign(network_.rows.size(), 0);
  for (size_t k = 0; k < network_.rows.size(); ++k) {
    double sum = 0;
    for (const Term& term : network_.rows[k].terms) {
      if (bound_.open(term.column)) sum += term.coefficient;
    }
    direction.row[k] = row_slack(sum, network_.rows[k], prices.row[k]) / row_norm_[k];
  }
}

void Ascent::step(const Residual& residual, double length, Prices& prices) const {
  for (int i : residual.free) {
    double& price = prices.customer[static_cast<size_t>(i)];
    price = std::max(0.0, price + length * direction_.customer[static_cast<size_t>(i)]);
  }
  for (size_t k = 0; k < prices.row.size(); ++k) {
    prices.row[k] =
        moved_price(prices.row[k], length * direction_.row[k] / row_norm_[k], network_.rows[k]);
  }
}

// Half the last direction, half the slacks of the last solution.
void Ascent::turn(const Residual& residual, const Prices& prices) {
  const std::vector<double> before = direction_.customer, before_rows = direction_.row;
  slacks(residual, prices, direction_);
  for (int i : residual.free) {
    const auto c = static_cast<size_t>(i);
    direction_.customer[c] = (direction_.customer[c] + before[c]) / 2;
  }
  for (size_t k = 0; k < before_rows.size(); ++k) {
    direction_.row[k] = (direction_.row[k] + before_rows[k]) / 2;
  }
}

double Ascent::step_length(double squares, int64_t at, int64_t best, int64_t limit) const {
  const double unit = static_cast<double>(network_.scale);
  const double to_limit = static_cast<double>(limit + network_.scale - at) / unit;
  // A limit far away, from a poor solution or none, must not throw the prices about.
  const double to_hope = kHope * std::abs(static_cast<double>(best)) / unit + 1 +
                         static_cast<double>(best - at) / unit;
  return std::min(to_limit, to_hope) / squares;
}

int64_t Ascent::run(const Domain& domain, const Residual& residual, Prices& prices, int64_t limit,
                    const AscentEffort& effort, const Deadline& deadline, const Watch& watch) {
  bound_.set_domain(domain, residual);
  std::fill(mean_arc_.begin(), mean_arc_.end(), 0);
  std::fill(mean_site_.begin(), mean_site_.end(), 0);
  Prices current = prices;
  int64_t best = std::numeric_limits<int64_t>::min(), mark = best;
  double factor = effort.factor;
  int falls = 0;
  for (int it = 0; it < effort.iterations; ++it) {
    const int64_t at = bound_.evaluate(current);
    add_to_mean(residual, std::max(1.0 / (it + 1), kLeastWeight));
    limit = std::min(limit, watch(bound_));
    if (it == 0) {
      slacks(residual, current, direction_);
    } else {
      turn(residual, current);
    }
    int64_t from = at;
    if (at > best) {
      best = at;
      prices = current;
      falls = 0;
    } else if (++falls == kMostFalls) {
      factor *= kShrink;
      falls = 0;
      current = prices;
      from = best;
    }
    if (it == 0) mark = best;
    const double squares = dot(residual, direction_, direction_);
    if (best > limit || squares < 1e-12 || factor < kLeastFactor || deadline.passed()) break;
    if (it > 0 && it % effort.patience == 0) {
      const double gap = static_cast<double>(limit + network_.scale - best);
      if (static_cast<double>(best - mark) < effort.least_rise * gap) break;
      mark = best;
    }
    step(residual, factor * step_length(squares, from, best, limit), current);
  }
  return best;
}

}  // namespace dostyq::optim::capacitated
