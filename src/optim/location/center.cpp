#include "optim/location/center.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "optim/location/cover_all.hpp"
#include "optim/location/covering_report.hpp"
#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr size_t kFirstCustomers = 32;  // asked at first, drawn far from each other
constexpr double kCovered = 1 - 1e-6;
constexpr int64_t kRelaxedShare = 20;  // the relaxation is done when 1 / 20 of its radius is left
constexpr int kMostFailures = 4;       // of the search, one after another radius
constexpr int64_t kNarrow = 50;        // bound and best this part of the best apart
constexpr int kMostSearched = 20'000;  // customers
constexpr size_t kMostAdded = 16;      // at once, of those an answer for the asked leaves out

/// Closes in on the least radius at which sites within the rules cover everybody. Each radius is
/// decided for a few customers, and those that the answer leaves out are added (Chen & Chen 2009;
/// Contardo, Iori & Kramer 2019): no cover of the few is no cover of all.
class Center {
 public:
  Center(const CenterModel& model, const LocationOptions& options)
      : costs_(*model.costs),
        rules_(model.rules),
        options_(options),
        clock_(options),
        looser_(without_least_count(model.rules)),
        one_each_(static_cast<size_t>(model.rules.sites), 1),
        asked_(static_cast<size_t>(costs_.customers()), 0) {
    DOSTYQ_CHECK(costs_.sites() == rules_.sites);
  }

  LocationResult run();

 private:
  std::span<const Near> within(int customer, int64_t radius) const;
  void ask_far_apart();
  void ask_all();
  void ask_first_alone();
  CoverAll cover(std::span<const int> customers, int64_t radius, CoverGoal goal);
  bool refuted(int64_t radius);
  std::optional<bool> covers(int64_t radius, CoverGoal goal);
  bool relax();
  void search();
  bool settle(int64_t radius);
  std::vector<std::pair<int32_t, int>> uncovered(std::span<const double> x, int64_t radius) const;
  std::vector<std::pair<int32_t, int>> unserved(std::vector<int> sites, int64_t radius);
  void ask_some(std::vector<std::pair<int32_t, int>> left_out, int64_t radius);
  int64_t next_radius(int64_t radius) const;
  LocationResult finish(MipStatus status) const;

  const Costs& costs_;
  const SiteRules& rules_;
  const LocationOptions& options_;
  SolveClock clock_;
  SiteRules looser_;
  std::vector<SiteState> states_;
  std::vector<int64_t> one_each_;
  std::vector<uint8_t> asked_;  ///< by customer
  std::vector<int> customers_;  ///< those asked
  std::vector<int> sites_;
  int64_t best_ = LocationResult::kNone;
  int64_t bound_ = 0;  ///< no radius below it will do
  int64_t nodes_ = 0;
  /// Counting decides a radius for all customers at once; the simplex is spared most of them.
  bool counts_ = false;
  int64_t missed_ = 0;  ///< the search found nothing below it
};

LocationResult Center::run() {
  const std::optional<std::vector<SiteState>> states = site_states(rules_);
  if (!states) return finish(MipStatus::kInfeasible);
  states_ = *states;
  ask_far_apart();
  // Any radius at all: what the rules and those whom nobody may serve say.
  const std::optional<bool> any = covers(Costs::kNever - 1, CoverGoal::kAny);
  if (!any) return finish(MipStatus::kLimit);
  if (!*any) return finish(MipStatus::kInfeasible);
  search();
  counts_ = costs_.customers() <= kMostSearched && most_open(looser_).has_value();
  if (counts_) ask_all();
  bool closed = relax();
  if (!counts_) ask_first_alone();
  while (closed && bound_ < best_) {
    search();
    if (bound_ == best_) break;
    // Half way settles most; just below the best is all there is to prove once that is optimal.
    const bool narrow = (best_ - bound_) * kNarrow <= best_;
    closed = settle(narrow ? best_ - 1 : bound_ + (best_ - bound_) / 2);
  }
  return finish(closed ? MipStatus::kOptimal : MipStatus::kFeasible);
}

void Center::ask_all() {
  for (int customer = 0; customer < costs_.customers(); ++customer) {
    if (asked_[static_cast<size_t>(customer)] == 0) customers_.push_back(customer);
  }
  std::ranges::fill(asked_, uint8_t{1});
}

