#include "optim/location/cover_master.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr int kBundles = 64;

/// One column for each bundle of groups: what it earns. Groups r, r + kBundles, ... are a bundle.
class BundleCuts final : public CutSeparator {
 public:
  BundleCuts(const CoverGroups& groups, int sites, int bundles)
      : groups_(groups), sites_(sites), bundles_(bundles) {}

  void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) override {
    for (int bundle = 0; bundle < bundles_; ++bundle) {
      const int column = sites_ + bundle;
      const double claimed = x[static_cast<size_t>(column)];
      Row row = cut(bundle, x);
      double earned = row.upper;
      for (const Term& term : row.terms) {
        if (term.column < sites_) earned -= term.coefficient * x[static_cast<size_t>(term.column)];
      }
      const double slack = integral ? 1e-7 : 1e-5;
      if (claimed > earned + slack * (1 + std::abs(earned))) rows.push_back(std::move(row));
    }
  }

  /// earned(bundle) <= sum of what its groups earn at most, each by its tightest row at x.
  Row cut(int bundle, std::span<const double> x) {
    begin();
    for (int group = bundle; group < groups_.size(); group += bundles_) add_tightest(group, x);
    return end(bundle);
  }
  /// The same of the rows that prices choose: weight - price · (need - sites open).
  Row priced_cut(int bundle, std::span<const double> prices) {
    begin();
    for (int group = bundle; group < groups_.size(); group += bundles_) {
      const auto r = static_cast<size_t>(group);
      const auto weight = static_cast<double>(groups_.weight[r]);
      const double price = std::round(std::min(prices[r], weight / groups_.need[r]));
      const bool fits = price * groups_.need[r] <= weight;
      add(group, fits ? price : 0, weight - (fits ? price * groups_.need[r] : 0));
    }
    return end(bundle);
  }

 private:
  void begin() {
    slope_.assign(static_cast<size_t>(sites_), 0);
    constant_ = 0;
  }
  void add(int group, double price, double constant) {
    constant_ += constant;
    if (price == 0) return;
    for (const int32_t site : groups_.sites(group)) slope_[static_cast<size_t>(site)] += price;
  }
  /// A group that needs k sites earns at most weight / (k - t) times the sum of all its sites but
  /// any t; the tightest leaves out the t most open ones.
  void add_tightest(int group, std::span<const double> x) {
    const auto r = static_cast<size_t>(group);
    const auto weight = static_cast<double>(groups_.weight[r]);
    const std::span<const int32_t> sites = groups_.sites(group);
    double sum = 0;
    for (const int32_t site : sites) sum += x[static_cast<size_t>(site)];
    const int32_t need = groups_.need[r];
    if (need == 1) {
      if (sum >= 1) {
        constant_ += weight;
      } else {
        add(group, weight, 0);
      }
      return;
    }
    falling_.assign(sites.begin(), sites.end());
    std::ranges::stable_sort(falling_, std::greater<>(),
                             [&](int32_t site) { return x[static_cast<size_t>(site)]; });
    double least = 1;
    int32_t left_out = -1;
    for (int32_t t = 0; t < need; ++t) {
      if (sum / (need - t) < least) least = sum / (need - t), left_out = t;
      sum -= x[static_cast<size_t>(falling_[static_cast<size_t>(t)])];
    }
    if (left_out < 0) {
      constant_ += weight;
      return;
    }
    for (size_t i = static_cast<size_t>(left_out); i < falling_.size(); ++i) {
      slope_[static_cast<size_t>(falling_[i])] += weight / (need - left_out);
    }
  }
  Row end(int bundle) const {
    Row row;
    row.upper = constant_;
    row.terms.push_back({sites_ + bundle, 1});
    for (int site = 0; site < sites_; ++site) {
      const double slope = slope_[static_cast<size_t>(site)];
      if (slope != 0) row.terms.push_back({site, -slope});
    }
    return row;
  }

  const CoverGroups& groups_;
  int sites_;
  int bundles_;
  std::vector<double> slope_;
  std::vector<int32_t> falling_;
  double constant_ = 0;
};

