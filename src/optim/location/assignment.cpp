#include "optim/location/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "base/check.hpp"
#include "optim/location/assignment_search.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

void check(const AssignmentModel& model) {
  DOSTYQ_CHECK(model.costs != nullptr);
  DOSTYQ_CHECK(model.weight.size() == at(model.costs->customers()));
  DOSTYQ_CHECK(model.rules.sites == model.costs->sites());
  DOSTYQ_CHECK(model.opening_cost.empty() || model.opening_cost.size() == at(model.rules.sites));
  double total = 0;
  for (int64_t weight : model.weight) {
    DOSTYQ_CHECK(weight >= 0);
    total += static_cast<double>(weight);
  }
  for (int64_t cost : model.opening_cost) DOSTYQ_CHECK(cost >= 0);
  DOSTYQ_CHECK(total * Costs::kNever < 4e18);  // sums of costs fit in 64 bits
}

/// Some set of sites within the rules that serves everybody: a start for those rules that more than
/// a count makes hard. Status kInfeasible is proven.
MipResult any_sites(const AssignmentModel& model, const LocationOptions& options) {
  MipModel mip;
  for (int j = 0; j < model.rules.sites; ++j) mip.add_column({0, 1, 0, true, ""});
  for (int site : model.rules.forced) mip.columns[at(site)].lower = 1;
  for (int site : model.rules.forbidden) mip.columns[at(site)].upper = 0;
  mip.rows = model.rules.rows;
  std::set<std::vector<int>> groups;  // who may serve the same customers
  for (int i = 0; i < model.costs->customers(); ++i) {
    if (model.weight[at(i)] == 0) continue;
    std::vector<int> sites;
    for (const Near& near : model.costs->all(i)) sites.push_back(near.site);
    std::sort(sites.begin(), sites.end());
    groups.insert(std::move(sites));
    if (model.costs->is_complete()) break;  // all alike
  }
  for (const std::vector<int>& sites : groups) {
    Row row{1, kInfinity, {}, ""};
    for (int site : sites) row.terms.push_back({site, 1});
    mip.add_row(std::move(row));
  }
  MipOptions limits;
  limits.time_limit_seconds = options.time_limit_seconds;
  limits.stop = options.stop;
  return solve(mip, limits);
}

/// p sites drawn one after another, each as likely as its customers are far from those before
/// (Arthur & Vassilvitskii, SODA 2007).
std::vector<int> spread(const AssignmentModel& model, int count, uint64_t seed) {
  const std::vector<SiteState> states = initial_states(model.rules);
  std::vector<int> open = model.rules.forced;
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  std::vector<char> taken(at(model.rules.sites), 0);
  for (int site : open) taken[at(site)] = 1;
  std::mt19937_64 random(seed);
  const size_t customers = model.weight.size();
  std::vector<double> far(customers, 0);
  const auto free_nearest = [&](int customer) {
    for (size_t wanted = 16, k = 0;; wanted *= 2) {
      const std::span<const Near> list = model.costs->nearest(customer, wanted);
      for (; k < list.size(); ++k) {
        const int site = list[k].site;
        if (taken[at(site)] == 0 && states[at(site)] == SiteState::kFree) return site;
      }
      if (list.size() < wanted) return -1;
    }
  };
  for (size_t i = 0; i < customers; ++i) {
    int32_t least = Costs::kNever;
    for (int site : open) least = std::min(least, model.costs->cost(static_cast<int>(i), site));
    far[i] = static_cast<double>(model.weight[i]) * least;
  }
  while (static_cast<int>(open.size()) < count) {
    double draw = std::accumulate(far.begin(), far.end(), 0.0) *
                  std::uniform_real_distribution<double>(0, 1)(random);
    size_t chosen = 0;
    for (; chosen + 1 < customers && draw > far[chosen]; ++chosen) draw -= far[chosen];
    int site = customers == 0 ? -1 : free_nearest(static_cast<int>(chosen));
    for (int j = 0; site < 0 && j < model.rules.sites; ++j) {
      if (taken[at(j)] == 0 && states[at(j)] == SiteState::kFree) site = j;
    }
    DOSTYQ_CHECK(site >= 0);
    taken[at(site)] = 1;
    open.push_back(site);
    for (size_t i = 0; i < customers; ++i) {
      far[i] = std::min(far[i], static_cast<double>(model.weight[i]) *
                                    model.costs->cost(static_cast<int>(i), site));
    }
  }
  return open;
}

}  // namespace

int64_t assignment_cost(const AssignmentModel& model, std::span<const int> sites) {
  int64_t total = 0;
  for (int site : sites) {
    total += model.opening_cost.empty() ? 0 : model.opening_cost[at(site)];
  }
  for (size_t i = 0; i < model.weight.size(); ++i) {
    if (model.weight[i] == 0) continue;
    int32_t least = Costs::kNever;
    for (int site : sites) least = std::min(least, model.costs->cost(static_cast<int>(i), site));
    if (least == Costs::kNever) return LocationResult::kNone;
    total += model.weight[i] * least;
  }
  return total;
}

LocationResult solve_assignment(const AssignmentModel& model, const LocationOptions& options) {
  check(model);
  LocationResult result;
  if (initial_states(model.rules).size() != at(model.rules.sites)) {
    result.status = MipStatus::kInfeasible;
    return result;
  }
  const int count = exact_count(model.rules);
  if (count >= 0 && model.costs->is_complete()) {
    const bool has_customers = std::any_of(model.weight.begin(), model.weight.end(),
                                           [](int64_t weight) { return weight > 0; });
    if ((count == 0 && has_customers) ||
        !SiteMinimum(model.rules).solve(std::vector<double>(at(model.rules.sites), 0))) {
      result.status = MipStatus::kInfeasible;
      return result;
    }
    return AssignmentSearch(model, options).run(spread(model, count, options.seed));
  }
  const MipResult any = any_sites(model, options);
  result.status = any.status;
  result.seconds = any.seconds;
  if (any.status != MipStatus::kOptimal && any.status != MipStatus::kFeasible) return result;
  std::vector<int> start;
  for (int j = 0; j < model.rules.sites; ++j) {
    if (any.x[at(j)] > 0.5) start.push_back(j);
  }
  return AssignmentSearch(model, options).run(start);
}

}  // namespace dostyq::optim
