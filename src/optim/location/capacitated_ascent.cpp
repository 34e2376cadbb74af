#include "optim/location/capacitated_ascent.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim::capacitated {
namespace {

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

// What is missing of each customer's service, and of each row, in the last Lagrangian solution or
// in the mean of all.
void Ascent::slacks(const Residual& residual, const Prices& prices, bool mean,
                    Prices& direction) const {
  direction.customer.assign(network_.demand.size(), 0);
  for (int i : residual.free) direction.customer[static_cast<size_t>(i)] = 1;
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    if (mean) {
      for (int a : residual.arcs[s]) {
        direction.customer[static_cast<size_t>(network_.arcs[static_cast<size_t>(a)].customer)] -=
            mean_arc_[static_cast<size_t>(a)];
      }
    } else if (bound_.open(j)) {
      for (const Use& use : bound_.uses(j)) {
        const Arc& arc = network_.arcs[static_cast<size_t>(use.arc)];
        direction.customer[static_cast<size_t>(arc.customer)] -= use.share;
      }
    }
  }
  direction.row.assign(network_.rows.size(), 0);
  for (size_t k = 0; k < network_.rows.size(); ++k) {
    double sum = 0;
    for (const Term& term : network_.rows[k].terms) {
      const double open = mean ? mean_site_[static_cast<size_t>(term.column)]
                               : static_cast<double>(bound_.open(term.column));
      sum += term.coefficient * open;
    }
    direction.row[k] = row_slack(sum, network_.rows[k], prices.row[k]) / row_norm_[k];
  }
}

// Of the latest solution in the mean: such that the slacks of the mean become least.
double Ascent::mean_weight(const Residual& residual, const Prices& direction) const {
  Prices difference = latest_;
  for (int i : residual.free) {
    difference.customer[static_cast<size_t>(i)] -= direction.customer[static_cast<size_t>(i)];
  }
  for (size_t k = 0; k < difference.row.size(); ++k) difference.row[k] -= direction.row[k];
  const double squares = dot(residual, difference, difference);
  const double best = squares > 0 ? -dot(residual, difference, direction) / squares : most_weight_;
  return std::clamp(best, most_weight_ / 10, most_weight_);
}

int64_t Ascent::run(const Domain& domain, const Residual& residual, Prices& prices, int64_t limit,
                    const AscentEffort& effort, const Deadline& deadline, const Watch& watch) {
  bound_.set_domain(domain, residual);
  int64_t best = bound_.evaluate(prices);
  ++evaluations_;
  std::fill(mean_arc_.begin(), mean_arc_.end(), 0);
  std::fill(mean_site_.begin(), mean_site_.end(), 0);
  add_to_mean(residual, 1);
  limit = std::min(limit, watch(bound_));
  Prices direction, trial = prices;
  double factor = 0.5;
  int red = 0, since = 0;
  int64_t mark = best;
  most_weight_ = 0.1;
  slacks(residual, prices, true, direction);
  for (int it = 1; it <= effort.iterations && best <= limit && !deadline.passed(); ++it) {
    const double squares = dot(residual, direction, direction);
    if (squares < 1e-12) break;
    const double gap = static_cast<double>(limit + network_.scale - best) /
                       static_cast<double>(network_.scale);
    const double reach =
        std::min(gap, 0.05 * std::abs(static_cast<double>(best)) /
                              static_cast<double>(network_.scale) + 1);
    const double step = factor * reach / squares;
    for (int i : residual.free) {
      const auto c = static_cast<size_t>(i);
      trial.customer[c] = std::max(0.0, prices.customer[c] + step * direction.customer[c]);
    }
    for (size_t k = 0; k < trial.row.size(); ++k) {
      trial.row[k] = moved_price(prices.row[k], step * direction.row[k] / row_norm_[k],
                                 network_.rows[k]);
    }
    const int64_t value = bound_.evaluate(trial);
    ++evaluations_;
    slacks(residual, prices, false, latest_);
    const double agreement = dot(residual, latest_, direction);
    add_to_mean(residual, mean_weight(residual, direction));
    limit = std::min(limit, watch(bound_));
    slacks(residual, prices, true, direction);
    if (value > best) {
      best = value;
      prices = trial;
      red = 0;
      factor = std::min(2.0, factor * (agreement > 0 ? 1.5 : 1.1));
    } else if (++red >= 10) {
      factor = std::max(factor * 0.66, 1e-4);
      red = 0;
      most_weight_ = std::max(most_weight_ * 0.8, 0.01);
    }
    if (++since == effort.patience) {
      if (static_cast<double>(best - mark) <
          effort.least_rise * static_cast<double>(limit + network_.scale - best)) {
        break;
      }
      since = 0;
      mark = best;
    }
  }
  return best;
}

}  // namespace dostyq::optim::capacitated
