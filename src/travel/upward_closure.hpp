#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "travel/hierarchy.hpp"

namespace dostyq::travel {

/// The places that some places lead up to, themselves included, from the lowest up: what a search
/// up the hierarchy can visit, in an order that needs no queue. O(visited x degree) a run, O(n)
/// memory.
class UpwardClosure {
 public:
  static constexpr uint32_t kOutside = 0xffffffff;

  explicit UpwardClosure(size_t node_count) : slot_(node_count, kOutside) {}

  /// `way` is UpArc::kUp to leave the places, UpArc::kDown to come to them.
  void run(const Hierarchy& hierarchy, std::span<const uint32_t> places, uint32_t way);

  const std::vector<uint32_t>& places() const { return places_; }
  /// Index in places(), or kOutside.
  uint32_t slot(uint32_t place) const { return slot_[place]; }

 private:
  std::vector<uint32_t> slot_;
  std::vector<uint32_t> places_;
};

}  // namespace dostyq::travel
