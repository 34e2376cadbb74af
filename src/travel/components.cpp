#include "travel/components.hpp"

#include <algorithm>
#include <limits>

namespace dostyq::travel {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

class Tarjan {
 public:
  Tarjan(std::span<const uint32_t> first_arc, std::span<const uint32_t> head)
      : first_arc_(first_arc),
        head_(head),
        nodes_(first_arc.size() - 1),
        number_(nodes_, kNone),
        low_(nodes_),
        next_arc_(nodes_) {
    found_.of_node.assign(nodes_, kNone);
  }

  Components run() {
    for (uint32_t root = 0; root < nodes_; ++root) {
      if (number_[root] == kNone) visit(root);
    }
    return std::move(found_);
  }

 private:
  void enter(uint32_t node) {
    number_[node] = low_[node] = clock_++;
    next_arc_[node] = first_arc_[node];
    path_.push_back(node);
    open_.push_back(node);
  }

  void visit(uint32_t root) {
    enter(root);
    while (!path_.empty()) {
      const uint32_t node = path_.back();
      if (next_arc_[node] == first_arc_[node + 1]) {
        leave(node);
        continue;
      }
      const uint32_t to = head_[next_arc_[node]++];
      if (number_[to] == kNone) {
        enter(to);
      } else if (found_.of_node[to] == kNone) {
        low_[node] = std::min(low_[node], number_[to]);
      }
    }
  }

  void leave(uint32_t node) {
    path_.pop_back();
    if (!path_.empty()) low_[path_.back()] = std::min(low_[path_.back()], low_[node]);
    if (low_[node] != number_[node]) return;
    for (uint32_t member = kNone; member != node;) {
      member = open_.back();
      open_.pop_back();
      found_.of_node[member] = found_.count;
    }
    ++found_.count;
  }

  std::span<const uint32_t> first_arc_;
  std::span<const uint32_t> head_;
  size_t nodes_;
  std::vector<uint32_t> number_;  ///< order of the first visit
  std::vector<uint32_t> low_;     ///< the earliest open node that can be reached
  std::vector<uint32_t> next_arc_;
  std::vector<uint32_t> path_;
  std::vector<uint32_t> open_;
  uint32_t clock_ = 0;
  Components found_;
};

}  // namespace

Components strong_components(std::span<const uint32_t> first_arc, std::span<const uint32_t> head) {
  if (first_arc.size() < 2) return {};
  return Tarjan(first_arc, head).run();
}

uint32_t largest(const Components& components) {
  std::vector<uint32_t> size(components.count, 0);
  for (const uint32_t component : components.of_node) ++size[component];
  uint32_t best = 0;
  uint32_t most = 0;
  for (const uint32_t component : components.of_node) {
    if (size[component] <= most) continue;
    most = size[component];
    best = component;
  }
  return best;
}

}  // namespace dostyq::travel
