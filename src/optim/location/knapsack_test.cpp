#include "optim/location/knapsack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace dostyq::optim {
namespace {

// By capacity, the textbook's table.
int64_t by_table(const std::vector<KnapsackItem>& items, int64_t capacity) {
  std::vector<int64_t> best(static_cast<size_t>(capacity) + 1, 0);
  for (const KnapsackItem& item : items) {
    if (item.profit <= 0) continue;
    for (int64_t c = capacity; c >= item.weight; --c) {
      best[static_cast<size_t>(c)] = std::max(
          best[static_cast<size_t>(c)], best[static_cast<size_t>(c - item.weight)] + item.profit);
    }
  }
  return best.back();
}

void expect_chosen(const std::vector<KnapsackItem>& items, std::vector<int> chosen,
                   int64_t capacity, int64_t profit) {
  std::sort(chosen.begin(), chosen.end());
  ASSERT_EQ(std::unique(chosen.begin(), chosen.end()), chosen.end());
  int64_t weight = 0, sum = 0;
  for (int key : chosen) {
    weight += items[static_cast<size_t>(key)].weight;
    sum += items[static_cast<size_t>(key)].profit;
  }
  EXPECT_LE(weight, capacity);
  EXPECT_EQ(sum, profit);
}

TEST(Knapsack, EqualsTheTable) {
  std::mt19937 random(3);
  Knapsack knapsack;
  for (int trial = 0; trial < 4000; ++trial) {
    const int n = static_cast<int>(random() % 30);
    const auto heaviest = 1 + random() % 60;
    const auto kind = random() % 4;
    std::vector<KnapsackItem> items;
    for (int k = 0; k < n; ++k) {
      const auto weight = static_cast<int64_t>(random() % heaviest);
      const auto noise = static_cast<int64_t>(random() % 7);
      const int64_t profit = kind == 0   ? static_cast<int64_t>(random() % 100) - 10
                             : kind == 1 ? weight + noise  // hard: profits follow weights
                             : kind == 2 ? weight
                                         : (int64_t{1} << 50) + weight * 1000 + noise;
      items.push_back({weight, profit, k});
    }
    const auto capacity = static_cast<int64_t>(random() % 300);
    std::vector<KnapsackItem> sorted = items;
    const int64_t best = knapsack.solve(sorted, capacity);
    ASSERT_EQ(best, by_table(items, capacity)) << trial;
    expect_chosen(items, knapsack.chosen(), capacity, best);
    const int64_t floor = best + static_cast<int64_t>(random() % 9) - 4;
    ASSERT_EQ(knapsack.profit_above(sorted, capacity, floor), std::max(best, floor)) << trial;
  }
}

TEST(Knapsack, OfNothingAndOfNoRoom) {
  Knapsack knapsack;
  std::vector<KnapsackItem> none, some{{3, 5, 0}, {0, 2, 1}, {1, 0, 2}};
  EXPECT_EQ(knapsack.solve(none, 10), 0);
  EXPECT_TRUE(knapsack.chosen().empty());
  EXPECT_EQ(knapsack.solve(some, 0), 2);
  EXPECT_EQ(knapsack.chosen(), std::vector<int>{1});
}

}  // namespace
}  // namespace dostyq::optim
