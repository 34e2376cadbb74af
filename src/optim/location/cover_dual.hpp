#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/site_profit.hpp"

namespace dostyq::optim {

/// Bounds of maximal covering from above. Each group's "earned only where sites are open" is priced
/// into the objective (Galvao & ReVelle 1996): what is left falls apart into the groups and the
/// best sites by their prices. Prices move by the volume algorithm (Barahona & Anbil 2000), whose
/// mean of the sites chosen approaches the linear relaxation's solution.
class CoverDual {
 public:
  /// Keeps references. `open` says what to start from: sites of a good solution.
  CoverDual(const CoverGroups& groups, const GroupsOfSites& columns, SiteProfit& profit,
            unsigned threads);
  void start(std::span<const int> open);

  /// What a bound for nearly the same states goes on from.
  struct Memory {
    std::vector<double> price;
    std::vector<double> excess;
    std::vector<double> share;
  };
  Memory memory() const { return {best_price_, excess_, share_}; }
  void resume(const Memory& memory);

  /// Moves the prices once, towards `target`, the weight of a known solution. False: out of time.
  bool step(double target, const SolveClock& clock);

  bool settled() const;  ///< further steps are of no use

  double bound() const { return bound_; }  ///< least so far; no choice of sites earns more
  /// At the least bound: how much less is earned at least where a site of positive (negative)
  /// value is closed (opened).
  const std::vector<double>& reduced() const { return reduced_; }
  /// At the least bound, by site: what it uses up of scarce rows, in weight.
  const std::vector<double>& row_prices() const { return row_price_; }
  const std::vector<double>& share() const { return share_; }  ///< mean of the sites chosen

 private:
  struct Sums {
    double constant = 0;
    double outward = 0;
    std::vector<double> profit;
  };
  double price_and_add(double length, bool excess_known);
  void note_choice(double mix);
  double squared_excess() const;

  const CoverGroups& groups_;
  const GroupsOfSites& columns_;
  SiteProfit& profit_;
  size_t pieces_;
  double margin_ = 0;
  std::vector<double> cap_;  ///< weight / need: more than this no price need be
  std::vector<double> price_, best_price_;
  std::vector<double> excess_;  ///< mean of need where earned, less sites open; by group
  std::vector<double> covered_;
  std::vector<double> site_profit_, reduced_, row_price_, share_;
  double bound_ = kInfinity;
  double pace_ = 1;  ///< of the steps, and how much the newest choice weighs in the means
  double mix_ = 1;
  int fails_ = 0;
  bool begun_ = false;
};

}  // namespace dostyq::optim
