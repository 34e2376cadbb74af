#include <algorithm>
#include <cmath>

#include "optim/location/assignment_cuts.hpp"
#include "optim/location/assignment_search.hpp"

namespace dostyq::optim {
namespace {

// Above these the tree of prices was seen to be quicker: customers with many sites that may serve
// them, and few sites to choose, each of which decides much.
constexpr size_t kLongRows = 16;  ///< entries of an average row
constexpr int kFewSites = 20;
/// Regions that gained this many times what is still missing have found what there is to find.
/// Where they have not, their cuts only hide from branching where the gap is.
constexpr double kTelling = 3;

}  // namespace

/// Branch and cut on what the root has left, where that is small. Returns whether it was.
bool AssignmentSearch::finish_by_cuts(const VolumeState& state) {
  const auto open = std::count(states_.begin(), states_.end(), SiteState::kOpen);
  if (effort_.cut_entries == 0 || (count_ >= 0 && count_ - open <= kFewSites)) return false;
  AssignmentCuts cuts(model_, states_);
  MipModel mip = cuts.mip();
  cuts.add_start(state.price, state.y, mip);
  double gain = 0;
  for (const AssignmentRegion& region : regions_) gain += region.gain;
  for (const AssignmentRegion& region : regions_) {
    if (gain > kTelling * (target() - root_bound_) && region.gain > 0) cuts.add_region(region, mip);
  }
  size_t entries = 0;
  for (const Row& row : mip.rows) entries += row.terms.size();
  if (entries > effort_.cut_entries || entries > kLongRows * mip.rows.size()) return false;
  MipOptions options;
  options.separator = &cuts;
  options.absolute_gap = static_cast<double>(effort_.grain) - 0.5;
  options.node_limit = effort_.node_limit;
  options.stop = options_.stop;
  options.start = cuts.to_columns(best_);
  options.time_limit_seconds =
      options_.time_limit_seconds - std::chrono::duration<double>(Clock::now() - begin_).count();
  const auto certain = static_cast<double>(cuts.certain_cost());
  options.progress = [&](const Progress& progress) {
    nodes_ = progress.nodes;
    bound_ = std::max(bound_, std::ceil(progress.bound + certain - 1e-6));
    report(false);
  };
  options.heuristic = [&](std::span<const double> x, std::vector<double>& solution) {
    const int64_t before = best_cost_;
    improve(likeliest(cuts.to_scores(x)));
    if (best_cost_ == before) return false;
    solution = cuts.to_columns(best_);
    return !solution.empty();
  };
  const MipResult result = solve(mip, options);
  nodes_ = result.nodes;
  if (!result.x.empty()) improve(cuts.to_sites(result.x));
  bound_ = std::max(bound_, std::ceil(result.bound + certain - 1e-6));
  return true;
}

}  // namespace dostyq::optim
