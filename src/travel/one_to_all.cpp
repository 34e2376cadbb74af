#include "travel/one_to_all.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::travel {

OneToAll::OneToAll(Hierarchy hierarchy)
    : hierarchy_(std::move(hierarchy)),
      closure_(hierarchy_.node_count()),
      time_(hierarchy_.node_count(), RoadGraph::kNever) {}

void OneToAll::run(uint32_t source, Direction direction, uint32_t limit_milliseconds) {
  const Source only{source, 0};
  run(std::span(&only, 1), direction, limit_milliseconds);
}

void OneToAll::run(std::span<const Source> sources, Direction direction,
                   uint32_t limit_milliseconds) {
  limit_ = std::min(limit_milliseconds, RoadGraph::kNever - 1);
  std::fill(time_.begin(), time_.end(), RoadGraph::kNever);
  std::vector<uint32_t> places;
  for (const Source& source : sources) {
    DOSTYQ_CHECK(source.node < hierarchy_.node_count());
    places.push_back(hierarchy_.place_of(source.node));
    time_[places.back()] = std::min(time_[places.back()], source.milliseconds);
  }
  const bool away = direction == Direction::kFromSource;
  const uint32_t up_way = away ? UpArc::kUp : UpArc::kDown;
  const uint32_t down_way = away ? UpArc::kDown : UpArc::kUp;
  closure_.run(hierarchy_, places, up_way);
  for (const uint32_t p : closure_.places()) {
    for (const UpArc& arc : hierarchy_.arcs_of(p)) {
      if ((arc.head_and_ways & up_way) == 0) continue;
      uint32_t& time = time_[arc.head()];
      time = std::min(time, time_[p] + arc.milliseconds);
    }
  }
  const auto first = hierarchy_.first_arc();
  const auto arcs = hierarchy_.arcs();
  for (size_t p = 0; p < time_.size(); ++p) {
    uint32_t time = time_[p];
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      if ((arcs[a].head_and_ways & down_way) == 0) continue;
      time = std::min(time, time_[arcs[a].head()] + arcs[a].milliseconds);
    }
    time_[p] = time;
  }
}

}  // namespace dostyq::travel
