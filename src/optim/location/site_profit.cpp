#include "optim/location/site_profit.hpp"

#include <algorithm>
#include <cmath>

#include "optim/problem.hpp"

namespace dostyq::optim {

SiteProfit::SiteProfit(const SiteRules& rules, const std::vector<SiteState>& states)
    : rows_(to_sparse(rules.rows, rules.sites)),
      open_(states.size(), 0),
      reduced_(states.size(), 0),
      weight_(states.size(), 0) {
  for (const SiteState state : states) {
    lower_.push_back(state == SiteState::kOpen ? 1 : 0);
    upper_.push_back(state == SiteState::kClosed ? 0 : 1);
  }
  if (rows_.size() > 1) return;
  knapsack_ = rows_.size() == 0 || std::isfinite(rows_.upper[0]);
  room_ = rows_.size() == 0 ? kInfinity : rows_.upper[0];
  double most = 0;
  for (size_t k = 0; k < rows_.column.size(); ++k) {
    const auto j = static_cast<size_t>(rows_.column[k]);
    weight_[j] = rows_.value[k];
    knapsack_ = knapsack_ && weight_[j] >= 0;
    most += weight_[j] * upper_[j];
    room_ -= weight_[j] * lower_[j];
    if (upper_[j] > lower_[j]) order_.push_back(static_cast<int>(j));
  }
  // Profits fill a knapsack as far as it goes; a least content is out of reach or reached thereby.
  if (rows_.size() == 1 && knapsack_) {
    const double reach = std::min(most, rows_.upper[0]);
    infeasible_ = room_ < -kFeasibility || reach < rows_.lower[0] - kFeasibility;
  }
}

bool SiteProfit::maximise(std::span<const double> profit, const SolveClock& clock) {
  if (infeasible_) return false;
  if (!knapsack_) return solve_rows(profit, clock);
  take_best(profit);
  return true;
}

void SiteProfit::take_best(std::span<const double> profit) {
  const auto rate = [&](int site) {
    const auto j = static_cast<size_t>(site);
    return profit[j] / weight_[j];
  };
  std::sort(order_.begin(), order_.end(), [&](int a, int b) {
    const double of_a = rate(a), of_b = rate(b);
    return of_a > of_b || (of_a == of_b && a < b);
  });
  open_ = upper_;
  double room = std::max(room_, 0.0), price = 0;
  for (const int site : order_) {
    const auto j = static_cast<size_t>(site);
    const double share = weight_[j] <= room ? 1 : room / weight_[j];
    open_[j] = share;
    room -= share * weight_[j];
    if (share < 1 && price == 0) price = rate(site);
  }
  const double dual = -price;
  bound_by(profit, {&dual, rows_.size() == 0 ? size_t{0} : size_t{1}});
}

bool SiteProfit::solve_rows(std::span<const double> profit, const SolveClock& clock) {
  std::vector<double> cost(profit.begin(), profit.end());
  for (double& c : cost) c = -c;
  if (simplex_ == nullptr) {
    simplex_ = std::make_unique<Simplex>();
    simplex_->load(lower_, upper_, cost, rows_);
  } else {
    simplex_->set_cost(cost);
  }
  const double left = std::min(clock.seconds_left(), 1e6);
  simplex_->set_limits(std::chrono::steady_clock::now() +
                           std::chrono::microseconds(static_cast<int64_t>(left * 1e6)),
                       nullptr);
  LpEffort effort;
  effort.primal = true;
  const LpStatus status = simplex_->solve(effort);
  if (status == LpStatus::kInfeasible) infeasible_ = true;
  if (status != LpStatus::kOptimal) return false;
  const std::span<const double> x = simplex_->primal();
  for (size_t j = 0; j < open_.size(); ++j) open_[j] = std::clamp(x[j], lower_[j], upper_[j]);
  bound_by(profit, simplex_->duals());
  return true;
}

/// Weak duality: any prices of the rows bound the maximum. `duals` of the minimisation of -profit.
void SiteProfit::bound_by(std::span<const double> profit, std::span<const double> duals) {
  std::copy(profit.begin(), profit.end(), reduced_.begin());
  double sum = 0, size = 0;
  for (size_t r = 0; r < duals.size(); ++r) {
    const double side = duals[r] > 0 ? rows_.lower[r] : rows_.upper[r];
    if (duals[r] == 0 || !std::isfinite(side)) continue;
    const int row = static_cast<int>(r);
    for (int k = rows_.begin(row); k < rows_.end(row); ++k) {
      const auto place = static_cast<size_t>(k);
      reduced_[static_cast<size_t>(rows_.column[place])] += duals[r] * rows_.value[place];
    }
    sum -= duals[r] * side;
    size += std::abs(duals[r] * side);
  }
  for (size_t j = 0; j < reduced_.size(); ++j) {
    const double part = reduced_[j] * (reduced_[j] > 0 ? upper_[j] : lower_[j]);
    sum += part;
    size += std::abs(part);
  }
  bound_ = sum + 1e-12 * size;
}

}  // namespace dostyq::optim
