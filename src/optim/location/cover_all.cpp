#include "optim/location/cover_all.hpp"

#include <algorithm>
#include <random>
#include <utility>

#include "optim/location/cover_hunt.hpp"
#include "optim/location/cover_search.hpp"
#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr int kMostReductions = 5;
constexpr int64_t kHunt = 1'500;  // updates for each site of each group

class AllCovered {
 public:
  AllCovered(const SiteRules& rules, std::vector<SiteState> states, std::span<const int64_t> cost,
             CoverGoal goal, const SolveClock& clock, const LocationOptions& options)
      : rules_(rules),
        states_(std::move(states)),
        cost_(cost),
        goal_(goal),
        clock_(clock),
        options_(options) {}

  CoverAll run(const CoverGroups& groups, std::span<const int> start_sites) {
    DecidedGroups decided = decide(groups, states_);
    if (decided.lost > 0) return infeasible();
    groups_ = std::move(decided.groups);
    for (int round = 0; round < kMostReductions; ++round) {
      const auto before = std::pair(groups_.size(), std::ranges::count(states_, SiteState::kFree));
      drop_dominated(groups_, rules_.sites);
      // A search goes on from sites that may be dominated now.
      if (goal_ != CoverGoal::kSearch) close_dominated(groups_, rules_, cost_, states_);
      decided = decide(groups_, states_);
      if (decided.lost > 0) return infeasible();
      groups_ = std::move(decided.groups);
      if (before == std::pair(groups_.size(), std::ranges::count(states_, SiteState::kFree))) break;
    }
    std::vector<double> start;
    if (goal_ != CoverGoal::kRelaxed) start = search(start_sites);
    if (goal_ != CoverGoal::kCheapest && !start.empty()) {
      return {MipStatus::kFeasible, start, 0, 0};
    }
    if (goal_ == CoverGoal::kSearch) return {};
    return branch(std::move(start));
  }

 private:
  static CoverAll infeasible() { return {MipStatus::kInfeasible, {}, 0, 0}; }

  std::vector<double> search(std::span<const int> from) {
    const GroupsOfSites columns = by_site(groups_, rules_.sites);
    const int64_t all = groups_.total_weight();
    CoverSearch search(groups_, columns, rules_, states_);
    std::mt19937_64 random(options_.seed);
    if (goal_ == CoverGoal::kCheapest) {
      search.price(std::vector<double>(cost_.begin(), cost_.end()));
      search.fill();
      search.thin(all);
    } else {
      search.set(from);
      search.fill();
      CoverHunt hunt(groups_, columns, rules_, states_, search.open_sites());
      if (!hunt.run(kHunt * static_cast<int64_t>(groups_.site.size()), random, clock_)) return {};
      search.set(hunt.open_sites());
    }
    if (search.earned() < all || !search.kept()) return {};
    std::vector<double> x(states_.size(), 0);
    for (const int site : search.open_sites()) x[static_cast<size_t>(site)] = 1;
    return x;
  }

  CoverAll branch(std::vector<double> start) const {
    MipModel model = site_model(rules_, states_);
    for (size_t j = 0; j < model.columns.size(); ++j) {
      model.columns[j].cost = static_cast<double>(cost_[j]);
      model.columns[j].integer = goal_ != CoverGoal::kRelaxed;
    }
    for (int group = 0; group < groups_.size(); ++group) {
      Row row;
      row.lower = groups_.need[static_cast<size_t>(group)];
      for (const int32_t site : groups_.sites(group)) row.terms.push_back({site, 1});
      model.add_row(std::move(row));
    }
    MipOptions mip;
    mip.time_limit_seconds = clock_.seconds_left();
    mip.stop = options_.stop;
    mip.start = std::move(start);
    if (goal_ != CoverGoal::kCheapest) mip.absolute_gap = kInfinity;
    MipResult result = solve(model, mip);
    CoverAll found;
    found.status = result.status;
    found.x = std::move(result.x);
    found.bound = result.bound;
    found.nodes = result.nodes;
    return found;
  }

  const SiteRules& rules_;
  std::vector<SiteState> states_;
  std::span<const int64_t> cost_;
  CoverGoal goal_;
  const SolveClock& clock_;
  const LocationOptions& options_;
  CoverGroups groups_;
};

}  // namespace

CoverAll cover_all(const CoverGroups& groups, const SiteRules& rules, std::vector<SiteState> states,
                   std::span<const int64_t> cost, CoverGoal goal, const SolveClock& clock,
                   const LocationOptions& options, std::span<const int> start) {
  return AllCovered(rules, std::move(states), cost, goal, clock, options).run(groups, start);
}

}  // namespace dostyq::optim
