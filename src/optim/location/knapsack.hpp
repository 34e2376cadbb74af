#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dostyq::optim {

struct KnapsackItem {
  int64_t weight = 0;  ///< >= 0
  int64_t profit = 0;  ///< items of profit <= 0 are left out
  int key = 0;         ///< the caller's name of the item
};

/// 0-1 knapsacks, exactly: dynamic programming over an expanding core with bounds (Pisinger,
/// Operations Research 45 (1997) 758-767). Keeps its buffers between solves.
class Knapsack {
 public:
  /// The greatest profit of items within `capacity` (>= 0). Sums of profits must fit 62 bits.
  /// `items` are reordered: by profit per weight, greatest first.
  int64_t solve(std::vector<KnapsackItem>& items, int64_t capacity);
  /// Keys of the last solution, in no particular order.
  const std::vector<int>& chosen() const { return chosen_; }
  /// The greatest profit if it exceeds `floor`, else `floor`: much quicker where the floor is near.
  /// `items` as solve() leaves them.
  int64_t profit_above(std::span<const KnapsackItem> items, int64_t capacity, int64_t floor);

 private:
  struct State {
    int64_t weight = 0;
    int64_t profit = 0;
    int step = -1;  ///< index into steps_: the last change from the break solution
  };
  struct Step {
    int before = -1;
    int item = 0;
  };

  void sort(std::vector<KnapsackItem>& items);
  void find_break(std::span<const KnapsackItem> items, int64_t capacity);
  void fill_greedily(std::span<const KnapsackItem> items, int64_t capacity);
  void widen_core(std::span<const KnapsackItem> items, int64_t capacity);
  void change(const KnapsackItem& item, int index, bool add);
  void prune(std::span<const KnapsackItem> items, int64_t capacity, int left, int right);
  void improve(int64_t capacity);
  void collect(std::span<const KnapsackItem> items);

  std::vector<int> chosen_;
  int64_t linear_profit_ = 0;  ///< of the continuous knapsack, rounded down
  int break_ = 0;              ///< items before this one are in the break solution
  int64_t break_weight_ = 0;
  int64_t break_profit_ = 0;
  int64_t best_ = 0;
  int best_step_ = -1;
  bool best_is_greedy_ = false;
  std::vector<int> greedy_;  ///< items beyond the break solution that still fit
  std::vector<State> states_;
  std::vector<State> merged_;
  std::vector<Step> steps_;
  std::vector<std::pair<double, int>> order_;
  std::vector<KnapsackItem> sorted_;
};

}  // namespace dostyq::optim
