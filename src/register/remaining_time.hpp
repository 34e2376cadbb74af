#pragma once

#include <cstddef>
#include <optional>

namespace dostyq::registry {

/// How long a run of several objectives may still take. Each objective needs as long as its gap
/// takes to close at the rate at which it has closed so far (gaps close by shares, not by
/// amounts); those to come as long as those that are done took on average. Never more than what is
/// left of the run's limit. An estimate to wait by, not a promise.
class RemainingTime {
 public:
  /// Infinity: no limit. An objective ends when its gap is `enough_gap`.
  RemainingTime(double limit_seconds, double enough_gap)
      : limit_(limit_seconds), enough_(enough_gap) {}

  /// `now`: seconds since the run began.
  void begin_stage(size_t index, size_t count, double now);
  void tell(double gap, double now);
  /// Nothing: nobody knows.
  std::optional<double> seconds(double now) const;

 private:
  std::optional<double> of_this_stage() const;

  double limit_, enough_;
  size_t index_ = 0, count_ = 1;
  double begun_ = 0;                    ///< the stage
  std::optional<double> first_, last_;  ///< gaps
  double first_at_ = 0, last_at_ = 0;
};

}  // namespace dostyq::registry
