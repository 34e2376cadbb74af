#include "instances/earth_costs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nanoflann.hpp>
#include <numbers>
#include <utility>

#include "base/check.hpp"

namespace dostyq::instances {
namespace {

using optim::Near;

constexpr double kEarthRadius = 6'371'008.8;  // m, mean (IUGG)

/// A point of the unit sphere. The chord between two of them grows with their distance.
using Direction = std::array<double, 3>;

Direction direction(const optim::PlanePoint& degrees) {
  const double lon = degrees.x * std::numbers::pi / 180, lat = degrees.y * std::numbers::pi / 180;
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

std::vector<Direction> directions(const std::vector<optim::PlanePoint>& points) {
  std::vector<Direction> all;
  all.reserve(points.size());
  for (const optim::PlanePoint& point : points) all.push_back(direction(point));
  return all;
}

/// How nanoflann sees the sites.
struct Cloud {
  std::vector<Direction> points;

  size_t kdtree_get_point_count() const { return points.size(); }
  double kdtree_get_pt(size_t i, size_t axis) const { return points[i][axis]; }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};

using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>, Cloud,
                                                 3, uint32_t>;

class EarthCosts final : public optim::Costs {
 public:
  EarthCosts(const std::vector<optim::PlanePoint>& customers,
             const std::vector<optim::PlanePoint>& sites, double scale)
      : Costs(static_cast<int>(customers.size()), static_cast<int>(sites.size())),
        customers_(directions(customers)),
        cloud_{directions(sites)},
        tree_(3, cloud_),
        scale_(scale) {
    DOSTYQ_CHECK(scale > 0 && scale * kEarthRadius * std::numbers::pi < kNever - 1);
  }

  bool is_complete() const override { return true; }

  int32_t cost(int customer, int site) const override {
    const Direction& a = customers_[static_cast<size_t>(customer)];
    const Direction& b = cloud_.points[static_cast<size_t>(site)];
    double square = 0;
    for (size_t k = 0; k < 3; ++k) square += (a[k] - b[k]) * (a[k] - b[k]);
    return static_cast<int32_t>(scale_ * 2 * kEarthRadius *
                                std::asin(std::min(1.0, std::sqrt(square) / 2)));
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    const size_t total = cloud_.points.size();
    std::vector<Near> found;
    if (count >= total / 2) {
      found.reserve(total);
      for (int site = 0; site < sites(); ++site) found.push_back({cost(customer, site), site});
    } else {
      found = within(customer, farthest_of(customer, count));
    }
    std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) {
      return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
    });
    return found;
  }

  int32_t farthest_of(int customer, size_t count) const {
    std::vector<uint32_t> index(count);
    std::vector<double> squared(count);
    tree_.knnSearch(customers_[static_cast<size_t>(customer)].data(), count, index.data(),
                    squared.data());
    return cost(customer, static_cast<int>(index.back()));
  }

  /// Costs are rounded down: everybody at the last one's cost belongs to a list as well.
  std::vector<Near> within(int customer, int32_t most) const {
    const double angle = std::min((most + 1) / (scale_ * kEarthRadius), std::numbers::pi);
    const double chord = 2 * std::sin(angle / 2);
    std::vector<std::pair<uint32_t, double>> points;
    nanoflann::SearchParams unsorted;
    unsorted.sorted = false;
    tree_.radiusSearch(customers_[static_cast<size_t>(customer)].data(),
                       chord * chord * (1 + 1e-9) + 1e-24, points, unsorted);
    std::vector<Near> found;
    for (const auto& [i, unused] : points) {
      const int site = static_cast<int>(i);
      if (const int32_t c = cost(customer, site); c <= most) found.push_back({c, site});
    }
    return found;
  }

  std::vector<Direction> customers_;
  Cloud cloud_;
  Tree tree_;
  double scale_;
};

}  // namespace

std::unique_ptr<optim::Costs> earth_costs(const std::vector<optim::PlanePoint>& customers,
                                          const std::vector<optim::PlanePoint>& sites,
                                          double scale) {
  return std::make_unique<EarthCosts>(customers, sites, scale);
}

struct EarthReach::Index {
  Cloud cloud;
  Tree tree;
  explicit Index(const std::vector<optim::PlanePoint>& sites)
      : cloud{directions(sites)}, tree(3, cloud) {}
};

EarthReach::EarthReach(const std::vector<optim::PlanePoint>& sites)
    : index_(std::make_unique<Index>(sites)) {}
EarthReach::~EarthReach() = default;

void EarthReach::find(optim::PlanePoint at, double metres, std::vector<int32_t>& sites) const {
  sites.clear();
  const double chord = 2 * std::sin(std::min(metres / kEarthRadius, std::numbers::pi) / 2);
  std::vector<std::pair<uint32_t, double>> found;
  nanoflann::SearchParams unsorted;
  unsorted.sorted = false;
  // The tree gives what is nearer than a square; opposite points may be rounded beyond 4.
  const double square = chord >= 2 ? 5 : std::nextafter(chord * chord, HUGE_VAL);
  index_->tree.radiusSearch(direction(at).data(), square, found, unsorted);
  for (const auto& [site, unused] : found) sites.push_back(static_cast<int32_t>(site));
  std::sort(sites.begin(), sites.end());
}

}  // namespace dostyq::instances
