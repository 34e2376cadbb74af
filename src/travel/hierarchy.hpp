#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "base/coordinate.hpp"
#include "base/progress.hpp"
#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// A hash of what a hierarchy was made from (the roads, the profile), chosen by the caller.
using InputHash = std::array<uint8_t, 32>;

/// An arc of the hierarchy, from a node up to a more important one, and at the same time the one
/// down from it where both take as long.
struct UpArc {
  static constexpr uint32_t kUp = 1;
  static constexpr uint32_t kDown = 2;

  uint32_t head_and_ways = 0;
  uint32_t milliseconds = 0;

  uint32_t head() const { return head_and_ways >> 2; }
  bool goes_up() const { return (head_and_ways & kUp) != 0; }      ///< from the node to the head
  bool goes_down() const { return (head_and_ways & kDown) != 0; }  ///< from the head to the node
};

/// The road graph as it was given, in the hierarchy's memory.
struct RoadGraphView {
  std::span<const Coordinate> nodes;
  std::span<const uint32_t> first_arc;
  std::span<const uint32_t> head;
  std::span<const uint32_t> milliseconds;
  std::span<const uint32_t> first_shape;  ///< empty when there are no shapes
  std::span<const Coordinate> shape;

  size_t node_count() const { return nodes.size(); }
  size_t arc_count() const { return head.size(); }
  /// Points between the ends of an arc; empty when there are none.
  std::span<const Coordinate> shape_of(uint32_t arc) const {
    if (first_shape.empty()) return {};
    return shape.subspan(first_shape[arc], first_shape[arc + 1] - first_shape[arc]);
  }
  /// The arc from `tail` to `to`; nothing when there is none. O(log d).
  std::optional<uint32_t> find_arc(uint32_t tail, uint32_t to) const;
};

/// A contraction hierarchy (Geisberger et al., WEA 2008) over a road graph: what makes travel-time
/// questions quick. Immutable; one block of memory that is the file's content too, so a saved one
/// is used by mapping it, without a copy. Copies of the object share the block. 12 bytes an upward
/// arc and 12 a node, and the road graph for drawing.
///
/// Nodes have a *place* besides their number: from the most important, 0, down, in an order that
/// keeps neighbours near each other, so that a sweep over places runs along memory. Arcs lead from
/// a place to a smaller one.
class Hierarchy {
 public:
  /// What the file of a hierarchy holds, already checked (hierarchy_file.hpp); `owner` keeps it.
  Hierarchy(std::shared_ptr<const void> owner, std::span<const std::byte> bytes);

  size_t node_count() const { return place_of_.size(); }
  size_t arc_count() const { return arcs_.size(); }
  uint32_t place_of(uint32_t node) const { return place_of_[node]; }
  uint32_t node_at(uint32_t place) const { return node_at_[place]; }

  /// place -> its first arc; node_count() + 1 of them.
  std::span<const uint32_t> first_arc() const { return first_arc_; }
  std::span<const UpArc> arcs() const { return arcs_; }
  std::span<const UpArc> arcs_of(uint32_t place) const {
    return arcs_.subspan(first_arc_[place], first_arc_[place + 1] - first_arc_[place]);
  }
  /// Of each arc, the place that a shortcut goes through, below both its ends; kNoMiddle when the
  /// arc is one of the road graph.
  std::span<const uint32_t> middle() const { return middle_; }
  static constexpr uint32_t kNoMiddle = 0xffffffff;

  /// Region r is the places first_of_region()[r] .. first_of_region()[r + 1]. Its arcs lead to
  /// places of its own and to the top, the places before the first region: regions can be swept
  /// side by side.
  std::span<const uint32_t> first_of_region() const { return first_of_region_; }
  size_t region_count() const { return first_of_region_.size() - 1; }

  const RoadGraphView& road() const { return road_; }
  InputHash input_hash() const;
  /// The whole block, as it is saved.
  std::span<const std::byte> bytes() const { return bytes_; }
  /// Bytes that queries for times use: without what only drawing needs, the road graph.
  size_t query_bytes() const;

 private:
  std::shared_ptr<const void> owner_;
  std::span<const std::byte> bytes_;
  std::span<const uint32_t> first_of_region_;
  std::span<const uint32_t> first_arc_;
  std::span<const UpArc> arcs_;
  std::span<const uint32_t> middle_;
  std::span<const uint32_t> place_of_;
  std::span<const uint32_t> node_at_;
  RoadGraphView road_;
};

struct HierarchyOptions {
  unsigned threads = 1;
  const StopFlag* stop = nullptr;
  /// Called after every round of contraction, from the caller's thread.
  std::function<void(size_t contracted, size_t nodes)> progress = nullptr;
  InputHash input_hash{};
};

/// Builds the hierarchy; nothing when it was told to stop. The same bytes at any number of threads.
/// About 7 microseconds of one core a node on a road network. Fewer than 2^30 - 1 nodes.
std::optional<Hierarchy> build_hierarchy(const RoadGraph& graph, const HierarchyOptions& options);

}  // namespace dostyq::travel
