#include "travel/dijkstra.hpp"

#include <algorithm>
#include <functional>

namespace dostyq::travel {

Dijkstra::Dijkstra(const RoadGraph& graph)
    : graph_(graph),
      time_(graph.node_count(), RoadGraph::kNever),
      parent_(graph.node_count(), kNoParent) {}

void Dijkstra::run(uint32_t source, uint32_t limit) {
  const Source only{source, 0};
  run(std::span(&only, 1), limit);
}

void Dijkstra::run(std::span<const Source> sources, uint32_t limit) {
  for (const uint32_t v : touched_) {
    time_[v] = RoadGraph::kNever;
    parent_[v] = kNoParent;
  }
  touched_.clear();
  heap_.clear();
  limit_ = std::min(limit, RoadGraph::kNever - 1);
  for (const Source& source : sources) improve(source.node, source.milliseconds, kNoParent);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto [time, node] = heap_.back();
    heap_.pop_back();
    if (time != time_[node]) continue;
    for (uint32_t a = graph_.first_arc[node]; a < graph_.first_arc[node + 1]; ++a) {
      improve(graph_.head[a], uint64_t{time} + graph_.milliseconds[a], node);
    }
  }
}

void Dijkstra::improve(uint32_t node, uint64_t time, uint32_t parent) {
  if (time > limit_ || time >= time_[node]) return;
  if (time_[node] == RoadGraph::kNever) touched_.push_back(node);
  time_[node] = static_cast<uint32_t>(time);
  parent_[node] = parent;
  heap_.emplace_back(static_cast<uint32_t>(time), node);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

std::vector<uint32_t> Dijkstra::path(uint32_t node) const {
  std::vector<uint32_t> nodes;
  if (!milliseconds(node)) return nodes;
  nodes.push_back(node);
  while (const auto before = parent(nodes.back())) nodes.push_back(*before);
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

}  // namespace dostyq::travel
