#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/price_lists.hpp"
#include "optim/location/site_minimum.hpp"

namespace dostyq::optim {

/// Lower bounds of an assignment model: every customer pays a price to be served, and what remains
/// is a choice of sites alone (Cornuéjols, Fisher & Nemhauser, Management Science 23 (1977)
/// 789–810). Prices are rounded to multiples of a power of two, so that with "exactly p" and with
/// no rows every sum is exact, and the same on any number of threads.
class Lagrangian {
 public:
  Lagrangian(const AssignmentModel& model, const PriceLists& lists, unsigned threads);

  SiteMinimum& sites() { return minimum_; }
  const SiteMinimum& sites() const { return minimum_; }

  /// The bound at these prices (by customer, per unit of weight; cut to what the lists allow).
  /// False: the rules have no solution. O(list entries below the prices + sites).
  bool evaluate(std::span<const double> price);
  double bound() const { return bound_; }
  /// No solution costs less: bound() rounded up, rounding errors allowed for.
  int64_t whole_bound() const;
  double rounding() const { return rounding_; }  ///< what bound() may be too high by
  /// What evaluate() made of the prices: the bound is of these.
  std::span<const double> price() const { return price_; }
  /// By customer: how many of the chosen sites cost less than its price.
  std::span<const double> served() const { return served_; }
  /// The same for sites that are open by halves.
  std::vector<double> served_by(std::span<const double> y) const;

 private:
  void price_out(unsigned threads);
  void count_served(std::span<const double> open, std::vector<double>& served) const;

  const AssignmentModel& model_;
  const PriceLists& lists_;
  unsigned threads_;
  SiteMinimum minimum_;
  double bound_ = 0;
  double rounding_ = 0;
  std::vector<double> price_;
  std::vector<uint32_t> below_;  // list entries that cost less than the price
  std::vector<double> site_cost_;
  std::vector<std::vector<double>> partial_;  // site costs by thread
  std::vector<double> served_;
};

}  // namespace dostyq::optim
