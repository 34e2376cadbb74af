#pragma once

#include <cstdint>
#include <vector>

#include "routes/itinerary.hpp"

namespace dostyq::routes {

/// A day between two nights: which of the listed stops it visits, and in what order.
struct DayColumn {
  size_t from = 0, to = 0;
  uint64_t set = 0;  ///< of positions in the list
  std::vector<size_t> order;
};

struct DayPlans {
  std::vector<DayColumn> columns;
  bool complete = true;  ///< no label was left out
};

/// All days from each of `nights` to each of them over at most 64 `stops`, on a weekday (-1: any),
/// none within another. At most `most_labels` labels; those with the most score are kept then.
DayPlans day_plans(const Tourism& tourism, const DayRules& rules, const std::vector<size_t>& nights,
                   const std::vector<size_t>& stops, int weekday, size_t most_labels);

}  // namespace dostyq::routes
