#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

#include "instances/instance.hpp"

// For check.cpp alone: distances from the instance as it was read, sharing nothing with the
// solvers.
namespace dostyq::instances::recounting {

inline constexpr double kNever = std::numeric_limits<double>::infinity();
/// m, by which two ways of computing a distance may differ
inline constexpr double kEarthSlack = 1e-6;

inline size_t at(int index) { return static_cast<size_t>(index); }

inline double plane_distance(const optim::PlanePoint& a, const optim::PlanePoint& b) {
  return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// Great circle on the sphere of the Earth's mean radius, by the haversine.
inline double earth_distance(const optim::PlanePoint& a, const optim::PlanePoint& b) {
  constexpr double kRadian = std::numbers::pi / 180, kEarthRadius = 6'371'008.8;
  const double half_lat = std::sin((b.y - a.y) * kRadian / 2);
  const double half_lon = std::sin((b.x - a.x) * kRadian / 2);
  const double square =
      half_lat * half_lat + std::cos(a.y * kRadian) * std::cos(b.y * kRadian) * half_lon * half_lon;
  return 2 * kEarthRadius * std::asin(std::sqrt(std::min(1.0, square)));
}

/// Floyd and Warshall's algorithm on the edges in the file's order: the last of several counts.
inline std::vector<double> graph_distances(int nodes, const std::vector<Edge>& edges) {
  const size_t n = at(nodes);
  std::vector<double> d(n * n, kNever);
  for (const Edge& edge : edges) {
    d[at(edge.a) * n + at(edge.b)] = edge.cost;
    d[at(edge.b) * n + at(edge.a)] = edge.cost;
  }
  for (size_t v = 0; v < n; ++v) d[v * n + v] = 0;
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      const double to_k = d[i * n + k];
      if (to_k == kNever) continue;
      double* row = &d[i * n];
      const double* through = &d[k * n];
      for (size_t j = 0; j < n; ++j) row[j] = std::min(row[j], to_k + through[j]);
    }
  }
  return d;
}

/// Distances in the instance's own unit, not rounded.
class Distances {
 public:
  explicit Distances(const Instance& instance) : instance_(instance) {
    if (!instance.edges.empty()) graph_ = graph_distances(instance.sites, instance.edges);
  }

  double exact(int customer, int site) const {
    if (!graph_.empty()) return graph_[at(customer) * at(instance_.sites) + at(site)];
    if (instance_.measure == Measure::kPlane)
      return plane_distance(instance_.customer_points[at(customer)],
                            instance_.site_points[at(site)]);
    if (instance_.measure == Measure::kEarth)
      return earth_distance(instance_.customer_points[at(customer)],
                            instance_.site_points[at(site)]);
    if (!instance_.wide_costs.empty())
      return static_cast<double>(wide(customer, site)) / static_cast<double>(instance_.cost_scale);
    const int32_t written = instance_.costs->cost(customer, site);
    return written == optim::Costs::kNever
               ? kNever
               : static_cast<double>(written) / static_cast<double>(instance_.cost_scale);
  }

  /// Whole, as the solvers take it; `uncertain` is raised where another way of computing it could
  /// round otherwise.
  int64_t whole(double exact, bool& uncertain) const {
    const double scaled = exact * static_cast<double>(instance_.cost_scale);
    if (instance_.measure == Measure::kNone) return std::llround(scaled);
    if (instance_.measure == Measure::kEarth)
      uncertain = std::abs(scaled - std::round(scaled)) < kEarthSlack && exact > 0;
    return static_cast<int64_t>(std::floor(scaled));
  }

  int64_t whole(int customer, int site, bool& uncertain) const {
    if (!instance_.wide_costs.empty()) return wide(customer, site);  // a double has too few digits
    return whole(exact(customer, site), uncertain);
  }

  bool covers(double exact, double radius) const {
    return instance_.radius_is_open ? exact < radius : exact <= radius;
  }

 private:
  int64_t wide(int customer, int site) const {
    return instance_.wide_costs[at(customer) * at(instance_.sites) + at(site)];
  }

  const Instance& instance_;
  std::vector<double> graph_;
};

}  // namespace dostyq::instances::recounting