/// The relaxation asks many whom the proof that sites are whole can do without.
void Center::ask_first_alone() {
  customers_.resize(std::min(customers_.size(), kFirstCustomers));
  std::ranges::fill(asked_, uint8_t{0});
  for (const int customer : customers_) asked_[static_cast<size_t>(customer)] = 1;
}

/// The sites that may serve a customer at this cost or less.
std::span<const Near> Center::within(int customer, int64_t radius) const {
  size_t count = 16;
  std::span<const Near> list = costs_.nearest(customer, count);
  while (list.size() >= count && list.back().cost <= radius) {
    count = 2 * list.size();
    list = costs_.nearest(customer, count);
  }
  const auto end = std::ranges::upper_bound(list, radius, {}, &Near::cost);
  return list.subspan(0, static_cast<size_t>(end - list.begin()));
}

/// Each the farthest from the nearest sites of those before (Gonzalez 1985).
void Center::ask_far_apart() {
  const auto count = static_cast<size_t>(costs_.customers());
  std::vector<int64_t> far(count, LocationResult::kNone);
  while (customers_.size() < std::min(count, kFirstCustomers)) {
    const auto at = static_cast<size_t>(std::ranges::max_element(far) - far.begin());
    if (far[at] < 0) return;
    customers_.push_back(static_cast<int>(at));
    asked_[at] = 1;
    const std::span<const Near> nearest = costs_.nearest(static_cast<int>(at), 1);
    for (size_t i = 0; i < count && !nearest.empty(); ++i) {
      const int32_t cost = costs_.cost(static_cast<int>(i), nearest[0].site);
      far[i] = std::min<int64_t>(far[i], cost);
    }
    far[at] = -1;
  }
}

CoverAll Center::cover(std::span<const int> customers, int64_t radius, CoverGoal goal) {
  CoverGroups groups;
  GroupMerger merger(groups);
  std::vector<int32_t> near;
  for (const int customer : customers) {
    near.clear();
    for (const Near& one : within(customer, radius)) near.push_back(one.site);
    std::ranges::sort(near);
    merger.add(near, 1);
  }
  CoverAll found = cover_all(groups, looser_, states_, one_each_, goal, clock_, options_,
                             goal == CoverGoal::kSearch ? sites_ : std::vector<int>());
  nodes_ += found.nodes;
  return found;
}

/// Whether prices prove at once that no sites cover all customers.
bool Center::refuted(int64_t radius) {
  return cover(customers_, radius, CoverGoal::kPriced).status == MipStatus::kInfeasible;
}

/// Nothing when time runs out first.
std::optional<bool> Center::covers(int64_t radius, CoverGoal goal) {
  while (!clock_.expired()) {
    const CoverAll found = cover(customers_, radius, goal);
    if (found.status == MipStatus::kInfeasible) return false;
    if (found.x.empty()) return std::nullopt;
    std::vector<std::pair<int32_t, int>> left_out =
        goal == CoverGoal::kRelaxed ? uncovered(found.x, radius)
                                    : unserved(open_columns(found.x, rules_.sites), radius);
    if (left_out.empty()) return true;
    ask_some(std::move(left_out), radius);
  }
  return std::nullopt;
}

/// Customers not asked whom sites opened in part do not cover, with how many millionths of each
/// are.
std::vector<std::pair<int32_t, int>> Center::uncovered(std::span<const double> x,
                                                       int64_t radius) const {
  std::vector<std::pair<int32_t, int>> found;
  for (int customer = 0; customer < costs_.customers(); ++customer) {
    if (asked_[static_cast<size_t>(customer)] != 0) continue;
    double sum = 0;
    for (const Near& one : within(customer, radius)) {
      sum += x[static_cast<size_t>(one.site)];
      if (sum > kCovered) break;
    }
    if (sum <= kCovered) found.emplace_back(static_cast<int32_t>(1e6 * sum), customer);
  }
  return found;
}

/// Customers whom open sites serve at more than `radius`, the farthest first; keeps the sites if
/// they are better than the best.
std::vector<std::pair<int32_t, int>> Center::unserved(std::vector<int> sites, int64_t radius) {
  fill_up(rules_, sites);
  std::vector<std::pair<int32_t, int>> found;
  int64_t worst = 0;
  for (int customer = 0; customer < costs_.customers(); ++customer) {
    int32_t nearest = Costs::kNever;
    for (const int site : sites) nearest = std::min(nearest, costs_.cost(customer, site));
    worst = std::max<int64_t>(worst, nearest);
    if (nearest > radius) found.emplace_back(-nearest, customer);
  }
  DOSTYQ_CHECK(keeps_rules(rules_, sites));
  if (worst < std::min<int64_t>(best_, Costs::kNever)) {
    best_ = worst;
    sites_ = std::move(sites);
  }
  return found;
}

