#pragma once

#include <memory>
#include <span>
#include <vector>

#include "instances/instance.hpp"
#include "optim/location/cover_groups.hpp"

namespace dostyq::instances {

/// Customers of one stretch of a file, put together: stretches are read at once.
class CoveragePiece {
 public:
  CoveragePiece() : coverage_(std::make_unique<Coverage>()), merger_(coverage_->groups) {}
  /// `sites`: those that cover the customer, ascending.
  void add(std::span<const int32_t> sites, int64_t weight);

 private:
  friend Coverage join(std::vector<CoveragePiece>& pieces);
  std::unique_ptr<Coverage> coverage_;  // stays where it is: the merger refers to it
  optim::GroupMerger merger_;
};

/// All of them, in their order; they are used up. Weights together must stay below 2^53.
Coverage join(std::vector<CoveragePiece>& pieces);

/// Who covers whom within a radius: not farther, or nearer if radius_is_open. Distances are not
/// rounded. Does not depend on `threads` (0: all of the machine). Errors:
/// instances.weights_too_large.
Result<Coverage> cover(const Instance& instance, double radius, unsigned threads = 0);

}  // namespace dostyq::instances
