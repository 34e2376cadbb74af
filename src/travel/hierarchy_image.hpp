#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "travel/hierarchy.hpp"

namespace dostyq::travel::image {

inline constexpr std::array<char, 8> kMagic{'D', 'O', 'S', 'T', 'Y', 'Q', 'C', 'H'};
inline constexpr uint32_t kVersion = 1;
inline constexpr size_t kAlignment = 64;

/// The first bytes of a hierarchy's block. Numbers are little-endian.
struct Header {
  std::array<char, 8> magic = kMagic;
  uint32_t version = kVersion;
  uint32_t has_shapes = 0;
  uint64_t checksum = 0;  ///< of all that follows this member
  InputHash input_hash{};
  uint64_t size = 0;  ///< of the whole block
  uint64_t nodes = 0;
  uint64_t up_arcs = 0;
  uint64_t road_arcs = 0;
  uint64_t shape_points = 0;
  uint32_t regions = 0;
  std::array<uint8_t, 28> reserved{};  ///< zeros
};
static_assert(sizeof(Header) == 128);

struct Section {
  size_t offset = 0;
  size_t bytes = 0;
};

/// Where each array lies: a function of the counts alone, so a file cannot point elsewhere.
struct Layout {
  Section first_of_region, first_arc, arcs, middle, place_of, node_at;  // what queries use, first
  Section coordinates, road_first_arc, road_head, road_milliseconds, first_shape, shape;
  size_t size = 0;

  /// Nothing when the counts are larger than the format can hold.
  static std::optional<Layout> of(const Header& header);
};

Header read_header(std::span<const std::byte> bytes);

/// Of everything from the member after it. Every change of one 8-byte word changes it.
uint64_t checksum(std::span<const std::byte> bytes);

template <typename T>
std::span<const T> view(std::span<const std::byte> bytes, Section section) {
  return {reinterpret_cast<const T*>(bytes.data() + section.offset), section.bytes / sizeof(T)};
}

/// Memory for a block being made, zeroed.
class Block {
 public:
  explicit Block(size_t size);
  std::span<std::byte> bytes() { return {memory_.get(), size_}; }
  template <typename T>
  std::span<T> array(Section section) {
    return {reinterpret_cast<T*>(memory_.get() + section.offset), section.bytes / sizeof(T)};
  }
  std::shared_ptr<const void> owner() const { return memory_; }

 private:
  std::shared_ptr<std::byte> memory_;
  size_t size_;
};

}  // namespace dostyq::travel::image
