#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "optim/location/equity.hpp"
#include "optim/location/feasible_sites.hpp"
#include "optim/location/service_master.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

std::vector<double> columns_of(const ServiceMaster& master, size_t columns,
                               std::span<const uint8_t> open) {
  std::vector<double> x(columns, 0);
  std::copy(open.begin(), open.end(), x.begin());
  master.complete(x);
  return x;
}

}  // namespace

EquityResult solve_in_order(const ServiceModel& model, std::span<const int> order,
                            const LocationOptions& options) {
  DOSTYQ_CHECK(model.service().whole() && !order.empty());
  const SolveClock clock(options);
  ServiceMaster master(model);
  EquityResult result;
  int group = order.front();
  const ChoiceValue value = [&](std::span<const uint8_t> open) {
    return model.group_costs(open)[at(group)];
  };
  const FirstChoice first = master.sound() ? first_choice(model, value, clock, options)
                                           : FirstChoice{MipStatus::kInfeasible, {}};
  result.status = first.status;
  if (first.status != MipStatus::kFeasible) {
    result.seconds = clock.seconds();
    return result;
  }
  std::vector<uint8_t> open = first.open;
  MipModel mip = master.mip();
  mip.integral_objective = true;
  master.add_cuts_at(open, mip);
  for (const int next : order) {
    group = next;
    for (Column& column : mip.columns) column.cost = 0;
    const std::vector<Term> terms = master.group_terms(group);
    for (const Term& term : terms) mip.columns[at(term.column)].cost = term.coefficient;
    MipOptions limits;
    limits.separator = &master;
    limits.time_limit_seconds = clock.seconds_left();
    limits.stop = options.stop;
    limits.absolute_gap = 0.5;
    limits.start = columns_of(master, mip.columns.size(), open);
    limits.progress = options.progress;
    limits.heuristic = [&](std::span<const double> x, std::vector<double>& solution) {
      const auto y = x.first(at(model.rules().sites));
      const std::vector<uint8_t> near = round_choice(model, y, value, clock);
      if (!near.empty()) solution = columns_of(master, mip.columns.size(), near);
      return !solution.empty();
    };
    const MipResult found = solve(mip, limits);
    result.nodes += found.nodes;
    if (!found.x.empty()) open = master.open_of(found.x);
    const int64_t cost = std::llround(value(open));
    if (result.proven == 0) {
      result.value = static_cast<double>(cost);
      result.bound_value = std::min(result.value, std::ceil(found.bound - 1e-6));
    }
    if (found.status != MipStatus::kOptimal) break;
    if (result.proven++ == 0) result.bound_value = result.value;
    // A quarter is less than the least step of a cost.
    mip.add_row({-kInfinity, static_cast<double>(cost) + 0.25, terms, ""});
  }
  result.seconds = clock.seconds();
  if (result.proven == static_cast<int>(order.size())) result.status = MipStatus::kOptimal;
  result.sites = sites_of(open);
  DOSTYQ_CHECK(keeps_rules(model.rules(), result.sites));
  for (const double cost : model.group_costs(open))
    result.groups.push_back({std::llround(cost), 1});
  result.objective = std::llround(result.value);
  result.bound = std::llround(result.bound_value);
  return result;
}

}  // namespace dostyq::optim
