#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "travel/contraction_graph.hpp"

namespace dostyq::travel::contraction {

/// One of the nodes that a witness is looked for.
struct WitnessTarget {
  uint32_t node = 0;
  Length bound = 0;      ///< only a strictly shorter path counts
  bool found = false;    ///< out: there is a witness
  bool two_way = false;  ///< out: and it can be travelled both ways
};

/// Bounded Dijkstra from one node to a few, round a node that is to be contracted. Finding a
/// witness too few costs a shortcut, never a wrong time. Works in a small hash table that stays in
/// the first level of cache; allocates nothing after the first calls. One object for each thread.
class WitnessSearch {
 public:
  WitnessSearch();

  /// Settles at most `settle_limit` nodes.
  void run(const WorkingGraph& graph, uint32_t source, uint32_t avoided, unsigned settle_limit,
           std::span<WitnessTarget> targets);

 private:
  struct Slot {
    Length length;
    uint32_t node;
    uint16_t target;  // index + 1, or 0
    bool two_way;
  };
  struct Entry {
    Length length;
    uint32_t slot;
    friend bool operator<(const Entry& a, const Entry& b) { return a.length > b.length; }
  };
  static constexpr uint32_t kBits = 11;
  static constexpr uint32_t kSlots = 1U << kBits;
  static constexpr uint32_t kFree = 0xffffffff;

  uint32_t slot_of(uint32_t node);
  void settle(const WorkingGraph& graph, uint32_t slot, uint32_t avoided,
              std::span<WitnessTarget> targets);
  void clear();

  std::vector<Slot> slots_;
  std::vector<uint32_t> used_;
  std::vector<Entry> heap_;
  Length bound_ = 0;
  size_t missing_ = 0;
};

}  // namespace dostyq::travel::contraction
