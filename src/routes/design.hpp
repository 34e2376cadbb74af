#pragma once

#include "base/progress.hpp"
#include "optim/mip.hpp"
#include "routes/itinerary.hpp"

namespace dostyq::routes {

/// A new route: begins at `start`, ends at `end`, stays overnight where one can, passes all
/// mandatory stops, and collects the most score of other stops.
struct DesignQuestion {
  size_t start = 0, end = 0;
  int days = 1;
  DayRules rules;
  std::vector<size_t> mandatory;
  std::vector<size_t> stops;  ///< that may be visited; mandatory ones need not be among them
  std::optional<Date> date;   ///< of the first day: closed days and seasons are looked at
};

struct DesignOptions {
  double time_limit_seconds = 60;
  size_t most_labels = 30'000;  ///< of days half made; beyond, the answer is no longer proven
  const StopFlag* stop = nullptr;
};

struct Design {
  optim::MipStatus status = optim::MipStatus::kLimit;
  Itinerary itinerary;
  int64_t score = 0;
  int64_t bound = 0;      ///< no route collects more
  size_t day_plans = 0;   ///< the choice was made from
  bool complete = false;  ///< they were all there are
};

/// All day plans between two nights are listed (labels: place, set of stops, Pareto-best in time
/// and driving), those that another one includes are dropped, and a chain of days is chosen by
/// branch and cut: proven when the list is complete. Else the bound is that of one long
/// orienteering problem without opening hours and nights.
Design design(const Tourism& tourism, const DesignQuestion& question,
              const DesignOptions& options = {});

}  // namespace dostyq::routes
