#include <algorithm>
#include <cmath>

#include "instances/decimal.hpp"
#include "instances/earth_costs.hpp"
#include "instances/instance.hpp"

namespace dostyq::instances {
namespace {

constexpr double kHalfCircumference = 20'015'115;  // m, rounded up

/// No distance between the points is longer.
double longest(const Instance& instance) {
  if (instance.measure == Measure::kEarth) return kHalfCircumference;
  optim::PlanePoint least{HUGE_VAL, HUGE_VAL}, most{-HUGE_VAL, -HUGE_VAL};
  for (const auto* points : {&instance.customer_points, &instance.site_points}) {
    for (const optim::PlanePoint& p : *points) {
      least = {std::min(least.x, p.x), std::min(least.y, p.y)};
      most = {std::max(most.x, p.x), std::max(most.y, p.y)};
    }
  }
  return std::hypot(most.x - least.x, most.y - least.y);
}

}  // namespace

Result<void> make_costs(Instance& instance) {
  if (!instance.wide_costs.empty())
    return fail("instances.too_precise", {std::to_string(decimals_of(instance.cost_scale))});
  if (instance.costs != nullptr || instance.measure == Measure::kNone) return {};
  const auto scale = static_cast<double>(instance.cost_scale);
  if (!(longest(instance) * scale < optim::Costs::kNever - 1)) return fail("instances.too_far");
  instance.costs = instance.measure == Measure::kPlane
                       ? optim::plane_costs(instance.customer_points, instance.site_points, scale)
                       : earth_costs(instance.customer_points, instance.site_points, scale);
  return {};
}

}  // namespace dostyq::instances
