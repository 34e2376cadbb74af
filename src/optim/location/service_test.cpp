#include "optim/location/service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_services.hpp"

namespace dostyq::optim {
namespace {

using testing::below;
using testing::RandomService;

/// Every cut at every point, whole or not, is nowhere above the cost, and meets it where y is
/// whole.
void expect_valid_cuts(const ServiceModel& model, std::mt19937& random) {
  const int sites = model.rules().sites;
  std::vector<double> y(static_cast<size_t>(sites));
  ServiceCut cut;
  for (int trial = 0; trial < 6; ++trial) {
    const bool whole = trial < 2;
    for (double& one : y) one = whole ? below(random, 2) : below(random, 5) / 4.0;
    if (trial == 5) {
      for (double& one : y) one = below(random, 1000) / 999.0;
    }
    for (int i = 0; i < model.customers(); ++i) {
      const double value = model.service().cut(model.near(i), model.cap(i), y, cut);
      double at_y = cut.constant;
      for (const Term& term : cut.terms) {
        ASSERT_GE(term.coefficient, 0);
        at_y -= term.coefficient * y[static_cast<size_t>(term.column)];
      }
      ASSERT_NEAR(at_y, value, 1e-9 * (1 + cut.constant));
      for (uint32_t set = 0; set < (1U << sites); ++set) {
        std::vector<uint8_t> open(static_cast<size_t>(sites));
        double at_set = cut.constant;
        for (size_t j = 0; j < open.size(); ++j) open[j] = (set >> j) & 1U;
        for (const Term& term : cut.terms)
          at_set -= term.coefficient * open[static_cast<size_t>(term.column)];
        const double cost = model.service().cost(model.near(i), model.cap(i), open);
        ASSERT_LE(at_set, cost + 1e-9 * (1 + cost));
        const bool same = std::ranges::equal(open, y);
        if (same) {
          ASSERT_NEAR(at_set, cost, 1e-9 * (1 + cost));
        }
      }
    }
  }
}

TEST(Service, CutsBoundTheCostOfEveryChoice) {
  std::mt19937 random(1);
  for (int trial = 0; trial < 400; ++trial) {
    SCOPED_TRACE(trial);
    const RandomService made(random, 1 + below(random, 6), 1);
    expect_valid_cuts(made.model, random);
    if (HasFatalFailure()) return;
  }
}

TEST(Service, AsGoodAsTryingEverySet) {
  std::mt19937 random(2);
  int feasible = 0, infeasible = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    SCOPED_TRACE(trial);
    RandomService made(random, below(random, 8), 1);
    if (below(random, 3) == 0) {
      for (int j = 0; j < made.model.rules().sites; ++j)
        made.model.opening_cost.push_back(below(random, 30));
    }
    double least = HUGE_VAL;
    testing::for_each_choice(made.model.rules(), [&](const std::vector<int>& open) {
      const auto costs = made.costs(open);
      if (!costs) return;
      double cost = (*costs)[0];
      for (const int site : open)
        cost += made.model.opening_cost.empty()
                    ? 0.0
                    : static_cast<double>(made.model.opening_cost[static_cast<size_t>(site)]);
      least = std::min(least, cost);
    });
    const ServiceResult result = solve_service(made.model);
    if (std::isinf(least)) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      ++infeasible;
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_NEAR(result.value, least, 1e-7 * (1 + least));
    ASSERT_LE(result.bound_value, least * (1 + 1e-9) + 1e-6);
    ASSERT_GE(result.bound_value, least * (1 - 1e-7) - 1e-5);
    if (made.model.service().whole()) {
      ASSERT_EQ(result.objective, std::llround(least));
      ASSERT_EQ(result.bound, result.objective);
    }
    ASSERT_TRUE(keeps_rules(made.model.rules(), result.sites));
    ASSERT_TRUE(made.costs(result.sites).has_value());
  }
  EXPECT_GT(feasible, 800);
  EXPECT_GT(infeasible, 100);
}

/// Points of a square: large enough for cuts, branching and rounding to take part.
ServiceModel square(std::mt19937& random, std::shared_ptr<const ServiceCost> service, int points,
                    int p) {
  SiteRules rules;
  rules.sites = points;
  Row count{static_cast<double>(p), static_cast<double>(p), {}, ""};
  std::vector<std::pair<double, double>> at;
  for (int j = 0; j < points; ++j) {
    count.terms.push_back({j, 1});
    at.emplace_back(below(random, 1000), below(random, 1000));
  }
  rules.rows.push_back(count);
  ServiceModel model(std::move(service), rules);
  for (const auto& [x, y] : at) {
    std::vector<Near> near;
    for (int j = 0; j < points; ++j) {
      const auto& [sx, sy] = at[static_cast<size_t>(j)];
      near.push_back({static_cast<int32_t>(std::hypot(x - sx, y - sy)), j});
    }
    model.add(std::move(near), 2000, 1 + below(random, 9));
  }
  return model;
}

TEST(Service, StoppedWithTheBestAndAValidBound) {
  std::mt19937 random(3);
  const ServiceModel model = square(random, kth_nearest(2), 30, 5);
  const ServiceResult whole = solve_service(model);
  ASSERT_EQ(whole.status, MipStatus::kOptimal);
  LocationOptions options;
  options.time_limit_seconds = 0.05;
  const ServiceResult stopped = solve_service(model, options);
  if (!stopped.has_solution()) return;  // a slow machine
  EXPECT_GE(stopped.objective, whole.objective);
  EXPECT_LE(stopped.bound, whole.objective);
}

TEST(Service, MoreChanceOfShuttingCostsMore) {
  double last = 0;
  for (const double shut : {0.0, 0.05, 0.2, 0.5}) {
    std::mt19937 random(4);
    const ServiceModel model = square(random, unreliable(std::vector<double>(30, shut)), 30, 5);
    const ServiceResult result = solve_service(model);
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    EXPECT_GT(result.value, last);
    last = result.value;
    if (shut > 0) continue;
    std::mt19937 again(4);
    const ServiceResult median = solve_service(square(again, kth_nearest(1), 30, 5));
    EXPECT_NEAR(result.value, static_cast<double>(median.objective), 1e-6);
  }
}

TEST(Service, DegenerateModels) {
  const ServiceModel nothing(kth_nearest(1), {});
  EXPECT_EQ(solve_service(nothing).status, MipStatus::kOptimal);
  EXPECT_EQ(solve_service(nothing).objective, 0);

  SiteRules rules;
  rules.sites = 3;
  ServiceModel nobody(kth_nearest(1), rules);
  nobody.add({}, ServiceModel::kMust, 0);  // of no weight, and nobody can serve him
  EXPECT_EQ(solve_service(nobody).status, MipStatus::kInfeasible);

  ServiceModel two(kth_nearest(2), rules);
  two.add({{5, 0}, {5, 1}, {7, 2}}, ServiceModel::kMust, 4);
  const ServiceResult tie = solve_service(two);
  EXPECT_EQ(tie.objective, 20);
  two.add({{1, 0}}, ServiceModel::kMust, 1);  // one site cannot be two
  EXPECT_EQ(solve_service(two).status, MipStatus::kInfeasible);

  ServiceModel shut(unreliable({1, 0, 0.5}), rules);
  shut.add({{1, 0}, {5, 1}, {2, 2}}, 100, 2);
  EXPECT_NEAR(solve_service(shut).value, 2 * (0.5 * 2 + 0.5 * 5), 1e-6);
  rules.forced = rules.forbidden = {1};
  EXPECT_EQ(solve_service(ServiceModel(kth_nearest(1), rules)).status, MipStatus::kInfeasible);
}

}  // namespace
}  // namespace dostyq::optim
