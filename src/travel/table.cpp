#include "travel/table.hpp"

#include <limits>

#include "base/check.hpp"

namespace dostyq::travel {

Table Table::slower_by(int percent) const {
  DOSTYQ_CHECK(percent > -100);
  Table slower(n_, confidence_);
  for (size_t i = 0; i < seconds_.size(); ++i) {
    if (seconds_[i] == kUnreachable) continue;
    const int64_t longer = (int64_t{seconds_[i]} * (100 + percent) + 99) / 100;
    DOSTYQ_CHECK(longer <= std::numeric_limits<int32_t>::max());
    slower.seconds_[i] = static_cast<int32_t>(longer);
  }
  return slower;
}

}  // namespace dostyq::travel
