#pragma once

#include <memory>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"
#include "optim/lp/simplex.hpp"

namespace dostyq::optim {

/// The most that sites can bring in together under the linear relaxation of the rules, when each
/// brings its own profit: the sub-problem of Lagrangian bounds. Warm from one call to the next. One
/// row of the knapsack kind is solved by sorting, anything else by the simplex.
class SiteProfit {
 public:
  SiteProfit(const SiteRules& rules, const std::vector<SiteState>& states);

  /// `profit` by site, >= 0. False: no sites keep the rules, or the clock ran out before a bound.
  bool maximise(std::span<const double> profit, const SolveClock& clock);
  /// Proven to be no less than the maximum, whatever the rounding of the simplex was.
  double bound() const { return bound_; }
  bool infeasible() const { return infeasible_; }
  const std::vector<double>& open() const { return open_; }  ///< by site, 0 .. 1
  /// By how much the bound falls at least when a site goes against its sign.
  const std::vector<double>& reduced() const { return reduced_; }

 private:
  void take_best(std::span<const double> profit);
  bool solve_rows(std::span<const double> profit, const SolveClock& clock);
  void bound_by(std::span<const double> profit, std::span<const double> duals);

  SparseRows rows_;
  std::vector<double> lower_, upper_;  // of the sites
  std::vector<double> open_, reduced_;
  std::vector<double> weight_;  // of the single row, by site
  std::vector<int> order_;
  double room_ = 0;
  double bound_ = 0;
  bool infeasible_ = false;
  bool knapsack_ = false;
  std::unique_ptr<Simplex> simplex_;
};

}  // namespace dostyq::optim
