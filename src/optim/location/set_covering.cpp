#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "optim/location/cover_all.hpp"
#include "optim/location/cover_master.hpp"
#include "optim/location/cover_search.hpp"
#include "optim/location/covering.hpp"
#include "optim/location/covering_report.hpp"
#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

std::vector<int64_t> costs_of(const CoveringModel& model) {
  const auto sites = static_cast<size_t>(model.rules.sites);
  if (model.opening_cost.empty()) return std::vector<int64_t>(sites, 1);
  DOSTYQ_CHECK(model.opening_cost.size() == sites);
  for (const int64_t cost : model.opening_cost) DOSTYQ_CHECK(cost >= 0);
  return model.opening_cost;
}

/// What both models end with: the cost recounted, the bound whole.
LocationResult result_of(const CoveringModel& model, const SolveClock& clock, MipStatus status,
                         std::vector<int> sites, int64_t bound, int64_t nodes) {
  LocationResult result;
  result.status = status;
  result.nodes = nodes;
  result.bound = bound;
  result.seconds = clock.seconds();
  if (!result.has_solution()) return result;
  DOSTYQ_CHECK(keeps_rules(model.rules, sites));
  result.objective = opening_cost(model, sites);
  result.sites = std::move(sites);
  if (status == MipStatus::kOptimal) result.bound = result.objective;
  DOSTYQ_CHECK(result.bound <= result.objective);
  return result;
}

/// A cheap choice that earns enough, or nothing.
std::vector<int> partial_start(const CoverGroups& groups, const SiteRules& rules,
                               const std::vector<SiteState>& states,
                               const std::vector<int64_t>& cost, int64_t least) {
  const GroupsOfSites columns = by_site(groups, rules.sites);
  CoverSearch search(groups, columns, rules, states);
  search.price(std::vector<double>(cost.begin(), cost.end()));
  search.fill();
  search.thin(least);
  return search.earned() >= least && search.kept() ? search.open_sites() : std::vector<int>();
}

}  // namespace

LocationResult solve_set_covering(const CoveringModel& model, const LocationOptions& options) {
  const SolveClock clock(options);
  const std::vector<int64_t> cost = costs_of(model);
  const std::optional<std::vector<SiteState>> states = site_states(model.rules);
  if (!states) return result_of(model, clock, MipStatus::kInfeasible, {}, 0, 0);
  CoverGroups each = model.groups;
  std::ranges::fill(each.weight, int64_t{1});
  const CoverAll found =
      cover_all(each, model.rules, *states, cost, CoverGoal::kCheapest, clock, options);
  const double bound = std::min(found.bound, 9e15);
  const auto whole = static_cast<int64_t>(std::ceil(bound - 1e-6 - 1e-10 * std::abs(bound)));
  return result_of(model, clock, found.status, open_columns(found.x, model.rules.sites),
                   std::max<int64_t>(0, whole), found.nodes);
}

LocationResult solve_partial_covering(const CoveringModel& model, int64_t least_weight,
                                      const LocationOptions& options) {
  const SolveClock clock(options);
  const std::vector<int64_t> cost = costs_of(model);
  std::optional<std::vector<SiteState>> states = site_states(model.rules);
  if (!states || least_weight > model.groups.total_weight()) {
    return result_of(model, clock, MipStatus::kInfeasible, {}, 0, 0);
  }
  DecidedGroups decided = decide(model.groups, *states);
  close_dominated(decided.groups, model.rules, cost, *states);
  DecidedGroups left = decide(decided.groups, *states);
  const int64_t least = std::max<int64_t>(0, least_weight - decided.earned - left.earned);
  const std::vector<int> start = partial_start(left.groups, model.rules, *states, cost, least);
  CoverMaster master{left.groups, model.rules, *states, start, {}, cost, least};
  const CoverMasterResult found =
      solve_cover_master(master, clock, options, [&](const Progress& inner) {
        Progress progress = inner;
        progress.seconds = clock.seconds();
        if (options.progress) options.progress(progress);
      });
  LocationResult result =
      result_of(model, clock, found.status, found.sites, found.bound, found.nodes);
  if (result.has_solution()) {
    DOSTYQ_CHECK(covered_weight(model.groups, result.sites) >= least_weight);
  }
  return result;
}

}  // namespace dostyq::optim
