#include <algorithm>
#include <cmath>

#include "optim/location/assignment_regions.hpp"
#include "optim/location/assignment_search.hpp"

namespace dostyq::optim {
namespace {

constexpr int kRefinements = 8;
/// A region has to hold several sites and all who go there, or it gains nothing.
constexpr size_t kCustomersOfSite = 100;
constexpr double kTolerance = 2e-3;  ///< of a region's gain, as a share of what is missing

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

/// More roundings, as long as they find something.
void AssignmentSearch::search_near(const VolumeState& state) {
  for (int n = 0; n < 6 && !stopped() && !done(); ++n) {
    const int64_t before = best_cost_;
    round_average(state);
    if (best_cost_ == before) return;
  }
}

/// Bounds the root by regions, and takes their solutions together as one. Returns the bound.
double AssignmentSearch::bound_by_regions(const VolumeState& state, int round, bool from_all) {
  Lagrangian lagrangian(model_, *lists_, threads_);
  lagrangian.sites().fix(states_);
  if (!lagrangian.evaluate(state.price)) return root_bound_;
  AssignmentRegions regions(model_, *lists_, lagrangian, state.y, best_);
  AssignmentRegions::Limits limits;
  limits.customers = size_t{100} << std::min(round, 3);
  limits.depth = 3 + round;
  limits.tolerance = kTolerance * std::max(0.5, target() - root_bound_);
  limits.threads = threads_;
  limits.stop = options_.stop;
  limits.time_limit_seconds =
      options_.time_limit_seconds - std::chrono::duration<double>(Clock::now() - begin_).count();
  limits.from_all = from_all;
  regions.solve(limits);
  const double bound = lagrangian.bound() + regions.gain();
  bound_ = std::max(bound_, static_cast<double>(lagrangian.whole_bound()));
  bound_ = std::max(bound_, std::ceil(bound - lagrangian.rounding()));
  if (bound > root_bound_) {
    root_bound_ = bound;
    reduced_ = regions.reduced_costs();
  }
  std::vector<double> score = state.y;
  for (const AssignmentRegions::Region& region : regions.regions()) {
    for (int site : region.sites) score[at(site)] = 0;
  }
  for (const AssignmentRegions::Region& region : regions.regions()) {
    for (int site : region.open) score[at(site)] = 1;
  }
  if (mixes()) improve(likeliest(score));
  fix_by_root_bound();
  regions_ = regions.regions();
  return bound;
}

/// Regions and prices in turn: what the former fix makes the latter better. In the end regions of
/// all that is still open.
void AssignmentSearch::refine(VolumeState& state) {
  if (mixes()) search_near(state);
  if (model_.weight.size() > kCustomersOfSite * best_.size()) return;
  const double relaxed = root_bound_;
  double gap = target() - root_bound_;
  int round = 0;
  for (; round < kRefinements && !stopped() && !done(); ++round) {
    bound_by_regions(state, round, false);
    shrink(state);
    if (stopped() || done()) return;
    climb_root(state, 250);
    const double now = target() - root_bound_;
    if (round == 1 && now > 0.98 * (target() - relaxed)) return;
    if (round >= 3 && now > 0.95 * gap) break;
    gap = now;
  }
  const bool telling = root_bound_ - relaxed > 2 * (target() - root_bound_);
  if (telling && !done() && !stopped()) bound_by_regions(state, round, true);
}

}  // namespace dostyq::optim
