#include "optim/location/solution_mix.hpp"

#include <algorithm>
#include <numeric>

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

enum Side : char { kNeither = 0, kFirst = 1, kSecond = 2, kBoth = 3 };

/// Sites that differ, in groups of which each can be exchanged alone.
class Groups {
 public:
  Groups(const AssignmentModel& model, std::span<const int> first, std::span<const int> second)
      : model_(model), side_(at(model.rules.sites), kNeither), parent_(side_.size()) {
    for (int site : first) side_[at(site)] = static_cast<char>(side_[at(site)] | kFirst);
    for (int site : second) side_[at(site)] = static_cast<char>(side_[at(site)] | kSecond);
    std::iota(parent_.begin(), parent_.end(), 0);
    cost_.assign(side_.size(), 0);
    count_.assign(side_.size(), 0);
    for (int i = 0; i < model.costs->customers(); ++i) {
      if (model.weight[at(i)] > 0) link(i);
    }
    for (int j = 0; j < model.rules.sites; ++j) {
      if (side_[at(j)] != kFirst && side_[at(j)] != kSecond) continue;
      const int sign = side_[at(j)] == kSecond ? 1 : -1;
      count_[at(root(j))] += sign;
      if (!model.opening_cost.empty()) cost_[at(root(j))] += sign * model.opening_cost[at(j)];
    }
    for (const auto& [site, cost] : changes_) cost_[at(root(site))] += cost;
  }

  int root(int site) {
    while (parent_[at(site)] != site) {
      parent_[at(site)] = parent_[at(parent_[at(site)])];
      site = parent_[at(site)];
    }
    return site;
  }
  char side(int site) const { return side_[at(site)]; }
  /// Of taking the second's part of the group that this site is the root of.
  int64_t cost(int site) const { return cost_[at(site)]; }
  int count(int site) const { return count_[at(site)]; }

 private:
  /// The sites up to where both solutions serve the customer belong together.
  void link(int customer) {
    int32_t by_first = -1, by_second = -1;
    int group = -1;
    for (size_t wanted = 16, k = 0; by_first < 0 || by_second < 0; wanted *= 2) {
      const std::span<const Near> list = model_.costs->nearest(customer, wanted);
      for (; k < list.size() && (by_first < 0 || by_second < 0); ++k) {
        const auto [cost, site] = list[k];
        const char side = side_[at(site)];
        if ((side & kFirst) != 0 && by_first < 0) by_first = cost;
        if ((side & kSecond) != 0 && by_second < 0) by_second = cost;
        if (side != kFirst && side != kSecond) continue;
        if (group >= 0) parent_[at(root(site))] = root(group);
        group = site;
      }
      if (list.size() < wanted) break;
    }
    if (group < 0) return;
    changes_.emplace_back(group, model_.weight[at(customer)] * (int64_t{by_second} - by_first));
  }

  const AssignmentModel& model_;
  std::vector<char> side_;
  std::vector<int> parent_;
  std::vector<std::pair<int, int64_t>> changes_;
  std::vector<int64_t> cost_;
  std::vector<int> count_;
};

/// Which groups to take so that their counts add up to nothing, at the least cost.
std::vector<char> choose(const std::vector<int64_t>& cost, const std::vector<int>& count) {
  int most = 0;
  for (int one : count) most += std::abs(one);
  const size_t width = at(2 * most + 1);
  std::vector<int64_t> best(width, LocationResult::kNone);
  best[at(most)] = 0;
  std::vector<std::vector<char>> took(cost.size(), std::vector<char>(width, 0));
  for (size_t g = 0; g < cost.size(); ++g) {
    std::vector<int64_t> next = best;
    for (size_t s = 0; s < width; ++s) {
      const auto from = static_cast<std::ptrdiff_t>(s) - count[g];
      if (from < 0 || from >= static_cast<std::ptrdiff_t>(width)) continue;
      const int64_t before = best[static_cast<size_t>(from)];
      if (before == LocationResult::kNone || before + cost[g] >= next[s]) continue;
      next[s] = before + cost[g];
      took[g][s] = 1;
    }
    best = std::move(next);
  }
  std::vector<char> chosen(cost.size(), 0);
  for (size_t g = cost.size(), s = at(most); g-- > 0;) {
    chosen[g] = took[g][s];
    if (chosen[g] != 0) s = static_cast<size_t>(static_cast<std::ptrdiff_t>(s) - count[g]);
  }
  return chosen;
}

}  // namespace

std::vector<int> best_mixture(const AssignmentModel& model, std::span<const int> first,
                              std::span<const int> second) {
  Groups groups(model, first, second);
  std::vector<int> roots;
  std::vector<char> take(at(model.rules.sites), 0);
  for (int j = 0; j < model.rules.sites; ++j) {
    const bool differs = groups.side(j) == kFirst || groups.side(j) == kSecond;
    if (!differs || groups.root(j) != j) continue;
    const bool counts = !model.rules.rows.empty() && groups.count(j) != 0;
    if (counts) {
      roots.push_back(j);
    } else {
      take[at(j)] = groups.cost(j) < 0 ? 1 : 0;
    }
  }
  std::vector<int64_t> cost;
  std::vector<int> count;
  for (int root : roots) {
    cost.push_back(groups.cost(root));
    count.push_back(groups.count(root));
  }
  const std::vector<char> chosen = choose(cost, count);
  for (size_t g = 0; g < roots.size(); ++g) take[at(roots[g])] = chosen[g];
  std::vector<int> open;
  for (int j = 0; j < model.rules.sites; ++j) {
    const char side = groups.side(j);
    if (side == kNeither) continue;
    const char wanted = side == kBoth ? kBoth : take[at(groups.root(j))] != 0 ? kSecond : kFirst;
    if (wanted == side) open.push_back(j);
  }
  return open;
}

}  // namespace dostyq::optim
