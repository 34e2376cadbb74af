#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "planning/plan.hpp"
#include "planning/site_pick.hpp"

namespace dostyq::planning {

/// One of the objectives that are solved one after the other.
struct StageBegin {
  size_t index = 0, count = 1;
  double seconds = 0;  ///< what it may take at most; infinity: any time
};

/// What a planner may say beside the orders.
struct PlanOptions {
  std::vector<SitePick> lock;      ///< must open
  std::vector<SitePick> forbid;    ///< must not open
  std::optional<Date> not_before;  ///< openings only in phases that end after this day
  std::set<std::string> without;   ///< directives left out
  int cost_percent = 100;          ///< all opening costs scaled (sensitivity)
  std::optional<std::vector<PlannedSite>>
      previous;                 ///< change as little as possible from this plan
  bool until_feasible = false;  ///< any plan will do: no objectives
  double time_limit_seconds = std::numeric_limits<double>::infinity();
  double gap = 0;  ///< each objective may stop when it is proven to within this share of its value
  const StopFlag* stop = nullptr;
  ProgressSink progress;
  std::function<void(const StageBegin&)> stage_begins;
};

}  // namespace dostyq::planning
