#include "travel/hierarchy_check.hpp"

#include <algorithm>

#include "travel/hierarchy_image.hpp"

namespace dostyq::travel::image {
namespace {

bool is_rising(std::span<const uint32_t> first, size_t last) {
  return first.front() == 0 && first.back() == last && std::is_sorted(first.begin(), first.end());
}

bool all_below(std::span<const uint32_t> values, uint64_t bound) {
  return std::all_of(values.begin(), values.end(), [&](uint32_t v) { return v < bound; });
}

bool are_times(std::span<const uint32_t> milliseconds) {
  return std::all_of(milliseconds.begin(), milliseconds.end(),
                     [](uint32_t ms) { return ms > 0 && ms < RoadGraph::kNever; });
}

// Arcs lead to smaller places, and the middle of a shortcut is at a larger place than both ends.
bool are_upward(std::span<const uint32_t> first, std::span<const UpArc> arcs,
                std::span<const uint32_t> middle) {
  const size_t nodes = first.size() - 1;
  for (size_t p = 0; p < nodes; ++p) {
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      if (arcs[a].head() >= p || (arcs[a].head_and_ways & 3) == 0) return false;
      if (arcs[a].milliseconds == 0 || arcs[a].milliseconds >= RoadGraph::kNever) return false;
      if (middle[a] != Hierarchy::kNoMiddle && (middle[a] <= p || middle[a] >= nodes)) return false;
    }
  }
  return true;
}

// Arcs of a region lead to it or to the top.
bool are_apart(std::span<const uint32_t> first_of_region, std::span<const uint32_t> first,
               std::span<const UpArc> arcs) {
  const uint32_t top = first_of_region.front();
  for (size_t r = 0; r + 1 < first_of_region.size(); ++r) {
    const uint32_t begin = first_of_region[r];
    for (uint32_t a = first[begin]; a < first[first_of_region[r + 1]]; ++a) {
      if (arcs[a].head() >= top && arcs[a].head() < begin) return false;
    }
  }
  return true;
}

bool are_inverse(std::span<const uint32_t> place_of, std::span<const uint32_t> node_at) {
  for (size_t p = 0; p < node_at.size(); ++p) {
    if (node_at[p] >= place_of.size() || place_of[node_at[p]] != p) return false;
  }
  return true;
}

bool is_sound_road(std::span<const std::byte> bytes, const Header& header, const Layout& layout) {
  const auto first = view<uint32_t>(bytes, layout.road_first_arc);
  const auto head = view<uint32_t>(bytes, layout.road_head);
  if (!is_rising(first, head.size()) || !all_below(head, header.nodes)) return false;
  if (!are_times(view<uint32_t>(bytes, layout.road_milliseconds))) return false;
  if (header.has_shapes == 0) return header.shape_points == 0;
  return is_rising(view<uint32_t>(bytes, layout.first_shape), header.shape_points);
}

}  // namespace

Fault check(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(Header)) return Fault::kDamaged;
  const Header header = read_header(bytes);
  if (header.magic != kMagic) return Fault::kDamaged;
  if (header.version != kVersion) return Fault::kVersion;
  const auto layout = Layout::of(header);
  if (!layout || layout->size != bytes.size() || header.size != bytes.size()) {
    return Fault::kDamaged;
  }
  if (checksum(bytes) != header.checksum) return Fault::kDamaged;
  const auto first = view<uint32_t>(bytes, layout->first_arc);
  const auto regions = view<uint32_t>(bytes, layout->first_of_region);
  const auto arcs = view<UpArc>(bytes, layout->arcs);
  const bool sound = is_rising(first, header.up_arcs) &&
                     are_upward(first, arcs, view<uint32_t>(bytes, layout->middle)) &&
                     std::is_sorted(regions.begin(), regions.end()) &&
                     regions.back() == header.nodes && are_apart(regions, first, arcs) &&
                     are_inverse(view<uint32_t>(bytes, layout->place_of),
                                 view<uint32_t>(bytes, layout->node_at)) &&
                     is_sound_road(bytes, header, *layout);
  return sound ? Fault::kNone : Fault::kDamaged;
}

}  // namespace dostyq::travel::image
