#pragma once

#include <cstdint>

namespace dostyq::travel {

/// The place of the cell (x, y), of 2^16 by 2^16, on Hilbert's curve: cells that are near on the
/// curve are near in the plane. Source: Lam and Shapiro, ICIP 1994; no table, 16 steps.
inline uint32_t hilbert_key(uint32_t x, uint32_t y) {
  uint32_t key = 0;
  for (uint32_t side = 1U << 15U; side > 0; side >>= 1U) {
    const uint32_t right = (x & side) != 0 ? 1 : 0;
    const uint32_t up = (y & side) != 0 ? 1 : 0;
    key = key << 2U | ((3U * right) ^ up);
    // Without branches, which nobody could foretell: turn the lower quarters, and swap.
    const uint32_t turn = 0U - (right & ~up);
    x ^= turn;
    y ^= turn;
    const uint32_t swap = (x ^ y) & (up - 1U);
    x ^= swap;
    y ^= swap;
  }
  return key;
}

}  // namespace dostyq::travel
