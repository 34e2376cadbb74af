#include "planning/solve_closely.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "optim/cutting_planes.hpp"
#include "planning/large_solve.hpp"

namespace dostyq::planning {
namespace {

using optim::CuttingPlanes;
using optim::MipStatus;
using Clock = std::chrono::steady_clock;

constexpr double kSupport = 1e-4;  ///< of a column of the relaxation that counts as used

}  // namespace

double least_size(double value, double bound) {
  const bool known = std::isfinite(value) && std::isfinite(bound) && value * bound > 0;
  return known ? std::min(std::abs(value), std::abs(bound)) : 0;
}

ModelForm form_of(const Case& plan_case) {
  ModelForm form;
  if (!is_large(plan_case)) return form;
  form.coverage = directive::CoverageForm::kSummed;
  form.bundle_travel = true;
  return form;
}

optim::MipResult solve_to_gap(const optim::MipModel& mip, optim::MipOptions options, double gap,
                              double constant) {
  options.node_limit = 1;
  optim::MipResult root = optim::solve(mip, options);
  const bool found = root.status == MipStatus::kOptimal || root.status == MipStatus::kFeasible;
  if (root.status == MipStatus::kInfeasible || root.status == MipStatus::kOptimal) return root;
  if (found) {
    options.start = root.x;
    const double near = least_size(root.objective + constant, root.bound + constant);
    options.absolute_gap = std::max(options.absolute_gap, gap * near);
    if (root.objective - root.bound <= options.absolute_gap) return root;
  }
  options.node_limit = std::numeric_limits<int64_t>::max();
  options.time_limit_seconds -= root.seconds;
  optim::MipResult rest = optim::solve(mip, options);
  rest.bound = std::max(rest.bound, root.bound);
  return rest;
}

optim::MipResult solve_closely(PlanModel& model, const optim::MipModel& mip,
                               optim::MipOptions options, double gap) {
  if (model.form().coverage == directive::CoverageForm::kListed) return optim::solve(mip, options);
  directive::CoverSums& sums = model.compiler().sums();
  options.separator = &sums;
  optim::MipResult result;
  std::vector<optim::Term> costs;
  for (size_t j = 0; j < mip.columns.size(); ++j) {
    if (mip.columns[j].cost != 0) costs.push_back({static_cast<int>(j), mip.columns[j].cost});
  }
  CuttingPlanes planes(mip, sums);
  planes.set_objective(costs, 0);
  if (options.time_limit_seconds < 1e8)
    planes.set_limits(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                         std::chrono::duration<double>(options.time_limit_seconds)),
                      options.stop);
  else
    planes.set_limits(Clock::time_point::max(), options.stop);
  CuttingPlanes::Round round = CuttingPlanes::Round::kImproved;
  while (round == CuttingPlanes::Round::kImproved) round = planes.next();
  if (round == CuttingPlanes::Round::kInfeasible) {
    result.status = MipStatus::kInfeasible;
    result.bound = optim::kInfinity;
    return result;
  }
  if (round == CuttingPlanes::Round::kStopped) return result;
  std::vector<char> used(model.plan_case().world.programme().places.size(), 0);
  for (const directive::Opening& opening : model.openings()) {
    if (planes.x()[static_cast<size_t>(opening.column)] > kSupport) used[opening.place] = 1;
  }
  optim::MipModel some = mip;
  for (const directive::Opening& opening : model.openings()) {
    if (used[opening.place] == 0) some.columns[static_cast<size_t>(opening.column)].upper = 0;
  }
  result = gap > 0 ? solve_to_gap(some, options, gap, 0) : optim::solve(some, options);
  const double wanted = std::max(options.absolute_gap, gap * std::abs(result.objective));
  const bool solved =
      result.status == MipStatus::kOptimal || (gap > 0 && result.status == MipStatus::kFeasible);
  const bool good_enough = solved && (costs.empty() || result.objective - planes.bound() <= wanted);
  if (good_enough) return result;
  if (solved) options.start = result.x;
  return gap > 0 ? solve_to_gap(mip, options, gap, 0) : optim::solve(mip, options);
}

}  // namespace dostyq::planning
