#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace dostyq::travel {

/// Travel times from each of some places to each of others, whole seconds. Unreachable is nothing.
/// 4 bytes a pair.
class TravelTimes {
 public:
  TravelTimes(size_t from, size_t to) : to_(to), seconds_(from * to, kUnreachable) {}

  void set(size_t from, size_t to, int32_t seconds) { seconds_[from * to_ + to] = seconds; }
  std::optional<int32_t> seconds(size_t from, size_t to) const {
    const int32_t s = seconds_[from * to_ + to];
    return s == kUnreachable ? std::nullopt : std::optional(s);
  }

 private:
  static constexpr int32_t kUnreachable = -1;
  size_t to_;
  std::vector<int32_t> seconds_;
};

/// A table of travel times that a planner has of their own: a CSV file with the columns from, to
/// and seconds, in any order of columns and rows. A pair without a row is unreachable, except that
/// a place is 0 seconds from itself.
///
/// `from` and `to` are the ids that may stand in the columns, each once; times are in their order.
/// All problems at once, the first thousand and then matrix.more: those of io/csv.hpp;
/// matrix.missing_column, matrix.unknown_column, matrix.unknown_id, matrix.seconds (not a whole
/// number from 0 to 31,536,000), matrix.duplicate, matrix.empty (no rows).
Checked<TravelTimes> parse_matrix_csv(std::string_view bytes, const std::string& file,
                                      std::span<const std::string> from,
                                      std::span<const std::string> to);

}  // namespace dostyq::travel
