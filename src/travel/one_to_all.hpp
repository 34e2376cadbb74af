#pragma once

#include <optional>
#include <span>
#include <vector>

#include "travel/hierarchy.hpp"
#include "travel/upward_closure.hpp"

namespace dostyq::travel {

/// Times between one place (or the nearest of several) and every node: PHAST (Delling et al., JPDC
/// 2013). One sweep over the hierarchy, O(arcs) whatever the limit; 8 bytes a node, kept between
/// runs. For isochrones, and for the share of people within reach of one site.
class OneToAll {
 public:
  explicit OneToAll(Hierarchy hierarchy);

  struct Source {
    uint32_t node = 0;
    uint32_t milliseconds = 0;  ///< already spent there
  };
  enum class Direction { kFromSource, kToSource };

  void run(std::span<const Source> sources, Direction direction,
           uint32_t limit_milliseconds = RoadGraph::kNever - 1);
  void run(uint32_t source, Direction direction,
           uint32_t limit_milliseconds = RoadGraph::kNever - 1);

  /// Of the last run; nothing when out of reach or past the limit. A time at the limit is within.
  std::optional<uint32_t> milliseconds(uint32_t node) const {
    const uint32_t time = time_[hierarchy_.place_of(node)];
    if (time > limit_) return std::nullopt;
    return time;
  }

 private:
  Hierarchy hierarchy_;
  UpwardClosure closure_;
  std::vector<uint32_t> time_;  // by place
  uint32_t limit_ = 0;
};

}  // namespace dostyq::travel
