// Random small models against enumeration.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "optim/lp_text.hpp"
#include "optim/mip.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

using testing::Dice;

MipModel knapsacks(Dice& dice) {
  MipModel model;
  const int n = dice.between(4, 13);
  for (int j = 0; j < n; ++j) model.add_column({0, 1, -1.0 * dice.between(1, 60), true, ""});
  for (int i = dice.between(1, 4); i > 0; --i) {
    Row row{-kInfinity, 0, {}, ""};
    for (int j = 0; j < n; ++j) {
      const double a = dice.between(0, 50);
      if (a > 0) row.terms.push_back({j, a});
      row.upper += a;
    }
    row.upper = std::floor(row.upper * dice.between(20, 70) / 100);
    model.add_row(row);
  }
  return model;
}

MipModel covers(Dice& dice) {
  MipModel model;
  const int n = dice.between(4, 13);
  for (int j = 0; j < n; ++j) model.add_column({0, 1, 1.0 * dice.between(0, 9), true, ""});
  for (int i = dice.between(3, 12); i > 0; --i) {
    Row row{static_cast<double>(dice.chance(20) ? 2 : 1), kInfinity, {}, ""};
    for (int j = 0; j < n; ++j) {
      if (dice.chance(30)) row.terms.push_back({j, 1});
    }
    model.add_row(row);
  }
  if (dice.chance(40)) {
    Row budget{-kInfinity, static_cast<double>(dice.between(1, n)), {}, ""};
    for (int j = 0; j < n; ++j)
      budget.terms.push_back({j, static_cast<double>(dice.between(1, 3))});
    model.add_row(budget);
  }
  return model;
}

/// Sites, then covered classes as integer columns (enumerable), precedence between sites, a budget.
MipModel locations(Dice& dice) {
  MipModel model;
  const int sites = dice.between(3, 7);
  const int classes = dice.between(2, 6);
  for (int j = 0; j < sites; ++j) model.add_column({0, 1, 1.0 * dice.between(0, 2), true, ""});
  for (int d = 0; d < classes; ++d) {
    const int z = model.add_column({0, 1, -1.0 * dice.between(1, 20), true, ""});
    Row row{0, kInfinity, {{z, -1}}, ""};
    for (int j = 0; j < sites; ++j) {
      if (dice.chance(40)) row.terms.push_back({j, 1});
    }
    model.add_row(row);
  }
  for (int j = 0; j + 1 < sites; ++j) {
    if (dice.chance(30)) model.add_row({0, kInfinity, {{j + 1, 1}, {j, -1}}, ""});
  }
  Row budget{-kInfinity, static_cast<double>(dice.between(2, 3 * sites)), {}, ""};
  for (int j = 0; j < sites; ++j)
    budget.terms.push_back({j, static_cast<double>(dice.between(1, 9))});
  model.add_row(budget);
  if (dice.chance(30)) {
    Row share{static_cast<double>(dice.between(1, classes)), kInfinity, {}, ""};
    for (int d = 0; d < classes; ++d) share.terms.push_back({sites + d, 1});
    model.add_row(share);
  }
  return model;
}

MipModel equalities(Dice& dice) {
  MipModel model;
  const int n = dice.between(3, 8);
  for (int j = 0; j < n; ++j) {
    const int low = dice.between(-2, 0);
    model.add_column(
        {1.0 * low, 1.0 * (low + dice.between(0, 3)), 1.0 * dice.between(-9, 9), true, ""});
  }
  for (int i = dice.between(1, 3); i > 0; --i) {
    Row row;
    double planted = 0;
    for (int j = 0; j < n; ++j) {
      const double a = dice.between(-7, 7);
      const Column& column = model.columns[static_cast<size_t>(j)];
      row.terms.push_back({j, a});
      planted += a * (dice.chance(50) ? column.lower : column.upper);
    }
    if (dice.chance(15)) planted += 0.5;
    row.lower = row.upper = planted;
    if (dice.chance(30)) row.upper += 2;
    model.add_row(row);
  }
  return model;
}

MipModel anything(Dice& dice) {
  MipModel model;
  const int n = dice.between(2, 9);
  for (int j = 0; j < n; ++j) {
    const double cost = dice.between(-20, 20) / (dice.chance(30) ? 7.0 : 1.0);
    model.add_column({0, static_cast<double>(dice.between(1, 2)), cost, true, ""});
  }
  for (int i = dice.between(1, 8); i > 0; --i) {
    Row row;
    for (int j = 0; j < n; ++j) {
      if (dice.chance(50))
        row.terms.push_back({j, dice.between(-20, 20) / (dice.chance(20) ? 4.0 : 1.0)});
    }
    if (dice.chance(70)) row.upper = dice.between(-10, 30);
    if (dice.chance(40)) row.lower = std::min<double>(row.upper, dice.between(-30, 10));
    model.add_row(row);
  }
  return model;
}

