#include "instances/tsplib.hpp"

#include <gtest/gtest.h>

#include "instances/testing_problems.hpp"

namespace dostyq::instances {
namespace {

Checked<Instance> parsed(const std::string& text, ReadOptions options = {}) {
  return read_tsplib({text, "a.tsp", options});
}

constexpr const char* kHead =
    "NAME : small\nTYPE: TSP\nCOMMENT : a: b\nDIMENSION :3\nEDGE_WEIGHT_TYPE : EUC_2D\n"
    "NODE_COORD_SECTION\n";

std::string with(const std::string& points) { return kHead + points; }

TEST(Tsplib, DistancesAreRoundedDown) {
  auto read = parsed(with("2 3 4.0\r\n1 0.00000e+00 0\n3 +1 -1e0\nEOF\n"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "small");
  EXPECT_EQ(read->sites, 3);
  EXPECT_EQ(read->weight, std::vector<int64_t>(3, 1));
  EXPECT_EQ(read->costs, nullptr);
  ASSERT_TRUE(make_costs(*read));
  EXPECT_EQ(read->costs->cost(0, 1), 5);
  EXPECT_EQ(read->costs->cost(0, 2), 1);
  EXPECT_EQ(read->costs->cost(1, 2), 5);  // 5.385
  EXPECT_EQ(read->costs->cost(2, 2), 0);
}

TEST(Tsplib, MoreDecimalsAreKeptOnDemand) {
  auto read = parsed(with("1 0 0\n2 1 1\n3 2 2\n"), {3});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cost_scale, 1000);
  ASSERT_TRUE(make_costs(*read));
  EXPECT_EQ(read->costs->cost(0, 1), 1414);
  EXPECT_EQ(read->costs->cost(0, 2), 2828);
}

TEST(Tsplib, NamesWhatIsWrongAndWhere) {
  expect_refused(parsed(""), "instances.missing", 1);
  expect_refused(parsed("NAME : a\nDIMENSION : 3\n"), "instances.missing", 3);
  expect_refused(parsed("EDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 1 1\n"),
                 "instances.missing", 2);
  expect_refused(parsed("DIMENSION : 1\nNODE_COORD_SECTION\n1 1 1\n"), "instances.missing", 2);
  expect_refused(parsed("DIMENSION : 0\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n"),
                 "instances.not_whole", 1);
  expect_refused(parsed("DIMENSION : -3\n"), "instances.not_whole", 1);
  expect_refused(parsed("DIMENSION : 99999999999\n"), "instances.not_whole", 1);
  expect_refused(parsed("DIMENSION : 3\nEDGE_WEIGHT_TYPE : GEO\n"), "instances.unsupported", 2);
  expect_refused(parsed(with("1 0 0\n2 0 0\n")), "instances.ends_early", 9);
  expect_refused(parsed(with("1 0 0\n2 0 0\n3 0")), "instances.ends_early", 9);
  expect_refused(parsed(with("1 0 0\n2 0 zero\n3 0 0\n")), "instances.not_number", 8, "5");
  expect_refused(parsed(with("1 0 0\n2 0 nan\n3 0 0\n")), "instances.not_number", 8, "5");
  expect_refused(parsed(with("1 0 0\n2 inf 0\n3 0 0\n")), "instances.not_number", 8, "3");
  expect_refused(parsed(with("1 0 0\n2 1e999 0\n3 0 0\n")), "instances.not_number", 8, "3");
  expect_refused(parsed(with("1 0 0\n4 0 0\n3 0 0\n")), "instances.not_whole", 8, "1");
  expect_refused(parsed(with("1 0 0\n1 0 0\n3 0 0\n")), "instances.twice", 8);
  expect_refused(parsed(with("1 0 0\n2 0 0\n3 0 0\n4 0 0\n")), "instances.goes_on", 10);
  expect_refused(
      parsed("DIMENSION : 2000000000\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 1 1\n"),
      "instances.ends_early", 3);
}

TEST(Tsplib, DistancesThatDoNotFitAreRefused) {
  auto read = parsed(with("1 0 0\n2 0 3e9\n3 0 0\n"));
  ASSERT_TRUE(read);
  EXPECT_EQ(make_costs(*read).error().key, "instances.too_far");
  auto fine = parsed(with("1 0 0\n2 0 3000\n3 0 0\n"), {6});
  ASSERT_TRUE(fine);
  EXPECT_EQ(make_costs(*fine).error().key, "instances.too_far");
}

TEST(Tsplib, IsRecognisedByItsSection) {
  EXPECT_TRUE(looks_like_tsplib({with(""), "a", {}}));
  EXPECT_FALSE(looks_like_tsplib({"NODE_COORD_SECTION", "a", {}}));
  EXPECT_FALSE(looks_like_tsplib({"", "a.tsp", {}}));
}

}  // namespace
}  // namespace dostyq::instances
