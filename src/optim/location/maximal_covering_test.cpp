#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "optim/location/cover_dual.hpp"
#include "optim/location/cover_groups.hpp"
#include "optim/location/covering.hpp"
#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

/// Customer by customer, from lists as a person would write them.
struct Customers {
  std::vector<std::vector<int32_t>> sites;
  std::vector<int64_t> weight;
  std::vector<int32_t> need;

  int64_t earned(const std::vector<int>& open) const {
    int64_t sum = 0;
    for (size_t i = 0; i < sites.size(); ++i) {
      const auto count = std::ranges::count_if(
          open, [&](int site) { return std::ranges::find(sites[i], site) != sites[i].end(); });
      if (count >= need[i]) sum += weight[i];
    }
    return sum;
  }
};

Customers random_customers(std::mt19937& random, int sites, int count, int most_need) {
  Customers customers;
  const int density = 2 + below(random, 4);
  for (int i = 0; i < count; ++i) {
    std::vector<int32_t> list;
    for (int site = 0; site < sites; ++site) {
      if (below(random, density) == 0) list.push_back(site);
    }
    std::shuffle(list.begin(), list.end(), random);
    customers.sites.push_back(list);
    customers.weight.push_back(below(random, 5) == 0 ? 0 : below(random, 20));
    customers.need.push_back(1 + below(random, most_need));
  }
  return customers;
}

CoveringModel model_of(const Customers& customers, const SiteRules& rules) {
  CoveringModel model;
  model.rules = rules;
  for (size_t i = 0; i < customers.sites.size(); ++i) {
    model.groups.add(customers.sites[i], customers.weight[i], customers.need[i]);
  }
  return model;
}

TEST(MaximalCovering, EarnsAsMuchAsTheBestOfAllChoices) {
  std::mt19937 random(1);
  int feasible = 0, infeasible = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const int sites = 1 + below(random, 8);
    const Customers customers =
        random_customers(random, sites, below(random, 25), trial % 3 == 0 ? 3 : 1);
    const SiteRules rules = testing::random_rules(random, sites);
    int64_t best = -1;
    testing::for_each_choice(rules, [&](const std::vector<int>& open) {
      best = std::max(best, customers.earned(open));
    });
    const LocationResult result = solve_maximal_covering(model_of(customers, rules));
    if (best < 0) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible) << trial;
      ++infeasible;
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal) << trial;
    ASSERT_EQ(result.objective, best) << trial;
    ASSERT_EQ(result.bound, best) << trial;
    ASSERT_EQ(customers.earned(result.sites), best) << trial;
    ASSERT_TRUE(keeps_rules(rules, result.sites)) << trial;
  }
  EXPECT_GT(feasible, 1000);
  EXPECT_GT(infeasible, 100);
}

TEST(MaximalCovering, ThePricesBoundEveryChoice) {
  std::mt19937 random(2);
  for (int trial = 0; trial < 300; ++trial) {
    const int sites = 2 + below(random, 7);
    const Customers customers = random_customers(random, sites, 20, 3);
    const SiteRules rules = testing::random_rules(random, sites);
    const auto states = site_states(rules);
    if (!states) continue;
    const DecidedGroups decided = decide(model_of(customers, rules).groups, *states);
    const GroupsOfSites columns = by_site(decided.groups, sites);
    SiteProfit profit(rules, *states);
    CoverDual dual(decided.groups, columns, profit, 2);
    dual.start({});
    const LocationOptions options;
    const SolveClock clock(options);
    for (int step = 0; step < 40; ++step) {
      if (!dual.step(0, clock)) break;
      testing::for_each_choice(rules, [&](const std::vector<int>& open) {
        double bound = dual.bound();
        std::vector<uint8_t> is_open(static_cast<size_t>(sites), 0);
        for (const int site : open) is_open[static_cast<size_t>(site)] = 1;
        for (size_t j = 0; j < is_open.size(); ++j) {
          if ((*states)[j] != SiteState::kFree) continue;
          const double reduced = dual.reduced()[j];
          if ((reduced > 0) != (is_open[j] != 0)) bound -= std::abs(reduced);
        }
        ASSERT_LE(static_cast<double>(customers.earned(open) - decided.earned), bound + 1e-6)
            << trial;
      });
    }
  }
}

TEST(MaximalCovering, GradualCoverageEarnsByTheBestOpenSite) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 500; ++trial) {
    const int sites = 1 + below(random, 7);
    SiteRules rules = testing::random_rules(random, sites);
    CoveringModel model;
    model.rules = rules;
    std::vector<std::vector<std::pair<int32_t, int64_t>>> values;
    std::vector<int64_t> weight;
    for (int i = below(random, 12); i > 0; --i) {
      values.emplace_back();
      weight.push_back(below(random, 9));
      for (int site = 0; site < sites; ++site) {
        if (below(random, 2) == 0) values.back().emplace_back(site, below(random, 4));
      }
      std::shuffle(values.back().begin(), values.back().end(), random);
      model.groups.add_gradual(values.back(), weight.back());
    }
    int64_t best = -1;
    testing::for_each_choice(rules, [&](const std::vector<int>& open) {
      int64_t sum = 0;
      for (size_t i = 0; i < values.size(); ++i) {
        int64_t most = 0;
        for (const auto& [site, value] : values[i]) {
          if (std::ranges::find(open, site) != open.end()) most = std::max(most, value);
        }
        sum += most * weight[i];
      }
      best = std::max(best, sum);
    });
    const LocationResult result = solve_maximal_covering(model);
    if (best < 0) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
    } else {
      ASSERT_EQ(result.status, MipStatus::kOptimal);
      ASSERT_EQ(result.objective, best) << trial;
    }
  }
}

