#include "optim/location/costs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace dostyq::optim {
namespace {

using Pairs = std::vector<std::pair<int32_t, int32_t>>;

Pairs pairs(std::span<const Near> list) {
  Pairs found;
  for (const Near& near : list) found.emplace_back(near.cost, near.site);
  return found;
}

Pairs expected(const Costs& costs, int customer) {
  Pairs found;
  for (int site = 0; site < costs.sites(); ++site) {
    const int32_t cost = costs.cost(customer, site);
    if (cost != Costs::kNever) found.emplace_back(cost, site);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// However a list is asked for, its beginning is that of the sorted costs.
void expect_lists(const Costs& costs, std::mt19937& random) {
  for (int customer = 0; customer < costs.customers(); ++customer) {
    const Pairs all = expected(costs, customer);
    for (int ask = 0; ask < 4; ++ask) {
      const size_t count = random() % (all.size() + 3);
      const Pairs list = pairs(costs.nearest(customer, count));
      ASSERT_GE(list.size(), std::min(count, all.size()));
      ASSERT_TRUE(std::equal(list.begin(), list.end(), all.begin()));
    }
    ASSERT_EQ(pairs(costs.all(customer)), all);
  }
}

TEST(Costs, ListsOfAMatrixAreItsSortedRows) {
  std::mt19937 random(1);
  for (int trial = 0; trial < 50; ++trial) {
    const int customers = static_cast<int>(random() % 6), sites = static_cast<int>(random() % 40);
    std::vector<int32_t> matrix(static_cast<size_t>(customers * sites));
    for (int32_t& cost : matrix) {
      cost = random() % 5 == 0 ? Costs::kNever : static_cast<int32_t>(random() % 9);
    }
    expect_lists(*matrix_costs(customers, sites, matrix), random);
  }
}

TEST(Costs, ListsOfAPlaneAreItsSortedDistances) {
  std::mt19937 random(2);
  for (int trial = 0; trial < 50; ++trial) {
    const int span = 1 + static_cast<int>(random() % 40);  // small spans: many equal distances
    const auto points = [&](size_t count) {
      std::vector<PlanePoint> found(count);
      for (PlanePoint& p : found) {
        p = {static_cast<double>(random() % static_cast<unsigned>(span)),
             static_cast<double>(random() % static_cast<unsigned>(span))};
      }
      return found;
    };
    const auto customers = points(random() % 6), sites = points(random() % 200);
    const double scale = trial % 3 == 0 ? 100 : 1;
    const auto costs = plane_costs(customers, sites, scale);
    for (size_t i = 0; i < customers.size(); ++i) {
      for (size_t j = 0; j < sites.size(); ++j) {
        const double distance = std::sqrt(std::pow(customers[i].x - sites[j].x, 2) +
                                          std::pow(customers[i].y - sites[j].y, 2));
        ASSERT_EQ(costs->cost(static_cast<int>(i), static_cast<int>(j)),
                  static_cast<int32_t>(std::floor(scale * distance)));
      }
    }
    expect_lists(*costs, random);
  }
}

TEST(Costs, ListsKeepTheLesserOfTwoCosts) {
  const auto costs = list_costs(3, {{{5, 1}, {2, 0}, {4, 1}}, {}});
  EXPECT_EQ(pairs(costs->all(0)), (Pairs{{2, 0}, {4, 1}}));
  EXPECT_EQ(costs->cost(0, 1), 4);
  EXPECT_EQ(costs->cost(0, 2), Costs::kNever);
  EXPECT_TRUE(costs->all(1).empty());
}

TEST(CostsDeathTest, NeitherNegativeNorNan) {
  EXPECT_DEATH(matrix_costs(1, 1, {-1}), "");
  EXPECT_DEATH(plane_costs({{NAN, 0}}, {{0, 0}}), "");
  EXPECT_DEATH(plane_costs({{0, 0}}, {{3e9, 0}}), "");
}

}  // namespace
}  // namespace dostyq::optim
