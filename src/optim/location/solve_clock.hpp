#pragma once

#include <chrono>

#include "optim/location/location.hpp"

namespace dostyq::optim {

/// The time and the flag that a solve has to heed, the same for all its parts.
class SolveClock {
 public:
  explicit SolveClock(const LocationOptions& options)
      : limit_(options.time_limit_seconds), stop_(options.stop) {}

  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }
  double seconds_left() const { return limit_ - seconds(); }
  /// A clock that expires when this share of the time left is used up.
  SolveClock part(double share) const {
    SolveClock clock = *this;
    clock.limit_ = seconds() + share * seconds_left();
    return clock;
  }
  bool expired() const { return (stop_ != nullptr && stop_->requested()) || seconds_left() <= 0; }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double limit_;
  const StopFlag* stop_;
};

}  // namespace dostyq::optim
