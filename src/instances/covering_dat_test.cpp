#include "instances/covering_dat.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <random>

#include "instances/check.hpp"
#include "instances/testing_problems.hpp"

namespace dostyq::instances {
namespace {

std::string where(const Result<CoveringDat>& read) {
  if (read) return "no error";
  const Error& error = read.error();
  return error.key + " " + error.where.file + ":" + std::to_string(error.where.row) + " " +
         error.args[0];
}

TEST(CoveringDat, ReadsSitesAndPutsCustomersTogether) {
  // The second customer lies at the radius of site 0 exactly: not covered by it.
  const auto read = parse_covering_dat(
      "2\t4\t\nF\t0\t0.5\t0\t3\nF 1 10 0 7\r\n\nC\t0\t1\t0\t5\nC 1 5.5 0 6\nC 2 .5 -2e0 1\n"
      "C 3 99 99 9\n",
      "a.dat", 5);
  ASSERT_TRUE(read.has_value()) << where(read);
  EXPECT_EQ(read->coverage.customers, 4);
  EXPECT_EQ(read->coverage.weight, 21);
  EXPECT_EQ(read->coverage.out_of_reach, 1);
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{3, 7}));
  EXPECT_EQ(read->site_points[1].x, 10);
  ASSERT_EQ(read->coverage.groups.size(), 2);
  EXPECT_EQ(read->coverage.groups.weight, (std::vector<int64_t>{6, 6}));
  EXPECT_EQ(read->coverage.groups.site, (std::vector<int32_t>{0, 1}));
}

TEST(CoveringDat, ErrorsNameTheLineAndWhatIsExpected) {
  const auto error = [](const char* text) { return where(parse_covering_dat(text, "a.dat", 1)); };
  EXPECT_EQ(error(""), "instances.line a.dat:1 n m");
  EXPECT_EQ(error("2 x\n"), "instances.line a.dat:1 n m");
  EXPECT_EQ(error("-2 1\n"), "instances.line a.dat:1 n m");
  EXPECT_EQ(error("99999999999 1\n"), "instances.line a.dat:1 n m");
  EXPECT_EQ(error("2 0\nF 0 1 1 1\n"), "instances.ends_early a.dat:3 F id x y cost");
  EXPECT_EQ(error("1 1\nC 0 1 1 1\n"), "instances.line a.dat:2 F id x y cost");
  EXPECT_EQ(error("1 1\nF 0 1 nan 1\n"), "instances.line a.dat:2 F id x y cost");
  EXPECT_EQ(error("1 1\nF 0 1 1 1\nC 0 1,5 1 1\n"), "instances.line a.dat:3 C id x y weight");
  EXPECT_EQ(error("1 1\nF 0 1 1 1\nC 0 1 1 -1\n"), "instances.line a.dat:3 C id x y weight");
  EXPECT_EQ(error("1 1\nF 0 1 1 1\nC 0 1 1\n"), "instances.line a.dat:3 C id x y weight");
  EXPECT_EQ(error("1 1\nF 0 1 1 1\nC 0 1 1 1 1\n"), "instances.line a.dat:3 C id x y weight");
  EXPECT_EQ(error("1 2\nF 0 1 1 1\nC 0 1 1 1\n"), "instances.ends_early a.dat:4 C id x y weight");
  EXPECT_EQ(error("1 0\nF 0 1 1 1\nC 0 1 1 1"), "instances.goes_on a.dat:3 C");
  EXPECT_EQ(error("1 1\nF 0 1 1 1\nC 0 1 1 99999999999999999\n"),
            "instances.line a.dat:3 C id x y weight");
}

struct Drawn {
  std::vector<optim::PlanePoint> sites, customers;
  std::vector<int64_t> weight;
  std::string text;
};

Drawn draw(std::mt19937& random, size_t sites, size_t customers) {
  Drawn drawn;
  const auto number = [&] {
    const auto whole = static_cast<double>(random() % 40'000'000) - 1e7;
    return whole / 1e6;
  };
  drawn.text = std::to_string(sites) + " " + std::to_string(customers) + "\n";
  char line[200];
  for (size_t j = 0; j < sites; ++j) {
    drawn.sites.push_back({number(), number()});
    std::snprintf(line, sizeof line, "F\t%zu\t%.6f\t%.6f\t1\n", j, drawn.sites[j].x,
                  drawn.sites[j].y);
    drawn.text += line;
  }
  for (size_t i = 0; i < customers; ++i) {
    drawn.customers.push_back({number(), number()});
    drawn.weight.push_back(static_cast<int64_t>(random() % 100));
    std::snprintf(line, sizeof line, "C\t%zu\t%.6f\t%.6f\t%d\n", i, drawn.customers[i].x,
                  drawn.customers[i].y, static_cast<int>(drawn.weight[i]));
    drawn.text += line;
  }
  return drawn;
}

