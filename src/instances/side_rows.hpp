#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "instances/instance.hpp"

// Conditions on the sites that open, one a line, the same for every model (docs/solve.md):
//
//     force korday                      # a site by its id or number
//     at least 2 in north
//     budget 300000 in north
//     small-a needs big-b
//     by phase 2: at least 1 of a b c
//
// A line speaks of the sites that are open in the end, of those that open `in phase` N alone, or of
// those open `by phase` N, its end.
namespace dostyq::instances {

struct SideRow {
  enum class What {
    kCount,   ///< at_least <= open sites <= at_most
    kBudget,  ///< opening costs <= at_most, in Instance::money_scale()
    kNeeds    ///< at no time the first site without the second
  };
  static constexpr int64_t kNoLimit = INT64_MAX;

  What what = What::kCount;
  int64_t at_least = 0;
  int64_t at_most = kNoLimit;
  std::vector<int> sites;  ///< from 0, ascending and once; of kNeeds the two, as written
  int from_phase = 0;      ///< from 0: openings of these phases count
  int to_phase = 0;        ///< the last of them
  std::string text;        ///< the line, for the answer and for messages
};

/// All lines of a text, for a question of so many phases. Problems, each with file, line and
/// position: side.unknown, side.ends, side.goes_on, side.quote, side.not_whole, side.no_site,
/// side.no_area, side.no_kind, side.no_sites, side.no_costs, side.bad_amount, side.no_phase.
Checked<std::vector<SideRow>> parse_side_rows(std::string_view text, const std::string& file,
                                              const Instance& instance, int phases = 1);

}  // namespace dostyq::instances
