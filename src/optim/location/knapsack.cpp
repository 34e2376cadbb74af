#include "optim/location/knapsack.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

__extension__ typedef __int128 Wide;

bool better_ratio(const KnapsackItem& a, const KnapsackItem& b) {
  return static_cast<Wide>(a.profit) * b.weight > static_cast<Wide>(b.profit) * a.weight;
}

}  // namespace

// By ratio in floating point, then what that confuses by exact insertion.
void Knapsack::sort(std::vector<KnapsackItem>& items) {
  order_.clear();
  for (size_t k = 0; k < items.size(); ++k) {
    if (items[k].profit <= 0) continue;
    const double ratio =
        static_cast<double>(items[k].profit) / static_cast<double>(items[k].weight);
    order_.emplace_back(-ratio, static_cast<int>(k));
  }
  std::sort(order_.begin(), order_.end());
  sorted_.clear();
  for (const auto& [ratio, index] : order_) sorted_.push_back(items[static_cast<size_t>(index)]);
  for (size_t k = 1; k < sorted_.size(); ++k) {
    for (size_t at = k; at > 0 && better_ratio(sorted_[at], sorted_[at - 1]); --at) {
      std::swap(sorted_[at], sorted_[at - 1]);
    }
  }
  items.swap(sorted_);
}

void Knapsack::fill_greedily(std::span<const KnapsackItem> items, int64_t capacity) {
  int64_t weight = break_weight_;
  best_ = break_profit_;
  greedy_.clear();
  for (int k = break_; k < static_cast<int>(items.size()); ++k) {
    const KnapsackItem& item = items[static_cast<size_t>(k)];
    if (weight + item.weight > capacity) continue;
    weight += item.weight;
    best_ += item.profit;
    greedy_.push_back(k);
  }
  best_is_greedy_ = true;
}

void Knapsack::find_break(std::span<const KnapsackItem> items, int64_t capacity) {
  DOSTYQ_CHECK(capacity >= 0);
  break_ = 0;
  break_weight_ = break_profit_ = 0;
  const int n = static_cast<int>(items.size());
  for (; break_ < n; ++break_) {
    const KnapsackItem& item = items[static_cast<size_t>(break_)];
    if (break_weight_ + item.weight > capacity) break;
    break_weight_ += item.weight;
    break_profit_ += item.profit;
  }
  linear_profit_ = break_profit_;
  if (break_ == n) return;
  const KnapsackItem& item = items[static_cast<size_t>(break_)];
  linear_profit_ +=
      static_cast<int64_t>(static_cast<Wide>(capacity - break_weight_) * item.profit / item.weight);
}

int64_t Knapsack::solve(std::vector<KnapsackItem>& items, int64_t capacity) {
  sort(items);
  find_break(items, capacity);
  fill_greedily(items, capacity);
  if (best_ < linear_profit_) widen_core(items, capacity);
  collect(items);
  return best_;
}

int64_t Knapsack::profit_above(std::span<const KnapsackItem> items, int64_t capacity,
                               int64_t floor) {
  find_break(items, capacity);
  best_ = std::max(floor, break_profit_);
  if (best_ < linear_profit_) widen_core(items, capacity);
  return best_;
}

// States are what the break solution becomes by adding items from its right and taking out items
// from its left, in turn.
void Knapsack::widen_core(std::span<const KnapsackItem> items, int64_t capacity) {
  const int n = static_cast<int>(items.size());
  steps_.clear();
  states_.assign(1, State{break_weight_, break_profit_, -1});
  int left = break_ - 1, right = break_;
  while (!states_.empty() && (left >= 0 || right < n)) {
    if (right < n) {
      change(items[static_cast<size_t>(right)], right, true);
      ++right;
      improve(capacity);
      prune(items, capacity, left, right);
    }
    if (left >= 0 && !states_.empty()) {
      change(items[static_cast<size_t>(left)], left, false);
      --left;
      improve(capacity);
      prune(items, capacity, left, right);
    }
  }
}

