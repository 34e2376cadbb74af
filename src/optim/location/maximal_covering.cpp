#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <utility>

#include "base/check.hpp"
#include "optim/location/cover_dual.hpp"
#include "optim/location/cover_master.hpp"
#include "optim/location/cover_search.hpp"
#include "optim/location/cover_tree.hpp"
#include "optim/location/covering_report.hpp"
#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr int kMostRounds = 4;  // of bounding and fixing
constexpr int kMostSteps = 1000;
constexpr int kStepsBetweenLooks = 25;
constexpr int kStepsBetweenLongLooks = 250;  // where groups are many
constexpr int kShakes = 30;
constexpr double kShareOfStart = 0.03;  // of the time left
constexpr size_t kWorthwhile = 5;  // every fifth of the free sites fixed is worth another round
constexpr size_t kMostInTree = 400'000;  // entries
constexpr int64_t kMostTreeNodes = 500;
constexpr int kMostIdle = 20'000;  // places rebuilt in vain
constexpr int kMostRebuilt = 8;    // sites
constexpr int kFillEvery = 64;
constexpr int kPhase = 1024;  // rebuilt places at the same prices
constexpr int kPhases = 5;
constexpr double kCheaper = 0.04;

/// Start by greedy and interchange, bound by prices, sites fixed that no better solution wants,
/// and what is left branched on.
class MaximalCovering {
 public:
  MaximalCovering(const CoveringModel& model, const LocationOptions& options)
      : model_(model),
        options_(options),
        clock_(options),
        random_(options.seed),
        rules_(without_least_count(model.rules)) {}

  LocationResult run();

 private:
  void decide_more();
  std::optional<MipStatus> begin();
  void note(int64_t weight, std::vector<int> sites);
  void note(const CoverSearch& search) { note(search.earned() + earned_, search.open_sites()); }
  bool bound_and_fix();
  void look(CoverSearch& search, const CoverDual& dual);
  int fix(const CoverDual& dual);
  void grow(const CoverDual& dual);
  void improve(CoverSearch& search, const CoverDual& dual);
  void branch();
  void lower_bound_to(double value);
  bool done() const { return best_ >= bound_; }
  LocationResult finish(MipStatus status);

  const CoveringModel& model_;
  const LocationOptions& options_;
  SolveClock clock_;
  std::mt19937_64 random_;
  SiteRules rules_;
  std::vector<SiteState> states_;  ///< fixed so that only solutions better than the best are lost
  CoverGroups groups_;             ///< still to be decided
  GroupsOfSites columns_;
  int64_t earned_ = 0;  ///< by sites fixed open
  std::vector<double> prices_;
  std::vector<int> sites_;  ///< the best known
  int64_t best_ = -1;
  int64_t bound_ = 0;
  int64_t nodes_ = 0;
};

LocationResult MaximalCovering::run() {
  bound_ = model_.groups.total_weight();
  const std::optional<std::vector<SiteState>> states = site_states(model_.rules);
  for (const int32_t site : model_.groups.site) {
    DOSTYQ_CHECK(site >= 0 && site < model_.rules.sites);
  }
  if (!states) return finish(MipStatus::kInfeasible);
  states_ = *states;
  groups_ = model_.groups;
  decide_more();
  close_dominated(groups_, rules_, {}, states_);
  decide_more();
  bound_ = earned_ + groups_.total_weight();
  if (const std::optional<MipStatus> failed = begin()) return finish(*failed);
  for (int round = 0; round < kMostRounds && !done(); ++round) {
    if (!bound_and_fix()) break;
  }
  if (!done()) branch();
  return finish(done() ? MipStatus::kOptimal : MipStatus::kFeasible);
}

void MaximalCovering::decide_more() {
  DecidedGroups decided = decide(groups_, states_);
  earned_ += decided.earned;
  groups_ = std::move(decided.groups);
  columns_ = by_site(groups_, model_.rules.sites);
}

/// A first solution; else why there is none.
std::optional<MipStatus> MaximalCovering::begin() {
  CoverSearch search(groups_, columns_, rules_, states_);
  search.fill();
  if (!search.kept()) {
    std::vector<double> profit(states_.size(), 0);
    for (size_t j = 0; j < profit.size(); ++j) {
      for (const int32_t group : columns_.of(static_cast<int>(j))) {
        profit[j] += static_cast<double>(groups_.weight[static_cast<size_t>(group)]);
      }
    }
    const FeasibleSites found = find_feasible(rules_, states_, profit, clock_, options_);
    if (found.status != MipStatus::kFeasible) return found.status;
    search.set(found.sites);
    search.fill();
  }
  note(search);
  // Without prices a climb of many groups is long and leads nowhere in particular.
  const bool small = groups_.site.size() <= kMostInTree;
  search.climb(small ? clock_ : clock_.part(kShareOfStart));
  note(search);
  for (int idle = 0; small && idle < kShakes && !done() && !clock_.expired(); ++idle) {
    const int64_t before = best_;
    search.shake(2 + idle % 3, random_, clock_);
    note(search);
    if (best_ > before) idle = -1;
    if (search.earned() + earned_ < best_) search.set(sites_);
  }
  return std::nullopt;
}

/// `weight` of the groups to be decided and before: what sites since closed earn comes on top.
void MaximalCovering::note(int64_t weight, std::vector<int> sites) {
  if (weight <= best_) return;
  fill_up(model_.rules, sites);
  if (!keeps_rules(model_.rules, sites)) return;
  best_ = covered_weight(model_.groups, sites);
  DOSTYQ_CHECK(best_ >= weight);
  sites_ = std::move(sites);
  report_covering(options_, clock_, best_, bound_, nodes_);
}

