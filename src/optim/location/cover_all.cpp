#include "optim/location/cover_all.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <utility>

#include "optim/location/cover_count.hpp"
#include "optim/location/cover_hunt.hpp"
#include "optim/location/cover_search.hpp"
#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr int kMostReductions = 5;
constexpr int64_t kHunt = 1000;              // updates for each site of each group
constexpr int64_t kCountWork = 100'000'000;  // sites of groups, times nodes
constexpr int64_t kLeastCountNodes = 500;
constexpr int64_t kFirstTurn = 64;    // nodes
constexpr int64_t kHuntForNode = 10;  // updates for each site of each group

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
      close_dominated(groups_, rules_, cost_, states_);
      decided = decide(groups_, states_);
      if (decided.lost > 0) return infeasible();
      groups_ = std::move(decided.groups);
      if (before == std::pair(groups_.size(), std::ranges::count(states_, SiteState::kFree))) break;
    }
    if (goal_ == CoverGoal::kRelaxed) return branch({});
    if (goal_ == CoverGoal::kCheapest) return branch(cheap_start());
    if (goal_ == CoverGoal::kPriced) return price();
    return find_any(start_sites);
  }

 private:
  static CoverAll infeasible() { return {MipStatus::kInfeasible, {}, 0, 0}; }

  std::vector<double> in_columns(std::span<const int> sites) const {
    std::vector<double> x(states_.size(), 0);
    for (const int site : sites) x[static_cast<size_t>(site)] = 1;
    return x;
  }

  std::vector<double> cheap_start() const {
    const GroupsOfSites columns = by_site(groups_, rules_.sites);
    const int64_t all = groups_.total_weight();
    CoverSearch search(groups_, columns, rules_, states_);
    search.price(std::vector<double>(cost_.begin(), cost_.end()));
    search.fill();
    search.thin(all);
    if (search.earned() < all || !search.kept()) return {};
    return in_columns(search.open_sites());
  }

  std::vector<int> begin_at(const GroupsOfSites& columns, std::span<const int> from) const {
    // Some of the sites may be dominated now; others are opened in their place.
    std::vector<int> begin;
    std::ranges::copy_if(from, std::back_inserter(begin), [&](int site) {
      return states_[static_cast<size_t>(site)] != SiteState::kClosed;
    });
    CoverSearch search(groups_, columns, rules_, states_);
    search.set(begin);
    search.fill();
    return search.open_sites();
  }

  /// By search; then search and proof take turns, each longer than the one before.
  CoverAll find_any(std::span<const int> from) const {
    const GroupsOfSites columns = by_site(groups_, rules_.sites);
    const auto entries = static_cast<int64_t>(groups_.site.size());
    std::mt19937_64 random(options_.seed);
    CoverHunt hunt(groups_, columns, rules_, states_, begin_at(columns, from));
    const auto hunted = [&](int64_t length, int64_t nodes) -> std::optional<CoverAll> {
      if (!hunt.run(length * entries, random, clock_)) return std::nullopt;
      return CoverAll{MipStatus::kFeasible, in_columns(hunt.open_sites()), 0, nodes};
    };
    if (const auto found = hunted(kHunt, 0)) return *found;
    if (goal_ == CoverGoal::kSearch) return {};
    if (!only_counts()) return branch({});
    const int left = may_still_open();
    if (left < 0) return infeasible();
    CoverCount count(groups_, states_, left);
    const int64_t most_nodes = std::max(kLeastCountNodes, kCountWork / (entries + 1));
    for (int64_t nodes = kFirstTurn; count.nodes() < most_nodes && !clock_.expired(); nodes *= 2) {
      const MipStatus status = count.run(nodes, clock_);
      if (status == MipStatus::kInfeasible) return {status, {}, 0, count.nodes()};
      if (status == MipStatus::kFeasible) return opened(count);
      if (const auto found = hunted(kHuntForNode * nodes, count.nodes())) return *found;
    }
    if (clock_.expired()) return {MipStatus::kLimit, {}, 0, count.nodes()};
    CoverAll found = branch({});
    found.nodes += count.nodes();
    return found;
  }

  CoverAll price() const {
    if (!only_counts()) return {};
    const int left = may_still_open();
    if (left < 0) return infeasible();
    CoverCount count(groups_, states_, left);
    const MipStatus status = count.run(1, clock_);
    if (status == MipStatus::kFeasible) return opened(count);
    return {status, {}, 0, count.nodes()};
  }

  int may_still_open() const {
    return *most_open(rules_) - static_cast<int>(std::ranges::count(states_, SiteState::kOpen));
  }

  /// The rules say how many sites may open and nothing else, and one covers a group.
  bool only_counts() const {
    return most_open(rules_).has_value() &&
           std::ranges::none_of(groups_.need, [](int32_t need) { return need > 1; });
  }

  CoverAll opened(const CoverCount& count) const {
    std::vector<double> x = in_columns(count.sites());
    for (size_t j = 0; j < x.size(); ++j) {
      if (states_[j] == SiteState::kOpen) x[j] = 1;
    }
    return {MipStatus::kFeasible, std::move(x), 0, count.nodes()};
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
