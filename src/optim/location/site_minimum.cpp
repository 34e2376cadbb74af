#include "optim/location/site_minimum.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

int exact_count(const SiteRules& rules) {
  if (rules.rows.size() != 1) return -1;
  const Row& row = rules.rows.front();
  const bool whole = row.lower == row.upper && row.lower == std::round(row.lower) &&
                     row.lower >= 0 && row.lower <= rules.sites &&
                     row.terms.size() == at(rules.sites) &&
                     std::all_of(row.terms.begin(), row.terms.end(),
                                 [](const Term& term) { return term.coefficient == 1; });
  return whole ? static_cast<int>(row.lower) : -1;
}

std::vector<SiteState> initial_states(const SiteRules& rules) {
  std::vector<SiteState> states(at(rules.sites), SiteState::kFree);
  for (int site : rules.forced) states[at(site)] = SiteState::kOpen;
  for (int site : rules.forbidden) {
    if (states[at(site)] == SiteState::kOpen) return {};
    states[at(site)] = SiteState::kShut;
  }
  return states;
}

SiteMinimum::SiteMinimum(const SiteRules& rules)
    : rules_(rules),
      states_(initial_states(rules)),
      count_(exact_count(rules)),
      y_(at(rules.sites), 0),
      reduced_(at(rules.sites), 0) {
  DOSTYQ_CHECK(states_.size() == y_.size());
  if (rules.rows.empty() || count_ >= 0) return;
  const std::vector<double> zero(y_.size(), 0), one(y_.size(), 1);
  for (const Row& row : rules.rows) {
    for (const Term& term : row.terms) rows_.add_entry(term.column, term.coefficient);
    rows_.finish_row(row.lower, row.upper);
  }
  lp_.load(zero, one, zero, rows_);
  const std::vector<SiteState> states = states_;
  std::fill(states_.begin(), states_.end(), SiteState::kFree);
  fix(states);
}

void SiteMinimum::fix(std::span<const SiteState> states) {
  for (int site = 0; site < rules_.sites; ++site) fix(site, states[at(site)]);
}

void SiteMinimum::fix(int site, SiteState state) {
  if (states_[at(site)] == state) return;
  states_[at(site)] = state;
  if (rows_.size() == 0) return;
  lp_.set_column_bounds(site, state == SiteState::kOpen ? 1 : 0, state == SiteState::kShut ? 0 : 1);
}

bool SiteMinimum::solve(std::span<const double> cost) {
  if (rows_.size() > 0) return solve_lp(cost);
  const auto open = std::count(states_.begin(), states_.end(), SiteState::kOpen);
  const auto free = std::count(states_.begin(), states_.end(), SiteState::kFree);
  if (count_ >= 0 && (count_ < open || count_ > open + free)) return false;
  select(cost, count_ < 0 ? -1 : count_ - static_cast<int>(open));
  return true;
}

/// The `count` cheapest free sites; with -1 all that cost less than nothing.
void SiteMinimum::select(std::span<const double> cost, int count) {
  value_ = 0;
  spread_ = 0;
  order_.clear();
  for (size_t j = 0; j < y_.size(); ++j) {
    y_[j] = states_[j] == SiteState::kOpen ? 1 : 0;
    reduced_[j] = 0;
    if (states_[j] == SiteState::kOpen) value_ += cost[j];
    if (states_[j] == SiteState::kFree) order_.push_back(static_cast<int>(j));
  }
  const auto cheaper = [&](int a, int b) {
    return std::pair(cost[at(a)], a) < std::pair(cost[at(b)], b);
  };
  if (count < 0) {
    for (int site : order_) {
      y_[at(site)] = cost[at(site)] < 0 ? 1 : 0;
      value_ += std::min(0.0, cost[at(site)]);
      reduced_[at(site)] = cost[at(site)];
    }
    return;
  }
  const auto first_out = order_.begin() + count;
  if (first_out != order_.end()) std::nth_element(order_.begin(), first_out, order_.end(), cheaper);
  for (auto site = order_.begin(); site != first_out; ++site) {
    y_[at(*site)] = 1;
    value_ += cost[at(*site)];
  }
  // Without a site to swap with, the count alone decides, and nothing is known of costs.
  if (first_out == order_.end() || first_out == order_.begin()) return;
  const double cheapest_out = cost[at(*first_out)];
  const double dearest_in = cost[at(*std::max_element(order_.begin(), first_out, cheaper))];
  spread_ = cheapest_out - dearest_in;
  for (int site : order_) {
    reduced_[at(site)] = cost[at(site)] - (y_[at(site)] > 0 ? cheapest_out : dearest_in);
  }
}

std::vector<double> SiteMinimum::residual_costs() const {
  std::vector<double> found = reduced_;
  for (size_t j = 0; j < found.size(); ++j) {
    if (states_[j] == SiteState::kFree && y_[j] == 0) found[j] -= spread_;
  }
  return found;
}

bool SiteMinimum::solve_lp(std::span<const double> cost) {
  lp_.set_cost(cost);
  if (lp_.solve() == LpStatus::kInfeasible) return false;
  const std::vector<double>& duals = lp_.duals();
  std::copy(cost.begin(), cost.end(), reduced_.begin());
  value_ = 0;
  for (int r = 0; r < rows_.size(); ++r) {
    const double dual = duals[at(r)];
    const double side = dual > 0 ? rows_.lower[at(r)] : rows_.upper[at(r)];
    if (dual == 0 || std::isinf(side)) continue;
    value_ += dual * side;
    const auto columns = rows_.columns(r);
    const auto values = rows_.values(r);
    for (size_t k = 0; k < columns.size(); ++k) reduced_[at(columns[k])] -= dual * values[k];
  }
  const auto primal = lp_.primal();
  for (size_t j = 0; j < y_.size(); ++j) {
    const bool free = states_[j] == SiteState::kFree;
    y_[j] = free ? std::clamp(primal[j], 0.0, 1.0) : states_[j] == SiteState::kOpen ? 1 : 0;
    const bool in = states_[j] == SiteState::kOpen || (free && reduced_[j] < 0);
    if (in) value_ += reduced_[j];
    if (!free) reduced_[j] = 0;
  }
  return true;
}

}  // namespace dostyq::optim
