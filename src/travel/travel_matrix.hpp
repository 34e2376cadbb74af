#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "travel/hierarchy.hpp"
#include "travel/lanes.hpp"
#include "travel/upward_closure.hpp"

namespace dostyq::travel {

/// Times from each row's node to each column's. 4 bytes a pair.
class TimeTable {
 public:
  TimeTable(size_t rows, size_t columns)
      : columns_(columns), milliseconds_(rows * columns, RoadGraph::kNever) {}

  size_t rows() const { return columns_ == 0 ? 0 : milliseconds_.size() / columns_; }
  size_t columns() const { return columns_; }
  /// Nothing when there is no way.
  std::optional<uint32_t> milliseconds(size_t row, size_t column) const {
    const uint32_t time = milliseconds_[row * columns_ + column];
    if (time == RoadGraph::kNever) return std::nullopt;
    return time;
  }

 private:
  friend class TravelMatrix;
  size_t columns_;
  std::vector<uint32_t> milliseconds_;
};

/// Many-to-many times: RPHAST (Delling, Goldberg, Werneck, ATMOS 2011) for sixteen sources at a
/// time. The part of the hierarchy above the targets is copied once; then each sixteen sources cost
/// one sweep over it, in which every arc is one vector operation.
///
///   TravelMatrix matrix(hierarchy);
///   matrix.set_targets(sites);
///   const TimeTable table = matrix.run(villages, 2);
class TravelMatrix {
 public:
  explicit TravelMatrix(Hierarchy hierarchy);

  void set_targets(std::span<const uint32_t> nodes);
  /// A row for each source, a column for each target; nodes may repeat. The same at any number of
  /// threads; each needs 64 bytes for every node above a target.
  TimeTable run(std::span<const uint32_t> sources, unsigned threads = 1) const;

 private:
  class Worker;
  // closure_ runs from the bottom up, places_ from the top down.
  uint32_t index_of_slot(uint32_t slot) const {
    return static_cast<uint32_t>(closure_.places().size()) - 1 - slot;
  }

  Hierarchy hierarchy_;
  UpwardClosure closure_;
  std::vector<uint32_t> places_;  // above the targets, from the top down
  std::vector<uint32_t> first_;
  std::vector<SweepArc> arcs_;
  std::vector<uint32_t> target_index_;  // in places_, of each column
};

}  // namespace dostyq::travel
