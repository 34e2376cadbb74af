#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>
#include <utility>

#include "base/check.hpp"
#include "optim/location/costs.hpp"

namespace dostyq::optim {
namespace {

/// How nanoflann sees the sites.
struct Cloud {
  std::vector<PlanePoint> points;

  size_t kdtree_get_point_count() const { return points.size(); }
  double kdtree_get_pt(size_t i, size_t axis) const {
    return axis == 0 ? points[i].x : points[i].y;
  }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};

using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>, Cloud,
                                                 2, uint32_t>;

class PlaneCosts final : public Costs {
 public:
  PlaneCosts(std::vector<PlanePoint> customers, std::vector<PlanePoint> sites, double scale)
      : Costs(static_cast<int>(customers.size()), static_cast<int>(sites.size())),
        customers_(std::move(customers)),
        cloud_{std::move(sites)},
        tree_(2, cloud_),
        scale_(scale) {
    DOSTYQ_CHECK(scale > 0);
    PlanePoint least{HUGE_VAL, HUGE_VAL}, most{-HUGE_VAL, -HUGE_VAL};
    for (const std::vector<PlanePoint>* points : {&customers_, &cloud_.points}) {
      for (const PlanePoint& p : *points) {
        DOSTYQ_CHECK(std::isfinite(p.x) && std::isfinite(p.y));
        least = {std::min(least.x, p.x), std::min(least.y, p.y)};
        most = {std::max(most.x, p.x), std::max(most.y, p.y)};
      }
    }
    DOSTYQ_CHECK(scale * std::hypot(most.x - least.x, most.y - least.y) < kNever - 1 ||
                 customers_.empty() || cloud_.points.empty());
  }

  bool is_complete() const override { return true; }

  int32_t cost(int customer, int site) const override {
    const PlanePoint& a = customers_[static_cast<size_t>(customer)];
    const PlanePoint& b = cloud_.points[static_cast<size_t>(site)];
    const double dx = a.x - b.x, dy = a.y - b.y;
    return static_cast<int32_t>(scale_ * std::sqrt(dx * dx + dy * dy));
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    const size_t total = cloud_.points.size();
    std::vector<Near> found;
    if (count >= total / 2) {
      found.resize(total);
      for (size_t i = 0; i < total; ++i) {
        const int site = static_cast<int>(i);
        found[i] = {cost(customer, site), site};
      }
    } else {
      found = within(customer, radius_of(customer, count), count);
    }
    std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) {
      return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
    });
    return found;
  }

  /// A guess from the few nearest sites: nanoflann's search for many keeps them sorted by
  /// insertion.
  double radius_of(int customer, size_t count) const {
    const PlanePoint& at = customers_[static_cast<size_t>(customer)];
    const double query[2] = {at.x, at.y};
    constexpr size_t kFew = 8;
    uint32_t index[kFew];
    double squared[kFew];
    const size_t few = tree_.knnSearch(query, std::min(kFew, count), index, squared);
    const double growth = 1.2 * static_cast<double>(count) / static_cast<double>(few);
    return std::sqrt(growth * squared[few - 1]) + 1 / scale_;
  }

  /// Every site up to some whole cost, `count` of them at least.
  std::vector<Near> within(int customer, double radius, size_t count) const {
    const PlanePoint& at = customers_[static_cast<size_t>(customer)];
    const double query[2] = {at.x, at.y};
    std::vector<std::pair<uint32_t, double>> sites;
    nanoflann::SearchParams unsorted;
    unsorted.sorted = false;
    std::vector<Near> found;
    for (;; radius *= 1.4) {
      tree_.radiusSearch(query, radius * radius * (1 + 1e-12), sites, unsorted);
      if (sites.size() < count) continue;
      // Costs are rounded down: beyond this one somebody at the same cost may be missing.
      const auto last = static_cast<int32_t>(std::min(radius * scale_, kNever - 1.0)) - 1;
      found.clear();
      for (const auto& [i, unused] : sites) {
        const int site = static_cast<int>(i);
        const int32_t c = cost(customer, site);
        if (c <= last) found.push_back({c, site});
      }
      if (found.size() >= count) return found;
    }
  }

  std::vector<PlanePoint> customers_;
  Cloud cloud_;
  Tree tree_;
  double scale_;
};

}  // namespace

std::unique_ptr<Costs> plane_costs(std::vector<PlanePoint> customers, std::vector<PlanePoint> sites,
                                   double scale) {
  return std::make_unique<PlaneCosts>(std::move(customers), std::move(sites), scale);
}

}  // namespace dostyq::optim
