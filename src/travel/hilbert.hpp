#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/coordinate.hpp"

namespace dostyq::travel {

/// The place of the cell (x, y), of 2^16 by 2^16, on Hilbert's curve: cells that are near on the
/// curve are near in the plane. Lam and Shapiro, ICIP 1994; 16 steps without a branch.
uint32_t hilbert_key(uint32_t x, uint32_t y);

/// Indices of the points along Hilbert's curve over their bounding box (the part of it that is on
/// Earth); points of one cell in the given order. O(n).
std::vector<uint32_t> hilbert_order(std::span<const Coordinate> points);

}  // namespace dostyq::travel
