#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "register/orders.hpp"

namespace dostyq::registry {

/// A day on which an order's verdict became another one.
struct VerdictTurn {
  Date on;
  directive::Status before, after;
  bool day_passed = false;  ///< the due day had gone by; else facts began or ended
};

/// How the verdict turned from the order's day to `as_of`, by the dates of the facts as they are
/// known in this snapshot; oldest first. Looked at on the days on which a fact of the order's
/// tables begins or ends, a later date was granted, or the due day has gone by; of more than a
/// hundred such days the last hundred.
Result<std::vector<VerdictTurn>> verdict_turns(const Snapshot& snapshot,
                                               const directive::Directive& order, Date as_of);

/// The turns of the newest snapshot, each order's computed when it is asked for. Thread-safe.
class Turns {
 public:
  Result<std::vector<VerdictTurn>> of(const std::shared_ptr<const Snapshot>& snapshot,
                                      const directive::Directive& order, Date as_of);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
  Date as_of_;
  std::map<std::string, std::vector<VerdictTurn>> turns_;
};

}  // namespace dostyq::registry
