#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "optim/location/assignment.hpp"
#include "optim/location/lagrangian.hpp"

namespace dostyq::optim {

struct AssignmentRegion {
  std::vector<int> customers;
  std::vector<int> sites;     ///< whose opening it pays for
  std::vector<double> share;  ///< of their opening costs
  std::vector<int> open;      ///< of its sites, in its best solution
  double gain = 0;            ///< over the relaxation, proven
  int64_t nodes = 0;          ///< of its search
  double least = 0;           ///< what customers and open sites cost, no less
};

/// A bound above that of the linear relaxation, by whole solutions of small regions.
///
/// At given prices the bound is a sum over customers and sites. Customers are put together where
/// the relaxation leaves sites half open, and the opening cost of a site is split among the regions
/// by what their customers pay for it. Each region is then a facility location problem of its own,
/// whose relaxation is worth what the prices say; its whole optimum is worth more. Any split of the
/// costs gives a bound, and what the regions gain adds up (Lagrangian decomposition: Guignard &
/// Kim, Mathematical Programming 39 (1987) 215–228).
///
/// A region also says a cut: what its customers and its shares of sites cost is no less than its
/// optimum.
///
/// In rules of sites a region sees only their prices, so that any rows will do.
class AssignmentRegions {
 public:
  using Region = AssignmentRegion;
  struct Limits {
    size_t customers = 100;  ///< of a region
    bool from_all = false;   ///< grow from every free site, not from the half-open ones alone
    int depth = 3;           ///< how often a region takes in its neighbours
    double tolerance = 0;    ///< of a region's gain
    int64_t nodes = 40;      ///< of a region's search
    unsigned threads = 1;
    const StopFlag* stop = nullptr;
    double time_limit_seconds = kInfinity;
  };

  /// `lagrangian`, made with `lists`, as it was evaluated last; `y`: about a solution of the
  /// relaxation; `best`: open sites of the best known solution. Refers to all but the last.
  AssignmentRegions(const AssignmentModel& model, const PriceLists& lists,
                    const Lagrangian& lagrangian, std::span<const double> y,
                    std::span<const int> best);

  /// Grows regions and solves them. Deterministic but for the time limit.
  void solve(const Limits& limits);

  const std::vector<Region>& regions() const { return regions_; }
  double gain() const { return gain_; }  ///< of all regions together
  /// By how much the whole bound rises at least when a site is in the other state than its sign
  /// says, as SiteMinimum::reduced_costs(): what its own regions have gained is not counted.
  std::vector<double> reduced_costs() const;

 private:
  struct Part;
  bool pays(size_t customer, const Near& near) const { return near.cost < price_[customer]; }
  void grow(const Limits& limits);
  void take_in(size_t limit);
  std::vector<int> reach_out();
  int root_of(int region);
  Part part_of(const Region& region, int id, const Limits& limits) const;
  void solve(Region& region, int id, const Limits& limits) const;
  LocationResult search(const Part& part, const Limits& limits) const;

  const AssignmentModel& model_;
  const PriceLists& lists_;
  std::span<const double> y_;
  std::span<const SiteState> states_;
  std::span<const double> price_;
  std::vector<double> residual_;  // of a site: what its opening costs beyond what is paid
  std::vector<char> is_best_;
  std::vector<std::vector<int>> payers_;  // customers whose price is above a site's cost

  std::vector<int> parent_;     // regions that met are one
  std::vector<size_t> size_;    // customers, of a region
  std::vector<int> region_of_;  // a customer
  std::vector<int> home_;       // of a site: the region that bears its residual cost
  std::vector<int> frontier_;   // sites
  std::vector<Region> regions_;
  double gain_ = 0;
};

}  // namespace dostyq::optim
