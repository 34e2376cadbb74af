#include "optim/location/kolm_pollak.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

struct Trial {
  std::vector<int32_t> matrix;
  std::unique_ptr<Costs> costs;
  AssignmentModel model;

  Trial(std::mt19937& random, int customers, int sites) {
    const int span = below(random, 3) == 0 ? 4 : 1000;
    const int never = below(random, 3) == 0 ? 8 : 1'000'000;
    for (int k = customers * sites; k > 0; --k)
      matrix.push_back(below(random, never) == 0 ? Costs::kNever : below(random, span));
    costs = matrix_costs(customers, sites, matrix);
    model.costs = costs.get();
    for (int i = 0; i < customers; ++i) model.weight.push_back(below(random, 6));
    model.rules = testing::random_rules(random, sites);
  }

  /// ln(sum w exp(kappa d) / sum w) / kappa as it stands; infinite if somebody is not served.
  double ede(const std::vector<int>& open, double kappa) const {
    long double sum = 0, weight = 0;
    for (size_t i = 0; i < model.weight.size(); ++i) {
      if (model.weight[i] == 0) continue;
      int32_t least = Costs::kNever;
      for (const int site : open)
        least = std::min(
            least, matrix[i * static_cast<size_t>(model.rules.sites) + static_cast<size_t>(site)]);
      if (least == Costs::kNever) return HUGE_VAL;
      sum += static_cast<long double>(model.weight[i]) *
             std::exp(static_cast<long double>(kappa * least));
      weight += static_cast<long double>(model.weight[i]);
    }
    return weight == 0 ? 0 : static_cast<double>(std::log(sum / weight)) / kappa;
  }
};

TEST(KolmPollak, AsGoodAsTryingEverySet) {
  std::mt19937 random(1);
  int feasible = 0, infeasible = 0;
  for (int trial = 0; trial < 1500; ++trial) {
    SCOPED_TRACE(trial);
    const Trial made(random, below(random, 9), 1 + below(random, 7));
    const double kappa = (1 + below(random, 15)) / 1000.0;
    double best = HUGE_VAL;
    testing::for_each_choice(made.model.rules, [&](const std::vector<int>& open) {
      best = std::min(best, made.ede(open, kappa));
    });
    const KolmPollakResult result = solve_kolm_pollak(made.model, kappa, 1);
    if (std::isinf(best)) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      ++infeasible;
      continue;
    }
    ++feasible;
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_TRUE(keeps_rules(made.model.rules, result.sites));
    // Costs of a thousand leave a scale of at least 60: see the header.
    ASSERT_LE(result.value, best + 1 / (60 * kappa));
    ASSERT_NEAR(result.value, made.ede(result.sites, kappa), 1e-9 * (1 + best));
    ASSERT_LE(result.bound_value, best + 1e-9 * (1 + best));
  }
  EXPECT_GT(feasible, 600);
  EXPECT_GT(infeasible, 100);
}

TEST(KolmPollak, MovesFromTheMeanToTheLongestDistance) {
  std::mt19937 random(2);
  const Trial made(random, 9, 5);
  const std::vector<int> open{0, 1, 2, 3, 4};
  double sum = 0, weight = 0, most = 0;
  for (size_t i = 0; i < 9; ++i) {
    const int32_t d =
        *std::min_element(made.matrix.begin() + static_cast<std::ptrdiff_t>(5 * i),
                          made.matrix.begin() + static_cast<std::ptrdiff_t>(5 * i + 5));
    if (made.model.weight[i] == 0) continue;
    sum += static_cast<double>(made.model.weight[i]) * d;
    weight += static_cast<double>(made.model.weight[i]);
    most = std::max<double>(most, d);
  }
  EXPECT_NEAR(kolm_pollak_ede(made.model, open, 1e-9), sum / weight, 1e-3);
  EXPECT_NEAR(kolm_pollak_ede(made.model, open, 100), most, 1);
  double last = 0;
  for (const double kappa : {0.0001, 0.001, 0.01, 0.1, 1.0}) {
    const double ede = kolm_pollak_ede(made.model, open, kappa);
    EXPECT_GE(ede, last);
    last = ede;
  }
}

TEST(KolmPollak, EpsilonIsFreeOfTheUnit) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<int32_t> small, large;
    for (int k = 0; k < 10 * 6; ++k) {
      small.push_back(1 + below(random, 100));
      large.push_back(1000 * small.back());
    }
    const auto costs = matrix_costs(10, 6, small), thousandfold = matrix_costs(10, 6, large);
    AssignmentModel model;
    model.costs = costs.get();
    model.weight.assign(10, 3);
    model.rules.sites = 6;
    model.rules.rows.push_back({2, 2, {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}, "two"});
    const KolmPollakResult one = solve_kolm_pollak(model, std::nullopt, 1);
    model.costs = thousandfold.get();
    const KolmPollakResult other = solve_kolm_pollak(model, std::nullopt, 1);
    ASSERT_EQ(one.status, MipStatus::kOptimal);
    EXPECT_NEAR(one.kappa, 1000 * other.kappa, 1e-9);
    EXPECT_NEAR(1000 * one.value, other.value, 1e-3 * other.value);
  }
}

TEST(KolmPollak, DegenerateModels) {
  const auto same = matrix_costs(2, 2, {0, 5, 5, 0});
  AssignmentModel model;
  model.costs = same.get();
  model.weight = {1, 1};
  model.rules.sites = 2;
  const KolmPollakResult zero = solve_kolm_pollak(model, std::nullopt, 1);
  EXPECT_EQ(zero.status, MipStatus::kOptimal);
  EXPECT_EQ(zero.value, 0);
  model.rules.rows.push_back({1, 1, {{0, 1}, {1, 1}}, "one"});
  EXPECT_TRUE(solve_kolm_pollak(model, 10.0, 1).too_large);
  EXPECT_NEAR(solve_kolm_pollak(model, 2.0, 1).value, std::log((1 + std::exp(10.0)) / 2) / 2, 1e-6);
  model.weight = {0, 0};
  EXPECT_EQ(solve_kolm_pollak(model, std::nullopt, 1).value, 0);
}

}  // namespace
}  // namespace dostyq::optim
