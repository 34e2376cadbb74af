#include "optim/location/equity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_services.hpp"

namespace dostyq::optim {
namespace {

using testing::below;
using testing::RandomService;

/// Means of groups of some weight, the worst first.
std::vector<GroupMean> ranked(const RandomService& made, const std::vector<double>& costs) {
  std::vector<GroupMean> means;
  for (int g = 0; g < made.groups; ++g) {
    const int64_t weight = made.group_weight(g);
    if (weight > 0) means.push_back({std::llround(costs[static_cast<size_t>(g)]), weight});
  }
  std::sort(means.begin(), means.end(),
            [](const GroupMean& a, const GroupMean& b) { return b < a; });
  return means;
}

bool better(const std::vector<GroupMean>& a, const std::vector<GroupMean>& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

TEST(Equity, LexicographicallyAsGoodAsTryingEverySet) {
  std::mt19937 random(1);
  int feasible = 0, infeasible = 0, deep = 0;
  for (int trial = 0; trial < 2500; ++trial) {
    SCOPED_TRACE(trial);
    const RandomService made(random, below(random, 8), 1 + below(random, 5), false);
    std::optional<std::vector<GroupMean>> best;
    testing::for_each_choice(made.model.rules(), [&](const std::vector<int>& open) {
      const auto costs = made.costs(open);
      if (!costs) return;
      const std::vector<GroupMean> means = ranked(made, *costs);
      if (!best || better(means, *best)) best = means;
    });
    const bool all = trial % 4 != 0;
    const EquityResult result = solve_equity(made.model, all);
    if (!best) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      ++infeasible;
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_TRUE(keeps_rules(made.model.rules(), result.sites));
    const auto costs = made.costs(result.sites);
    ASSERT_TRUE(costs.has_value());
    const std::vector<GroupMean> means = ranked(made, *costs);
    const size_t stages = std::min(means.size(), all ? means.size() : size_t{1});
    ASSERT_EQ(result.proven, static_cast<int>(stages));
    deep += stages > 2 ? 1 : 0;
    for (size_t k = 0; k < stages; ++k) {
      ASSERT_FALSE(means[k] < (*best)[k] || (*best)[k] < means[k]) << "stage " << k;
    }
    ASSERT_EQ(result.value, means.empty() ? 0 : means[0].value());
    ASSERT_EQ(result.bound_value, result.value);
    for (int g = 0; g < made.groups; ++g)
      ASSERT_EQ(result.groups[static_cast<size_t>(g)].cost,
                std::llround((*costs)[static_cast<size_t>(g)]));
  }
  EXPECT_GT(feasible, 400);
  EXPECT_GT(infeasible, 50);
  EXPECT_GT(deep, 200);
}

TEST(Equity, GroupsInOrderAsGoodAsTryingEverySet) {
  std::mt19937 random(2);
  int feasible = 0;
  for (int trial = 0; trial < 500; ++trial) {
    SCOPED_TRACE(trial);
    const RandomService made(random, below(random, 8), 3, false);
    const std::vector<int> order =
        trial % 2 == 0 ? std::vector<int>{2, 0, 1} : std::vector<int>{0, 1, 2};
    std::optional<std::vector<double>> best;
    const auto in_order = [&](const std::vector<double>& costs) {
      std::vector<double> found;
      for (const int group : order) found.push_back(costs[static_cast<size_t>(group)]);
      return found;
    };
    testing::for_each_choice(made.model.rules(), [&](const std::vector<int>& open) {
      const auto costs = made.costs(open);
      if (costs && (!best || in_order(*costs) < *best)) best = in_order(*costs);
    });
    const EquityResult result = solve_in_order(made.model, order);
    if (!best) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_EQ(in_order(*made.costs(result.sites)), *best);
    ASSERT_EQ(result.objective, std::llround(best->front()));
    ASSERT_EQ(result.bound, result.objective);
  }
  EXPECT_GT(feasible, 200);
}

TEST(Equity, FractionsThatDoublesCannotTellApart) {
  // Two sites, one to open: means 1/3 + a hair against 1/3.
  SiteRules rules;
  rules.sites = 2;
  rules.rows.push_back({1, 1, {{0, 1}, {1, 1}}, "one"});
  ServiceModel model(kth_nearest(1), rules, 1);
  const int64_t many = 333'333'333;
  model.add({{0, 0}, {1, 1}}, 1, many);
  model.add({{1, 0}, {0, 1}}, 1, many + 1);
  model.add({}, 1, many);
  const EquityResult result = solve_equity(model, true);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.sites, std::vector<int>{1});
}

TEST(Equity, StoppedWithTheBestAndAValidBound) {
  std::mt19937 random(3);
  SiteRules rules;
  rules.sites = 25;
  Row count{5, 5, {}, ""};
  for (int j = 0; j < 25; ++j) count.terms.push_back({j, 1});
  rules.rows.push_back(count);
  ServiceModel model(kth_nearest(1), rules, 6);
  for (int i = 0; i < 60; ++i) {
    std::vector<Near> near;
    for (int j = 0; j < 25; ++j) near.push_back({below(random, 1000), j});
    model.add(std::move(near), ServiceModel::kMust, 1 + below(random, 9), i % 6);
  }
  const EquityResult whole = solve_equity(model, false);
  ASSERT_EQ(whole.status, MipStatus::kOptimal);
  LocationOptions options;
  options.time_limit_seconds = 0.05;
  const EquityResult stopped = solve_equity(model, true, options);
  if (!stopped.has_solution()) return;  // a slow machine
  EXPECT_GE(stopped.value, whole.value);
  EXPECT_LE(stopped.bound_value, whole.value);
}

}  // namespace
}  // namespace dostyq::optim
