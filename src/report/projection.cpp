#include "report/projection.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dostyq::report {
namespace {

constexpr double kEarthRadius = 6371008.8;  // metres, mean
constexpr double kDegree = std::numbers::pi / 180;

double conic_tangent(double lat_degrees) {
  return std::tan(std::numbers::pi / 4 + lat_degrees * kDegree / 2);
}

}  // namespace

void Extent::add(Coordinate point) {
  west = std::min(west, point.lon());
  east = std::max(east, point.lon());
  south = std::min(south, point.lat());
  north = std::max(north, point.lat());
}

Projection Projection::of(const Extent& extent) {
  Projection p;
  if (extent.empty()) return p;
  p.middle_lon_ = (extent.west + extent.east) / 2;
  p.middle_lat_ = (extent.south + extent.north) / 2;
  p.cos_lat_ = std::max(0.01, std::cos(p.middle_lat_ * kDegree));
  const double sixth = std::max(0.05, (extent.north - extent.south) / 6);
  const double first = extent.south + sixth, second = extent.north - sixth;
  const bool one_side = extent.south > 0 || extent.north < 0;
  const bool off_pole = std::max(std::abs(extent.south), std::abs(extent.north)) < 85;
  if (!one_side || !off_pole || std::abs(p.middle_lat_) < 8) return p;
  p.conic_ = true;
  p.n_ = std::abs(second - first) < 0.1
             ? std::sin(p.middle_lat_ * kDegree)
             : std::log(std::cos(first * kDegree) / std::cos(second * kDegree)) /
                   std::log(conic_tangent(second) / conic_tangent(first));
  p.f_ = std::cos(first * kDegree) * std::pow(conic_tangent(first), p.n_) / p.n_;
  p.rho_ = p.f_ / std::pow(conic_tangent(p.middle_lat_), p.n_);
  return p;
}

Projection::Point Projection::forward(Coordinate point) const {
  const double lon = (point.lon() - middle_lon_) * kDegree;
  if (!conic_) {
    return {kEarthRadius * lon * cos_lat_, kEarthRadius * (point.lat() - middle_lat_) * kDegree};
  }
  const double lat = std::clamp(point.lat(), -89.9, 89.9);
  const double rho = f_ / std::pow(conic_tangent(lat), n_);
  return {kEarthRadius * rho * std::sin(n_ * lon),
          kEarthRadius * (rho_ - rho * std::cos(n_ * lon))};
}

Coordinate Projection::inverse(Point point) const {
  const double x = point.x / kEarthRadius, y = point.y / kEarthRadius;
  double lon = x / cos_lat_ / kDegree + middle_lon_;
  double lat = y / kDegree + middle_lat_;
  if (conic_) {
    const double sign = n_ < 0 ? -1 : 1;
    const double rho = sign * std::hypot(x, rho_ - y);
    lon = std::atan2(sign * x, sign * (rho_ - y)) / n_ / kDegree + middle_lon_;
    lat = (2 * std::atan(std::pow(f_ / rho, 1 / n_)) - std::numbers::pi / 2) / kDegree;
  }
  return Coordinate::from_degrees(std::clamp(lon, -180.0, 180.0), std::clamp(lat, -90.0, 90.0));
}

}  // namespace dostyq::report
