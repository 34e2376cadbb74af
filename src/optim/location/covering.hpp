#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "optim/location/location.hpp"

namespace dostyq::optim {

/// Groups of customers by the sites that cover them: group r earns `weight[r]` when at least
/// `need[r]` of its sites are open. Sites of a group ascend and stand once. Plain data in
/// compressed form.
struct CoverGroups {
  std::vector<int64_t> start{0};
  std::vector<int32_t> site;
  std::vector<int64_t> weight;
  std::vector<int32_t> need;

  int size() const { return static_cast<int>(weight.size()); }
  std::span<const int32_t> sites(int group) const {
    const auto r = static_cast<size_t>(group);
    return {site.data() + start[r], static_cast<size_t>(start[r + 1] - start[r])};
  }
  int64_t total_weight() const;

  /// Sites in any order. Backup coverage (Hogan & ReVelle 1986): need 2 for a customer who counts
  /// only when a second site covers, and groups of need 1 and 2 for one who counts again.
  void add(std::span<const int32_t> sites, int64_t group_weight, int32_t group_need = 1);
  /// Gradual coverage (Berman & Krass 2002): the customer earns `weight` times the best value among
  /// the open sites (site, value >= 0): one group for each distinct value, of what it adds to the
  /// one below.
  void add_gradual(std::span<const std::pair<int32_t, int64_t>> values, int64_t customer_weight);
};

/// Weights are >= 0; all together at most 2^53, so that doubles hold every sum exactly.
struct CoveringModel {
  CoverGroups groups;
  std::vector<int64_t>
      opening_cost;  ///< by site, >= 0; empty: 1 each. Of no use to maximal covering
  SiteRules rules;
};

/// Maximal covering (Church & ReVelle 1974): the greatest weight that sites within `rules` earn.
LocationResult solve_maximal_covering(const CoveringModel& model,
                                      const LocationOptions& options = {});

/// Set covering (Toregas et al. 1971): the least cost of sites that cover every group, those of no
/// weight among them. kInfeasible: no such sites.
LocationResult solve_set_covering(const CoveringModel& model, const LocationOptions& options = {});

/// Partial set covering (Daskin & Owen 1999): the least cost of sites that earn `least_weight`.
LocationResult solve_partial_covering(const CoveringModel& model, int64_t least_weight,
                                      const LocationOptions& options = {});

/// What a set of open sites earns, and what it costs to open them.
int64_t covered_weight(const CoverGroups& groups, std::span<const int> sites);
int64_t opening_cost(const CoveringModel& model, std::span<const int> sites);

}  // namespace dostyq::optim
