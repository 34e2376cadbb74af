#pragma once

#include <memory>
#include <vector>

#include "optim/location/assignment.hpp"
#include "optim/location/assignment_regions.hpp"
#include "optim/location/site_minimum.hpp"

namespace dostyq::optim {

/// What is left of an assignment model when many sites are fixed, for branch and cut: a column y
/// for each site that is not shut, and a column theta for each customer whose site is not certain,
/// in the rows that Benders' decomposition gives. With sites by cost and D any level,
///   theta >= D - sum over sites cheaper than D of (D - d_j) y_j
/// (Durán-Mateluna, Ales & Elloumi, European J. Operational Research 308 (2023) 84–96, section 3).
class AssignmentCuts : public CutSeparator {
 public:
  AssignmentCuts(const AssignmentModel& model, std::span<const SiteState> states);

  /// All but the cuts. Its objective is that of the model less certain_cost().
  MipModel mip() const;
  int64_t certain_cost() const { return certain_cost_; }
  /// The cuts at the two levels around each customer's price, by which the relaxation knows as good
  /// a bound as the prices give, and those violated at the average choice.
  void add_start(std::span<const double> price, std::span<const double> y, MipModel& mip) const;

  /// The region's cut. Its sites must not have been fixed against these states when it was made.
  void add_region(const AssignmentRegion& region, MipModel& mip) const;

  std::vector<double> to_columns(std::span<const int> open) const;
  std::vector<int> to_sites(std::span<const double> x) const;
  /// y by site of the model.
  std::vector<double> to_scores(std::span<const double> x) const;

  /// O(sites nearer than where y sums to one) for each customer.
  void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) override;
  bool complete(std::span<double> x) const override;

 private:
  struct Level {
    int32_t cost = 0;
    double value = 0;  ///< of the cut there
  };
  Level most_violated(int customer, std::span<const double> y) const;
  Row cut(size_t theta, int32_t level) const;

  const AssignmentModel& model_;
  std::vector<SiteState> states_;
  std::vector<int> sites_;        // of a column
  std::unique_ptr<Costs> costs_;  // of the sites that are not shut
  std::vector<int> uncertain_;    // customers, in the order of their thetas
  int64_t certain_cost_ = 0;
};

}  // namespace dostyq::optim
