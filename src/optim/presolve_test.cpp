#include "optim/presolve.hpp"

#include <gtest/gtest.h>

#include "optim/propagator.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

std::vector<char> all_hidden(const MipModel& model) {
  return std::vector<char>(model.columns.size(), 1);
}

Column binary(double cost) { return {0, 1, cost, true, ""}; }

TEST(Presolve, CoverRowsThatFollowFromOthersGo) {
  MipModel model;
  for (int j = 0; j < 4; ++j) model.add_column(binary(1 + j));
  model.add_row({1, kInfinity, {{0, 1}, {1, 1}}, ""});
  model.add_row({1, kInfinity, {{0, 1}, {1, 1}, {2, 1}, {3, 1}}, ""});
  model.add_row({2, kInfinity, {{0, 2}, {1, 2}}, ""});
  const Presolved presolved = presolve(to_problem(model), all_hidden(model));
  EXPECT_EQ(presolved.problem.rows.size(), 1);
}

TEST(Presolve, CoefficientsShrinkToWhatMatters) {
  // 7a + b + c >= 3: with a alone the row holds, so 3a + b + c >= 3 says the same.
  MipModel model;
  for (int j = 0; j < 3; ++j) model.add_column({0, 2, 1.0, true, ""});
  model.columns[0].upper = 1;
  model.add_row({3, kInfinity, {{0, 7}, {1, 1}, {2, 1}}, ""});
  const Presolved presolved = presolve(to_problem(model), all_hidden(model));
  ASSERT_EQ(presolved.problem.rows.size(), 1);
  EXPECT_EQ(presolved.problem.rows.values(0)[0], 3);
}

TEST(Presolve, NothingLeavesBecauseOfItsCostWhenRowsAreHidden) {
  MipModel model;
  model.add_column(binary(5));
  model.add_column(binary(-5));
  EXPECT_EQ(presolve(to_problem(model), all_hidden(model)).problem.columns(), 2);
  EXPECT_EQ(presolve(to_problem(model)).problem.columns(), 0);
}

TEST(Presolve, CoverColumnsAreImpliedIntegersAndTwinsMerge) {
  MipModel model;
  for (int j = 0; j < 3; ++j) model.add_column(binary(1));
  model.add_row({-kInfinity, 3, {{0, 1}, {1, 2}, {2, 2}}, ""});
  for (const auto& [people, site] : {std::pair{30.0, 1}, {12.0, 1}, {9.0, 2}}) {
    const int z = model.add_column({0, 1, -people, false, ""});
    model.add_row({0, kInfinity, {{0, 1}, {site, 1}, {z, -1}}, ""});
  }
  const Presolved presolved = presolve(to_problem(model));
  int implied = 0;
  for (int j = 0; j < presolved.problem.columns(); ++j) {
    implied += presolved.problem.implied[static_cast<size_t>(j)] == 1 ? 1 : 0;
  }
  EXPECT_EQ(implied, 2);
  EXPECT_EQ(presolved.reduced_of[3], presolved.reduced_of[4]);
  EXPECT_GT(presolved.problem.step, 0);
}

TEST(Presolve, ShareRowsStopACoverColumnFromBeingImpliedDownwards) {
  MipModel model;
  model.add_column(binary(1));
  model.add_column(binary(1));
  const int z = model.add_column({0, 1, 2, false, ""});  // covering costs: pushed down
  const int w = model.add_column({0, 1, 3, false, ""});
  model.add_row({0, kInfinity, {{0, 1}, {1, 1}, {z, -1}}, ""});
  model.add_row({0.5, kInfinity, {{z, 1}, {w, 1}}, ""});
  const Presolved presolved = presolve(to_problem(model));
  for (int direction : presolved.problem.implied) EXPECT_EQ(direction, 0);
  EXPECT_EQ(presolved.problem.step, 0);
}

/// On feasible points of random models: reduced points come back, and nothing optimal is lost.
TEST(Presolve, KeepsTheOptimumOfRandomModels) {
  for (uint32_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    testing::Dice dice(seed);
    MipModel model;
    const int n = dice.between(2, 8);
    for (int j = 0; j < n; ++j) {
      model.add_column(
          {0, static_cast<double>(dice.between(1, 2)), 1.0 * dice.between(-5, 9), true, ""});
    }
    for (int i = dice.between(1, 6); i > 0; --i) {
      Row row;
      for (int j = 0; j < n; ++j) {
        if (dice.chance(60)) row.terms.push_back({j, static_cast<double>(dice.between(-4, 6))});
      }
      if (dice.chance(60)) row.upper = dice.between(0, 9);
      if (dice.chance(60)) row.lower = std::min<double>(row.upper, dice.between(-3, 4));
      model.add_row(row);
    }
    const std::optional<double> before = testing::enumerate(model);
    const Presolved presolved =
        presolve(to_problem(model), seed % 3 == 0 ? all_hidden(model) : std::vector<char>());
    if (presolved.infeasible) {
      ASSERT_FALSE(before);
      continue;
    }
    const std::optional<double> after = testing::enumerate(to_model(presolved.problem));
    ASSERT_EQ(before.has_value(), after.has_value());
    if (!before) continue;
    ASSERT_NEAR(*before, *after + presolved.problem.offset, 1e-9);
  }
}

TEST(Propagator, AssignsAndTakesBack) {
  MipModel model;
  for (int j = 0; j < 4; ++j) model.add_column(binary(0));
  model.add_row({-kInfinity, 1, {{0, 1}, {1, 1}}, ""});
  model.add_row({0, kInfinity, {{1, 1}, {2, -1}}, ""});
  model.add_row({-kInfinity, 5, {{0, 3}, {3, 4}}, ""});
  const Problem problem = to_problem(model);
  Propagator propagator(problem);
  Domain domain = problem.bounds;
  ASSERT_TRUE(propagator.assign(domain, 0, 1));
  EXPECT_EQ(domain.upper, (std::vector<double>{1, 0, 0, 0}));
  propagator.undo(domain);
  EXPECT_EQ(domain.upper, (std::vector<double>{1, 1, 1, 1}));
  EXPECT_EQ(domain.lower, (std::vector<double>{0, 0, 0, 0}));
  domain.lower[2] = 1;
  domain.lower[0] = 1;
  EXPECT_FALSE(propagator.propagate_all(domain));
}

}  // namespace
}  // namespace dostyq::optim
