#pragma once

#include <cstdint>
#include <vector>

#include "optim/location/assignment.hpp"

namespace dostyq::optim {

/// Where a search begins: open sites and, where something is known of them, prices by customer and
/// about how open each site is in the relaxation.
struct AssignmentStart {
  std::vector<int> open;
  std::vector<double> price;
  std::vector<double> y;
};

/// A start for "exactly `count` sites", any site free but those forced or forbidden. Large models
/// are first solved from afar (CoarseAssignment), small ones begin with sites that are spread over
/// the customers. Deterministic but for the time limit.
AssignmentStart first_sites(const AssignmentModel& model, int count,
                            const LocationOptions& options);

/// An assignment model seen from afar: some sites, each among many that are not taken, and one
/// customer for all whose nearest of these sites it is. Nothing in it is proven for the whole
/// model; its solution and its prices are a good start there, for a small part of the work.
class CoarseAssignment {
 public:
  /// About `sites` of the sites. No site may be forced or forbidden.
  CoarseAssignment(const AssignmentModel& whole, int sites, uint64_t seed);

  const AssignmentModel& model() const { return model_; }
  /// What a start of the coarse model is in the whole one.
  AssignmentStart to_whole(const AssignmentStart& start) const;

 private:
  void choose(size_t apart, uint64_t seed);
  void group();
  std::vector<double> prices(const std::vector<double>& coarse) const;

  const AssignmentModel& whole_;
  std::vector<int> sites_;      // of the whole model, ascending
  std::vector<int> index_;      // of a site of the whole, -1: left out
  std::vector<int> customers_;  // by coarse site: who stands for its customers
  std::unique_ptr<Costs> costs_;
  AssignmentModel model_;
};

}  // namespace dostyq::optim
