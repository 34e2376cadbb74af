#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/location.hpp"
#include "optim/lp/simplex.hpp"

namespace dostyq::optim {

enum class SiteState : int8_t { kShut = -1, kFree = 0, kOpen = 1 };

/// min c·y over the sites' rules alone, y in [0, 1]: what is left of a location model when its
/// customers have been priced out. Without rows, or with "exactly p" alone, by selection in
/// O(sites); else a small linear programme, warm from call to call.
class SiteMinimum {
 public:
  explicit SiteMinimum(const SiteRules& rules);

  /// Decisions beyond the rules' own; a site that these force or forbid must agree.
  void fix(std::span<const SiteState> states);
  void fix(int site, SiteState state);
  std::span<const SiteState> states() const { return states_; }

  /// False: no y satisfies the rules (proven).
  bool solve(std::span<const double> cost);
  double value() const { return value_; }  ///< a lower bound, valid up to rounding
  std::span<const double> y() const { return y_; }
  /// By how much value() rises at least when a free site with y = 0 is opened (positive), or one
  /// with y = 1 is closed (negative). Zero where nothing is known.
  std::span<const double> reduced_costs() const { return reduced_; }
  /// What free sites cost when the rows are priced out: value() is that of the rows and the fixed
  /// sites, and all that is below zero here.
  std::vector<double> residual_costs() const;

 private:
  void select(std::span<const double> cost, int count);
  bool solve_lp(std::span<const double> cost);

  const SiteRules& rules_;
  std::vector<SiteState> states_;
  int count_ = -1;  // "exactly this many" is the only row, or -1
  double value_ = 0;
  std::vector<double> y_;
  std::vector<double> reduced_;
  double spread_ = 0;  // between the dearest site chosen and the cheapest left out, by selection
  std::vector<int> order_;
  SparseRows rows_;
  Simplex lp_;
};

/// The p of rules whose only row is "exactly p", or -1.
int exact_count(const SiteRules& rules);
/// What the rules force and forbid, by site. Empty when they contradict themselves.
std::vector<SiteState> initial_states(const SiteRules& rules);

}  // namespace dostyq::optim
