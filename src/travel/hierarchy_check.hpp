#pragma once

#include <cstddef>
#include <span>

namespace dostyq::travel::image {

enum class Fault { kNone, kDamaged, kVersion };

/// Whether a block of bytes is a hierarchy that queries can use without looking out: every index in
/// range, every arc and middle in an order that ends. O(size).
Fault check(std::span<const std::byte> bytes);

}  // namespace dostyq::travel::image