/// Many sites on a square, customers within a radius: what prices alone do not decide.
CoveringModel square(std::mt19937& random, int sites, int customers, double radius, int p) {
  std::uniform_real_distribution<double> place(0, 1);
  std::vector<std::pair<double, double>> at;
  for (int site = 0; site < sites; ++site) at.emplace_back(place(random), place(random));
  CoveringModel model;
  model.rules.sites = sites;
  for (int i = 0; i < customers; ++i) {
    const double x = place(random), y = place(random);
    std::vector<int32_t> near;
    for (int site = 0; site < sites; ++site) {
      const auto& [sx, sy] = at[static_cast<size_t>(site)];
      if (std::hypot(x - sx, y - sy) < radius) near.push_back(site);
    }
    model.groups.add(near, 1 + below(random, 100));
  }
  Row count;
  count.upper = p;
  for (int site = 0; site < sites; ++site) count.terms.push_back({site, 1});
  model.rules.rows.push_back(count);
  return model;
}

TEST(MaximalCovering, AgreesWithTheSolverOfListedGroups) {
  std::mt19937 random(4);
  for (int trial = 0; trial < 12; ++trial) {
    CoveringModel model = square(random, 40, 400, 0.2, 4 + trial % 5);
    // An area of its own brings the simplex in.
    if (trial % 2 == 0) {
      Row area;
      area.lower = 2;
      for (int site = 0; site < 13; ++site) area.terms.push_back({site, 1});
      model.rules.rows.push_back(area);
    }
    MipModel listed = site_model(model.rules, *site_states(model.rules));
    for (int group = 0; group < model.groups.size(); ++group) {
      const auto weight = static_cast<double>(model.groups.weight[static_cast<size_t>(group)]);
      Row row{-kInfinity, 0, {{listed.add_column({0, 1, -weight, false, ""}), 1}}, ""};
      for (const int32_t site : model.groups.sites(group)) row.terms.push_back({site, -1});
      listed.add_row(row);
    }
    const MipResult expected = solve(listed);
    ASSERT_EQ(expected.status, MipStatus::kOptimal);
    const LocationResult result = solve_maximal_covering(model);
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    EXPECT_EQ(result.objective, std::llround(-expected.objective)) << trial;
    LocationOptions other;
    other.seed = 99;
    other.threads = 1;
    EXPECT_EQ(solve_maximal_covering(model, other).objective, result.objective);
  }
}

TEST(MaximalCovering, AStoppedSolveKeepsItsBestAndABound) {
  std::mt19937 random(5);
  const CoveringModel model = square(random, 60, 800, 0.15, 9);
  const LocationResult proven = solve_maximal_covering(model);
  ASSERT_EQ(proven.status, MipStatus::kOptimal);
  StopFlag stop;
  stop.request();
  LocationOptions options;
  options.stop = &stop;
  const LocationResult stopped = solve_maximal_covering(model, options);
  ASSERT_EQ(stopped.status, MipStatus::kFeasible);
  EXPECT_EQ(stopped.objective, covered_weight(model.groups, stopped.sites));
  EXPECT_LE(stopped.objective, proven.objective);
  EXPECT_GE(stopped.bound, proven.objective);
}

TEST(MaximalCovering, DegenerateModels) {
  CoveringModel none;
  EXPECT_EQ(solve_maximal_covering(none).status, MipStatus::kOptimal);
  EXPECT_EQ(solve_maximal_covering(none).objective, 0);

  CoveringModel model;  // nobody near any site, and somebody of no weight
  model.rules.sites = 3;
  model.groups.add({}, 5);
  model.groups.add(std::vector<int32_t>{1, 1, 2}, 0);
  EXPECT_EQ(solve_maximal_covering(model).objective, 0);

  model.groups.add(std::vector<int32_t>{2, 0, 2}, 7);
  model.rules.rows.push_back({0, 0, {{0, 1}, {1, 1}, {2, 1}}, "none"});
  EXPECT_EQ(solve_maximal_covering(model).objective, 0);
  model.rules.rows[0] = {3, 3, {{0, 1}, {1, 1}, {2, 1}}, "all"};
  EXPECT_EQ(solve_maximal_covering(model).objective, 7);
  EXPECT_EQ(solve_maximal_covering(model).sites, (std::vector<int>{0, 1, 2}));
  model.rules.rows[0] = {4, 4, {{0, 1}, {1, 1}, {2, 1}}, "more than there are"};
  EXPECT_EQ(solve_maximal_covering(model).status, MipStatus::kInfeasible);
  model.rules.rows.clear();
  model.rules.forced = model.rules.forbidden = {1};
  EXPECT_EQ(solve_maximal_covering(model).status, MipStatus::kInfeasible);
}

TEST(MaximalCoveringDeathTest, WeightsThatDoublesDoNotHold) {
  CoveringModel model;
  model.rules.sites = 1;
  model.groups.add(std::vector<int32_t>{0}, int64_t{1} << 53);
  model.groups.add(std::vector<int32_t>{0}, 1);
  EXPECT_DEATH(solve_maximal_covering(model), "");
}

}  // namespace
}  // namespace dostyq::optim
