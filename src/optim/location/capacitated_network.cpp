#include "optim/location/capacitated_network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim::capacitated {
namespace {

constexpr int64_t kMostSum = int64_t{1} << 61;

/// Sums and products of figures >= 0 that remember whether one did not fit.
class Total {
 public:
  int64_t sum(int64_t a, int64_t b) {
    int64_t result = 0;
    const bool exact = !__builtin_add_overflow(a, b, &result);
    return keep(exact, result);
  }
  int64_t product(int64_t a, int64_t b) {
    int64_t result = 0;
    const bool exact = !__builtin_mul_overflow(a, b, &result);
    return keep(exact, result);
  }
  bool fits() const { return fits_; }

 private:
  int64_t keep(bool exact, int64_t result) {
    if (exact && result < kMostSum) return result;
    fits_ = false;
    return 0;
  }
  bool fits_ = true;
};

void check(const CapacitatedModel& model) {
  const size_t sites = model.capacity.size();
  DOSTYQ_CHECK(model.rules.sites == static_cast<int>(sites));
  DOSTYQ_CHECK(model.services.size() == model.demand.size());
  DOSTYQ_CHECK(model.opening_cost.empty() || model.opening_cost.size() == sites);
  const auto negative = [](int64_t value) { return value < 0; };
  DOSTYQ_CHECK(std::none_of(model.capacity.begin(), model.capacity.end(), negative));
  DOSTYQ_CHECK(std::none_of(model.demand.begin(), model.demand.end(), negative));
  DOSTYQ_CHECK(std::none_of(model.opening_cost.begin(), model.opening_cost.end(), negative));
  for (const auto& services : model.services) {
    for (const Service& service : services) {
      DOSTYQ_CHECK(service.site >= 0 && service.site < static_cast<int>(sites));
      DOSTYQ_CHECK(service.cost >= 0);
    }
  }
}

void add_arcs(const CapacitatedModel& model, Network& network) {
  for (int i = 0; i < network.customers(); ++i) {
    for (const Service& service : model.services[static_cast<size_t>(i)]) {
      network.arcs.push_back({i, service.site, service.cost});
    }
  }
  std::sort(network.arcs.begin(), network.arcs.end(), [](const Arc& a, const Arc& b) {
    return std::tie(a.site, a.customer, a.cost) < std::tie(b.site, b.customer, b.cost);
  });
  network.arcs.erase(std::unique(network.arcs.begin(), network.arcs.end(),
                                 [](const Arc& a, const Arc& b) {
                                   return a.site == b.site && a.customer == b.customer;
                                 }),
                     network.arcs.end());
}

void index_arcs(Network& network) {
  network.first_of_site.assign(static_cast<size_t>(network.sites()) + 1, 0);
  network.first_of_customer.assign(static_cast<size_t>(network.customers()) + 1, 0);
  for (const Arc& arc : network.arcs) {
    ++network.first_of_site[static_cast<size_t>(arc.site) + 1];
    ++network.first_of_customer[static_cast<size_t>(arc.customer) + 1];
  }
  const auto add_up = [](std::vector<int>& counts) {
    std::partial_sum(counts.begin(), counts.end(), counts.begin());
  };
  add_up(network.first_of_site);
  add_up(network.first_of_customer);
  std::vector<int>& order = network.arcs_of_customer;
  order.resize(network.arcs.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    const Arc& x = network.arcs[static_cast<size_t>(a)];
    const Arc& y = network.arcs[static_cast<size_t>(b)];
    return std::tie(x.customer, x.cost, x.site) < std::tie(y.customer, y.cost, y.site);
  });
}

// Capacity beyond all demand is none: sums of capacities then fit.
bool limit_capacities(Network& network) {
  Total total;
  int64_t demand = 0;
  for (int64_t d : network.demand) demand = total.sum(demand, d);
  total.product(total.sum(demand, 1), std::max<int64_t>(1, network.sites()));
  for (int64_t& capacity : network.capacity) capacity = std::min(capacity, demand);
  return total.fits();
}

