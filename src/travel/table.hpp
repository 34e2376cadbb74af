#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "base/confidence.hpp"

namespace dostyq::travel {

/// Travel times between n points, whole seconds; from point i to point j. Unreachable is nothing.
///
/// Two forms. *Dense*: all pairs, 4 bytes each. *Sparse*: for some points, the destinations (where
/// a site stands or may open), everyone who can come there: 8 bytes for each such pair, so that a
/// million settlements and their sites fit. What is read from either is the same.
class Table {
 public:
  struct Arrival {
    uint32_t from = 0;
    int32_t seconds = 0;
  };
  /// By destination, in compressed form: arrivals of destination k stand from start[k], by `from`.
  struct Arrivals {
    std::vector<uint32_t> destinations;  ///< sorted
    std::vector<size_t> start{0};
    std::vector<Arrival> list;
  };

  Table(size_t n, Confidence confidence)
      : n_(n), confidence_(confidence), seconds_(n * n, kUnreachable) {}
  /// `rest_unreachable`: whatever is no destination is reached from itself alone; else nothing is
  /// known of it.
  Table(size_t n, Confidence confidence, Arrivals arrivals, bool rest_unreachable);

  size_t size() const { return n_; }
  Confidence confidence() const { return confidence_; }
  bool is_sparse() const { return arrivals_ != nullptr; }
  /// Whether the table says who can come to `to`.
  bool knows(size_t to) const { return !is_sparse() || rest_unreachable_ || slot_[to] != kNoSlot; }
  /// Dense tables only.
  void set(size_t from, size_t to, int32_t seconds) {
    DOSTYQ_CHECK(!is_sparse());
    seconds_[from * n_ + to] = seconds;
  }
  /// O(1), or O(log n) where sparse. `to` must be known.
  std::optional<int32_t> seconds(size_t from, size_t to) const {
    if (is_sparse()) return look_up(from, to);
    const int32_t s = seconds_[from * n_ + to];
    if (s == kUnreachable) return std::nullopt;
    return s;
  }
  /// Calls visit(from, seconds) for everyone who can come to `to`, by `from`; `to` must be known.
  /// O(n), or O(arrivals) where sparse.
  template <typename Visit>
  void for_each_arrival(size_t to, Visit visit) const {
    if (!is_sparse()) {
      for (size_t from = 0; from < n_; ++from) {
        const int32_t s = seconds_[from * n_ + to];
        if (s != kUnreachable) visit(from, s);
      }
      return;
    }
    const std::span<const Arrival> known = arrivals_of(to);
    if (known.empty() && rest_unreachable_) visit(to, int32_t{0});
    for (const Arrival& arrival : known) visit(size_t{arrival.from}, slower(arrival.seconds));
  }
  /// Every time longer by `percent` (shorter, if negative; above -100), rounded up to the second.
  /// A sparse table shares what it holds with the new one.
  Table slower_by(int percent) const;

 private:
  static constexpr int32_t kUnreachable = -1;
  static constexpr int32_t kNoSlot = -1;

  std::optional<int32_t> look_up(size_t from, size_t to) const;
  std::span<const Arrival> arrivals_of(size_t to) const;
  int32_t slower(int32_t seconds) const;

  size_t n_;
  Confidence confidence_;
  std::vector<int32_t> seconds_;
  std::shared_ptr<const Arrivals> arrivals_;
  std::vector<int32_t> slot_;  ///< of a point: which destination it is
  bool rest_unreachable_ = false;
  std::vector<int> percents_;  ///< of a sparse table, one after the other
};

}  // namespace dostyq::travel
