#include "travel/hierarchy_image.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace dostyq::travel::image {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the hierarchy's file is mapped, not parsed: it needs a little-endian machine");

// The rounds of xxHash64 (Y. Collet), on four words at a time.
class WordHash {
 public:
  void add(size_t lane, uint64_t word) {
    lanes_[lane] = std::rotl(lanes_[lane] + word * kSecond, 31) * kFirst;
  }
  uint64_t value() const {
    uint64_t h = 0;
    for (const uint64_t lane : lanes_) h = (std::rotl(h, 27) ^ lane) * kFirst + kThird;
    h = (h ^ (h >> 33)) * kSecond;
    h = (h ^ (h >> 29)) * kThird;
    return h ^ (h >> 32);
  }

 private:
  static constexpr uint64_t kFirst = 0x9e3779b185ebca87;
  static constexpr uint64_t kSecond = 0xc2b2ae3d27d4eb4f;
  static constexpr uint64_t kThird = 0x165667b19e3779f9;
  std::array<uint64_t, 4> lanes_{kFirst + kSecond, kSecond, kThird, kFirst};
};

class Sections {
 public:
  Section next(uint64_t count, size_t item) {
    const Section section{size_, static_cast<size_t>(count) * item};
    size_ = (size_ + section.bytes + kAlignment - 1) / kAlignment * kAlignment;
    return section;
  }
  size_t size() const { return size_; }

 private:
  size_t size_ = sizeof(Header);
};

}  // namespace

std::optional<Layout> Layout::of(const Header& header) {
  constexpr uint64_t kMostNodes = (uint64_t{1} << 30) - 2;
  constexpr uint64_t kMostItems = UINT32_MAX;
  if (header.nodes > kMostNodes || header.up_arcs > kMostItems || header.road_arcs > kMostItems ||
      header.shape_points > kMostItems || header.has_shapes > 1) {
    return std::nullopt;
  }
  Sections sections;
  Layout layout;
  layout.first_of_region = sections.next(uint64_t{header.regions} + 1, sizeof(uint32_t));
  layout.first_arc = sections.next(header.nodes + 1, sizeof(uint32_t));
  layout.arcs = sections.next(header.up_arcs, sizeof(UpArc));
  layout.middle = sections.next(header.up_arcs, sizeof(uint32_t));
  layout.place_of = sections.next(header.nodes, sizeof(uint32_t));
  layout.node_at = sections.next(header.nodes, sizeof(uint32_t));
  layout.coordinates = sections.next(header.nodes, sizeof(Coordinate));
  layout.road_first_arc = sections.next(header.nodes + 1, sizeof(uint32_t));
  layout.road_head = sections.next(header.road_arcs, sizeof(uint32_t));
  layout.road_milliseconds = sections.next(header.road_arcs, sizeof(uint32_t));
  const uint64_t shaped_arcs = header.has_shapes != 0 ? header.road_arcs + 1 : 0;
  layout.first_shape = sections.next(shaped_arcs, sizeof(uint32_t));
  layout.shape = sections.next(header.shape_points, sizeof(Coordinate));
  layout.size = sections.size();
  return layout;
}

Header read_header(std::span<const std::byte> bytes) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  return header;
}

uint64_t checksum(std::span<const std::byte> bytes) {
  const auto content = bytes.subspan(offsetof(Header, input_hash));
  WordHash hash;
  size_t i = 0;
  for (; i + 32 <= content.size(); i += 32) {
    std::array<uint64_t, 4> words;
    std::memcpy(words.data(), content.data() + i, 32);
    for (size_t lane = 0; lane < 4; ++lane) hash.add(lane, words[lane]);
  }
  for (; i < content.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, content.data() + i, std::min<size_t>(8, content.size() - i));
    hash.add(0, word);
  }
  hash.add(1, content.size());
  return hash.value();
}

Block::Block(size_t size)
    : memory_(static_cast<std::byte*>(::operator new(size, std::align_val_t{kAlignment})),
              [](std::byte* p) { ::operator delete(p, std::align_val_t{kAlignment}); }),
      size_(size) {
  std::memset(memory_.get(), 0, size);
}

}  // namespace dostyq::travel::image
