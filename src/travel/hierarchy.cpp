#include "travel/hierarchy.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "travel/hierarchy_image.hpp"

namespace dostyq::travel {

std::optional<uint32_t> RoadGraphView::find_arc(uint32_t tail, uint32_t to) const {
  const auto begin = head.begin() + first_arc[tail];
  const auto end = head.begin() + first_arc[tail + 1];
  const auto found = std::lower_bound(begin, end, to);
  if (found == end || *found != to) return std::nullopt;
  return static_cast<uint32_t>(found - head.begin());
}

Hierarchy::Hierarchy(std::shared_ptr<const void> owner, std::span<const std::byte> bytes)
    : owner_(std::move(owner)), bytes_(bytes) {
  const auto layout = image::Layout::of(image::read_header(bytes));
  DOSTYQ_CHECK(layout && layout->size == bytes.size());
  first_of_region_ = image::view<uint32_t>(bytes, layout->first_of_region);
  first_arc_ = image::view<uint32_t>(bytes, layout->first_arc);
  arcs_ = image::view<UpArc>(bytes, layout->arcs);
  middle_ = image::view<uint32_t>(bytes, layout->middle);
  place_of_ = image::view<uint32_t>(bytes, layout->place_of);
  node_at_ = image::view<uint32_t>(bytes, layout->node_at);
  road_.nodes = image::view<Coordinate>(bytes, layout->coordinates);
  road_.first_arc = image::view<uint32_t>(bytes, layout->road_first_arc);
  road_.head = image::view<uint32_t>(bytes, layout->road_head);
  road_.milliseconds = image::view<uint32_t>(bytes, layout->road_milliseconds);
  road_.first_shape = image::view<uint32_t>(bytes, layout->first_shape);
  road_.shape = image::view<Coordinate>(bytes, layout->shape);
}

InputHash Hierarchy::input_hash() const { return image::read_header(bytes_).input_hash; }

size_t Hierarchy::query_bytes() const {
  return image::Layout::of(image::read_header(bytes_))->coordinates.offset;
}

}  // namespace dostyq::travel
