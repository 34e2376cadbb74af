#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "optim/mip.hpp"

namespace dostyq::optim {

/// What a location model says of its sites alone: column j of `rows` is site j, which is 1 where it
/// opens. Every model takes the same rules; people enter only through the models themselves.
struct SiteRules {
  int sites = 0;
  std::vector<int> forced;
  std::vector<int> forbidden;
  std::vector<Row> rows;  ///< "exactly p", quotas of areas, budgets, precedence
};

struct LocationOptions {
  double time_limit_seconds = kInfinity;
  unsigned threads = 0;  ///< 0: as many as the machine has; the optimum does not depend on it
  uint64_t seed = 1;
  const StopFlag* stop = nullptr;
  ProgressSink progress;
};

/// Values are whole numbers of the model's own unit. `bound` is proven whatever the status: no
/// solution is below it (above it, where the model maximises).
struct LocationResult {
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

  MipStatus status = MipStatus::kLimit;
  std::vector<int> sites;  ///< open, ascending, from 0; meaningless without a solution
  int64_t objective = kNone;
  int64_t bound = 0;
  int64_t nodes = 0;
  double seconds = 0;

  bool has_solution() const {
    return status == MipStatus::kOptimal || status == MipStatus::kFeasible;
  }
};

}  // namespace dostyq::optim
