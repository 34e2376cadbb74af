#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
#include "world/world.hpp"

namespace dostyq::directive {

/// The areas that an area set means, in order: as named; by id; by rank of the rule. Territories as
/// of `ordered_on`. Errors: the set is empty, the edition is unknown.
Result<std::vector<world::Territory>> resolve(const AreaSet& set, const world::World& world,
                                              Date ordered_on);

/// One row of the diversity rule's list: share of people outside the area's largest group, in
/// hundredths of a percent, rounded down.
struct DiversityRow {
  const world::StatArea* area = nullptr;
  int64_t outside_largest = 0;
  int share_bp = 0;
};

/// Statistical areas that the rule lists, by falling share (exact in integers; ties: smaller id).
std::vector<DiversityRow> diversity_list(const DiversityRule& rule, const world::World& world,
                                         Date ordered_on);

}  // namespace dostyq::directive
