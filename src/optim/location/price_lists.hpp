#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/assignment.hpp"
#include "optim/location/site_minimum.hpp"

namespace dostyq::optim {

/// Every customer's nearest sites that may still open, one after another in memory, as far as its
/// price may rise: what bounds are computed on. Read-only once built, so threads can share it.
class PriceLists {
 public:
  /// Sites that are not shut, up to `reach` of them for a customer (at least one).
  PriceLists(const AssignmentModel& model, std::span<const SiteState> states,
             std::span<const uint32_t> reach);

  size_t customers() const { return weight_.size(); }
  double weight(size_t customer) const { return weight_[customer]; }
  std::span<const Near> of(size_t customer) const {
    return {entries_.data() + start_[customer], start_[customer + 1] - start_[customer]};
  }
  /// Higher prices would need sites that are not in the list.
  double highest_price(size_t customer) const { return highest_[customer]; }
  size_t entries() const { return entries_.size(); }

 private:
  std::vector<double> weight_;
  std::vector<size_t> start_;
  std::vector<Near> entries_;
  std::vector<double> highest_;
};

}  // namespace dostyq::optim
