#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "optim/relaxation.hpp"

namespace dostyq::optim {

struct BoundChange {
  int column = 0;
  double lower = 0;
  double upper = 0;
};

/// The bound changes from the root to a node, shared by its descendants.
struct Path {
  std::shared_ptr<const Path> parent;
  std::vector<BoundChange> changes;
};

/// How a node came about, to learn from its bound.
struct BranchStep {
  enum class Lens { kNone, kObjective, kGuard };
  Lens lens = Lens::kNone;  ///< whose LP solution was branched on
  int column = -1;
  bool up = false;
  double distance = 0;      ///< from the parent's LP value to the new bound
  double parent_bound = 0;  ///< before rounding
};

/// An open part of the search: bounds along the path, a valid lower bound, the basis to start from.
struct Node {
  std::shared_ptr<const Path> path;
  std::shared_ptr<const SavedBasis> basis;
  std::shared_ptr<const SavedBasis> guard_basis;
  double bound = -kInfinity;
  int depth = 0;
  int64_t id = 0;
  BranchStep step;
};

/// Open nodes, least bound first; among equals the youngest, so that a search without an objective
/// dives. Push and pop are O(log n).
class NodeQueue {
 public:
  bool empty() const { return nodes_.empty(); }
  size_t size() const { return nodes_.size(); }
  double least_bound() const { return nodes_.empty() ? kInfinity : nodes_.front().bound; }

  void push(Node node) {
    nodes_.push_back(std::move(node));
    std::push_heap(nodes_.begin(), nodes_.end(), later);
  }
  Node pop() {
    std::pop_heap(nodes_.begin(), nodes_.end(), later);
    Node node = std::move(nodes_.back());
    nodes_.pop_back();
    return node;
  }
  /// Drops nodes whose bound is above the cutoff.
  void prune(double cutoff) {
    std::erase_if(nodes_, [&](const Node& node) { return node.bound > cutoff; });
    std::make_heap(nodes_.begin(), nodes_.end(), later);
  }

 private:
  static bool later(const Node& a, const Node& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.id < b.id;
  }
  std::vector<Node> nodes_;
};

}  // namespace dostyq::optim
