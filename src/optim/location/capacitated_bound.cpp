#include "optim/location/capacitated_bound.hpp"

#include <algorithm>
#include <cmath>

#include "optim/problem.hpp"

namespace dostyq::optim::capacitated {

LagrangianBound::LagrangianBound(const Network& network)
    : network_(network),
      price_(network.demand.size(), 0),
      row_cost_(network.capacity.size(), 0),
      reduced_(network.capacity.size(), 0),
      sites_(network.capacity.size()),
      open_(network.capacity.size(), 0),
      loss_(network.arcs.size(), 0) {}

void LagrangianBound::set_domain(const Domain& domain, const Residual& residual) {
  domain_ = &domain;
  residual_ = &residual;
}

void LagrangianBound::quantise(const Prices& prices) {
  for (int i : residual_->free) {
    const auto c = static_cast<size_t>(i);
    const double amount = network_.single_source ? 1.0 : static_cast<double>(network_.demand[c]);
    const double most = static_cast<double>(network_.no_price);
    const double price = std::clamp(prices.customer[c] / amount, 0.0, most);
    price_[c] = std::llround(price * static_cast<double>(network_.scale));
    constant_ += price_[c] * (network_.single_source ? 1 : network_.demand[c]);
  }
}

// What a row adds is rounded down, by more than a product in floating point can be wrong: whatever
// the coefficients are, the bound stays one. Rows hold within kFeasibility, as in mip.hpp.
void LagrangianBound::add_row_prices(const Prices& prices) {
  std::fill(row_cost_.begin(), row_cost_.end(), 0);
  const long double scale = static_cast<long double>(network_.scale);
  const auto down = [](long double value) { return static_cast<int64_t>(std::floor(value)) - 1; };
  for (size_t k = 0; k < network_.rows.size(); ++k) {
    const Row& row = network_.rows[k];
    const double price = prices.row[k];
    const double side = price > 0 ? row.lower - kFeasibility : row.upper + kFeasibility;
    if (price == 0 || !std::isfinite(side)) continue;
    // Beyond this the row's price is of no use, and products would not fit.
    long double most = std::abs(static_cast<long double>(side));
    for (const Term& term : row.terms) {
      most += std::abs(static_cast<long double>(term.coefficient));
    }
    const long double limit = static_cast<long double>(network_.ceiling) * 4;
    const long double used =
        std::clamp(static_cast<long double>(price), -limit / most, limit / most) * scale;
    constant_ += down(used * side);
    for (const Term& term : row.terms) {
      row_cost_[static_cast<size_t>(term.column)] += down(-used * term.coefficient);
    }
  }
}

int64_t LagrangianBound::profit_of(int arc) const {
  const Arc& a = network_.arcs[static_cast<size_t>(arc)];
  return price_[static_cast<size_t>(a.customer)] - a.cost * network_.scale;
}

void LagrangianBound::pack(int j) {
  Site& site = sites_[static_cast<size_t>(j)];
  const int64_t room = residual_->room[static_cast<size_t>(j)];
  site.items.clear();
  site.uses.clear();
  for (int a : residual_->arcs[static_cast<size_t>(j)]) {
    const int64_t profit = profit_of(a);
    if (profit > 0) site.items.push_back({network_.demand_of(a), profit, a});
  }
  if (!network_.single_source) {
    pack_shared(site, room);
    return;
  }
  site.profit = knapsack_.solve(site.items, room);
  for (int a : knapsack_.chosen()) site.uses.push_back({a, 1.0});
}

void LagrangianBound::pack_shared(Site& site, int64_t room) {
  std::sort(site.items.begin(), site.items.end(), [](const KnapsackItem& a, const KnapsackItem& b) {
    return std::pair(-a.profit, a.key) < std::pair(-b.profit, b.key);
  });
  site.profit = 0;
  for (const KnapsackItem& item : site.items) {
    const int64_t amount = std::min(item.weight, room);
    if (amount == 0) break;
    site.profit += item.profit * amount;
    room -= amount;
    site.uses.push_back({item.key, static_cast<double>(amount) / static_cast<double>(item.weight)});
  }
}

int64_t LagrangianBound::evaluate(const Prices& prices) {
  constant_ = residual_->settled_cost * network_.scale;
  quantise(prices);
  add_row_prices(prices);
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    open_[s] = domain_->site[s] == SiteState::kOpen ? 1 : 0;
    if (domain_->site[s] == SiteState::kClosed) continue;
    pack(j);
    if (open_[s] != 0) constant_ += row_cost_[s] - sites_[s].profit;
    reduced_[s] = network_.opening[s] * network_.scale + row_cost_[s] - sites_[s].profit;
  }
  bound_ = constant_ + choose_sites(-1, false, true);
  return bound_;
}

// Sites that pay open. If their room does not hold all demand, of the others stay closed what costs
// most within the room that may be done without.
int64_t LagrangianBound::choose_sites(int forced_site, bool forced_open, bool keep) {
  int64_t need = residual_->free_demand, total = 0, spare = 0;
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    if (domain_->site[s] == SiteState::kOpen) need -= residual_->room[s];
  }
  choice_.clear();
  for (int j : residual_->undecided) {
    const auto s = static_cast<size_t>(j);
    const bool opened = j == forced_site ? forced_open : reduced_[s] < 0;
    if (keep) open_[s] = opened ? 1 : 0;
    if (opened) {
      total += reduced_[s];
      need -= residual_->room[s];
    } else if (j != forced_site) {
      choice_.push_back({residual_->room[s], reduced_[s], j});
      spare += residual_->room[s];
    }
  }
  if (need <= 0) return total;
  if (spare < need) return network_.ceiling * network_.scale;
  for (const KnapsackItem& item : choice_) {
    total += item.profit;
    if (keep) open_[static_cast<size_t>(item.key)] = 1;
  }
  total -= knapsack_.solve(choice_, spare - need);
  if (keep) {
    for (int j : knapsack_.chosen()) open_[static_cast<size_t>(j)] = 0;
  }
  return total;
}

int64_t LagrangianBound::bound_with(int site, bool open) {
  return constant_ + choose_sites(site, open, false);
}

int64_t LagrangianBound::bound_of(const std::vector<int>& sites) const {
  int64_t bound = constant_;
  for (int j : sites) {
    const auto s = static_cast<size_t>(j);
    if (domain_->site[s] == SiteState::kUndecided) bound += reduced_[s];
  }
  return bound;
}

}  // namespace dostyq::optim::capacitated
