#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dostyq::travel {

/// Sorts by the lowest `bits` bits of key(item), an unsigned number; equal keys keep their order.
/// O(items * bits / 11) time, a second vector of the same size.
template <typename T, typename Key>
void radix_sort(std::vector<T>& items, int bits, const Key& key) {
  constexpr int kDigit = 11;
  constexpr size_t kBuckets = size_t{1} << kDigit;
  std::vector<T> other(items.size());
  for (int shift = 0; shift < bits; shift += kDigit) {
    std::array<size_t, kBuckets + 1> first{};
    for (const T& item : items) ++first[(key(item) >> shift & (kBuckets - 1)) + 1];
    for (size_t i = 0; i < kBuckets; ++i) first[i + 1] += first[i];
    for (const T& item : items) other[first[key(item) >> shift & (kBuckets - 1)]++] = item;
    items.swap(other);
  }
}

}  // namespace dostyq::travel
