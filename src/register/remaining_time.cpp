#include "register/remaining_time.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::registry {
namespace {

/// What counts as closed when no gap was asked for: values are whole numbers of many digits.
constexpr double kClosed = 1e-6;

}  // namespace

void RemainingTime::begin_stage(size_t index, size_t count, double now) {
  index_ = index;
  count_ = std::max(count, index + 1);
  begun_ = now;
  first_.reset();
  last_.reset();
}

void RemainingTime::tell(double gap, double now) {
  if (!std::isfinite(gap) || gap < 0) return;
  if (!first_) {
    first_ = gap;
    first_at_ = now;
  }
  last_ = gap;
  last_at_ = now;
}

std::optional<double> RemainingTime::of_this_stage() const {
  if (!last_) return std::nullopt;
  const double target = std::max(enough_, kClosed);
  if (*last_ <= target) return 0;
  const double closed = std::log(*first_ / *last_);
  if (closed <= 0 || last_at_ <= first_at_) return std::nullopt;
  return std::log(*last_ / target) * (last_at_ - first_at_) / closed;
}

std::optional<double> RemainingTime::seconds(double now) const {
  const double left = std::max(0.0, limit_ - now);
  std::optional<double> wanted = of_this_stage();
  if (wanted) {
    // The estimate was made when the last gap came; until the next one it is waited for.
    *wanted = std::max(0.0, *wanted - (now - last_at_));
    const auto to_come = static_cast<double>(count_ - index_ - 1);
    const double each =
        index_ > 0 ? begun_ / static_cast<double>(index_) : last_at_ - begun_ + *wanted;
    *wanted += to_come * each;
  }
  if (std::isinf(limit_)) return wanted;
  return std::min(left, wanted.value_or(left));
}

}  // namespace dostyq::registry