void expect_same_as_enumeration(const MipModel& model) {
  const std::optional<double> best = testing::enumerate(model);
  const MipResult result = solve(model);
  if (!best) {
    ASSERT_EQ(result.status, MipStatus::kInfeasible) << to_lp_text(model);
    return;
  }
  ASSERT_EQ(result.status, MipStatus::kOptimal) << to_lp_text(model);
  ASSERT_NEAR(result.objective, *best, 1e-6) << to_lp_text(model);
  ASSERT_LE(result.bound, *best + 1e-6);
  ASSERT_GE(result.bound, *best - 2e-6);
}

/// DOSTYQ_SEEDS=20000 makes a soak test of it.
uint32_t seeds() {
  const char* text = std::getenv("DOSTYQ_SEEDS");
  return text != nullptr ? static_cast<uint32_t>(std::atoi(text)) : 300;
}

using Maker = MipModel (*)(Dice&);
class RandomModels : public ::testing::TestWithParam<Maker> {};

TEST_P(RandomModels, AgreeWithEnumeration) {
  for (uint32_t seed = 1; seed <= seeds(); ++seed) {
    Dice dice(seed);
    SCOPED_TRACE(seed);
    expect_same_as_enumeration(GetParam()(dice));
    if (HasFatalFailure()) return;
  }
}

/// The same model with its cover columns z declared continuous must have the same value: y decides.
TEST(RandomModels, ImpliedIntegersNeedNoDeclaration) {
  for (uint32_t seed = 1; seed <= seeds(); ++seed) {
    Dice dice(seed);
    SCOPED_TRACE(seed);
    MipModel model = locations(dice);
    const std::optional<double> best = testing::enumerate(model);
    bool after_sites = false;
    for (Column& column : model.columns) {
      after_sites = after_sites || column.cost < 0;
      if (after_sites) column.integer = false;
    }
    model.integral_objective = seed % 2 == 0;
    const MipResult result = solve(model);
    if (!best) {
      // A share row may be met by fractions only if z could be fractional: it cannot, y is
      // integral.
      ASSERT_EQ(result.status, MipStatus::kInfeasible) << to_lp_text(model);
      continue;
    }
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_NEAR(result.objective, *best, 1e-6) << to_lp_text(model);
  }
}

/// Big weights, the first objective kept by a tight row, cover columns continuous, a start.
TEST(RandomModels, LexicographicStages) {
  for (uint32_t seed = 1; seed <= seeds(); ++seed) {
    Dice dice(seed);
    SCOPED_TRACE(seed);
    MipModel model = locations(dice);
    for (Column& column : model.columns) {
      if (column.cost < 0) column.cost *= dice.between(1000, 90000);
    }
    std::vector<Term> second;
    second.reserve(model.columns.size());
    for (int j = 0; j < static_cast<int>(model.columns.size()); ++j) {
      second.push_back({j, static_cast<double>(dice.between(-9, 9))});
    }
    const std::optional<double> first = testing::enumerate(model);
    if (!first) continue;
    const MipModel kept = testing::next_stage(model, *first, second, 1);
    const std::optional<double> best = testing::enumerate(kept);
    ASSERT_TRUE(best);
    MipOptions options;
    options.start = solve(model).x;
    const MipResult result = solve(kept, options);
    ASSERT_EQ(result.status, MipStatus::kOptimal) << to_lp_text(kept);
    ASSERT_NEAR(result.objective, *best, 1e-6) << to_lp_text(kept);
  }
}

TEST(RandomModels, LimitsKeepBoundsValid) {
  for (uint32_t seed = 1; seed <= 100; ++seed) {
    Dice dice(seed);
    SCOPED_TRACE(seed);
    const MipModel model = seed % 2 == 0 ? knapsacks(dice) : anything(dice);
    const std::optional<double> best = testing::enumerate(model);
    for (int64_t limit : {0, 1, 2, 5}) {
      MipOptions options;
      options.node_limit = limit;
      const MipResult result = solve(model, options);
      if (result.status == MipStatus::kInfeasible) {
        ASSERT_FALSE(best);
        continue;
      }
      if (!best) continue;
      ASSERT_LE(result.bound, *best + 1e-6);
      if (!result.x.empty()) {
        ASSERT_GE(result.objective, *best - 1e-6);
        ASSERT_LE(result.bound, result.objective + 1e-6);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RandomModels,
                         ::testing::Values(&knapsacks, &covers, &locations, &equalities,
                                           &anything));

}  // namespace
}  // namespace dostyq::optim
