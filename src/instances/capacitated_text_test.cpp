#include "instances/capacitated_text.hpp"

#include <gtest/gtest.h>

#include "instances/testing_problems.hpp"
#include "instances/uncapacitated.hpp"

namespace dostyq::instances {
namespace {

Checked<Instance> sscflp(const std::string& text) { return read_sscflp({text, "p1", {}}); }

TEST(Sscflp, DecimalsBecomeWholeNumbers) {
  const auto read = sscflp("2 3\n 10 20.5 \n7.25 0\n1 2 3\n1.5 2\n3 4.125000\n0 6\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sites, 2);
  EXPECT_EQ(read->customers, 3);
  EXPECT_EQ(read->cost_scale, 1000);
  EXPECT_EQ(read->amount_scale, 10);
  EXPECT_EQ(read->capacity, (std::vector<int64_t>{100, 205}));
  EXPECT_EQ(read->demand, (std::vector<int64_t>{10, 20, 30}));
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{7250, 0}));
  EXPECT_EQ(read->weight, (std::vector<int64_t>{1, 1, 1}));
  EXPECT_EQ(read->costs->cost(0, 1), 2000);
  EXPECT_EQ(read->costs->cost(1, 1), 4125);
  EXPECT_EQ(read->costs->cost(2, 0), 0);
}

TEST(Sscflp, LongCostsKeepAllTheirDigits) {
  const auto read = sscflp("1 2\n10\n7\n1 2\n2141200.000001\n3\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->costs, nullptr);
  EXPECT_EQ(read->cost_scale, 1'000'000);
  EXPECT_EQ(read->wide_costs, (std::vector<int64_t>{2'141'200'000'001, 3'000'000}));
}

TEST(Sscflp, SaysTheSameAsOrlibCap) {
  const auto by_kind = sscflp("2 2\n10 20\n7 8\n1 2\n3 4\n5 6\n");
  const auto by_place = read_orlib_cap({"2 2\n10 7\n20 8\n1\n3 4\n2\n5 6\n", "cap", {}});
  ASSERT_TRUE(by_kind && by_place);
  EXPECT_EQ(by_kind->capacity, by_place->capacity);
  EXPECT_EQ(by_kind->opening_cost, by_place->opening_cost);
  EXPECT_EQ(by_kind->demand, by_place->demand);
  for (int customer : {0, 1}) {
    for (int site : {0, 1})
      EXPECT_EQ(by_kind->costs->cost(customer, site), by_place->costs->cost(customer, site));
  }
}

TEST(Sscflp, NamesWhatIsWrongAndWhere) {
  expect_refused(sscflp(""), "instances.ends_early", 1);
  expect_refused(sscflp("0 1\n"), "instances.not_whole", 1);
  expect_refused(sscflp("1 0\n"), "instances.not_whole", 1);
  expect_refused(sscflp("1 1\n5\n6\n"), "instances.ends_early", 4);
  expect_refused(sscflp("1 1\n5\nx\n1\n1\n"), "instances.not_number", 3);
  expect_refused(sscflp("1 1\n5\n6\n-1\n1\n"), "instances.negative", 4);
  expect_refused(sscflp("1 1\n5\n6\n1\n1\n9\n"), "instances.goes_on", 6);
  expect_refused(sscflp("20000 20000\n1\n"), "instances.ends_early", 1);
  expect_refused(sscflp("1 1\n500000000000000000\n6\n0.001\n1\n"), "instances.too_precise", 0);
}

}  // namespace
}  // namespace dostyq::instances
