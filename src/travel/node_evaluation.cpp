#include "travel/node_evaluation.hpp"

#include <algorithm>

namespace dostyq::travel::contraction {
namespace {

// Nodes settled for a witness. A node of many neighbours is judged often before it goes, so its
// priority is estimated with little; its shortcuts are costly, so they are found with much.
unsigned settle_limit(size_t edges, NodeEvaluation::Effort effort) {
  if (edges <= 2) return 8;
  if (edges <= NodeEvaluation::kMaskedEdges) return 40;
  return effort == NodeEvaluation::Effort::kEstimate ? 30 : 200;
}

// What takes longer than kNever is no way at all; this also keeps sums of two within 64 bits.
bool is_short_enough(Length length) { return length >> 32 < RoadGraph::kNever; }

}  // namespace

void NodeEvaluation::run(uint32_t node, Effort effort) {
  node_ = node;
  effort_ = effort;
  edges_ = graph_.edges[node];
  pairs_.assign(edges_.size() * edges_.size(), Pair::kNone);
  for (size_t i = 0; i < edges_.size(); ++i) {
    if ((edges_[i].ways() & kBackward) == 0) continue;
    for (size_t j = 0; j < edges_.size(); ++j) {
      if ((edges_[j].ways() & kForward) == 0 || edges_[i].head == edges_[j].head) continue;
      if (is_short_enough(edges_[i].length() + edges_[j].length())) pair(i, j) = Pair::kOpen;
    }
  }
  for (size_t i = 0; i < edges_.size(); ++i) decide_from(i);
}

void NodeEvaluation::decide_from(size_t i) {
  targets_.clear();
  target_edges_.clear();
  for (size_t j = 0; j < edges_.size(); ++j) {
    if (pair(i, j) != Pair::kOpen) continue;
    targets_.push_back({edges_[j].head, edges_[i].length() + edges_[j].length(), false, false});
    target_edges_.push_back(j);
  }
  if (targets_.empty()) return;
  search_.run(graph_, edges_[i].head, node_, settle_limit(edges_.size(), effort_), targets_);
  for (size_t t = 0; t < targets_.size(); ++t) {
    const size_t j = target_edges_[t];
    pair(i, j) = targets_[t].found ? Pair::kWitnessed : Pair::kNeeded;
    // The way back has the same length. A shortcut that is there anyway costs nothing more.
    if (pair(j, i) != Pair::kOpen) continue;
    if (!targets_[t].found) pair(j, i) = Pair::kNeeded;
    if (targets_[t].two_way) pair(j, i) = Pair::kWitnessed;
  }
}

uint32_t NodeEvaluation::priority(uint32_t level) const {
  uint64_t removed = 1;
  uint64_t removed_hops = 1;
  for (const Edge& edge : edges_) {
    removed += edge.directions();
    removed_hops += uint64_t{edge.hops()} * edge.directions();
  }
  uint64_t added = 0;
  uint64_t added_hops = 0;
  for (size_t i = 0; i < edges_.size(); ++i) {
    for (size_t j = 0; j < edges_.size(); ++j) {
      if (!needed(i, j)) continue;
      ++added;
      added_hops += edges_[i].hops() + edges_[j].hops();
    }
  }
  return static_cast<uint32_t>(1000 * uint64_t{level} + 1000 * added / removed +
                               1000 * added_hops / removed_hops);
}

uint64_t NodeEvaluation::mask() const {
  uint64_t bits = 0;
  for (size_t i = 0; i < edges_.size(); ++i) {
    for (size_t j = 0; j < edges_.size(); ++j) {
      if (needed(i, j)) bits |= uint64_t{1} << (i * kMaskedEdges + j);
    }
  }
  return bits;
}

void NodeEvaluation::append_shortcuts(std::vector<Shortcut>& shortcuts) const {
  for (size_t i = 0; i < edges_.size(); ++i) {
    for (size_t j = i + 1; j < edges_.size(); ++j) {
      const uint32_t ways = (needed(i, j) ? kForward : 0) | (needed(j, i) ? kBackward : 0);
      append(node_, edges_[i], edges_[j], ways, shortcuts);
    }
  }
}

void NodeEvaluation::append_shortcuts(uint32_t node, uint64_t mask,
                                      std::vector<Shortcut>& shortcuts) const {
  const std::vector<Edge>& edges = graph_.edges[node];
  for (size_t i = 0; i < edges.size() && mask != 0; ++i) {
    for (size_t j = i + 1; j < edges.size(); ++j) {
      const bool there = (mask >> (i * kMaskedEdges + j) & 1) != 0;
      const bool back = (mask >> (j * kMaskedEdges + i) & 1) != 0;
      append(node, edges[i], edges[j], (there ? kForward : 0) | (back ? kBackward : 0), shortcuts);
    }
  }
}

void NodeEvaluation::append(uint32_t node, const Edge& a, const Edge& b, uint32_t ways,
                            std::vector<Shortcut>& shortcuts) {
  const Length length = a.length() + b.length();
  if (ways == 0) return;
  const uint32_t hops = std::min(a.hops() + b.hops(), 0x1fffffffU);
  const Edge edge{b.head, node, static_cast<uint32_t>(length >> 32), static_cast<uint32_t>(length),
                  hops << 2 | ways};
  shortcuts.push_back({a.head, edge});
  Edge back = edge;
  back.head = a.head;
  back.hops_and_ways = hops << 2 | mirrored(ways);
  shortcuts.push_back({b.head, back});
}

}  // namespace dostyq::travel::contraction