/// Adds the worst of those left out, spread: neighbours are left out and covered together.
void Center::ask_some(std::vector<std::pair<int32_t, int>> left_out, int64_t radius) {
  std::ranges::sort(left_out);
  // Spread: neighbours of one another are left out together and covered together.
  std::vector<uint8_t> taken(static_cast<size_t>(rules_.sites), 0);
  size_t added = 0;
  for (const auto& [sum, customer] : left_out) {
    const std::span<const Near> near = within(customer, radius);
    if (std::ranges::any_of(
            near, [&](const Near& one) { return taken[static_cast<size_t>(one.site)] != 0; })) {
      continue;
    }
    for (const Near& one : near) taken[static_cast<size_t>(one.site)] = 1;
    asked_[static_cast<size_t>(customer)] = 1;
    customers_.push_back(customer);
    if (++added == kMostAdded) break;
  }
}

/// The least cost above `radius` that one of the asked has: until there nothing changes for them.
int64_t Center::next_radius(int64_t radius) const {
  int64_t next = LocationResult::kNone;
  for (const int customer : customers_) {
    const size_t count = within(customer, radius).size();
    const std::span<const Near> list = costs_.nearest(customer, count + 1);
    if (list.size() > count) next = std::min<int64_t>(next, list[count].cost);
  }
  return next;
}

/// Lifts the bound nearly to the least radius that sites opened in part can do with. False: out of
/// time.
bool Center::relax() {
  int64_t most = best_;
  while (most - bound_ > most / kRelaxedShare) {
    const int64_t radius = bound_ + (most - bound_) / 2;
    const std::optional<bool> covered =
        counts_ ? !refuted(radius) : covers(radius, CoverGoal::kRelaxed);
    if (clock_.expired()) return false;
    if (!covered) return false;
    if (*covered) {
      most = radius;
    } else {
      bound_ = std::min(next_radius(radius), best_);
    }
    report_covering(options_, clock_, best_, bound_, nodes_);
  }
  return true;
}

/// Betters the best by search for all customers at once, halving what lies below it.
void Center::search() {
  if (costs_.customers() > kMostSearched) return;
  std::vector<int> all(static_cast<size_t>(costs_.customers()));
  std::iota(all.begin(), all.end(), 0);
  int64_t least = std::max(bound_, missed_);
  int failures = 0;
  while (least < best_ && failures < kMostFailures && !clock_.expired()) {
    const int64_t radius = least + (best_ - least) / 2;
    const CoverAll found = cover(all, radius, CoverGoal::kSearch);
    if (found.status == MipStatus::kInfeasible) bound_ = radius + 1;
    if (found.x.empty()) {
      missed_ = least = radius + 1;
      ++failures;
    } else {
      unserved(open_columns(found.x, rules_.sites), radius);
    }
    report_covering(options_, clock_, best_, bound_, nodes_);
  }
}

/// Decides a radius between the bound and the best. False: out of time.
bool Center::settle(int64_t radius) {
  const std::optional<bool> covered = covers(radius, CoverGoal::kAny);
  if (covered == false) bound_ = std::min(next_radius(radius), best_);
  report_covering(options_, clock_, best_, bound_, nodes_);
  return covered.has_value();
}

LocationResult Center::finish(MipStatus status) const {
  LocationResult result;
  result.status = status;
  result.bound = bound_;
  result.nodes = nodes_;
  result.seconds = clock_.seconds();
  if (!result.has_solution()) return result;
  result.sites = sites_;
  result.objective = best_;
  return result;
}

}  // namespace

LocationResult solve_center(const CenterModel& model, const LocationOptions& options) {
  return Center(model, options).run();
}

int64_t center_cost(const Costs& costs, std::span<const int> sites) {
  int64_t worst = 0;
  for (int customer = 0; customer < costs.customers(); ++customer) {
    int32_t nearest = Costs::kNever;
    for (const int site : sites) nearest = std::min(nearest, costs.cost(customer, site));
    if (nearest == Costs::kNever) return LocationResult::kNone;
    worst = std::max<int64_t>(worst, nearest);
  }
  return worst;
}

}  // namespace dostyq::optim
