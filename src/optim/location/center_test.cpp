#include "optim/location/center.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

SiteRules exactly(int sites, int p) {
  SiteRules rules;
  rules.sites = sites;
  Row row;
  row.lower = row.upper = p;
  for (int site = 0; site < sites; ++site) row.terms.push_back({site, 1});
  rules.rows.push_back(row);
  return rules;
}

TEST(Center, IsAsNearAsTheBestOfAllChoices) {
  std::mt19937 random(1);
  int feasible = 0, infeasible = 0;
  for (int trial = 0; trial < 2500; ++trial) {
    const int sites = 1 + below(random, 8), customers = below(random, 20);
    const int span = 1 + below(random, 40);  // small: many ties
    std::vector<int32_t> matrix;
    for (int k = 0; k < sites * customers; ++k) {
      matrix.push_back(below(random, 12) == 0 ? Costs::kNever : below(random, span));
    }
    const auto costs = matrix_costs(customers, sites, matrix);
    const SiteRules rules = testing::random_rules(random, sites);
    int64_t best = LocationResult::kNone;
    testing::for_each_choice(rules, [&](const std::vector<int>& open) {
      int64_t worst = 0;
      for (int i = 0; i < customers; ++i) {
        int64_t nearest = LocationResult::kNone;
        for (const int site : open) {
          const int32_t cost = matrix[static_cast<size_t>(i * sites + site)];
          if (cost != Costs::kNever) nearest = std::min<int64_t>(nearest, cost);
        }
        worst = std::max(worst, nearest);
      }
      best = std::min(best, worst);
    });
    const LocationResult result = solve_center({costs.get(), rules});
    if (best == LocationResult::kNone) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible) << trial;
      ++infeasible;
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal) << trial;
    ASSERT_EQ(result.objective, best) << trial;
    ASSERT_EQ(result.bound, best) << trial;
    ASSERT_EQ(center_cost(*costs, result.sites), best) << trial;
    ASSERT_TRUE(keeps_rules(rules, result.sites)) << trial;
  }
  EXPECT_GT(feasible, 800);
  EXPECT_GT(infeasible, 100);
}

TEST(Center, OfManyPointsIsProvenByEveryRadiusBelow) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> place(0, 1000);
  for (const int p : {3, 8, 20}) {
    std::vector<PlanePoint> points(150);
    for (PlanePoint& point : points) point = {place(random), place(random)};
    const auto costs = plane_costs(points, points);
    const SiteRules rules = exactly(150, p);
    const LocationResult result = solve_center({costs.get(), rules});
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    EXPECT_EQ(center_cost(*costs, result.sites), result.objective);
    EXPECT_EQ(result.sites.size(), static_cast<size_t>(p));
    // The general solver finds no cover at a unit less.
    MipModel model = site_model(rules, *site_states(rules));
    for (int i = 0; i < 150; ++i) {
      Row row;
      row.lower = 1;
      for (int j = 0; j < 150; ++j) {
        if (costs->cost(i, j) < result.objective) row.terms.push_back({j, 1});
      }
      model.add_row(row);
    }
    EXPECT_EQ(solve(model).status, MipStatus::kInfeasible);
  }
}

TEST(Center, DegenerateModels) {
  const auto costs = matrix_costs(2, 3, {5, 0, 9, 5, 7, 0});
  EXPECT_EQ(solve_center({costs.get(), exactly(3, 0)}).status, MipStatus::kInfeasible);
  EXPECT_EQ(solve_center({costs.get(), exactly(3, 1)}).objective, 5);
  EXPECT_EQ(solve_center({costs.get(), exactly(3, 3)}).objective, 0);
  EXPECT_EQ(solve_center({costs.get(), exactly(3, 3)}).sites.size(), 3U);
  EXPECT_EQ(solve_center({costs.get(), exactly(3, 4)}).status, MipStatus::kInfeasible);

  const auto nobody = matrix_costs(0, 3, {});
  const LocationResult of_nobody = solve_center({nobody.get(), exactly(3, 2)});
  EXPECT_EQ(of_nobody.status, MipStatus::kOptimal);
  EXPECT_EQ(of_nobody.objective, 0);
  EXPECT_EQ(of_nobody.sites.size(), 2U);

  const auto alone = matrix_costs(1, 1, {Costs::kNever});
  EXPECT_EQ(solve_center({alone.get(), exactly(1, 1)}).status, MipStatus::kInfeasible);
}

TEST(Center, AStoppedSolveSaysSo) {
  const auto costs = matrix_costs(1, 2, {3, 4});
  StopFlag stop;
  stop.request();
  LocationOptions options;
  options.stop = &stop;
  EXPECT_EQ(solve_center({costs.get(), exactly(2, 1)}, options).status, MipStatus::kLimit);
}

TEST(RankedDistances, CompareAsTheDistancesDo) {
  // 0.1 and 0.2 are no doubles: only whole squares see that 0.5 = 0.3 and 0.4 at a right angle.
  const std::vector<PlanePoint> points{{0, 0}, {0.3, 0.4}, {0.5, 0}, {0, 0.5}, {-0.1, 0}};
  const RankedDistances ranked = ranked_distances(points, points);
  EXPECT_EQ(ranked.costs->cost(0, 1), ranked.costs->cost(0, 2));
  EXPECT_EQ(ranked.costs->cost(0, 1), ranked.costs->cost(0, 3));
  EXPECT_EQ(ranked.costs->cost(0, 0), 0);
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 5; ++j) {
      const auto a = points[static_cast<size_t>(i)], b = points[static_cast<size_t>(j)];
      EXPECT_NEAR(ranked.distance[static_cast<size_t>(ranked.costs->cost(i, j))],
                  std::hypot(a.x - b.x, a.y - b.y), 1e-12);
    }
  }
  EXPECT_TRUE(std::ranges::is_sorted(ranked.distance));

  const RankedDistances crooked = ranked_distances({{0.1234567891, 0}}, {{0, 0}, {1, 0}});
  EXPECT_EQ(crooked.costs->cost(0, 0), 0);
  EXPECT_EQ(crooked.costs->cost(0, 1), 1);
}

}  // namespace
}  // namespace dostyq::optim