void MaximalCovering::lower_bound_to(double value) {
  // What no better solution needs has been fixed: the bound is of better solutions alone.
  const double whole = std::floor(value + 1e-6) + static_cast<double>(earned_);
  if (whole < static_cast<double>(bound_)) {
    bound_ = std::max(best_, static_cast<int64_t>(whole));
    report_covering(options_, clock_, best_, bound_, nodes_);
  }
}

void MaximalCovering::look(CoverSearch& search, const CoverDual& dual) {
  search.set({});
  search.price(dual.row_prices());
  search.fill(dual.share());
  if (!search.kept()) return;
  search.climb(clock_);
  note(search);
}

/// Closes and opens what no better solution has otherwise. How many sites.
int MaximalCovering::fix(const CoverDual& dual) {
  int count = 0;
  for (size_t j = 0; j < states_.size(); ++j) {
    if (states_[j] != SiteState::kFree) continue;
    const double against = dual.bound() - std::abs(dual.reduced()[j]);
    if (std::floor(against + 1e-6) + static_cast<double>(earned_) > static_cast<double>(best_)) {
      continue;
    }
    states_[j] = dual.reduced()[j] > 0 ? SiteState::kOpen : SiteState::kClosed;
    ++count;
  }
  return count;
}

/// True when so much was fixed that another round is worth its while.
bool MaximalCovering::bound_and_fix() {
  SiteProfit profit(rules_, states_);
  CoverDual dual(groups_, columns_, profit, options_.threads);
  CoverSearch search(groups_, columns_, rules_, states_);
  dual.start(sites_);
  const bool small = groups_.site.size() <= kMostInTree;
  for (int step = 1; step <= kMostSteps && !done() && !dual.settled(); ++step) {
    if (clock_.expired()) return false;
    if (!dual.step(static_cast<double>(best_ - earned_), clock_)) break;
    if (step % kStepsBetweenLooks != 0) continue;
    lower_bound_to(dual.bound());
    if (step % (small ? 2 * kStepsBetweenLooks : kStepsBetweenLongLooks) == 0) look(search, dual);
  }
  if (done() || dual.reduced().empty()) return false;
  lower_bound_to(dual.bound());
  prices_ = dual.memory().price;
  const auto free_before = static_cast<size_t>(std::ranges::count(states_, SiteState::kFree));
  const auto fixed = static_cast<size_t>(fix(dual));
  if (kWorthwhile * fixed >= free_before) {
    prices_.clear();
    decide_more();
    close_dominated(groups_, rules_, {}, states_);
    decide_more();
    return true;
  }
  if (groups_.site.size() <= kMostInTree) {
    grow(dual);
  } else {
    improve(search, dual);
  }
  return false;
}

void MaximalCovering::grow(const CoverDual& dual) {
  CoverTree tree(groups_, columns_, rules_, options_, clock_);
  tree.run(states_, dual, best_ - earned_, kMostTreeNodes);
  nodes_ += tree.nodes();
  if (!tree.sites().empty()) note(tree.best() + earned_, tree.sites());
  if (tree.finished()) {
    bound_ = best_;
  } else {
    lower_bound_to(tree.bound());
  }
}

/// Rebuilds place after place, for at most half the time that is left.
void MaximalCovering::improve(CoverSearch& search, const CoverDual& dual) {
  const double until = clock_.seconds() + 0.5 * clock_.seconds_left();
  int idle = 0;
  for (int count = 0; idle < kMostIdle && !done() && !clock_.expired(); ++count) {
    if (clock_.seconds() > until) return;
    if (count % kPhase == 0) {
      // At full prices some of the scarce rows stays unused: every phase is content with less.
      std::vector<double> prices = dual.row_prices();
      for (double& price : prices) price *= 1 - kCheaper * (count / kPhase % kPhases);
      search.price(std::move(prices));
      search.set(sites_);
    }
    idle = search.rebuild(2 + count % (kMostRebuilt - 1), random_) ? 0 : idle + 1;
    if (count % kFillEvery == 0) search.fill();
    if (search.kept()) note(search);
  }
}

void MaximalCovering::branch() {
  if (clock_.expired()) return;
  const CoverMaster master{groups_, rules_, states_, sites_, prices_, {}};
  const CoverMasterResult found =
      solve_cover_master(master, clock_, options_, [this](const Progress& inner) {
        report_covering(options_, clock_, best_, bound_, nodes_ + inner.nodes);
      });
  nodes_ += found.nodes;
  if (found.found) note(covered_weight(groups_, found.sites) + earned_, found.sites);
  if (found.status == MipStatus::kInfeasible) {
    bound_ = best_;
  } else {
    lower_bound_to(static_cast<double>(found.bound));
  }
}

LocationResult MaximalCovering::finish(MipStatus status) {
  LocationResult result;
  result.status = status;
  result.bound = bound_;
  result.nodes = nodes_;
  result.seconds = clock_.seconds();
  if (!result.has_solution()) return result;
  result.sites = sites_;
  result.objective = covered_weight(model_.groups, sites_);
  DOSTYQ_CHECK(result.objective == best_ && best_ <= bound_);
  return result;
}

}  // namespace

LocationResult solve_maximal_covering(const CoveringModel& model, const LocationOptions& options) {
  return MaximalCovering(model, options).run();
}

}  // namespace dostyq::optim
