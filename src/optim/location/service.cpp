#include "optim/location/service.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "optim/location/feasible_sites.hpp"
#include "optim/location/service_master.hpp"

namespace dostyq::optim {
namespace {

constexpr double kPrecision = 1e-9;  // relative, of costs that are not whole

/// Opening costs and the costs of all groups.
double total(const ServiceModel& model, std::span<const uint8_t> open) {
  double sum = 0;
  for (const double cost : model.group_costs(open)) sum += cost;
  for (size_t j = 0; j < model.opening_cost.size(); ++j) {
    if (open[j] != 0) sum += static_cast<double>(model.opening_cost[j]);
  }
  return sum;
}

}  // namespace

ServiceResult solve_service(const ServiceModel& model, const LocationOptions& options) {
  const SolveClock clock(options);
  ServiceResult result;
  ServiceMaster master(model);
  const ChoiceValue value = [&](std::span<const uint8_t> open) { return total(model, open); };
  const FirstChoice first = master.sound() ? first_choice(model, value, clock, options)
                                           : FirstChoice{MipStatus::kInfeasible, {}};
  result.status = first.status;
  if (first.status != MipStatus::kFeasible) {
    result.seconds = clock.seconds();
    return result;
  }
  MipModel mip = master.mip();
  for (size_t j = 0; j < model.opening_cost.size(); ++j) {
    mip.columns[j].cost = static_cast<double>(model.opening_cost[j]);
  }
  for (int i = 0; i < model.customers(); ++i) {
    mip.columns[static_cast<size_t>(master.first_theta() + i)].cost =
        static_cast<double>(model.weight(i));
  }
  mip.integral_objective = model.service().whole();
  master.add_cuts_at(first.open, mip);
  const auto to_columns = [&](std::span<const uint8_t> open) {
    std::vector<double> x(mip.columns.size(), 0);
    std::copy(open.begin(), open.end(), x.begin());
    master.complete(x);
    return x;
  };
  MipOptions limits;
  limits.separator = &master;
  limits.time_limit_seconds = clock.seconds_left();
  limits.stop = options.stop;
  limits.start = to_columns(first.open);
  limits.absolute_gap =
      mip.integral_objective ? 0.5 : kPrecision * std::max(1.0, value(first.open));
  limits.progress = [&](Progress progress) {
    progress.seconds = clock.seconds();
    if (options.progress) options.progress(progress);
  };
  limits.heuristic = [&](std::span<const double> x, std::vector<double>& solution) {
    const auto y = x.first(static_cast<size_t>(model.rules().sites));
    const std::vector<uint8_t> open = round_choice(model, y, value, clock);
    if (!open.empty() || y.empty()) solution = to_columns(open);
    return !solution.empty();
  };
  const MipResult found = solve(mip, limits);
  DOSTYQ_CHECK(!found.x.empty() || mip.columns.empty());
  const std::vector<uint8_t> open = found.x.empty() ? first.open : master.open_of(found.x);
  result.status = found.status == MipStatus::kOptimal || mip.columns.empty() ? MipStatus::kOptimal
                                                                             : MipStatus::kFeasible;
  result.sites = sites_of(open);
  DOSTYQ_CHECK(keeps_rules(model.rules(), result.sites));
  result.value = value(open);
  result.bound_value = mip.columns.empty() ? result.value : std::min(found.bound, result.value);
  result.objective = std::llround(result.value);
  if (mip.integral_objective) {
    result.bound = result.status == MipStatus::kOptimal
                       ? result.objective
                       : std::max<int64_t>(0, std::llround(std::ceil(result.bound_value - 1e-6)));
    result.bound_value = static_cast<double>(result.bound);
  } else {
    result.bound = std::llround(std::floor(result.bound_value));
  }
  result.nodes = found.nodes;
  result.seconds = clock.seconds();
  return result;
}

}  // namespace dostyq::optim
