#include "optim/location/cover_groups.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/check.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim {
namespace {

constexpr int64_t kMostWeight = int64_t{1} << 53;

/// Which sites the rows allow to be closed, alone or for another.
class Interchangeable {
 public:
  Interchangeable(const SiteRules& rules, std::span<const int64_t> cost) : cost_(cost) {
    const SparseRows rows = to_sparse(rules.rows, rules.sites);
    at_.resize(static_cast<size_t>(rules.sites));
    for (int r = 0; r < rows.size(); ++r) {
      const bool below = std::isfinite(rows.lower[static_cast<size_t>(r)]);
      const bool above = std::isfinite(rows.upper[static_cast<size_t>(r)]);
      if (!below && !above) continue;
      for (int k = rows.begin(r); k < rows.end(r); ++k) {
        const auto place = static_cast<size_t>(k);
        // A row with a lower side alone is read with its signs turned.
        const double weight = above ? rows.value[place] : -rows.value[place];
        at_[static_cast<size_t>(rows.column[place])].push_back({r, weight, below && above});
      }
    }
  }

  bool may_close(int site) const {
    return std::ranges::all_of(at_[static_cast<size_t>(site)], [](const Entry& entry) {
      return !entry.two_sided && entry.weight >= 0;
    });
  }

  /// `other` may stand for `site`, which may_close, whether it is open already or not.
  bool may_replace(int site, int other) const {
    if (!cost_.empty() && cost_[static_cast<size_t>(other)] > cost_[static_cast<size_t>(site)]) {
      return false;
    }
    const std::vector<Entry>& own = at_[static_cast<size_t>(site)];
    size_t i = 0;
    for (const Entry& entry : at_[static_cast<size_t>(other)]) {
      while (i < own.size() && own[i].row < entry.row) ++i;
      const double weight = i < own.size() && own[i].row == entry.row ? own[i].weight : 0;
      if (entry.two_sided || entry.weight > weight) return false;
    }
    return true;
  }

 private:
  struct Entry {
    int row = 0;
    double weight = 0;
    bool two_sided = false;
  };
  std::span<const int64_t> cost_;
  std::vector<std::vector<Entry>> at_;
};

}  // namespace

int64_t CoverGroups::total_weight() const {
  int64_t total = 0;
  for (const int64_t w : weight) {
    DOSTYQ_CHECK(w >= 0 && w <= kMostWeight - total);
    total += w;
  }
  return total;
}

void CoverGroups::add(std::span<const int32_t> sites, int64_t group_weight, int32_t group_need) {
  DOSTYQ_CHECK(group_weight >= 0 && group_need >= 1);
  const auto begin = static_cast<std::ptrdiff_t>(site.size());
  site.insert(site.end(), sites.begin(), sites.end());
  std::sort(site.begin() + begin, site.end());
  site.erase(std::unique(site.begin() + begin, site.end()), site.end());
  start.push_back(static_cast<int64_t>(site.size()));
  weight.push_back(group_weight);
  need.push_back(group_need);
}

void CoverGroups::add_gradual(std::span<const std::pair<int32_t, int64_t>> values,
                              int64_t customer_weight) {
  std::vector<std::pair<int64_t, int32_t>> falling;
  for (const auto& [one, value] : values) {
    DOSTYQ_CHECK(value >= 0);
    falling.emplace_back(-value, one);
  }
  std::sort(falling.begin(), falling.end());
  std::vector<int32_t> within;
  for (size_t i = 0; i < falling.size(); ++i) {
    within.push_back(falling[i].second);
    const int64_t below = i + 1 < falling.size() ? falling[i + 1].first : 0;
    if (below == falling[i].first) continue;
    add(within, customer_weight * (below - falling[i].first));
  }
}