std::vector<double> start_of(const CoverMaster& master, int bundles) {
  const auto sites = static_cast<size_t>(master.rules.sites);
  std::vector<double> x(sites + static_cast<size_t>(bundles), 0);
  for (const int site : master.start) x[static_cast<size_t>(site)] = 1;
  for (int group = 0; group < master.groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    int32_t open = 0;
    for (const int32_t site : master.groups.sites(group)) open += x[static_cast<size_t>(site)] > 0;
    if (open < master.groups.need[r]) continue;
    if (bundles == master.groups.size()) {
      x[sites + r] = 1;
    } else {
      x[sites + r % static_cast<size_t>(bundles)] += static_cast<double>(master.groups.weight[r]);
    }
  }
  return x;
}

/// One more column of what is earned: worth `weight`, or counted in the row of the least weight.
int add_earned(double weight, double upper, Row* least, MipModel& model) {
  const int column = model.add_column({0, upper, least == nullptr ? -weight : 0, false, ""});
  if (least != nullptr) least->terms.push_back({column, weight});
  return column;
}

void list_groups(const CoverGroups& groups, Row* least, MipModel& model) {
  for (int group = 0; group < groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    const int earned = add_earned(static_cast<double>(groups.weight[r]), 1, least, model);
    model.columns[static_cast<size_t>(earned)].integer = groups.need[r] > 1;
    Row row;
    row.upper = 0;
    row.terms.push_back({earned, static_cast<double>(groups.need[r])});
    for (const int32_t site : groups.sites(group)) row.terms.push_back({site, -1});
    model.add_row(std::move(row));
  }
}

void add_bundles(const CoverMaster& master, BundleCuts& cuts, Row* least, MipModel& model) {
  std::vector<double> most(kBundles, 0);
  for (size_t r = 0; r < master.groups.weight.size(); ++r) {
    most[r % kBundles] += static_cast<double>(master.groups.weight[r]);
  }
  for (int bundle = 0; bundle < kBundles; ++bundle) {
    add_earned(1, most[static_cast<size_t>(bundle)], least, model);
  }
  for (int bundle = 0; bundle < kBundles && !master.prices.empty(); ++bundle) {
    model.add_row(cuts.priced_cut(bundle, master.prices));
  }
}

}  // namespace

CoverMasterResult solve_cover_master(const CoverMaster& master, const SolveClock& clock,
                                     const LocationOptions& options, ProgressSink progress) {
  MipModel model = site_model(master.rules, master.states);
  model.integral_objective = true;
  Row least;
  Row* const least_row = master.least_cost() ? &least : nullptr;
  for (size_t j = 0; j < model.columns.size() && master.least_cost(); ++j) {
    model.columns[j].cost = static_cast<double>(master.cost[j]);
  }
  const bool listed = static_cast<int64_t>(master.groups.site.size()) <= master.most_listed;
  BundleCuts cuts(master.groups, master.rules.sites, kBundles);
  MipOptions mip;
  mip.time_limit_seconds = clock.seconds_left();
  mip.stop = options.stop;
  mip.progress = std::move(progress);
  mip.absolute_gap = 0.5;
  if (listed) {
    list_groups(master.groups, least_row, model);
  } else {
    add_bundles(master, cuts, least_row, model);
    mip.separator = &cuts;
  }
  if (master.least_cost()) {
    least.lower = static_cast<double>(master.least_weight);
    model.add_row(std::move(least));
  }
  if (!master.start.empty()) mip.start = start_of(master, listed ? master.groups.size() : kBundles);
  const MipResult result = solve(model, mip);

  CoverMasterResult found;
  found.status = result.status;
  found.nodes = result.nodes;
  const double margin = 1e-6 + 1e-10 * std::abs(result.bound);
  if (master.least_cost()) {
    found.bound = std::max<int64_t>(
        0, static_cast<int64_t>(std::ceil(std::min(result.bound, 9e15) - margin)));
  } else {
    const double most = static_cast<double>(master.groups.total_weight());
    found.bound = static_cast<int64_t>(std::floor(std::min(-result.bound + margin, most)));
  }
  found.found = !result.x.empty();
  if (found.found) found.sites = open_columns(result.x, master.rules.sites);
  return found;
}

}  // namespace dostyq::optim
