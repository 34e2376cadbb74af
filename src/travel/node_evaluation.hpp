#pragma once

#include <vector>

#include "travel/contraction_graph.hpp"
#include "travel/witness_search.hpp"

namespace dostyq::travel::contraction {

/// What contracting one node would do: which shortcuts between its neighbours it needs. Reads the
/// graph, changes nothing; one object for each thread.
///
/// The answer stays right until an edge of the node itself changes: contraction keeps all times
/// between the nodes that are left, so a pair that has a strictly shorter way keeps one.
class NodeEvaluation {
 public:
  explicit NodeEvaluation(const WorkingGraph& graph) : graph_(graph) {}

  /// Up to this many edges, the pairs that need a shortcut fit the bits of one number.
  static constexpr size_t kMaskedEdges = 8;

  /// Up to kMaskedEdges edges both efforts do the same.
  enum class Effort { kEstimate, kThorough };
  void run(uint32_t node, Effort effort);

  /// Of the last run; lower goes first. `level` is 1 + that of the highest contracted neighbour.
  uint32_t priority(uint32_t level) const;
  /// Of the last run, for a node of at most kMaskedEdges edges: bit 8 i + j means from the head of
  /// edge i to that of edge j.
  uint64_t mask() const;
  /// Appends both ends of every shortcut of the last run.
  void append_shortcuts(std::vector<Shortcut>& shortcuts) const;
  /// The same from a mask, without a run.
  void append_shortcuts(uint32_t node, uint64_t mask, std::vector<Shortcut>& shortcuts) const;

 private:
  enum class Pair : uint8_t { kNone, kOpen, kNeeded, kWitnessed };
  Pair& pair(size_t i, size_t j) { return pairs_[i * edges_.size() + j]; }
  Pair pair(size_t i, size_t j) const { return pairs_[i * edges_.size() + j]; }
  bool needed(size_t i, size_t j) const { return pair(i, j) == Pair::kNeeded; }
  void decide_from(size_t i);
  static void append(uint32_t node, const Edge& a, const Edge& b, uint32_t ways,
                     std::vector<Shortcut>& shortcuts);

  const WorkingGraph& graph_;
  WitnessSearch search_;
  uint32_t node_ = 0;
  Effort effort_ = Effort::kThorough;
  std::vector<Edge> edges_;
  std::vector<Pair> pairs_;
  std::vector<WitnessTarget> targets_;
  std::vector<size_t> target_edges_;
};

}  // namespace dostyq::travel::contraction
