#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/confidence.hpp"

namespace dostyq::travel {

/// Travel times between all pairs of n points, whole seconds; from point i to point j. Unreachable
/// is nothing. O(n^2) memory: 4 bytes a pair.
class Table {
 public:
  Table(size_t n, Confidence confidence)
      : n_(n), confidence_(confidence), seconds_(n * n, kUnreachable) {}

  size_t size() const { return n_; }
  Confidence confidence() const { return confidence_; }
  void set(size_t from, size_t to, int32_t seconds) { seconds_[from * n_ + to] = seconds; }
  std::optional<int32_t> seconds(size_t from, size_t to) const {
    const int32_t s = seconds_[from * n_ + to];
    if (s == kUnreachable) return std::nullopt;
    return s;
  }
  /// Every time longer by `percent` (shorter, if negative; above -100), rounded up to the second.
  Table slower_by(int percent) const;

 private:
  static constexpr int32_t kUnreachable = -1;
  size_t n_;
  Confidence confidence_;
  std::vector<int32_t> seconds_;
};

}  // namespace dostyq::travel
