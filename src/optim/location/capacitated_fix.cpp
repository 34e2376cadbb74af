#include <algorithm>

#include "optim/location/capacitated_bound.hpp"

// Fixing by reduced costs: what a site or an arc adds to the Lagrangian bound when it must, or may
// not, be used.
namespace dostyq::optim::capacitated {
namespace {

__extension__ typedef __int128 Wide;

}  // namespace

void LagrangianBound::add_up(Site& site) const {
  site.weight_before.assign(1, 0);
  site.profit_before.assign(1, 0);
  for (const KnapsackItem& item : site.items) {
    const int64_t amount = network_.single_source ? 1 : item.weight;
    site.weight_before.push_back(site.weight_before.back() + item.weight);
    site.profit_before.push_back(site.profit_before.back() + item.profit * amount);
  }
}

// The continuous knapsack of the site's items but `without` (an index, or -1), rounded down.
int64_t LagrangianBound::linear_profit(const Site& site, int64_t room, int without) const {
  const auto& weights = site.weight_before;
  const int n = static_cast<int>(site.items.size());
  const auto fit = [&](int64_t within) {  // items that fit whole
    return static_cast<int>(std::upper_bound(weights.begin(), weights.end(), within) -
                            weights.begin()) -
           1;
  };
  int count = fit(room);
  int64_t used = weights[static_cast<size_t>(count)];
  int64_t profit = site.profit_before[static_cast<size_t>(count)];
  if (without >= 0 && without <= count) {
    const KnapsackItem& item = site.items[static_cast<size_t>(without)];
    count = std::max(fit(room + item.weight), without + 1);
    used = weights[static_cast<size_t>(count)] - item.weight;
    profit = site.profit_before[static_cast<size_t>(count)] -
             item.profit * (network_.single_source ? 1 : item.weight);
  }
  if (count >= n || used >= room) return profit;
  const KnapsackItem& item = site.items[static_cast<size_t>(count)];
  if (!network_.single_source) return profit + item.profit * (room - used);
  return profit + static_cast<int64_t>(static_cast<Wide>(room - used) * item.profit / item.weight);
}

// At most this can the site earn if it must (or may not) serve the customer of the arc; or
// `enough`, if it is no more than that.
int64_t LagrangianBound::profit_changed(int j, int arc, bool with, bool exact, int64_t enough) {
  Site& site = sites_[static_cast<size_t>(j)];
  const int64_t weight = network_.demand_of(arc), own = with ? profit_of(arc) : 0;
  const int64_t room = residual_->room[static_cast<size_t>(j)] - (with ? weight : 0);
  const auto at = std::find_if(site.items.begin(), site.items.end(),
                               [&](const KnapsackItem& item) { return item.key == arc; });
  const int index = at == site.items.end() ? -1 : static_cast<int>(at - site.items.begin());
  const int64_t linear = linear_profit(site, room, index) + own;
  if (!exact || linear <= enough) return std::max(linear, enough);
  choice_ = site.items;
  if (index >= 0) choice_.erase(choice_.begin() + index);
  return knapsack_.profit_above(choice_, room, enough - own) + own;
}

bool LagrangianBound::fix(Domain& domain, int64_t limit) {
  // Exact knapsacks cost more than they tell while most arcs are still there.
  constexpr size_t kFew = 4000;
  constexpr size_t kWorthwhile = 50;  // one arc of so many
  const bool sites = fix_sites(domain, limit);
  // A site that was just decided changes what the arcs' bounds stand on: next time.
  if (sites || !network_.single_source) return sites;
  size_t arcs = 0;
  for (const auto& of_site : residual_->arcs) arcs += of_site.size();
  return fix_arcs(domain, limit, arcs <= kFew) * kWorthwhile > arcs;
}

bool LagrangianBound::fix_sites(Domain& domain, int64_t limit) {
  bool changed = false;
  for (int j : residual_->undecided) {
    const bool opened = open(j);
    if (bound_with(j, !opened) <= limit) continue;
    domain.site[static_cast<size_t>(j)] = opened ? SiteState::kOpen : SiteState::kClosed;
    changed = true;
  }
  return changed;
}

size_t LagrangianBound::fix_arcs(Domain& domain, int64_t limit, bool exact) {
  // By customer: what the open sites that serve it in this solution lose if they may not.
  std::vector<int64_t> all_losses(network_.demand.size(), 0);
  std::fill(loss_.begin(), loss_.end(), -1);
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    if (domain_->site[s] == SiteState::kClosed) continue;
    add_up(sites_[s]);
    for (const Use& use : sites_[s].uses) loss_[static_cast<size_t>(use.arc)] = 0;
    if (domain_->site[s] != SiteState::kOpen) continue;
    for (const Use& use : sites_[s].uses) {
      const int64_t enough = sites_[s].profit - (limit - bound_) - 1;
      const int64_t loss =
          std::max<int64_t>(0, sites_[s].profit - profit_changed(j, use.arc, false, exact, enough));
      loss_[static_cast<size_t>(use.arc)] = loss;
      all_losses[static_cast<size_t>(network_.arcs[static_cast<size_t>(use.arc)].customer)] += loss;
    }
  }
  size_t changed = 0;
  for (int j = 0; j < network_.sites(); ++j) {
    const auto s = static_cast<size_t>(j);
    if (domain_->site[s] == SiteState::kClosed) continue;
    const int64_t bound = domain_->site[s] == SiteState::kOpen ? bound_ : bound_with(j, true);
    for (int arc : residual_->arcs[s]) {
      const auto a = static_cast<size_t>(arc);
      const int64_t others = all_losses[static_cast<size_t>(network_.arcs[a].customer)] -
                             std::max<int64_t>(0, loss_[a]);
      int64_t with = bound + others;
      if (loss_[a] < 0 && with <= limit) {
        const int64_t enough = sites_[s].profit - (limit - with) - 1;
        with +=
            std::max<int64_t>(0, sites_[s].profit - profit_changed(j, arc, true, exact, enough));
      }
      if (with <= limit) continue;
      domain.allowed[a] = 0;
      ++changed;
    }
  }
  return changed;
}

}  // namespace dostyq::optim::capacitated
