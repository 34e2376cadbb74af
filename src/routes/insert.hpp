#pragma once

#include "base/progress.hpp"
#include "optim/mip.hpp"
#include "routes/itinerary.hpp"

namespace dostyq::routes {

struct InsertQuestion {
  DayRules rules;
  int most_detour_minutes = 180;  ///< that one day of a route may grow by
  std::optional<Date> date;       ///< of the first day: closed days and seasons are looked at
  double time_limit_seconds = 60;
  const StopFlag* stop = nullptr;
};

/// A House that no route took, and why.
struct LeftOut {
  size_t house = 0;
  int least_detour = -1;  ///< minutes at the wheel by the nearest route; -1: no road leads there
  std::string route;      ///< that route
};

struct Insertion {
  optim::MipStatus status = optim::MipStatus::kLimit;
  std::vector<Itinerary> routes;       ///< every known route, with what was added
  std::vector<std::string> unchanged;  ///< routes with a day that breaks the rules already
  std::vector<LeftOut> left_out;
  size_t on_routes = 0;    ///< Houses on routes now
  size_t bound = 0;        ///< at most so many can be
  int detour_minutes = 0;  ///< in all
};

/// Adds as many Houses as possible to the known routes, then with the least driving. The order of a
/// route's own stops, its days and its nights stay. All ways to add Houses to a day are listed, and
/// one for each day is chosen by branch and cut: proven.
Insertion insert_houses(const Tourism& tourism, const InsertQuestion& question);

}  // namespace dostyq::routes
