#include "optim/local_search.hpp"

#include <gtest/gtest.h>

#include "optim/presolve.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

TEST(LocalSearch, MendsThenImprovesAndKeepsItsBooks) {
  testing::PlannerSize size;
  size.places = 40;
  size.classes = 90;
  size.budget_permille = 300;
  const MipModel model = testing::planner_model(size).model;
  const Presolved presolved = presolve(to_problem(model));
  ASSERT_TRUE(LocalSearch::is_applicable(presolved.problem));
  LocalSearch search(presolved.problem, presolved.problem.bounds);
  std::vector<double> x(presolved.problem.cost.size(), 0.0);
  ASSERT_TRUE(search.improve(x, 50'000'000));
  const std::vector<double> full = presolved.restore(x);
  double value = 0;
  for (size_t j = 0; j < full.size(); ++j) value += model.columns[j].cost * full[j];
  for (const Row& row : model.rows) {
    double sum = 0;
    for (const Term& term : row.terms)
      sum += term.coefficient * full[static_cast<size_t>(term.column)];
    ASSERT_GE(sum, row.lower - 1e-6);
    ASSERT_LE(sum, row.upper + 1e-6);
  }
  const MipResult best = solve(model);
  ASSERT_EQ(best.status, MipStatus::kOptimal);
  EXPECT_LT(value, 0.85 * best.objective);  // within 15 % of the least, both negative
}

TEST(LocalSearch, IsNotForPlainContinuousColumns) {
  const auto instance = testing::median_instance(1, 5, 2);
  const Problem problem = to_problem(testing::compact_median(instance));
  EXPECT_FALSE(LocalSearch::is_applicable(problem));
}

}  // namespace
}  // namespace dostyq::optim
