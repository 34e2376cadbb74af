#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/capacitated_ascent.hpp"
#include "optim/location/capacitated_network.hpp"

namespace dostyq::optim::capacitated {

/// The best solution so far, recounted whenever one is offered.
struct Incumbent {
  int64_t objective = LocationResult::kNone;
  std::vector<uint8_t> open;
  std::vector<int> arc_of;          ///< by customer; single source
  std::vector<Shipment> shipments;  ///< divisible

  bool exists() const { return objective != LocationResult::kNone; }
};

/// Customers and a set of open sites: an assignment that is built by regret and improved by moves,
/// exchanges and chains of two moves, in whole numbers. Single source only.
class Assignment {
 public:
  Assignment(const Network& network, std::span<const int> sites);

  /// `hints`: arcs to begin with, as far as there is room. False if somebody is left over.
  bool build(std::span<const int> hints);
  /// Until no move helps, or the deadline.
  void improve(const Deadline& deadline);
  int64_t service_cost() const;
  /// Arcs by customer.
  const std::vector<int>& arcs() const { return arc_; }

 private:
  static constexpr int64_t kNo = LocationResult::kNone / 4;

  int64_t& cost(int customer, int slot) {
    return cost_[static_cast<size_t>(customer) * slots_ + static_cast<size_t>(slot)];
  }
  int slot_of(int customer) const { return slot_[static_cast<size_t>(customer)]; }
  int64_t demand(int customer) const { return network_.demand[static_cast<size_t>(customer)]; }
  void place(int customer, int slot);
  void remove(int customer);
  bool make_room(int customer);
  bool move();
  bool exchange();
  bool exchange_into(int target, std::span<const std::pair<int64_t, int>> gains);

  const Network& network_;
  std::vector<int> sites_;
  size_t slots_ = 0;
  std::vector<int64_t> cost_;  ///< customers x slots; kNo: not allowed
  std::vector<int> arc_at_;    ///< the same
  std::vector<int64_t> room_;  ///< by slot
  std::vector<int> slot_;      ///< by customer, or -1
  std::vector<int> arc_;
};

}  // namespace dostyq::optim::capacitated
