#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "optim/location/covering.hpp"
#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

constexpr int64_t kNone = LocationResult::kNone;

CoveringModel random_model(std::mt19937& random, int sites, int most_need) {
  CoveringModel model;
  model.rules = testing::random_rules(random, sites);
  const int sparsity = 2 + below(random, 3);
  for (int i = below(random, 16); i > 0; --i) {
    std::vector<int32_t> list;
    for (int site = 0; site < sites; ++site) {
      if (below(random, sparsity) == 0) list.push_back(site);
    }
    if (list.empty() && below(random, 10) != 0) list.push_back(below(random, sites));
    model.groups.add(list, below(random, 10), 1 + below(random, most_need));
  }
  if (below(random, 3) != 0) {
    for (int site = 0; site < sites; ++site) model.opening_cost.push_back(below(random, 12));
  }
  return model;
}

/// Of all choices that earn enough, or leave nobody uncovered, the least cost.
int64_t least_cost(const CoveringModel& model, int64_t least_weight, bool everybody) {
  int64_t best = kNone;
  testing::for_each_choice(model.rules, [&](const std::vector<int>& open) {
    int64_t weight = 0, cost = 0;
    bool all = true;
    for (int group = 0; group < model.groups.size(); ++group) {
      const auto sites = model.groups.sites(group);
      const auto count = std::ranges::count_if(
          open, [&](int site) { return std::ranges::find(sites, site) != sites.end(); });
      const bool covered = count >= model.groups.need[static_cast<size_t>(group)];
      all = all && covered;
      if (covered) weight += model.groups.weight[static_cast<size_t>(group)];
    }
    for (const int site : open) {
      cost += model.opening_cost.empty() ? 1 : model.opening_cost[static_cast<size_t>(site)];
    }
    if (everybody ? all : weight >= least_weight) best = std::min(best, cost);
  });
  return best;
}

void expect_least(const CoveringModel& model, const LocationResult& result, int64_t best,
                  int trial) {
  if (best == kNone) {
    ASSERT_EQ(result.status, MipStatus::kInfeasible) << trial;
    return;
  }
  ASSERT_EQ(result.status, MipStatus::kOptimal) << trial;
  ASSERT_EQ(result.objective, best) << trial;
  ASSERT_EQ(result.bound, best) << trial;
  ASSERT_EQ(opening_cost(model, result.sites), best) << trial;
  ASSERT_TRUE(keeps_rules(model.rules, result.sites)) << trial;
}

TEST(SetCovering, CostsAsLittleAsTheBestOfAllChoices) {
  std::mt19937 random(1);
  int feasible = 0;
  for (int trial = 0; trial < 2500; ++trial) {
    const CoveringModel model = random_model(random, 1 + below(random, 8), trial % 3 == 0 ? 3 : 1);
    const int64_t best = least_cost(model, 0, true);
    feasible += best != kNone;
    expect_least(model, solve_set_covering(model), best, trial);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(feasible, 600);
  EXPECT_LT(feasible, 2400);
}

TEST(PartialCovering, CostsAsLittleAsTheBestOfAllChoices) {
  std::mt19937 random(2);
  int feasible = 0;
  for (int trial = 0; trial < 2500; ++trial) {
    const CoveringModel model = random_model(random, 1 + below(random, 8), trial % 3 == 0 ? 3 : 1);
    const auto total = static_cast<int>(model.groups.total_weight());
    const int64_t least = below(random, total + 2);
    const int64_t best = least_cost(model, least, false);
    feasible += best != kNone;
    const LocationResult result = solve_partial_covering(model, least);
    expect_least(model, result, best, trial);
    if (HasFatalFailure()) return;
    if (best != kNone) {
      ASSERT_GE(covered_weight(model.groups, result.sites), least);
    }
  }
  EXPECT_GT(feasible, 600);
  EXPECT_LT(feasible, 2400);
}

TEST(SetCovering, DegenerateModels) {
  CoveringModel none;
  EXPECT_EQ(solve_set_covering(none).objective, 0);
  EXPECT_EQ(solve_partial_covering(none, 0).objective, 0);
  EXPECT_EQ(solve_partial_covering(none, 1).status, MipStatus::kInfeasible);

  CoveringModel model;
  model.rules.sites = 2;
  model.groups.add(std::vector<int32_t>{0, 1, 1}, 0);  // of no weight, but to be covered
  model.groups.add(std::vector<int32_t>{1, 0}, 4);     // the same again
  EXPECT_EQ(solve_set_covering(model).objective, 1);
  EXPECT_EQ(solve_partial_covering(model, 0).objective, 0);
  EXPECT_EQ(solve_partial_covering(model, 4).objective, 1);
  model.groups.add({}, 3);  // nobody can
  EXPECT_EQ(solve_set_covering(model).status, MipStatus::kInfeasible);
  EXPECT_EQ(solve_partial_covering(model, 4).objective, 1);
  EXPECT_EQ(solve_partial_covering(model, 5).status, MipStatus::kInfeasible);
}

}  // namespace
}  // namespace dostyq::optim
