#pragma once

#include <vector>

#include "instances/decimal.hpp"
#include "instances/formats.hpp"
#include "instances/words.hpp"

namespace dostyq::instances {

/// Figures as a file writes them. Costs are brought to one scale, capacities and demands to
/// another.
struct CostTable {
  int sites = 0;
  int customers = 0;
  std::vector<Decimal> capacity;  ///< by site, >= 0
  std::vector<Decimal> demand;    ///< by customer, >= 0
  std::vector<Decimal> opening;   ///< by site, >= 0
  std::vector<Decimal> service;   ///< customers × sites, row by row, >= 0
};

/// Whether so many sites and customers fit the bytes that are left, so that a wild number does not
/// take all memory; if not, the error is instances.ends_early.
bool believable(const CostTable& table, Words& words, const char* notation);

/// Fills sites, customers, weight (1), opening_cost, cost_scale, and costs, or wide_costs if one of
/// them does not fit. Errors: instances.too_precise.
Checked<void> take_costs(const CostTable& table, const Source& source, Instance& instance);

/// Fills capacity, demand and amount_scale, without loss. Errors: instances.too_precise.
Checked<void> take_capacities(const CostTable& table, const Source& source, Instance& instance);

}  // namespace dostyq::instances
