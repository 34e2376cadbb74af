#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace dostyq::optim {

/// A site as a customer sees it.
struct Near {
  int32_t cost = 0;
  int32_t site = 0;
};

/// What it costs to serve one unit of a customer from a site, in whole numbers >= 0, and each
/// customer's sites from the nearest outwards. Lists are made as far as they are asked for and
/// kept: a plane of 100,000 points never becomes a matrix.
///
/// nearest() of different customers may be called from different threads at once.
class Costs {
 public:
  static constexpr int32_t kNever = std::numeric_limits<int32_t>::max();

  virtual ~Costs() = default;
  int customers() const { return static_cast<int>(lists_.size()); }
  int sites() const { return sites_; }
  /// kNever where the site may not serve the customer.
  virtual int32_t cost(int customer, int site) const = 0;
  /// The first `count` sites of a customer by (cost, site), or all that may serve it if they are
  /// fewer; the list may be longer. Valid until the next call for this customer.
  std::span<const Near> nearest(int customer, size_t count) const;
  std::span<const Near> all(int customer) const {
    return nearest(customer, std::numeric_limits<size_t>::max());
  }

 protected:
  Costs(int customers, int sites) : sites_(sites), lists_(static_cast<size_t>(customers)) {}
  /// At least the `count` first sites by (cost, site), sorted; all that may serve if fewer.
  virtual std::vector<Near> list(int customer, size_t count) const = 0;

 private:
  struct Kept {
    std::vector<Near> entries;
    bool complete = false;
  };
  int sites_;
  mutable std::vector<Kept> lists_;
};

/// `matrix`: customers × sites, row by row.
std::unique_ptr<Costs> matrix_costs(int customers, int sites, std::vector<int32_t> matrix);

/// Who may serve whom, and nothing else: lists by customer, in any order.
std::unique_ptr<Costs> list_costs(int sites, std::vector<std::vector<Near>> lists);

struct PlanePoint {
  double x = 0;
  double y = 0;
};

/// Euclidean distance times `scale`, rounded down: scale 1 is the convention of the p-median
/// literature on TSPLIB points. Aborts when a distance does not fit.
std::unique_ptr<Costs> plane_costs(std::vector<PlanePoint> customers, std::vector<PlanePoint> sites,
                                   double scale = 1);

}  // namespace dostyq::optim
