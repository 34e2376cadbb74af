#pragma once

#include <span>
#include <vector>

namespace dostyq::optim::orienteering {

struct WeightedEdge {
  int a = 0, b = 0;
  double weight = 0;
  int id = -1;  ///< the caller's number
};

/// The edges of a fractional solution with their weights, as adjacency lists. Building takes
/// O(nodes + edges).
class SupportGraph {
 public:
  SupportGraph(int nodes, std::span<const WeightedEdge> edges);

  struct Arc {
    int to = 0;
    double weight = 0;
    int edge = 0;  ///< index into edges()
  };
  int nodes() const { return static_cast<int>(start_.size()) - 1; }
  std::span<const WeightedEdge> edges() const { return edges_; }
  std::span<const Arc> arcs(int node) const {
    const auto from = static_cast<size_t>(start_[static_cast<size_t>(node)]);
    const auto to = static_cast<size_t>(start_[static_cast<size_t>(node) + 1]);
    return {arcs_.data() + from, to - from};
  }
  /// The component of each node over edges with least < weight < most; numbered from 0.
  std::vector<int> components(double least, double most) const;

 private:
  std::vector<WeightedEdge> edges_;
  std::vector<int> start_;
  std::vector<Arc> arcs_;
};

/// Minimum cuts between a fixed source and many sinks on one undirected graph (Dinic). Working
/// memory is allocated once; a query takes at most O(nodes² edges), in practice far less.
class MinimumCut {
 public:
  explicit MinimumCut(const SupportGraph& graph);

  /// The least weight between `source` and `sink`; stops early at `enough` or more.
  double run(int source, int sink, double enough);
  /// After a run that did not reach `enough`: the nodes on the sink's side of the cut next to it.
  const std::vector<int>& sink_side();

 private:
  bool levels(int source, int sink);
  double push(int node, int sink, double room);

  const SupportGraph& graph_;
  std::vector<double> flow_;  // of each edge, from a to b
  std::vector<int> level_;
  std::vector<int> queue_;
  std::vector<size_t> cursor_;
  std::vector<int> side_;
  int sink_ = 0;
};

}  // namespace dostyq::optim::orienteering
