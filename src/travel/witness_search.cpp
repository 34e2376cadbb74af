#include "travel/witness_search.hpp"

#include <algorithm>

namespace dostyq::travel::contraction {

WitnessSearch::WitnessSearch() : slots_(kSlots, Slot{~Length{0}, kFree, 0, false}) {}

uint32_t WitnessSearch::slot_of(uint32_t node) {
  uint32_t s = (node * 0x9e3779b1U) >> (32 - kBits);
  while (slots_[s].node != node) {
    if (slots_[s].node == kFree) {
      slots_[s].node = node;
      used_.push_back(s);
      break;
    }
    s = (s + 1) % kSlots;
  }
  return s;
}

void WitnessSearch::clear() {
  for (const uint32_t s : used_) slots_[s] = {~Length{0}, kFree, 0, false};
  used_.clear();
  heap_.clear();
}

void WitnessSearch::run(const WorkingGraph& graph, uint32_t source, uint32_t avoided,
                        unsigned settle_limit, std::span<WitnessTarget> targets) {
  clear();
  bound_ = 0;
  missing_ = targets.size();
  for (size_t t = 0; t < targets.size() && t < kSlots / 4; ++t) {
    slots_[slot_of(targets[t].node)].target = static_cast<uint16_t>(t + 1);
    bound_ = std::max(bound_, targets[t].bound);
  }
  const uint32_t start = slot_of(source);
  slots_[start].length = 0;
  slots_[start].two_way = true;
  heap_.push_back({0, start});
  while (!heap_.empty() && missing_ > 0 && settle_limit > 0) {
    std::pop_heap(heap_.begin(), heap_.end());
    const Entry top = heap_.back();
    heap_.pop_back();
    if (top.length != slots_[top.slot].length) continue;
    if (top.length >= bound_ || used_.size() > kSlots / 2) break;
    --settle_limit;
    settle(graph, top.slot, avoided, targets);
  }
}

void WitnessSearch::settle(const WorkingGraph& graph, uint32_t slot, uint32_t avoided,
                           std::span<WitnessTarget> targets) {
  const Slot from = slots_[slot];
  for (const Edge& edge : graph.edges[from.node]) {
    const Length length = from.length + edge.length();
    if ((edge.ways() & kForward) == 0 || length >= bound_ || edge.head == avoided) continue;
    if (used_.size() >= kSlots * 3 / 4) return;
    const uint32_t s = slot_of(edge.head);
    Slot& to = slots_[s];
    if (length >= to.length) continue;
    to.length = length;
    to.two_way = from.two_way && edge.ways() == kBothWays;
    heap_.push_back({length, s});
    std::push_heap(heap_.begin(), heap_.end());
    if (to.target == 0) continue;
    WitnessTarget& target = targets[to.target - 1];
    if (length >= target.bound) continue;
    if (!target.found) --missing_;
    target.found = true;
    target.two_way = target.two_way || to.two_way;
  }
}

}  // namespace dostyq::travel::contraction
