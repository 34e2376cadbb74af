// Middle-sized multi-period covering models and their lexicographic stages: what the planner sends.
#include <gtest/gtest.h>

#include "optim/incumbent.hpp"
#include "optim/mip.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

void expect_holds(const MipModel& model, const MipResult& result) {
  ASSERT_EQ(result.x.size(), model.columns.size());
  for (const Row& row : model.rows) ASSERT_LE(violation(row, result.x), 1e-6) << row.name;
  double value = 0;
  for (size_t j = 0; j < result.x.size(); ++j) value += model.columns[j].cost * result.x[j];
  ASSERT_NEAR(value, result.objective, 1e-6);
  ASSERT_LE(result.bound, result.objective + 1e-6);
}

TEST(PlannerModel, ThreeStagesInTurn) {
  testing::PlannerSize size;
  size.places = 120;
  size.classes = 400;
  size.budget_permille = 100;
  const testing::PlannerModel planner = testing::planner_model(size);
  const MipResult covered = solve(planner.model);
  ASSERT_EQ(covered.status, MipStatus::kOptimal);
  expect_holds(planner.model, covered);

  MipOptions options;
  options.start = covered.x;
  const MipModel early = testing::next_stage(planner.model, covered.objective, planner.early, -1);
  const MipResult earlier = solve(early, options);
  ASSERT_EQ(earlier.status, MipStatus::kOptimal);
  expect_holds(early, earlier);

  options.start = earlier.x;
  const MipModel cheap = testing::next_stage(early, earlier.objective, planner.money, 1);
  const MipResult cheapest = solve(cheap, options);
  ASSERT_EQ(cheapest.status, MipStatus::kOptimal);
  expect_holds(cheap, cheapest);
}

TEST(PlannerModel, TheSameModelGivesTheSameAnswer) {
  testing::PlannerSize size;
  size.places = 60;
  size.classes = 200;
  size.budget_permille = 150;
  const MipModel model = testing::planner_model(size).model;
  const MipResult first = solve(model);
  const MipResult second = solve(model);
  EXPECT_EQ(first.x, second.x);
  EXPECT_EQ(first.nodes, second.nodes);
  EXPECT_EQ(first.bound, second.bound);
}

TEST(PlannerModel, StagesMayStopEarlyWithValidBounds) {
  testing::PlannerSize size;
  size.places = 100;
  size.classes = 300;
  size.budget_permille = 120;
  const MipModel model = testing::planner_model(size).model;
  const MipResult full = solve(model);
  ASSERT_EQ(full.status, MipStatus::kOptimal);
  for (int64_t limit : {1, 3, 10}) {
    MipOptions options;
    options.node_limit = limit;
    const MipResult part = solve(model, options);
    ASSERT_FALSE(part.x.empty());
    EXPECT_LE(part.bound, full.objective);
    EXPECT_GE(part.objective, full.objective);
    expect_holds(model, part);
  }
}

TEST(PlannerModel, ImpossibleShareIsProvenInfeasible) {
  testing::PlannerSize size;
  size.places = 100;
  size.classes = 300;
  size.budget_permille = 120;
  testing::PlannerModel planner = testing::planner_model(size);
  const MipResult full = solve(planner.model);
  ASSERT_EQ(full.status, MipStatus::kOptimal);
  for (Column& column : planner.model.columns) column.cost = 0;
  planner.model.add_row({-full.objective, kInfinity, planner.coverage, "share"});
  EXPECT_EQ(solve(planner.model).status, MipStatus::kOptimal);
  planner.model.rows.back().lower += 1;
  EXPECT_EQ(solve(planner.model).status, MipStatus::kInfeasible);
}

}  // namespace
}  // namespace dostyq::optim
