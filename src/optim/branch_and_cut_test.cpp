#include <gtest/gtest.h>

#include "optim/mip.hpp"

namespace dostyq::optim {
namespace {

Column binary(double cost) { return {0, 1, cost, true, ""}; }
Column continuous(double lower, double upper, double cost) {
  return {lower, upper, cost, false, ""};
}

TEST(BranchAndCut, EmptyModelIsOptimalAtZero) {
  const MipResult result = solve(MipModel{});
  EXPECT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, 0);
  EXPECT_EQ(result.bound, 0);
}

TEST(BranchAndCut, Knapsack) {
  MipModel model;
  for (double value : {-60.0, -100.0, -120.0, -45.0}) model.add_column(binary(value));
  model.add_row({-kInfinity, 50, {{0, 10}, {1, 20}, {2, 30}, {3, 12}}, ""});
  const MipResult result = solve(model);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, -220);
  EXPECT_EQ(result.bound, -220);
  EXPECT_EQ(result.x, (std::vector<double>{0, 1, 1, 0}));
}

TEST(BranchAndCut, EqualityKnapsackWithoutSolution) {
  MipModel model;
  for (int j = 0; j < 8; ++j) model.add_column(binary(-1));
  Row row{9, 9, {}, ""};
  for (int j = 0; j < 8; ++j) row.terms.push_back({j, j % 2 == 0 ? 2.0 : 4.0});
  model.add_row(row);
  const MipResult result = solve(model);
  EXPECT_EQ(result.status, MipStatus::kInfeasible);
  EXPECT_TRUE(result.x.empty());
  EXPECT_EQ(result.bound, kInfinity);
}

TEST(BranchAndCut, EqualityKnapsackWithGeneralIntegers) {
  MipModel model;
  model.add_column({0, 100, 7, true, ""});
  model.add_column({0, 100, 11, true, ""});
  model.add_row({101, 101, {{0, 3}, {1, 5}}, ""});
  const MipResult result = solve(model);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, 7 * 2 + 11 * 19);
}

TEST(BranchAndCut, InfeasibleByBoundsRowsAndColumns) {
  MipModel crossed;
  crossed.add_column({2, 1, 0, true, ""});
  EXPECT_EQ(solve(crossed).status, MipStatus::kInfeasible);
  MipModel no_integer;
  no_integer.add_column({0.2, 0.8, 0, true, ""});
  EXPECT_EQ(solve(no_integer).status, MipStatus::kInfeasible);
  MipModel empty_row;
  empty_row.add_column(binary(1));
  empty_row.add_row({1, kInfinity, {}, ""});
  EXPECT_EQ(solve(empty_row).status, MipStatus::kInfeasible);
  MipModel rows;
  rows.add_column(continuous(0, 10, 1));
  rows.add_column(continuous(0, 10, 1));
  rows.add_row({5, kInfinity, {{0, 1}, {1, 1}}, ""});
  rows.add_row({-kInfinity, 4, {{0, 1}, {1, 1}}, ""});
  EXPECT_EQ(solve(rows).status, MipStatus::kInfeasible);
}

TEST(BranchAndCut, Unbounded) {
  MipModel model;
  model.add_column({0, kInfinity, -1, true, ""});
  model.add_column(continuous(0, kInfinity, 0));
  model.add_row({-kInfinity, 3, {{0, 1}, {1, -1}}, ""});
  EXPECT_EQ(solve(model).status, MipStatus::kUnbounded);
  MipModel free_column;
  free_column.add_column(continuous(-kInfinity, kInfinity, 1));
  EXPECT_EQ(solve(free_column).status, MipStatus::kUnbounded);
}

TEST(BranchAndCut, UnboundedRelaxationOfAnInfeasibleModel) {
  MipModel model;
  model.add_column({0, kInfinity, -1, true, ""});
  model.add_column({0, 10, 0, true, ""});
  model.add_row({5, 5, {{1, 2}}, ""});
  EXPECT_EQ(solve(model).status, MipStatus::kInfeasible);
}

