#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "instances/question.hpp"
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

/// Sites that cover a customer, ascending. May be asked from different threads at once; refers to
/// the instance.
using CoverFinder = std::function<void(int customer, std::vector<int32_t>& sites)>;
CoverFinder cover_finder(const Instance& instance, double radius);

/// Gradual coverage (optim/location/covering.hpp): the groups within each radius earn what its
/// value is above the next one's. Errors: instances.weights_too_large.
Result<optim::CoverGroups> cover_by_steps(const Instance& instance, std::span<const Step> steps,
                                          unsigned threads = 0);

/// Who covers whom within a radius: not farther, or nearer if radius_is_open. Distances are not
/// rounded. Does not depend on `threads` (0: all of the machine). Errors:
/// instances.weights_too_large.
Result<Coverage> cover(const Instance& instance, double radius, unsigned threads = 0);

}  // namespace dostyq::instances