// Merges the states with those that the item changes; of two states the heavier must earn more.
void Knapsack::change(const KnapsackItem& item, int index, bool add) {
  const int64_t weight = add ? item.weight : -item.weight;
  const int64_t profit = add ? item.profit : -item.profit;
  merged_.clear();
  size_t kept = 0, changed = 0;
  while (kept < states_.size() || changed < states_.size()) {
    bool take_changed = kept == states_.size();
    if (!take_changed && changed < states_.size()) {
      const State& a = states_[kept];
      const State& b = states_[changed];
      take_changed = b.weight + weight < a.weight ||
                     (b.weight + weight == a.weight && b.profit + profit > a.profit);
    }
    State state = take_changed ? states_[changed++] : states_[kept++];
    if (take_changed) {
      state.weight += weight;
      state.profit += profit;
    }
    if (!merged_.empty() && merged_.back().profit >= state.profit) continue;
    if (take_changed) {
      steps_.push_back({state.step, index});
      state.step = static_cast<int>(steps_.size()) - 1;
    }
    merged_.push_back(state);
  }
  states_.swap(merged_);
}

void Knapsack::improve(int64_t capacity) {
  // Profit grows with weight: the last state that fits is the best of those.
  const auto end = std::upper_bound(states_.begin(), states_.end(), capacity,
                                    [](int64_t c, const State& s) { return c < s.weight; });
  if (end == states_.begin()) return;
  const State& state = *std::prev(end);
  if (state.profit <= best_) return;
  best_ = state.profit;
  best_step_ = state.step;
  best_is_greedy_ = false;
}

// Drops states whose linear bound does not beat the best solution: what is left to the right fills
// room, what is left to the left makes it.
void Knapsack::prune(std::span<const KnapsackItem> items, int64_t capacity, int left, int right) {
  const bool can_add = right < static_cast<int>(items.size());
  const bool can_remove = left >= 0;
  const KnapsackItem add = can_add ? items[static_cast<size_t>(right)] : KnapsackItem{1, 0, 0};
  const KnapsackItem remove = can_remove ? items[static_cast<size_t>(left)] : KnapsackItem{1, 0, 0};
  std::erase_if(states_, [&](const State& state) {
    const int64_t lead = state.profit - best_;  // must become at least 1
    if (state.weight <= capacity) {
      if (lead > 0) return false;
      const Wide gain = static_cast<Wide>(capacity - state.weight) * add.profit;
      return gain < static_cast<Wide>(1 - lead) * add.weight;
    }
    if (!can_remove || lead <= 1) return true;
    const Wide loss = static_cast<Wide>(state.weight - capacity) * remove.profit;
    return loss > static_cast<Wide>(lead - 1) * remove.weight;
  });
}

void Knapsack::collect(std::span<const KnapsackItem> items) {
  chosen_.clear();
  if (best_is_greedy_) {
    for (int k = 0; k < break_; ++k) chosen_.push_back(items[static_cast<size_t>(k)].key);
    for (int k : greedy_) chosen_.push_back(items[static_cast<size_t>(k)].key);
    return;
  }
  std::vector<int>& flipped = greedy_;  // no longer needed: the items that changed sides
  flipped.clear();
  for (int at = best_step_; at >= 0; at = steps_[static_cast<size_t>(at)].before) {
    flipped.push_back(steps_[static_cast<size_t>(at)].item);
  }
  std::sort(flipped.begin(), flipped.end());
  auto flip = flipped.begin();
  for (int k = 0; k < break_; ++k) {
    if (flip != flipped.end() && *flip == k) {
      ++flip;
    } else {
      chosen_.push_back(items[static_cast<size_t>(k)].key);
    }
  }
  for (; flip != flipped.end(); ++flip) chosen_.push_back(items[static_cast<size_t>(*flip)].key);
}

}  // namespace dostyq::optim