TEST(BranchAndCut, PureLinearProgramme) {
  MipModel model;
  model.add_column(continuous(0, kInfinity, -3));
  model.add_column(continuous(0, kInfinity, -5));
  model.add_row({-kInfinity, 4, {{0, 1}}, ""});
  model.add_row({-kInfinity, 12, {{1, 2}}, ""});
  model.add_row({-kInfinity, 18, {{0, 3}, {1, 2}}, ""});
  const MipResult result = solve(model);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_NEAR(result.objective, -36, 1e-6);
  EXPECT_NEAR(result.x[0], 2, 1e-6);
  EXPECT_NEAR(result.x[1], 6, 1e-6);
}

TEST(BranchAndCut, RepeatedTermsAreSummed) {
  MipModel model;
  model.add_column({0, 10, -1, true, ""});
  model.add_row({-kInfinity, 7, {{0, 1}, {0, 1}}, ""});
  const MipResult result = solve(model);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, -3);
}

TEST(BranchAndCut, StartIsUsedOnlyWhenItHolds) {
  MipModel model;
  for (int j = 0; j < 3; ++j) model.add_column(binary(-1));
  model.add_row({-kInfinity, 2, {{0, 1}, {1, 1}, {2, 1}}, ""});
  MipOptions options;
  options.node_limit = 0;
  options.start = {1, 1, 0};
  const MipResult good = solve(model, options);
  EXPECT_EQ(good.status, MipStatus::kFeasible);
  EXPECT_EQ(good.objective, -2);
  for (const std::vector<double>& wrong :
       {std::vector<double>{1, 1, 1}, {0.5, 1, 0}, {1, 1}, {2, 0, 0}, {1, 1, -1}}) {
    options.start = wrong;
    const MipResult bad = solve(model, options);
    EXPECT_GE(bad.objective, -2);  // whatever it found itself
    EXPECT_LE(bad.bound, -2);
  }
}

TEST(BranchAndCut, StopFlagAndTimeLimitKeepAValidAnswer) {
  MipModel model;
  for (int j = 0; j < 30; ++j) model.add_column(binary(-1 - j % 7));
  Row row{-kInfinity, 500, {}, ""};
  for (int j = 0; j < 30; ++j) row.terms.push_back({j, 37.0 + 5 * (j % 11)});
  model.add_row(row);
  const double optimum = solve(model).objective;
  StopFlag stop;
  stop.request();
  MipOptions options;
  options.stop = &stop;
  options.start.assign(30, 0.0);
  const MipResult stopped = solve(model, options);
  EXPECT_EQ(stopped.status, MipStatus::kFeasible);
  EXPECT_LE(stopped.bound, optimum);
  options.stop = nullptr;
  options.time_limit_seconds = 0;
  const MipResult late = solve(model, options);
  EXPECT_EQ(late.status, MipStatus::kFeasible);
  EXPECT_LE(late.bound, optimum);
}

TEST(BranchAndCut, ProposalsOfTheHeuristicAreVerified) {
  MipModel model;
  for (int j = 0; j < 3; ++j) model.add_column(binary(-1));
  for (int i = 0; i < 3; ++i) model.add_row({-kInfinity, 1, {{i, 1}, {(i + 1) % 3, 1}}, ""});
  MipOptions options;
  options.heuristic = [](std::span<const double> x, std::vector<double>& solution) {
    solution.assign(x.size(), 1.0);
    return true;
  };
  const MipResult result = solve(model, options);
  EXPECT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, -1);
}

TEST(BranchAndCut, MixedColumnsWithBigCoefficients) {
  // Fixed charge: 1e6 * open >= flow; the LP opens a millionth of each.
  MipModel model;
  for (double cost : {50.0, 40.0, 70.0}) model.add_column(binary(cost));
  for (double cost : {2.0, 3.0, 1.0}) model.add_column(continuous(0, kInfinity, cost));
  for (int i = 0; i < 3; ++i) model.add_row({0, kInfinity, {{i, 1e6}, {3 + i, -1}}, ""});
  model.add_row({20, kInfinity, {{3, 1}, {4, 1}, {5, 1}}, ""});
  const MipResult result = solve(model);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_NEAR(result.objective, 90, 1e-6);
}

TEST(BranchAndCutDeathTest, ProgrammersMistakes) {
  MipModel bad_index;
  bad_index.add_column(binary(1));
  bad_index.add_row({0, 1, {{1, 1}}, ""});
  EXPECT_DEATH(solve(bad_index), "check failed");
  MipModel bad_cost;
  bad_cost.add_column(binary(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_DEATH(solve(bad_cost), "check failed");
}

}  // namespace
}  // namespace dostyq::optim
