#include "travel/components.hpp"

#include <algorithm>

namespace dostyq::travel {
namespace {

// Tarjan, SIAM J. Comput. 1 (1972), with the call stack kept by hand.
class Tarjan {
 public:
  explicit Tarjan(const RoadGraph& graph)
      : graph_(graph), low_(graph.node_count(), 0), next_arc_(graph.first_arc) {
    result_.of_node.assign(graph.node_count(), kOpen);
  }

  Components run() {
    for (uint32_t root = 0; root < graph_.node_count(); ++root) {
      if (low_[root] != 0) continue;
      enter(root);
      while (!path_.empty()) advance();
    }
    return std::move(result_);
  }

 private:
  static constexpr uint32_t kOpen = 0xffffffff;
  struct Frame {
    uint32_t node;
    uint32_t index;
  };

  void enter(uint32_t node) {
    low_[node] = ++entered_;
    path_.push_back({node, entered_});
    open_.push_back(node);
  }

  void advance() {
    const Frame frame = path_.back();
    if (next_arc_[frame.node] < graph_.first_arc[frame.node + 1]) {
      const uint32_t head = graph_.head[next_arc_[frame.node]++];
      if (low_[head] == 0) {
        enter(head);
      } else if (result_.of_node[head] == kOpen) {
        low_[frame.node] = std::min(low_[frame.node], low_[head]);
      }
      return;
    }
    path_.pop_back();
    if (!path_.empty()) {
      uint32_t& parent = low_[path_.back().node];
      parent = std::min(parent, low_[frame.node]);
    }
    if (low_[frame.node] == frame.index) close(frame.node);
  }

  void close(uint32_t root) {
    const auto number = static_cast<uint32_t>(result_.size.size());
    uint32_t size = 0;
    for (bool more = true; more; ++size) {
      const uint32_t node = open_.back();
      open_.pop_back();
      result_.of_node[node] = number;
      more = node != root;
    }
    result_.size.push_back(size);
  }

  const RoadGraph& graph_;
  Components result_;
  std::vector<uint32_t> low_;  // 0: not entered
  std::vector<uint32_t> next_arc_;
  std::vector<Frame> path_;
  std::vector<uint32_t> open_;
  uint32_t entered_ = 0;
};

uint32_t largest(const Components& components) {
  uint32_t best = components.of_node.front();
  for (const uint32_t c : components.of_node) {
    if (components.size[c] > components.size[best]) best = c;
  }
  return best;
}

void copy_arcs(const RoadGraph& graph, uint32_t old_node, RoadGraphPart& part) {
  for (uint32_t a = graph.first_arc[old_node]; a < graph.first_arc[old_node + 1]; ++a) {
    const uint32_t head = part.new_of_old[graph.head[a]];
    if (head == RoadGraphPart::kNone) continue;
    part.graph.head.push_back(head);
    part.graph.milliseconds.push_back(graph.milliseconds[a]);
    if (graph.first_shape.empty()) continue;
    part.graph.shape.insert(part.graph.shape.end(), graph.shape.begin() + graph.first_shape[a],
                            graph.shape.begin() + graph.first_shape[a + 1]);
    part.graph.first_shape.push_back(static_cast<uint32_t>(part.graph.shape.size()));
  }
  part.graph.first_arc.push_back(static_cast<uint32_t>(part.graph.head.size()));
}

}  // namespace

Components strongly_connected_components(const RoadGraph& graph) { return Tarjan(graph).run(); }

RoadGraphPart largest_component(const RoadGraph& graph) {
  RoadGraphPart part;
  part.new_of_old.assign(graph.node_count(), RoadGraphPart::kNone);
  part.graph.first_arc.push_back(0);
  if (graph.node_count() == 0) return part;
  if (!graph.first_shape.empty()) part.graph.first_shape.push_back(0);
  const Components components = strongly_connected_components(graph);
  const uint32_t chosen = largest(components);
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    if (components.of_node[v] != chosen) continue;
    part.new_of_old[v] = static_cast<uint32_t>(part.old_of_new.size());
    part.old_of_new.push_back(v);
    part.graph.nodes.push_back(graph.nodes[v]);
  }
  for (const uint32_t v : part.old_of_new) copy_arcs(graph, v, part);
  return part;
}

}  // namespace dostyq::travel