namespace {

uint64_t hash_of(std::span<const int32_t> sites, int32_t need) {
  uint64_t hash = static_cast<uint64_t>(need) * 0x9e3779b97f4a7c15ULL;
  for (const int32_t site : sites) {
    hash = (hash ^ static_cast<uint64_t>(site)) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

void GroupMerger::add(std::span<const int32_t> sites, int64_t weight, int32_t need) {
  const uint64_t hash = hash_of(sites, need);
  size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] >= 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const int group = slots_[slot];
    const auto r = static_cast<size_t>(group);
    if (hashes_[r] != hash || groups_.need[r] != need) continue;
    if (!std::ranges::equal(groups_.sites(group), sites)) continue;
    groups_.weight[r] += weight;
    return;
  }
  slots_[slot] = groups_.size();
  hashes_.push_back(hash);
  groups_.site.insert(groups_.site.end(), sites.begin(), sites.end());
  groups_.start.push_back(static_cast<int64_t>(groups_.site.size()));
  groups_.weight.push_back(weight);
  groups_.need.push_back(need);
  if (2 * hashes_.size() > slots_.size()) grow();
}

void GroupMerger::grow() {
  slots_.assign(2 * slots_.size(), -1);
  for (size_t r = 0; r < hashes_.size(); ++r) {
    size_t slot = hashes_[r] & (slots_.size() - 1);
    while (slots_[slot] >= 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<int>(r);
  }
}

std::optional<std::vector<SiteState>> site_states(const SiteRules& rules) {
  std::vector<SiteState> states(static_cast<size_t>(rules.sites), SiteState::kFree);
  for (const int site : rules.forced) {
    DOSTYQ_CHECK(site >= 0 && site < rules.sites);
    states[static_cast<size_t>(site)] = SiteState::kOpen;
  }
  for (const int site : rules.forbidden) {
    DOSTYQ_CHECK(site >= 0 && site < rules.sites);
    if (states[static_cast<size_t>(site)] == SiteState::kOpen) return std::nullopt;
    states[static_cast<size_t>(site)] = SiteState::kClosed;
  }
  return states;
}

DecidedGroups decide(const CoverGroups& groups, std::span<const SiteState> states) {
  DecidedGroups decided;
  GroupMerger merger(decided.groups);
  std::vector<int32_t> free;
  for (int group = 0; group < groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    if (groups.weight[r] == 0) continue;
    free.clear();
    int32_t need = groups.need[r];
    for (const int32_t site : groups.sites(group)) {
      const SiteState state = states[static_cast<size_t>(site)];
      if (state == SiteState::kFree) free.push_back(site);
      if (state == SiteState::kOpen) --need;
    }
    if (need <= 0) {
      decided.earned += groups.weight[r];
    } else if (free.size() < static_cast<size_t>(need)) {
      ++decided.lost;
    } else {
      merger.add(free, groups.weight[r], need);
    }
  }
  return decided;
}

int64_t covered_weight(const CoverGroups& groups, std::span<const int> sites) {
  std::vector<uint8_t> open;
  for (const int site : sites) {
    if (static_cast<size_t>(site) >= open.size()) open.resize(static_cast<size_t>(site) + 1, 0);
    open[static_cast<size_t>(site)] = 1;
  }
  int64_t weight = 0;
  for (int group = 0; group < groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    int32_t count = 0;
    for (const int32_t site : groups.sites(group)) {
      const auto j = static_cast<size_t>(site);
      count += j < open.size() && open[j] != 0 ? 1 : 0;
    }
    if (count >= groups.need[r]) weight += groups.weight[r];
  }
  return weight;
}

int64_t opening_cost(const CoveringModel& model, std::span<const int> sites) {
  int64_t cost = 0;
  for (const int site : sites) {
    cost += model.opening_cost.empty() ? 1 : model.opening_cost[static_cast<size_t>(site)];
  }
  return cost;
}

GroupsOfSites by_site(const CoverGroups& groups, int sites) {
  GroupsOfSites found;
  found.start.assign(static_cast<size_t>(sites) + 1, 0);
  for (const int32_t site : groups.site) ++found.start[static_cast<size_t>(site) + 1];
  std::partial_sum(found.start.begin(), found.start.end(), found.start.begin());
  found.group.resize(groups.site.size());
  std::vector<int64_t> next(found.start.begin(), found.start.end() - 1);
  for (int group = 0; group < groups.size(); ++group) {
    for (const int32_t site : groups.sites(group)) {
      found.group[static_cast<size_t>(next[static_cast<size_t>(site)]++)] = group;
    }
  }
  return found;
}

void close_dominated(const CoverGroups& groups, const SiteRules& rules,
                     std::span<const int64_t> cost, std::vector<SiteState>& states) {
  const Interchangeable rows(rules, cost);
  const GroupsOfSites columns = by_site(groups, rules.sites);
  const auto once = [&](int group) { return groups.need[static_cast<size_t>(group)] == 1; };
  for (int site = 0; site < rules.sites; ++site) {
    SiteState& state = states[static_cast<size_t>(site)];
    const std::span<const int32_t> own = columns.of(site);
    if (state != SiteState::kFree || !rows.may_close(site) || !std::ranges::all_of(own, once)) {
      continue;
    }
    if (own.empty()) {
      state = SiteState::kClosed;
      continue;
    }
    const int32_t fewest = *std::ranges::min_element(
        own, {}, [&](int32_t group) { return groups.sites(group).size(); });
    for (const int32_t other : groups.sites(fewest)) {
      const std::span<const int32_t> theirs = columns.of(other);
      if (other == site || states[static_cast<size_t>(other)] != SiteState::kFree) continue;
      if (theirs.size() < own.size() || !rows.may_replace(site, other)) continue;
      if (!std::ranges::includes(theirs, own)) continue;
      state = SiteState::kClosed;
      break;
    }
  }
}

void drop_dominated(CoverGroups& groups, int sites) {
  const GroupsOfSites columns = by_site(groups, sites);
  std::vector<uint8_t> dropped(groups.weight.size(), 0);
  for (int group = 0; group < groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    const std::span<const int32_t> own = groups.sites(group);
    if (dropped[r] != 0 || own.empty()) continue;
    const int32_t rarest =
        *std::ranges::min_element(own, {}, [&](int32_t site) { return columns.of(site).size(); });
    for (const int32_t other : columns.of(rarest)) {
      const auto o = static_cast<size_t>(other);
      if (other == group || dropped[o] != 0 || groups.need[o] > groups.need[r]) continue;
      if (std::ranges::includes(groups.sites(other), own)) dropped[o] = 1;
    }
  }
  CoverGroups kept;
  for (int group = 0; group < groups.size(); ++group) {
    const auto r = static_cast<size_t>(group);
    if (dropped[r] == 0) kept.add(groups.sites(group), groups.weight[r], groups.need[r]);
  }
  groups = std::move(kept);
}

}  // namespace dostyq::optim
