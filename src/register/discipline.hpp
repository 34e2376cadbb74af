#pragma once

#include <string>
#include <vector>

#include "register/orders.hpp"

namespace dostyq::registry {

/// Orders by verdict. `met` counts without those that rest on demo data, which never count in a
/// total: orders = met + met_on_demo + on_track + at_risk + not_met + no_data.
struct Tally {
  int orders = 0, met = 0, met_on_demo = 0, on_track = 0, at_risk = 0, not_met = 0, no_data = 0;
  int done_late = 0;   ///< part of not_met: true by now, but not by the day
  int silent = 0;      ///< open orders of which a responsible body says nothing
  int extensions = 0;  ///< asked for
  int disagrees = 0;   ///< reported done, the register says otherwise
};

struct BodyTally {
  std::string body;
  Tally tally;
  std::vector<size_t> orders;  ///< indices into the statuses
};

struct Discipline {
  Date as_of;
  std::vector<OrderStatus> statuses;  ///< of all orders that are judged
  Tally overall;
  std::vector<BodyTally> bodies;  ///< those responsible for an order on the day, by id
};

/// Discipline of execution, overall and by executor. Described statements are left out.
Result<Discipline> discipline(const Snapshot& snapshot, Date as_of,
                              const DocumentDays& documents = {});
/// Nothing when the body is responsible for no order.
const BodyTally* find(const Discipline& discipline, const std::string& body);

}  // namespace dostyq::registry
