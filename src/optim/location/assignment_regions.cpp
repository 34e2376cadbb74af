#include "optim/location/assignment_regions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/parallel.hpp"
#include "optim/location/assignment_search.hpp"

namespace dostyq::optim {
namespace {

constexpr double kGrains = 16;      ///< whole units in the tolerance
constexpr double kHalfOpen = 0.02;  ///< nearer to whole than this is whole

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

/// A region as a model of its own, in units of 1 / scale.
struct AssignmentRegions::Part {
  AssignmentModel model;
  std::unique_ptr<Costs> costs;
  std::vector<double> price;
  std::vector<int> sites;  // of the whole model; one more stands for all others
  std::vector<double> share;
  std::vector<int> start;
  double scale = 1;
  double relaxed = 0;  // what the prices say it costs
  double earned = 0;   // sites that cost less than nothing
};

AssignmentRegions::AssignmentRegions(const AssignmentModel& model, const PriceLists& lists,
                                     const Lagrangian& lagrangian, std::span<const double> y,
                                     std::span<const int> best)
    : model_(model),
      lists_(lists),
      y_(y),
      states_(lagrangian.sites().states()),
      price_(lagrangian.price()),
      residual_(lagrangian.sites().residual_costs()),
      is_best_(states_.size(), 0),
      payers_(states_.size()) {
  for (int site : best) is_best_[at(site)] = 1;
  for (size_t i = 0; i < price_.size(); ++i) {
    for (const Near& near : lists_.of(i)) {
      if (!pays(i, near)) break;
      payers_[at(near.site)].push_back(static_cast<int>(i));
    }
  }
}

int AssignmentRegions::root_of(int region) {
  while (parent_[at(region)] != region) {
    parent_[at(region)] = parent_[at(parent_[at(region)])];
    region = parent_[at(region)];
  }
  return region;
}

/// From every half-open site outwards, all regions one step at a time; those that meet become one
/// while they are not too large.
void AssignmentRegions::grow(const Limits& limits) {
  parent_.resize(states_.size());
  std::iota(parent_.begin(), parent_.end(), 0);
  size_.assign(states_.size(), 0);
  region_of_.assign(price_.size(), -1);
  home_.assign(states_.size(), -1);
  frontier_.clear();
  for (int j = 0; j < model_.rules.sites; ++j) {
    const bool half = y_[at(j)] > kHalfOpen && y_[at(j)] < 1 - kHalfOpen;
    if ((!half && !limits.from_all) || states_[at(j)] != SiteState::kFree) continue;
    home_[at(j)] = j;
    frontier_.push_back(j);
  }
  for (int step = 0; step < limits.depth; ++step) {
    take_in(limits.customers);
    frontier_ = reach_out();
  }
  std::map<int, int> numbers;
  regions_.clear();
  const auto number = [&](int root) {
    const auto [found, is_new] = numbers.emplace(root, static_cast<int>(regions_.size()));
    if (is_new) regions_.emplace_back();
    return found->second;
  };
  for (size_t i = 0; i < price_.size(); ++i) {
    if (region_of_[i] < 0) continue;
    region_of_[i] = number(root_of(region_of_[i]));
    regions_[at(region_of_[i])].customers.push_back(static_cast<int>(i));
  }
  for (int& home : home_) {
    if (home < 0) continue;
    const auto found = numbers.find(root_of(home));
    home = found == numbers.end() ? -1 : found->second;
  }
}

/// Who pays for a site of the frontier joins its region.
void AssignmentRegions::take_in(size_t limit) {
  for (int site : frontier_) {
    for (int customer : payers_[at(site)]) {
      const int mine = root_of(home_[at(site)]);
      if (region_of_[at(customer)] < 0) {
        if (size_[at(mine)] >= limit) continue;
        region_of_[at(customer)] = mine;
        ++size_[at(mine)];
        continue;
      }
      const int other = root_of(region_of_[at(customer)]);
      // Half full at most, so that what they have become can still grow around both.
      if (other == mine || 2 * (size_[at(mine)] + size_[at(other)]) > limit) continue;
      parent_[at(other)] = mine;
      size_[at(mine)] += size_[at(other)];
    }
  }
}

std::vector<int> AssignmentRegions::reach_out() {
  std::vector<int> next;
  for (int site : frontier_) {
    for (int customer : payers_[at(site)]) {
      if (region_of_[at(customer)] < 0) continue;
      for (const Near& near : lists_.of(at(customer))) {
        if (!pays(at(customer), near)) break;
        if (home_[at(near.site)] >= 0 || states_[at(near.site)] != SiteState::kFree) continue;
        home_[at(near.site)] = region_of_[at(customer)];
        next.push_back(near.site);
      }
    }
  }
  return next;
}

/// Customers pay their share of a site's opening cost; its home bears the rest. One more site
/// stands for all that the region does not pay for: it is open, at each customer's nearest such.
AssignmentRegions::Part AssignmentRegions::part_of(const Region& region, int id,
                                                   const Limits& limits) const {
  Part part;
  std::map<int, double> paid;
  double most = 1, magnitude = 1;
  for (int i : region.customers) {
    const double weight = lists_.weight(at(i));
    part.relaxed += weight * price_[at(i)];
    magnitude += weight * price_[at(i)];
    most = std::max(most, price_[at(i)]);
    for (const Near& near : lists_.of(at(i))) {
      if (!pays(at(i), near)) break;
      const double over = weight * (price_[at(i)] - near.cost);
      if (states_[at(near.site)] == SiteState::kFree) {
        paid[near.site] += over;
      } else if (states_[at(near.site)] == SiteState::kOpen) {
        part.relaxed -= over;  // and counted so in the whole bound
      }
    }
  }
  for (auto& [site, sum] : paid) {
    if (home_[at(site)] != id) continue;
    sum += residual_[at(site)];
    part.relaxed += std::min(0.0, residual_[at(site)]);
  }
  // Costs beyond eight times the highest price are cut to that. Finer than the tolerance asks for
  // would only be harder on the simplex.
  const double room =
      std::min(std::log2(Costs::kNever / (8 * most)) - 1, 50 - std::log2(magnitude));
  const double wanted = std::log2(kGrains / std::max(limits.tolerance, 1e-3));
  part.scale = std::exp2(std::max(0.0, std::floor(std::min(room, wanted))));
  const int elsewhere = static_cast<int>(paid.size());
  std::map<int, int> number;
  for (const auto& [site, cost] : paid) {
    const int k = static_cast<int>(part.sites.size());
    number[site] = k;
    part.sites.push_back(site);
    const double whole = std::floor(cost * part.scale);
    part.share.push_back(whole / part.scale);
    part.model.opening_cost.push_back(static_cast<int64_t>(std::max(0.0, whole)));
    if (whole < 0) {
      part.earned += whole / part.scale;
      part.model.rules.forced.push_back(k);
    }
    if (whole < 0 || is_best_[at(site)] != 0) part.start.push_back(k);
  }
  part.model.opening_cost.push_back(0);
  part.model.rules.sites = elsewhere + 1;
  part.model.rules.forced.push_back(elsewhere);
  part.start.push_back(elsewhere);
  std::vector<std::vector<Near>> lists;
  const auto scaled = [&](double cost) {
    constexpr double kMost = Costs::kNever - 1;  // where costs are large as they are, scale is 1
    return static_cast<int32_t>(std::min(std::min(cost, 8 * most) * part.scale, kMost));
  };
  for (int i : region.customers) {
    std::vector<Near> list;
    double fallback = lists_.highest_price(at(i));
    for (const Near& near : lists_.of(at(i))) {
      if (states_[at(near.site)] == SiteState::kShut) continue;
      const auto found = number.find(near.site);
      if (found == number.end()) {
        fallback = near.cost;
        break;
      }
      list.push_back({scaled(near.cost), found->second});
    }
    list.push_back({scaled(fallback), elsewhere});
    lists.push_back(std::move(list));
    part.model.weight.push_back(model_.weight[at(i)]);
    part.price.push_back(price_[at(i)] * part.scale);
  }
  part.costs = list_costs(part.model.rules.sites, std::move(lists));
  part.model.costs = part.costs.get();
  return part;
}

LocationResult AssignmentRegions::search(const Part& part, const Limits& limits) const {
  LocationOptions options;
  options.threads = 1;
  options.stop = limits.stop;
  options.time_limit_seconds = limits.time_limit_seconds;
  AssignmentEffort effort;
  effort.grain = std::max<int64_t>(1, static_cast<int64_t>(limits.tolerance * part.scale));
  effort.node_limit = limits.nodes;
  effort.is_region = true;
  effort.price = part.price;
  return AssignmentSearch(part.model, options, effort).run(part.start);
}

void AssignmentRegions::solve(Region& region, int id, const Limits& limits) const {
  Part part = part_of(region, id, limits);
  const LocationResult found = search(part, limits);
  const double bound = static_cast<double>(found.bound) / part.scale + part.earned;
  // What adding up prices in the region may have rounded.
  const double rounding = 1e-9 + 1e-12 * std::abs(part.relaxed);
  region.gain = std::max(0.0, bound - part.relaxed - rounding);
  region.nodes = found.nodes;
  region.sites = part.sites;
  region.share = part.share;
  region.least = bound - rounding;
  for (int k : found.sites) {
    if (k < static_cast<int>(region.sites.size())) region.open.push_back(region.sites[at(k)]);
  }
}

void AssignmentRegions::solve(const Limits& limits) {
  grow(limits);
  parallel_for(regions_.size(), limits.threads, 1, [&](size_t begin, size_t end, unsigned) {
    for (size_t k = begin; k < end; ++k) solve(regions_[k], static_cast<int>(k), limits);
  });
  gain_ = 0;
  for (const Region& region : regions_) gain_ += region.gain;
}

std::vector<double> AssignmentRegions::reduced_costs() const {
  std::vector<double> found = residual_;
  std::vector<double> own(found.size(), 0);
  for (const Region& region : regions_) {
    for (int site : region.sites) own[at(site)] += region.gain;
  }
  for (size_t j = 0; j < found.size(); ++j) {
    const double rise = std::max(0.0, std::abs(found[j]) - own[j]);
    found[j] = found[j] > 0 ? rise : -rise;
  }
  return found;
}

}  // namespace dostyq::optim
