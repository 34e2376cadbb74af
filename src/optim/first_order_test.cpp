#include "optim/first_order.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "optim/relaxation.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

MipModel random_model(testing::Dice& dice) {
  MipModel model;
  const int columns = dice.between(2, 30), rows = dice.between(1, 25);
  for (int j = 0; j < columns; ++j) {
    const double lower = dice.chance(30) ? -dice.between(1, 5) : 0;
    model.add_column(
        {lower, lower + dice.between(0, 9), static_cast<double>(dice.between(-9, 9)), false, ""});
  }
  for (int i = 0; i < rows; ++i) {
    Row row;
    for (int j = 0; j < columns; ++j) {
      if (dice.chance(30)) row.terms.push_back({j, static_cast<double>(dice.between(-4, 9))});
    }
    const int side = dice.between(-5, 25);
    if (dice.chance(70)) row.upper = side;
    if (row.upper == kInfinity || dice.chance(30)) row.lower = side - dice.between(0, 12);
    model.rows.push_back(std::move(row));
  }
  return model;
}

TEST(FirstOrder, FindsWhatTheSimplexMethodFindsAndNeverBoundsTooHigh) {
  int solved = 0, infeasible = 0;
  for (uint32_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    testing::Dice dice(seed);
    const Problem problem = to_problem(random_model(dice));
    Relaxation exact(problem);
    const NodeLp status = exact.solve(kInfinity);
    FirstOrder method(problem, 1);
    int looks = 0;
    const auto outcome = method.run(1e-6, [&] { return ++looks > 2000; });
    if (status == NodeLp::kSolved) {
      const double slack = 1e-6 * std::max(1.0, std::abs(exact.objective()));
      ASSERT_NE(outcome, FirstOrder::Outcome::kInfeasible);
      EXPECT_LE(method.bound(), exact.objective() + slack);
      if (outcome != FirstOrder::Outcome::kConverged) continue;
      ++solved;
      EXPECT_NEAR(method.bound(), exact.objective(), 10 * slack);
      for (size_t j = 0; j < method.x().size(); ++j) {
        EXPECT_GE(method.x()[j], problem.bounds.lower[j]);
        EXPECT_LE(method.x()[j], problem.bounds.upper[j]);
      }
    } else if (status == NodeLp::kPruned) {
      EXPECT_NE(outcome, FirstOrder::Outcome::kConverged);
      infeasible += outcome == FirstOrder::Outcome::kInfeasible;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(solved, 200);
  EXPECT_GT(infeasible, 50);
}

TEST(FirstOrder, SameAnswerWithAnyNumberOfThreads) {
  const MipModel model = testing::planner_model({80, 3, 3, 300}).model;
  const Problem problem = to_problem(model);
  std::vector<double> x;
  double bound = 0;
  for (const unsigned threads : {1U, 2U, 3U}) {
    FirstOrder method(problem, threads);
    int looks = 0;
    method.run(1e-4, [&] { return ++looks > 50; });
    if (threads == 1) x = method.x(), bound = method.bound();
    EXPECT_EQ(x, method.x());
    EXPECT_EQ(bound, method.bound());
  }
}

TEST(FirstOrder, AnotherObjectiveAndARowMoreGoOnFromThePointInHand) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    testing::Dice dice(seed);
    MipModel model = random_model(dice);
    FirstOrder method(to_problem(model), 1);
    int looks = 0;
    const auto patience = [&] { return ++looks > 2000; };
    if (method.run(1e-6, patience) != FirstOrder::Outcome::kConverged) continue;
    Row row{-kInfinity, method.bound() + 1, {}, ""};
    for (size_t j = 0; j < model.columns.size(); ++j)
      row.terms.push_back({static_cast<int>(j), model.columns[j].cost});
    method.keep(method.bound() + 1);
    model.rows.push_back(row);
    std::vector<double> cost;
    for (Column& column : model.columns) {
      column.cost = dice.between(-9, 9);
      cost.push_back(column.cost);
    }
    method.set_cost(cost, 0);
    const Problem again = to_problem(model);
    Relaxation exact(again);
    ASSERT_EQ(exact.solve(kInfinity), NodeLp::kSolved);
    // What the duals of the last objective give is a bound before the first step.
    EXPECT_LE(method.bound(),
              exact.objective() + 1e-6 * std::max(1.0, std::abs(exact.objective())));
    looks = 0;
    if (method.run(1e-6, patience) != FirstOrder::Outcome::kConverged) continue;
    EXPECT_NEAR(method.bound(), exact.objective(),
                1e-5 * std::max(1.0, std::abs(exact.objective())));
  }
}

}  // namespace
}  // namespace dostyq::optim
