#include "instances/solve_covering.hpp"

#include <algorithm>
#include <utility>

#include "instances/coverage.hpp"
#include "instances/solve_service.hpp"
#include "optim/location/center.hpp"
#include "optim/location/covering.hpp"
#include "optim/location/phases.hpp"

namespace dostyq::instances {
namespace {

Result<Coverage> coverage_of(Instance& instance, const Question& question, unsigned threads) {
  if (instance.coverage) return std::move(*instance.coverage);
  return cover(instance, *question.radius, threads);
}

/// Who covers whom, by how much, in which phase.
Result<optim::CoverGroups> groups_of(Instance& instance, const Question& question,
                                     unsigned threads) {
  Result<optim::CoverGroups> groups;
  if (question.steps.empty()) {
    Result<Coverage> coverage = coverage_of(instance, question, threads);
    if (!coverage) return tl::unexpected(coverage.error());
    groups = std::move(coverage->groups);
  } else {
    groups = cover_by_steps(instance, question.steps, threads);
  }
  if (!groups || question.phases == 1) return groups;
  int64_t all = 0, factor = 0;
  for (const int64_t weight : groups->weight) all += weight;
  std::vector<int64_t> weights;
  for (int phase = 0; phase < question.phases; ++phase) {
    weights.push_back(question.phase_weight(phase));
    factor += weights.back();
  }
  if (factor > 0 && all > (int64_t{1} << 53) / factor) return fail("instances.weights_too_large");
  return optim::phased_groups(*groups, weights);
}

/// Groups count only when `backup` of their sites are open; those with fewer sites go.
void ask_backup(int backup, optim::CoverGroups& groups) {
  if (backup == 1) return;
  optim::CoverGroups kept;
  for (int group = 0; group < groups.size(); ++group) {
    const auto sites = groups.sites(group);
    if (sites.size() < static_cast<size_t>(backup)) continue;
    kept.add(sites, groups.weight[static_cast<size_t>(group)], backup);
  }
  groups = std::move(kept);
}

/// Distances as ranks make a table that must fit memory, with 16 bytes a figure while it is made.
constexpr int64_t kMostRanked = 100'000'000;

Result<Solution> solve_exact_centre(const Instance& instance, const optim::SiteRules& rules,
                                    const optim::LocationOptions& options) {
  const int64_t figures = static_cast<int64_t>(instance.customers) * instance.sites;
  if (figures > kMostRanked) {
    return fail("instances.exact_too_many", {std::to_string(figures), std::to_string(kMostRanked)});
  }
  optim::RankedDistances ranked =
      optim::ranked_distances(instance.customer_points, instance.site_points);
  Solution solution;
  optim::LocationOptions by_rank = options;
  const auto scale = static_cast<double>(instance.cost_scale);
  const auto distance = [&](double rank) {
    // Before there is a solution its objective is beyond all ranks.
    const auto last = static_cast<double>(ranked.distance.size()) - 1;
    return last < 0 ? 0 : ranked.distance[static_cast<size_t>(std::clamp(rank, 0.0, last))];
  };
  const auto in_unit = [&](double rank) { return scale * distance(rank); };
  by_rank.progress = [&](Progress progress) {
    progress.incumbent = in_unit(progress.incumbent);
    progress.bound = in_unit(progress.bound);
    options.progress(progress);
  };
  if (!options.progress) by_rank.progress = nullptr;
  solution.result = optim::solve_center({ranked.costs.get(), rules}, by_rank);
  const optim::LocationResult& result = solution.result;
  solution.real = {distance(static_cast<double>(result.objective)),
                   distance(static_cast<double>(result.bound))};
  return solution;
}

}  // namespace

Result<Solution> solve_maximal_covering(Instance& instance, const Question& question,
                                        const optim::LocationOptions& options) {
  if (question.equity != Equity::kNone) return solve_groups(instance, question, options);
  if (question.phase_order != PhaseOrder::kSum)
    return solve_phases_in_order(instance, question, options);
  Result<optim::CoverGroups> groups = groups_of(instance, question, options.threads);
  if (!groups) return tl::unexpected(groups.error());
  ask_backup(question.backup, *groups);
  optim::CoveringModel model;
  model.groups = std::move(*groups);
  model.rules = site_rules(question, instance);
  Solution solution;
  solution.result = optim::solve_maximal_covering(model, options);
  take_phases(question.phases, solution);
  return solution;
}

Result<Solution> solve_set_covering(Instance& instance, const Question& question,
                                    const optim::LocationOptions& options) {
  Result<Coverage> coverage = coverage_of(instance, question, options.threads);
  if (!coverage) return tl::unexpected(coverage.error());
  optim::CoveringModel model;
  model.opening_cost = instance.opening_cost;
  model.rules = site_rules(question, instance);
  Solution solution;
  if (question.share) {
    ask_backup(question.backup, coverage->groups);
    model.groups = std::move(coverage->groups);
    const int64_t least = least_weight(*question.share, coverage->weight);
    solution.result = optim::solve_partial_covering(model, least, options);
    return solution;
  }
  model.groups = std::move(coverage->groups);
  std::fill(model.groups.need.begin(), model.groups.need.end(), question.backup);
  // A group without sites: nobody can cover it.
  if (coverage->out_of_reach > 0) model.groups.add({}, 0);
  solution.result = optim::solve_set_covering(model, options);
  solution.out_of_reach = coverage->out_of_reach;
  return solution;
}

Result<Solution> solve_centre(Instance& instance, const Question& question,
                              const optim::LocationOptions& options) {
  const optim::SiteRules rules = site_rules(question, instance);
  if (question.exact && instance.measure == Measure::kPlane) {
    return solve_exact_centre(instance, rules, options);
  }
  if (Result<void> made = make_costs(instance); !made) return tl::unexpected(made.error());
  Solution solution;
  solution.result = optim::solve_center({instance.costs.get(), rules}, options);
  return solution;
}

}  // namespace dostyq::instances
