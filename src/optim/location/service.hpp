#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "optim/location/costs.hpp"
#include "optim/location/location.hpp"

namespace dostyq::optim {

/// constant - sum of coefficient * y, coefficients >= 0.
struct ServiceCut {
  double constant = 0;
  std::vector<Term> terms;  ///< the coefficients, as they are subtracted
};

/// How a customer is served by the sites that are open: what he costs, and the cuts of Benders'
/// decomposition that the cost gives. A model of location is one class of these.
///
/// `near`: the sites that may serve him, from the nearest outwards; beyond `cap` nobody goes: it is
/// the cost of not being served.
class ServiceCost {
 public:
  virtual ~ServiceCost() = default;
  virtual double cost(std::span<const Near> near, int32_t cap,
                      std::span<const uint8_t> open) const = 0;
  /// A cut that is nowhere above cost(), and equal to it at y where y is 0 or 1 throughout. Returns
  /// its value at y.
  virtual double cut(std::span<const Near> near, int32_t cap, std::span<const double> y,
                     ServiceCut& cut) const = 0;
  /// Costs are whole numbers.
  virtual bool whole() const = 0;
  /// How many sites must be open for a customer who has to be served.
  virtual int sites_needed() const = 0;
};

/// Served by the k-th nearest open site; k = 1 is the p-median. The integral of "fewer than k open
/// sites within t" over t from 0 to the cap; each level relaxed as covering with need k is, where
/// the t < k most open sites are left out (docs/location-models.md).
std::unique_ptr<ServiceCost> kth_nearest(int k);

/// Sites are shut by chance, each by itself: the expected cost of going to the nearest that works,
/// or of the cap if none does (Snyder & Daskin, Transportation Science 39 (2005) 400–416). The
/// integral of the product of `shut` over the open sites within t. `shut` by site, 0 .. 1.
std::unique_ptr<ServiceCost> unreliable(std::vector<double> shut);

/// Customers with their lists, in groups. Customers of one list, cap and group are kept as one.
class ServiceModel {
 public:
  static constexpr int32_t kMust = Costs::kNever;  ///< cap of a customer who has to be served

  /// `groups`: how many there are; a customer belongs to one of them.
  ServiceModel(std::shared_ptr<const ServiceCost> service, SiteRules rules, int groups = 1);

  /// `near` in any order. Weights are >= 0; a customer of no weight who must be served still must.
  void add(std::vector<Near> near, int32_t cap, int64_t weight, int group = 0);
  std::vector<int64_t> opening_cost;  ///< by site, >= 0; empty: none

  const ServiceCost& service() const { return *service_; }
  const SiteRules& rules() const { return rules_; }
  int groups() const { return static_cast<int>(group_weight_.size()); }
  /// Of all customers of a group.
  int64_t group_weight(int group) const { return group_weight_[static_cast<size_t>(group)]; }

  int customers() const { return static_cast<int>(weight_.size()); }
  std::span<const Near> near(int customer) const {
    const auto i = static_cast<size_t>(customer);
    return {near_.data() + start_[i], start_[i + 1] - start_[i]};
  }
  int32_t cap(int customer) const { return cap_[static_cast<size_t>(customer)]; }
  int64_t weight(int customer) const { return weight_[static_cast<size_t>(customer)]; }
  int group(int customer) const { return group_[static_cast<size_t>(customer)]; }
  /// Sets of sites of which sites_needed() must open, each once: from those who must be served.
  const std::vector<std::vector<int>>& required() const { return required_; }

  /// Cost of each group when these sites are open; meaningless where required() is not met.
  std::vector<double> group_costs(std::span<const uint8_t> open) const;

 private:
  std::shared_ptr<const ServiceCost> service_;
  SiteRules rules_;
  std::vector<size_t> start_{0};
  std::vector<Near> near_;
  std::vector<int32_t> cap_;
  std::vector<int64_t> weight_;
  std::vector<int32_t> group_;
  std::vector<int64_t> group_weight_;
  std::vector<std::vector<int>> required_;
  std::vector<std::vector<int>> slots_;  // customers by the hash of their list
};

/// `value` and `bound_value` are the objective and its bound before they are made whole: of
/// services whose costs are not.
struct ServiceResult : LocationResult {
  double value = 0;
  double bound_value = 0;
};

/// minimise  opening costs + sum over customers of weight · cost, by branch and cut with a column
/// for each customer and the service's cuts. O(entries of lists) for each round of cuts.
ServiceResult solve_service(const ServiceModel& model, const LocationOptions& options = {});

}  // namespace dostyq::optim
