#include "instances/orienteering_file.hpp"

#include <gtest/gtest.h>

namespace dostyq::instances {
namespace {

constexpr const char* kOpLib =
    "NAME: tiny\nTYPE : OP\nDIMENSION : 3\nCOST_LIMIT : 12\nEDGE_WEIGHT_TYPE: EUC_2D\n"
    "NODE_COORD_SECTION\n1 0 0\n2 3.0e+00 4\n3 0 6\nNODE_SCORE_SECTION\n1 0\n2 7\n3 5\n"
    "DEPOT_SECTION\n1\n-1\nEOF\n";

Checked<OrienteeringInstance> parse(const std::string& text) {
  return parse_orienteering({text, "tiny.oplib", {}});
}

std::string key_of(const std::string& text) {
  const auto read = parse(text);
  return read ? "" : read.error().front().key;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(OrienteeringFile, ReadsOpLib) {
  const auto read = parse(kOpLib);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "tiny");
  EXPECT_EQ(read->format, "oplib");
  const auto& problem = read->problem;
  EXPECT_EQ(problem.points, 3);
  EXPECT_EQ(problem.limit, 12);
  EXPECT_TRUE(problem.closed());
  EXPECT_EQ(problem.start, 0);
  EXPECT_EQ(problem.score, (std::vector<int64_t>{0, 7, 5}));
  EXPECT_EQ(problem.between(0, 1), 5);
  EXPECT_EQ(problem.between(2, 1), 4) << "the root of 13 to the nearest";
}

TEST(OrienteeringFile, KnowsTheDistancesOfTsplib) {
  const auto ceil = parse(with(kOpLib, "EUC_2D", "CEIL_2D"));
  ASSERT_TRUE(ceil);
  EXPECT_EQ(ceil->problem.between(1, 2), 4);
  const auto att = parse(with(kOpLib, "EUC_2D", "ATT"));
  ASSERT_TRUE(att);
  EXPECT_EQ(att->problem.between(0, 1), 2) << "the root of 25/10, up";
  const auto geo = parse(with(kOpLib, "EUC_2D", "GEO"));
  ASSERT_TRUE(geo);
  EXPECT_GT(geo->problem.between(0, 1), 500'000 / 1000);
}

TEST(OrienteeringFile, ReadsChao) {
  const auto read = parse_orienteering(
      {"n 3\nm 2\ntmax 12.5\n0.000\t0.000\t0\n3 4 10\n6 8 0\n", "p1.2.a.txt", {}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "p1.2.a");
  EXPECT_EQ(read->problem.routes, 2);
  EXPECT_EQ(read->problem.start, 0);
  EXPECT_EQ(read->problem.end, 2);
  EXPECT_EQ(read->problem.limit, 12'500'000);
  EXPECT_EQ(read->problem.between(0, 1), 5'000'000);
}

TEST(OrienteeringFile, NamesWhatIsWrong) {
  EXPECT_EQ(key_of("nothing"), "instances.unknown_orienteering");
  EXPECT_EQ(key_of(with(kOpLib, "EUC_2D", "EXPLICIT")), "instances.unsupported");
  EXPECT_EQ(key_of(with(kOpLib, "COST_LIMIT : 12\n", "")), "instances.missing");
  EXPECT_EQ(key_of(with(kOpLib, "DIMENSION : 3", "DIMENSION : 99999")), "instances.not_whole");
  EXPECT_EQ(key_of(with(kOpLib, "DIMENSION : 3", "DIMENSION : 9999")), "instances.ends_early");
  EXPECT_EQ(key_of(with(kOpLib, "2 7\n", "1 7\n")), "instances.twice");
  EXPECT_EQ(key_of(with(kOpLib, "2 7\n", "2 -7\n")), "instances.not_whole");
  EXPECT_EQ(key_of(with(kOpLib, "0 6\n", "0 x\n")), "instances.not_number");
  EXPECT_EQ(key_of("n 2\nm 1\ntmax 3\n0 0 0\n1 1\n"), "instances.ends_early");
  EXPECT_EQ(key_of("n 2\nm 1\ntmax 3\n0 0 0\n1e9 1 0\n"), "instances.too_far");
}

}  // namespace
}  // namespace dostyq::instances