// Every sum that the bounds make stays below the sum of no_price over all arcs, weighted by demand
// where it is shared, and this times `scale` must fit.
bool choose_scale(Network& network) {
  Total total;
  int64_t dearest = 0, amounts = 1, serving = 0;
  for (int i = 0; i < network.customers(); ++i) {
    int64_t most = 0;
    const int64_t amount = network.single_source ? 1 : network.demand[static_cast<size_t>(i)];
    for (int arc : network.choices(i)) {
      most = std::max(most, network.arcs[static_cast<size_t>(arc)].cost);
      amounts = total.sum(amounts, amount);
    }
    dearest = std::max(dearest, most);
    serving = total.sum(serving, total.product(most, amount));
    amounts = total.sum(amounts, amount);
  }
  int64_t openings = 0, dearest_opening = 0;
  for (int64_t cost : network.opening) {
    openings = total.sum(openings, cost);
    dearest_opening = std::max(dearest_opening, cost);
  }
  network.ceiling = total.sum(total.sum(serving, openings), 1);
  // Prices worth having are mostly far below this; where so much does not fit, less will do.
  const int64_t least = total.sum(total.product(dearest, 2), 1);
  const int64_t wanted = total.sum(least, total.product(dearest_opening, 2));
  if (!total.fits() || network.ceiling > kMostSum / 8) return false;
  network.no_price = std::min(wanted, kMostSum / 8 / amounts);
  const int64_t largest = network.no_price * amounts + network.ceiling;
  network.scale = 1;
  while (network.scale < (1 << 20) && largest <= kMostSum / 4 / (2 * network.scale)) {
    network.scale *= 2;
  }
  return network.no_price >= least;
}

bool fill(const CapacitatedModel& model, Network& network) {
  check(model);
  network.single_source = model.single_source;
  network.capacity = model.capacity;
  network.demand = model.demand;
  network.opening = model.opening_cost;
  network.opening.resize(model.capacity.size(), 0);
  network.rows = model.rules.rows;
  for (const Row& row : network.rows) {
    for (const Term& term : row.terms) {
      DOSTYQ_CHECK(term.column >= 0 && term.column < network.sites());
      DOSTYQ_CHECK(std::isfinite(term.coefficient));
    }
  }
  add_arcs(model, network);
  index_arcs(network);
  return limit_capacities(network) && choose_scale(network);
}

}  // namespace

Network make_network(const CapacitatedModel& model) {
  Network network;
  const bool fits = fill(model, network);
  DOSTYQ_CHECK(fits);
  return network;
}

bool rows_hold(const Network& network, const std::vector<uint8_t>& open) {
  return std::all_of(network.rows.begin(), network.rows.end(), [&](const Row& row) {
    double sum = 0;
    for (const Term& term : row.terms) {
      if (open[static_cast<size_t>(term.column)] != 0) sum += term.coefficient;
    }
    return sum >= row.lower - kFeasibility && sum <= row.upper + kFeasibility;
  });
}

bool fits(const CapacitatedModel& model) {
  Network network;
  return fill(model, network);
}

bool whole_domain(const Network& network, const SiteRules& rules, Domain& domain) {
  domain.site.assign(static_cast<size_t>(network.sites()), SiteState::kUndecided);
  domain.allowed.assign(network.arcs.size(), 1);
  for (int site : rules.forced) {
    DOSTYQ_CHECK(site >= 0 && site < network.sites());
    domain.site[static_cast<size_t>(site)] = SiteState::kOpen;
  }
  for (int site : rules.forbidden) {
    DOSTYQ_CHECK(site >= 0 && site < network.sites());
    if (domain.site[static_cast<size_t>(site)] == SiteState::kOpen) return false;
    domain.site[static_cast<size_t>(site)] = SiteState::kClosed;
  }
  return true;
}

}  // namespace dostyq::optim::capacitated
