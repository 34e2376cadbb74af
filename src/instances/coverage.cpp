#include "instances/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/parallel.hpp"
#include "instances/cover_grid.hpp"
#include "instances/earth_costs.hpp"

namespace dostyq::instances {
namespace {

constexpr size_t kPiece = 32'768;  // customers; fixed, so that threads do not show
constexpr int64_t kMostWeight = int64_t{1} << 53;

CoverFinder plane_finder(const Instance& instance, double radius) {
  // "Not farther" is "nearer" than the next double.
  const double beyond = instance.radius_is_open ? radius : std::nextafter(radius, HUGE_VAL);
  return [&instance, grid = std::make_shared<CoverGrid>(instance.site_points, beyond)](
             int customer, std::vector<int32_t>& sites) {
    grid->find(instance.customer_points[static_cast<size_t>(customer)], sites);
  };
}

CoverFinder earth_finder(const Instance& instance, double radius) {
  return [&instance, radius, reach = std::make_shared<EarthReach>(instance.site_points)](
             int customer, std::vector<int32_t>& sites) {
    reach->find(instance.customer_points[static_cast<size_t>(customer)], radius, sites);
  };
}

CoverFinder cost_finder(const Instance& instance, double radius) {
  return [&instance, radius](int customer, std::vector<int32_t>& sites) {
    sites.clear();
    const auto scale = static_cast<double>(instance.cost_scale);
    for (int site = 0; site < instance.sites; ++site) {
      const int32_t cost = instance.costs->cost(customer, site);
      if (cost == optim::Costs::kNever) continue;
      const double distance = cost / scale;
      const bool within = instance.radius_is_open ? distance < radius : distance <= radius;
      if (within) sites.push_back(site);
    }
  };
}

}  // namespace

CoverFinder cover_finder(const Instance& instance, double radius) {
  if (instance.measure == Measure::kPlane) return plane_finder(instance, radius);
  if (instance.measure == Measure::kEarth) return earth_finder(instance, radius);
  return cost_finder(instance, radius);
}

void CoveragePiece::add(std::span<const int32_t> sites, int64_t weight) {
  ++coverage_->customers;
  coverage_->weight += weight;
  if (sites.empty()) {
    ++coverage_->out_of_reach;
  } else {
    merger_.add(sites, weight);
  }
}

Coverage join(std::vector<CoveragePiece>& pieces) {
  Coverage all;
  optim::GroupMerger merger(all.groups);
  for (CoveragePiece& piece : pieces) {
    Coverage& part = *piece.coverage_;
    all.customers += part.customers;
    all.weight += part.weight;
    all.out_of_reach += part.out_of_reach;
    for (int group = 0; group < part.groups.size(); ++group) {
      merger.add(part.groups.sites(group), part.groups.weight[static_cast<size_t>(group)]);
    }
    part.groups = {};
  }
  return all;
}

Result<Coverage> cover(const Instance& instance, double radius, unsigned threads) {
  int64_t weight = 0;
  for (const int64_t one : instance.weight) {
    if (one > kMostWeight - weight) return fail("instances.weights_too_large");
    weight += one;
  }
  const CoverFinder find = cover_finder(instance, radius);
  const auto customers = static_cast<size_t>(instance.customers);
  std::vector<CoveragePiece> pieces((customers + kPiece - 1) / kPiece);
  for_each_index(pieces.size(), threads, [&](size_t piece) {
    std::vector<int32_t> sites;
    const size_t end = std::min(customers, (piece + 1) * kPiece);
    for (size_t i = piece * kPiece; i < end; ++i) {
      find(static_cast<int>(i), sites);
      pieces[piece].add(sites, instance.weight[i]);
    }
  });
  return join(pieces);
}

Result<optim::CoverGroups> cover_by_steps(const Instance& instance, std::span<const Step> steps,
                                          unsigned threads) {
  optim::CoverGroups groups;
  optim::GroupMerger merger(groups);
  int64_t all = 0;
  for (size_t k = 0; k < steps.size(); ++k) {
    const int64_t gain = steps[k].value - (k + 1 < steps.size() ? steps[k + 1].value : 0);
    if (gain == 0) continue;
    const Result<Coverage> within = cover(instance, steps[k].radius, threads);
    if (!within) return tl::unexpected(within.error());
    if (within->weight > (kMostWeight - all) / gain) return fail("instances.weights_too_large");
    all += within->weight * gain;
    for (int group = 0; group < within->groups.size(); ++group) {
      merger.add(within->groups.sites(group),
                 gain * within->groups.weight[static_cast<size_t>(group)]);
    }
  }
  return groups;
}

}  // namespace dostyq::instances
