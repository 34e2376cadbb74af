#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "world/programme.hpp"

namespace dostyq::world {

/// People of one settlement, modelled: the statistical area's published figures spread over its
/// settlements.
struct DemandPoint {
  /// A place outside every statistical area of the planning edition; a programme that load()
  /// accepted has none.
  static constexpr size_t kNoStatArea = static_cast<size_t>(-1);

  size_t place = 0;      ///< index into Programme::places
  size_t stat_area = 0;  ///< index into Programme::stat_areas
  int64_t people = 0;
  std::vector<int64_t> by_group;  ///< in the order of Programme::groups
  int64_t unknown_group = 0;      ///< people whose group the table does not give
};

struct Demand {
  std::vector<DemandPoint> points;  ///< one for each place, in the order of Programme::places
  /// By area: the indices of its places, ascending.
  std::map<std::string, std::vector<uint32_t>> places_of;
  std::vector<int64_t> group_totals;  ///< in the order of Programme::groups
  int64_t people = 0;

  /// Indices of the points whose places lie in one of the areas (unique ids), ascending. O(found).
  std::vector<uint32_t> points_in(const std::vector<std::string>& areas) const;
};

/// Spreads every statistical area's figures over the places of its member districts in proportion
/// to their weight, group by group, by largest remainder (ties: smaller place id): every total is
/// conserved to the person. O(places x groups x log places of an area).
Demand spread(const Programme& programme);

}  // namespace dostyq::world
