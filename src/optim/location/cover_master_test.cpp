#include "optim/location/cover_master.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

// Bundles of groups and their cuts, which large models alone need, on models small enough to count.
TEST(CoverMaster, CutsOfBundlesFindTheBestOfAllChoices) {
  std::mt19937 random(1);
  int most = 0, least_cost = 0, infeasible = 0;
  for (int trial = 0; trial < 600; ++trial) {
    const int sites = 1 + below(random, 7);
    const SiteRules rules = testing::random_rules(random, sites);
    const auto states = site_states(rules);
    if (!states) continue;
    CoverGroups raw;
    for (int i = below(random, 150); i > 0; --i) {
      std::vector<int32_t> list;
      for (int site = 0; site < sites; ++site) {
        if (below(random, 3) == 0) list.push_back(site);
      }
      raw.add(list, 1 + below(random, 9), 1 + below(random, 3));
    }
    const CoverGroups groups = decide(raw, *states).groups;
    std::vector<double> prices;
    if (trial % 3 == 0) {
      for (const int64_t weight : groups.weight) {
        prices.push_back(static_cast<double>(below(random, 1 + static_cast<int>(weight))));
      }
    }
    std::vector<int64_t> cost;
    for (int site = 0; site < sites; ++site) cost.push_back(below(random, 9));
    CoverMaster master{groups, rules, *states, {}, prices, {}};
    master.most_listed = -1;
    if (trial % 2 == 0) {
      master.cost = cost;
      master.least_weight = below(random, static_cast<int>(groups.total_weight()) + 1);
    }
    int64_t best = LocationResult::kNone;
    testing::for_each_choice(rules, [&](const std::vector<int>& open) {
      const int64_t weight = covered_weight(groups, open);
      int64_t sum = 0;
      for (const int site : open) sum += cost[static_cast<size_t>(site)];
      if (!master.least_cost()) best = std::min(best, -weight);
      if (master.least_cost() && weight >= master.least_weight) best = std::min(best, sum);
    });
    const LocationOptions options;
    const SolveClock clock(options);
    const CoverMasterResult result = solve_cover_master(master, clock, options, {});
    if (best == LocationResult::kNone) {
      ++infeasible;
      ASSERT_EQ(result.status, MipStatus::kInfeasible) << trial;
      continue;
    }
    ++(master.least_cost() ? least_cost : most);
    ASSERT_EQ(result.status, MipStatus::kOptimal) << trial;
    ASSERT_TRUE(keeps_rules(rules, result.sites)) << trial;
    ASSERT_EQ(result.bound, master.least_cost() ? best : -best) << trial;
    if (!master.least_cost()) {
      ASSERT_EQ(covered_weight(groups, result.sites), -best) << trial;
    }
  }
  EXPECT_GT(most, 100);
  EXPECT_GT(least_cost, 50);
  EXPECT_GT(infeasible, 20);
}

}  // namespace
}  // namespace dostyq::optim
