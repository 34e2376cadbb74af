#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::travel {

/// Plain Dijkstra from one node or several to all: no preparation, O((n + m) log n) a run, O(n)
/// memory kept between runs. What every faster query is tested against, and what to use when a
/// graph is asked too seldom for a hierarchy to pay. To search towards a node, give the
/// `reversed` graph.
///
///   Dijkstra search(graph);
///   search.run(station, 30 * 60 * 1000);
///   if (auto t = search.milliseconds(village)) ...
class Dijkstra {
 public:
  /// Keeps a reference to the graph.
  explicit Dijkstra(const RoadGraph& graph);

  struct Source {
    uint32_t node = 0;
    uint32_t milliseconds = 0;  ///< already spent there
  };

  /// Settles every node whose time is at most `limit`.
  void run(uint32_t source, uint32_t limit = RoadGraph::kNever - 1);
  void run(std::span<const Source> sources, uint32_t limit = RoadGraph::kNever - 1);

  /// Time of the last run; nothing when the node is out of reach or past the limit.
  std::optional<uint32_t> milliseconds(uint32_t node) const {
    if (time_[node] == RoadGraph::kNever) return std::nullopt;
    return time_[node];
  }
  /// Nodes that the last run found a time for, in no order.
  std::span<const uint32_t> reached() const { return touched_; }
  /// The node before on a quickest path; nothing at a source and where there is no path.
  std::optional<uint32_t> parent(uint32_t node) const {
    if (parent_[node] == kNoParent) return std::nullopt;
    return parent_[node];
  }
  /// Nodes from the source to here; empty when out of reach.
  std::vector<uint32_t> path(uint32_t node) const;

 private:
  static constexpr uint32_t kNoParent = 0xffffffff;
  void improve(uint32_t node, uint64_t time, uint32_t parent);

  const RoadGraph& graph_;
  std::vector<uint32_t> time_;
  std::vector<uint32_t> parent_;
  std::vector<uint32_t> touched_;
  std::vector<std::pair<uint32_t, uint32_t>> heap_;  // time, node
  uint32_t limit_ = 0;
};

}  // namespace dostyq::travel
