#include "travel/table.hpp"

#include <algorithm>
#include <limits>

namespace dostyq::travel {
namespace {

int32_t longer_by(int32_t seconds, int percent) {
  const int64_t longer = (int64_t{seconds} * (100 + percent) + 99) / 100;
  DOSTYQ_CHECK(longer <= std::numeric_limits<int32_t>::max());
  return static_cast<int32_t>(longer);
}

}  // namespace

Table::Table(size_t n, Confidence confidence, Arrivals arrivals, bool rest_unreachable)
    : n_(n), confidence_(confidence), slot_(n, kNoSlot), rest_unreachable_(rest_unreachable) {
  DOSTYQ_CHECK(arrivals.start.size() == arrivals.destinations.size() + 1);
  for (size_t k = 0; k < arrivals.destinations.size(); ++k)
    slot_[arrivals.destinations[k]] = static_cast<int32_t>(k);
  arrivals_ = std::make_shared<const Arrivals>(std::move(arrivals));
}

std::span<const Table::Arrival> Table::arrivals_of(size_t to) const {
  if (slot_[to] == kNoSlot) {
    DOSTYQ_CHECK(rest_unreachable_);
    return {};
  }
  const auto k = static_cast<size_t>(slot_[to]);
  return {arrivals_->list.data() + arrivals_->start[k],
          arrivals_->start[k + 1] - arrivals_->start[k]};
}

int32_t Table::slower(int32_t seconds) const {
  for (const int percent : percents_) seconds = longer_by(seconds, percent);
  return seconds;
}

std::optional<int32_t> Table::look_up(size_t from, size_t to) const {
  if (from == to) return 0;
  const std::span<const Arrival> known = arrivals_of(to);
  const auto at =
      std::lower_bound(known.begin(), known.end(), from,
                       [](const Arrival& arrival, size_t key) { return arrival.from < key; });
  if (at == known.end() || at->from != from) return std::nullopt;
  return slower(at->seconds);
}

Table Table::slower_by(int percent) const {
  DOSTYQ_CHECK(percent > -100);
  Table slower = *this;
  if (is_sparse()) {
    slower.percents_.push_back(percent);
    return slower;
  }
  for (int32_t& seconds : slower.seconds_) {
    if (seconds != kUnreachable) seconds = longer_by(seconds, percent);
  }
  return slower;
}

}  // namespace dostyq::travel
