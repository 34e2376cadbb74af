#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/capacitated.hpp"

/// What solve_capacitated is made of; no other model uses it.
namespace dostyq::optim::capacitated {

struct Arc {
  int customer = 0;
  int site = 0;
  int64_t cost = 0;  ///< as Service::cost
};

/// A CapacitatedModel with its services sorted both ways, and the figures that all work shares.
struct Network {
  bool single_source = true;
  std::vector<int64_t> capacity;
  std::vector<int64_t> demand;
  std::vector<int64_t> opening;
  std::vector<Arc> arcs;           ///< by site, then customer
  std::vector<int> first_of_site;  ///< arcs of site j: [first_of_site[j], first_of_site[j + 1])
  std::vector<int> first_of_customer;
  std::vector<int> arcs_of_customer;  ///< by cost, then site
  std::vector<Row> rows;              ///< over sites
  int64_t scale = 1;                  ///< prices count in 1 / scale of the unit of cost
  int64_t no_price = 0;  ///< no price of a customer (divisible: of a unit) is worth being above it
  int64_t ceiling = 0;   ///< more than any solution costs

  int sites() const { return static_cast<int>(capacity.size()); }
  int customers() const { return static_cast<int>(demand.size()); }
  std::span<const int> choices(int customer) const {
    const auto i = static_cast<size_t>(customer);
    return {arcs_of_customer.data() + first_of_customer[i],
            static_cast<size_t>(first_of_customer[i + 1] - first_of_customer[i])};
  }
  int64_t demand_of(int arc) const {
    return demand[static_cast<size_t>(arcs[static_cast<size_t>(arc)].customer)];
  }
  /// What the arc costs if the customer is served by it alone.
  int64_t whole_cost(int arc) const {
    return arcs[static_cast<size_t>(arc)].cost * (single_source ? 1 : demand_of(arc));
  }
};

Network make_network(const CapacitatedModel& model);
bool fits(const CapacitatedModel& model);

/// Sum over the row's open sites.
bool rows_hold(const Network& network, const std::vector<uint8_t>& open);

enum class SiteState : uint8_t { kUndecided, kOpen, kClosed };

/// A part of all solutions.
struct Domain {
  std::vector<SiteState> site;
  std::vector<uint8_t> allowed;  ///< by arc
};

/// False if a site is both forced and forbidden.
bool whole_domain(const Network& network, const SiteRules& rules, Domain& domain);

/// What a domain leaves to decide.
struct Residual {
  int64_t settled_cost = 0;    ///< of fixed customers and open sites
  std::vector<int64_t> room;   ///< by site: capacity less fixed customers
  std::vector<int> fixed_arc;  ///< by customer, or -1; single source only
  std::vector<int> free;       ///< customers that are not fixed and need service
  int64_t free_demand = 0;
  std::vector<std::vector<int>> arcs;  ///< by site: allowed arcs of free customers
  std::vector<int> undecided;          ///< sites
};

/// Narrows the domain to what capacities and rows imply, one at a time; false if nothing is left.
bool propagate(const Network& network, Domain& domain, Residual& residual);

}  // namespace dostyq::optim::capacitated
