#pragma once

#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// Tells the sink where a covering model stands. A negative objective: no solution yet.
inline void report_covering(const LocationOptions& options, const SolveClock& clock,
                            int64_t objective, int64_t bound, int64_t nodes) {
  if (!options.progress) return;
  Progress progress;
  progress.stage = "solve";
  progress.has_incumbent = objective >= 0;
  progress.incumbent = static_cast<double>(objective);
  progress.bound = static_cast<double>(bound);
  progress.seconds = clock.seconds();
  progress.nodes = nodes;
  options.progress(progress);
}

}  // namespace dostyq::optim