TEST(CoveringDat, GroupsAreThoseOfEveryDistance) {
  std::mt19937 random(1);
  for (const double radius : {0.01, 1.0, 5.5, 13.0, 60.0, 0.0}) {
    const Drawn drawn = draw(random, 1 + random() % 60, 2000);
    const auto read = parse_covering_dat(drawn.text, "a.dat", radius, 2);
    ASSERT_TRUE(read.has_value()) << where(read);
    std::map<std::vector<int32_t>, int64_t> expected, found;
    for (size_t i = 0; i < drawn.customers.size(); ++i) {
      std::vector<int32_t> near;
      for (size_t j = 0; j < drawn.sites.size(); ++j) {
        const double dx = drawn.customers[i].x - drawn.sites[j].x;
        const double dy = drawn.customers[i].y - drawn.sites[j].y;
        if (std::sqrt(dx * dx + dy * dy) < radius) near.push_back(static_cast<int32_t>(j));
      }
      if (!near.empty()) expected[near] += drawn.weight[i];
    }
    for (int group = 0; group < read->coverage.groups.size(); ++group) {
      const auto sites = read->coverage.groups.sites(group);
      const bool is_new = found
                              .emplace(std::vector<int32_t>(sites.begin(), sites.end()),
                                       read->coverage.groups.weight[static_cast<size_t>(group)])
                              .second;
      EXPECT_TRUE(is_new);
    }
    EXPECT_EQ(found, expected);
  }
}

TEST(CoveringDat, ThreadsAndPiecesDoNotShow) {
  std::mt19937 random(2);
  const Drawn drawn = draw(random, 30, 400'000);  // three pieces
  const auto one = parse_covering_dat(drawn.text, "a.dat", 6, 1);
  const auto two = parse_covering_dat(drawn.text, "a.dat", 6, 2);
  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_EQ(one->coverage.groups.site, two->coverage.groups.site);
  EXPECT_EQ(one->coverage.groups.weight, two->coverage.groups.weight);
  EXPECT_EQ(one->coverage.customers, 400'000);
  // An error in the last piece is found, and its line.
  const auto wrong = parse_covering_dat(drawn.text + "oops\n", "a.dat", 6, 2);
  EXPECT_EQ(where(wrong), "instances.line a.dat:400032 C id x y weight");
}

TEST(CoveringDat, ReadForARadiusOrForAllPoints) {
  std::mt19937 random(3);
  const Drawn drawn = draw(random, 20, 500);
  ReadOptions within;
  within.cover_within = 5;
  const auto points = parse_instance({drawn.text, "a.dat", {}});
  const auto covered = parse_instance({drawn.text, "a.dat", within});
  ASSERT_TRUE(points.has_value() && covered.has_value());
  EXPECT_EQ(points->format, "covering-dat");
  EXPECT_EQ(points->weight, drawn.weight);
  EXPECT_FALSE(points->coverage.has_value());
  EXPECT_TRUE(covered->customer_points.empty());
  EXPECT_EQ(covered->customers, 500);
  Question question;
  question.model = Model::kMclp;
  question.p = 3;
  question.radius = 5;
  const std::vector<int> sites{1, 4, 17};
  const Recount counted = recount(*points, question, {sites, {}});
  EXPECT_TRUE(counted.broken.empty());
  EXPECT_EQ(counted.objective, optim::covered_weight(covered->coverage->groups, sites));
  expect_refused(parse_instance({"0 1\nC 0 1 1 1\n", "a.dat", {}}, "covering-dat"),
                 "instances.no_sites", 0);
  expect_refused(parse_instance({"1 0\nF 0 1 1 1\n", "a.dat", within}), "instances.no_customers",
                 0);
}

TEST(CoveringDat, ThePublishedInstanceHasItsPublishedOptimum) {
  const char* const bench = std::getenv("DOSTYQ_BENCH");
  if (bench == nullptr) GTEST_SKIP() << "DOSTYQ_BENCH does not name the folder of instances";
  const std::string path = std::string(bench) + "/mclp/GRID_INST_n100_m10000_d1_100_f1_1_s1.dat";
  ReadOptions within;
  within.cover_within = 5.5;
  const auto read = read_instance(path, "", within);
  ASSERT_TRUE(read.has_value());
  optim::CoveringModel model;
  model.groups = read->coverage->groups;
  model.rules.sites = read->sites;
  optim::Row count{10, 10, {}, ""};
  for (int site = 0; site < model.rules.sites; ++site) count.terms.push_back({site, 1});
  model.rules.rows.push_back(count);
  const optim::LocationResult result = optim::solve_maximal_covering(model);
  EXPECT_EQ(result.status, optim::MipStatus::kOptimal);
  EXPECT_EQ(result.objective, 441'545);  // Cordeau, Furini, Ljubic (2019)
  Question question;
  question.model = Model::kMclp;
  question.radius = 5.5;
  EXPECT_EQ(recount(*read_instance(path), question, {result.sites, {}}).objective, 441'545);
}

}  // namespace
}  // namespace dostyq::instances
