#include "optim/cover_cuts.hpp"

#include <gtest/gtest.h>

#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

/// No integer point of the knapsack may be cut off, and the point given must be.
TEST(CoverCuts, AreValidAndViolated) {
  int found = 0;
  for (uint32_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    testing::Dice dice(seed);
    const int n = dice.between(3, 11);
    MipModel model;
    Row row{-kInfinity, 0, {}, ""};
    double total = 0;
    for (int j = 0; j < n; ++j) {
      model.add_column({0, 1, 0, true, ""});
      const double a = dice.between(1, 40) * (dice.chance(25) ? -1 : 1);
      row.terms.push_back({j, a});
      total += a;
    }
    row.upper = std::floor(total * dice.between(30, 80) / 100);
    model.add_row(row);
    const Problem problem = to_problem(model);
    std::vector<double> x;
    x.reserve(static_cast<size_t>(n));
    for (int j = 0; j < n; ++j) x.push_back(dice.between(0, 4) / 4.0);
    const SparseRows cuts = find_cover_cuts(problem, problem.bounds, x);
    for (int i = 0; i < cuts.size(); ++i) {
      ++found;
      const auto activity = [&](const auto& point) {
        double sum = 0;
        for (int k = cuts.begin(i); k < cuts.end(i); ++k) {
          sum += cuts.value[static_cast<size_t>(k)] * point(cuts.column[static_cast<size_t>(k)]);
        }
        return sum;
      };
      const double limit = cuts.upper[static_cast<size_t>(i)];
      ASSERT_GT(activity([&](int j) { return x[static_cast<size_t>(j)]; }), limit);
      for (int mask = 0; mask < 1 << n; ++mask) {
        double weight = 0;
        for (const Term& term : row.terms) weight += (mask >> term.column & 1) * term.coefficient;
        if (weight > row.upper) continue;
        ASSERT_LE(activity([&](int j) { return mask >> j & 1; }), limit);
      }
    }
  }
  EXPECT_GT(found, 30);
}

}  // namespace
}  // namespace dostyq::optim
