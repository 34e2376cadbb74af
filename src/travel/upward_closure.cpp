#include "travel/upward_closure.hpp"

#include <algorithm>
#include <functional>

namespace dostyq::travel {

void UpwardClosure::run(const Hierarchy& hierarchy, std::span<const uint32_t> places,
                        uint32_t way) {
  for (const uint32_t p : places_) slot_[p] = kOutside;
  places_.clear();
  const auto visit = [&](uint32_t place) {
    if (slot_[place] != kOutside) return;
    slot_[place] = 0;
    places_.push_back(place);
  };
  for (const uint32_t p : places) visit(p);
  for (size_t next = 0; next < places_.size();) {  // it grows
    for (const UpArc& arc : hierarchy.arcs_of(places_[next++])) {
      if ((arc.head_and_ways & way) != 0) visit(arc.head());
    }
  }
  std::sort(places_.begin(), places_.end(), std::greater<>());
  for (size_t i = 0; i < places_.size(); ++i) slot_[places_[i]] = static_cast<uint32_t>(i);
}

}  // namespace dostyq::travel
