#include "optim/location/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/check.hpp"
#include "optim/location/assignment_search.hpp"
#include "optim/location/assignment_start.hpp"
#include "optim/location/solve_clock.hpp"

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
    const SolveClock clock(options);
    const AssignmentStart start = first_sites(model, count, options);
    LocationOptions rest = options;
    rest.time_limit_seconds = clock.seconds_left();
    result = AssignmentSearch(model, rest, {.price = start.price, .y = start.y}).run(start.open);
    result.seconds = clock.seconds();
    return result;
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
