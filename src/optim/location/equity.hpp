#pragma once

#include <cstdint>
#include <vector>

#include "optim/location/service.hpp"

namespace dostyq::optim {

/// cost / weight of a group, as a fraction: means are compared exactly.
struct GroupMean {
  int64_t cost = 0;
  int64_t weight = 0;  ///< 0: nobody, and the group counts for nothing

  double value() const {
    return weight == 0 ? 0 : static_cast<double>(cost) / static_cast<double>(weight);
  }
  friend bool operator<(const GroupMean& a, const GroupMean& b) {
    return static_cast<__int128>(a.cost) * b.weight < static_cast<__int128>(b.cost) * a.weight;
  }
};

/// `value` and `bound_value` are the mean of the group served worst and its bound; `objective` and
/// `bound` the same in whole numbers, rounded.
struct EquityResult : LocationResult {
  std::vector<GroupMean> groups;  ///< by group
  int proven = 0;  ///< how many of the means, from the worst, are proven to be as low as can be
  double value = 0;
  double bound_value = 0;
};

/// minimise the mean cost of the group served worst; if `all`, then that of the second worst, and
/// so on to the last (lexicographic min-max: Ogryczak, European J. Operational Research 100 (1997)
/// 526–540). Costs must be whole. Opening costs do not count. kOptimal: every stage is proven.
///
/// A stage minimises the k-th worst mean T by branch and cut with the rows
///   cost(g) <= T · weight(g) + M · v(g),   sum of v <= k - 1,
/// and is proven when no group could have a mean between the bound and what was found: in whole
/// numbers, so that no tolerance decides.
EquityResult solve_equity(const ServiceModel& model, bool all, const LocationOptions& options = {});

/// minimise the cost of the groups one after another, in this order: each is kept at what is proven
/// to be its least. `groups` of the result: their costs, weight 1.
EquityResult solve_in_order(const ServiceModel& model, std::span<const int> order,
                            const LocationOptions& options = {});

}  // namespace dostyq::optim
