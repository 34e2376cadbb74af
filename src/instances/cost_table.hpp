#pragma once

#include <vector>

#include "instances/decimal.hpp"
#include "instances/formats.hpp"

namespace dostyq::instances {

/// Costs and opening costs as a file writes them, brought to one scale.
struct CostTable {
  int sites = 0;
  int customers = 0;
  std::vector<Decimal> opening;  ///< by site, >= 0
  std::vector<Decimal> service;  ///< customers × sites, row by row, >= 0
};

/// Fills sites, customers, weight (1), opening_cost, costs and cost_scale. Errors:
/// instances.too_precise.
Checked<void> take_costs(const CostTable& table, const Source& source, Instance& instance);

/// Amounts as whole numbers of one scale, without loss. Error: instances.too_precise.
struct Scaled {
  std::vector<int64_t> values;
  int64_t scale = 1;
};
Result<Scaled> scaled(const std::vector<Decimal>& values, const Source& source);

}  // namespace dostyq::instances
