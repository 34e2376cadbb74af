#include "optim/lp/simplex.hpp"

#include <gtest/gtest.h>

namespace dostyq::optim {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// max 3a + 5b, a <= 4, 2b <= 12, 3a + 2b <= 18, with rows of very different size.
SparseRows wyndor() {
  SparseRows rows;
  rows.add(-kInf, 4e6, std::vector<int>{0}, std::vector<double>{1e6});
  rows.add(-kInf, 12e-3, std::vector<int>{1}, std::vector<double>{2e-3});
  rows.add(-kInf, 18, std::vector<int>{0, 1}, std::vector<double>{3, 2});
  return rows;
}

void load_wyndor(Simplex& simplex) {
  simplex.load(std::vector<double>{0, 0}, std::vector<double>{kInf, kInf},
               std::vector<double>{-3, -5}, wyndor());
}

TEST(Simplex, ValuesAndDualsAreInTheCallersUnits) {
  Simplex simplex;
  load_wyndor(simplex);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  EXPECT_NEAR(simplex.objective(), -36, 1e-9);
  EXPECT_NEAR(simplex.primal()[0], 2, 1e-9);
  EXPECT_NEAR(simplex.primal()[1], 6, 1e-9);
  EXPECT_NEAR(simplex.duals()[0], 0, 1e-12);
  EXPECT_NEAR(simplex.duals()[1], -1.5e3, 1e-6);
  EXPECT_NEAR(simplex.duals()[2], -1, 1e-9);
}

TEST(Simplex, RowsComeAndGoWarm) {
  Simplex simplex;
  load_wyndor(simplex);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  SparseRows cut;
  cut.add(-kInf, 5, std::vector<int>{1}, std::vector<double>{1});
  simplex.add_rows(cut);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  EXPECT_NEAR(simplex.objective(), -3 * (8.0 / 3) - 25, 1e-9);
  simplex.delete_rows(std::vector<int>{1, 3});
  ASSERT_EQ(simplex.row_count(), 2);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  EXPECT_NEAR(simplex.objective(), -45, 1e-9);
}

TEST(Simplex, BasisIsRestored) {
  Simplex simplex;
  load_wyndor(simplex);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  const Basis optimal = simplex.basis();
  simplex.set_column_bounds(0, 0, 0);
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  simplex.set_column_bounds(0, 0, kInf);
  simplex.set_basis(optimal);
  const int64_t before = simplex.iterations();
  ASSERT_EQ(simplex.solve(), LpStatus::kOptimal);
  EXPECT_EQ(simplex.iterations(), before);
  EXPECT_NEAR(simplex.objective(), -36, 1e-9);
}

TEST(Simplex, InfeasibleGivesARayAndUnboundedIsSeen) {
  Simplex simplex;
  SparseRows rows;
  rows.add(3, kInf, std::vector<int>{0, 1}, std::vector<double>{1, 1});
  simplex.load(std::vector<double>{0, 0}, std::vector<double>{1, 1}, std::vector<double>{1, 1},
               rows);
  ASSERT_EQ(simplex.solve(), LpStatus::kInfeasible);
  ASSERT_EQ(simplex.ray().size(), 1u);
  EXPECT_NE(simplex.ray()[0], 0);
  simplex.set_column_bounds(0, 0, kInf);
  simplex.set_cost(std::vector<double>{-1, 0});
  EXPECT_EQ(simplex.solve(), LpStatus::kUnbounded);
}

TEST(Simplex, StopFlagStopsAtOnce) {
  Simplex simplex;
  load_wyndor(simplex);
  StopFlag stop;
  stop.request();
  simplex.set_limits(std::chrono::steady_clock::time_point::max(), &stop);
  EXPECT_EQ(simplex.solve(), LpStatus::kStopped);
}

}  // namespace
}  // namespace dostyq::optim
