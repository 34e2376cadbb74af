#include "instances/coverage.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "instances/check.hpp"
#include "instances/formats.hpp"

namespace dostyq::instances {
namespace {

Instance read(const std::string& text, const std::string& file) {
  auto instance = parse_instance({text, file, {}});
  EXPECT_TRUE(instance.has_value());
  return std::move(*instance);
}

/// What each site alone covers, by the recount.
std::vector<int64_t> by_recount(const Instance& instance, double radius) {
  Question question;
  question.model = Model::kMclp;
  question.radius = radius;
  std::vector<int64_t> weight;
  for (int site = 0; site < instance.sites; ++site) {
    const Recount counted = recount(instance, question, {{site}, {}});
    EXPECT_EQ(counted.slack, 0);
    weight.push_back(counted.objective);
  }
  return weight;
}

std::vector<int64_t> by_groups(const Coverage& coverage, int sites) {
  std::vector<int64_t> weight;
  for (int site = 0; site < sites; ++site) {
    weight.push_back(optim::covered_weight(coverage.groups, std::vector<int>{site}));
  }
  return weight;
}

void expect_same(const Instance& instance, double radius) {
  const auto coverage = cover(instance, radius, 2);
  ASSERT_TRUE(coverage.has_value());
  EXPECT_EQ(coverage->customers, instance.customers);
  EXPECT_EQ(by_groups(*coverage, instance.sites), by_recount(instance, radius)) << radius;
}

TEST(Coverage, OfAPlaneTakesInTheRadiusItself) {
  const Instance instance = read("x,y,weight\n0,0,1\n3,4,2\n6,8,4\n100,0,8\n", "a.csv");
  const auto coverage = cover(instance, 5);
  ASSERT_TRUE(coverage.has_value());
  EXPECT_EQ(by_groups(*coverage, 4), (std::vector<int64_t>{3, 7, 6, 8}));
  EXPECT_EQ(coverage->weight, 15);
  for (const double radius : {0.0, 4.999, 5.0, 10.0, 1e6}) expect_same(instance, radius);
}

TEST(Coverage, OfRandomPointsInDegreesAndMetresAndOfAGraph) {
  std::mt19937 random(4);
  std::string degrees = "lon,lat,weight\n", metres = "x,y,weight\n", graph = "60 90 1\n";
  for (int i = 0; i < 150; ++i) {
    const auto digits = [&](unsigned span) { return std::to_string(random() % span); };
    degrees += "7" + digits(4) + "." + digits(1000) + ",4" + digits(3) + "." + digits(1000) + "," +
               digits(50) + "\n";
    metres += digits(300) + "," + digits(300) + "," + digits(50) + "\n";
    if (i < 90)
      graph += std::to_string(1 + random() % 60) + " " + std::to_string(1 + random() % 60) + " " +
               digits(40) + "\n";
  }
  for (const double radius : {0.0, 13.0, 41.5, 120.0}) {
    expect_same(read(metres, "a.csv"), radius);
    expect_same(read(degrees, "a.csv"), 1 + radius * 1000);
    expect_same(read(graph, "a.txt"), radius);
  }
}

TEST(Coverage, OnTheOtherSideOfTheEarth) {
  const Instance instance = read("lon,lat\n0,0\n180,0\n-179.9,0\n0,90\n", "a.csv");
  const auto date_line = cover(instance, 12'000);
  ASSERT_TRUE(date_line.has_value());
  EXPECT_EQ(by_groups(*date_line, 4), (std::vector<int64_t>{1, 2, 2, 1}));
  EXPECT_EQ(by_groups(*cover(instance, 3e7), 4), (std::vector<int64_t>{4, 4, 4, 4}));
}

TEST(Coverage, SaysHowManyAreOutOfReachAndWhatDoesNotFit) {
  const Instance far = read("x,y,weight,site\n0,0,1,1\n1,0,5,0\n9,9,0,0\n8,8,3,0\n", "a.csv");
  EXPECT_EQ(cover(far, 2)->out_of_reach, 2);
  const Instance heavy = read("x,y,weight\n0,0,9007199254740992\n1,0,1\n", "a.csv");
  EXPECT_EQ(cover(heavy, 2).error().key, "instances.weights_too_large");
}

TEST(Coverage, ThreadsDoNotShow) {
  std::mt19937 random(5);
  std::string text = "x,y,site\n";
  for (int i = 0; i < 70'000; ++i) {
    text += std::to_string(random() % 1000) + "," + std::to_string(random() % 1000) +
            (i < 40 ? ",1\n" : ",0\n");
  }
  const Instance instance = read(text, "a.csv");
  const auto one = cover(instance, 150, 1), two = cover(instance, 150, 3);
  EXPECT_EQ(one->groups.site, two->groups.site);
  EXPECT_EQ(one->groups.weight, two->groups.weight);
  EXPECT_EQ(one->customers, 70'000);
}

TEST(Share, OfTheWeightIsRoundedUpExactly) {
  EXPECT_EQ(least_weight(95, 100), 95);
  EXPECT_EQ(least_weight(95, 101), 96);
  EXPECT_EQ(least_weight(33.333333, 100'000'000), 33'333'333);
  EXPECT_EQ(least_weight(100, int64_t{1} << 53), int64_t{1} << 53);
  EXPECT_EQ(least_weight(0.000001, 5), 1);
}

}  // namespace
}  // namespace dostyq::instances
