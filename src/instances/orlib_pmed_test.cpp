#include "instances/orlib_pmed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "instances/check.hpp"
#include "instances/testing_problems.hpp"

namespace dostyq::instances {
namespace {

Checked<Instance> parsed(const std::string& text) {
  return read_orlib_pmed({text, "pmed.txt", {}});
}

TEST(OrlibPmed, CostsAreShortestPathsAndTheLastEdgeCounts) {
  // 1-2 is given three times, both ways round; 3-3 is a loop; nobody reaches node 5.
  const auto read = parsed(" 5 6 2\n 1 2 1 \r\n 2 1 50\n 1 2 7\n 2 3 5\n 3 3 9\n 3 4 0\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sites, 5);
  EXPECT_EQ(read->customers, 5);
  EXPECT_EQ(read->p, 2);
  EXPECT_EQ(read->weight, std::vector<int64_t>(5, 1));
  EXPECT_EQ(read->costs->cost(0, 1), 7);
  EXPECT_EQ(read->costs->cost(0, 3), 12);
  EXPECT_EQ(read->costs->cost(3, 0), 12);
  EXPECT_EQ(read->costs->cost(2, 2), 0);
  EXPECT_EQ(read->costs->cost(2, 3), 0);
  EXPECT_EQ(read->costs->cost(0, 4), optim::Costs::kNever);
}

TEST(OrlibPmed, ALastEdgeMayBeLongerThanTheWayRound) {
  const auto read = parsed("3 4 1\n1 3 1\n1 2 4\n2 3 4\n1 3 100\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->costs->cost(0, 2), 8);
}

TEST(OrlibPmed, AgreesWithFloydAndWarshallOnRandomGraphs) {
  std::mt19937_64 random(7);
  const auto draw = [&](uint64_t below) { return random() % below; };
  for (int trial = 0; trial < 50; ++trial) {
    const uint64_t n = 2 + draw(20), m = draw(3 * n);
    std::string text = std::to_string(n) + " " + std::to_string(m) + " 1\n";
    for (uint64_t e = 0; e < m; ++e) {
      text += std::to_string(1 + draw(n)) + " " + std::to_string(1 + draw(n)) + " " +
              std::to_string(draw(30)) + "\n";
    }
    const auto read = parsed(text);
    ASSERT_TRUE(read) << text;
    // The recount walks the edges by itself.
    Question question;
    question.model = Model::kPCentre;
    for (int site = 0; site < read->sites; ++site) {
      int64_t farthest = 0;
      for (int customer = 0; customer < read->customers; ++customer)
        farthest = std::max<int64_t>(farthest, read->costs->cost(customer, site));
      const Recount found = recount(*read, question, {{site}, {}});
      EXPECT_EQ(found.broken.empty(), farthest != optim::Costs::kNever);
      if (found.broken.empty()) {
        EXPECT_EQ(found.objective, farthest);
      }
    }
  }
}

TEST(OrlibPmed, NamesWhatIsWrongAndWhere) {
  expect_refused(parsed(""), "instances.ends_early", 1);
  expect_refused(parsed("3 2"), "instances.ends_early", 1);
  expect_refused(parsed("3 2 1\n1 2 5\n2 3"), "instances.ends_early", 3, "4");
  expect_refused(parsed("3 1 1\n1 2 5\n2 3 5\n"), "instances.goes_on", 3, "1");
  expect_refused(parsed("0 0 0\n"), "instances.not_whole", 1, "1");
  expect_refused(parsed("3 1 x\n1 2 5\n"), "instances.not_whole", 1, "5");
  expect_refused(parsed("3 1 1\n1 two 5\n"), "instances.not_whole", 2, "3");
  expect_refused(parsed("3 1 1\n1 4 5\n"), "instances.not_whole", 2, "3");
  expect_refused(parsed("3 1 1\n0 1 5\n"), "instances.not_whole", 2, "1");
  expect_refused(parsed("3 1 1\n1 2 -5\n"), "instances.not_whole", 2, "5");
  expect_refused(parsed("3 1 1\n1 2 nan\n"), "instances.not_whole", 2, "5");
  expect_refused(parsed("3 1 1\n1 2 2.5\n"), "instances.not_whole", 2, "5");
  expect_refused(parsed("3 1 1\n1 2 99999999999999999999\n"), "instances.not_whole", 2, "5");
  expect_refused(parsed("3 2 1\n1 2 2147483646\n2 3 2147483646\n"), "instances.too_far", 0);
  expect_refused(parsed("9999999 1 1\n1 2 3\n"), "instances.not_whole", 1, "1");
  expect_refused(parsed("3 9000000000000000000 1\n1 2 3\n"), "instances.ends_early", 3);
}

TEST(OrlibPmed, IsRecognisedByItsLines) {
  const auto recognised = [](const char* text) {
    return looks_like_orlib_pmed({text, "a.txt", {}});
  };
  EXPECT_TRUE(recognised("\n 100 200 5 \n 1 2 30 \n"));
  EXPECT_TRUE(recognised("1 0 1\n"));
  EXPECT_FALSE(recognised(""));
  EXPECT_FALSE(recognised("10 50\n1 2 3\n"));
  EXPECT_FALSE(recognised("10 50 0\n1 2 3 4\n"));
  EXPECT_FALSE(recognised("id,x,y\n1,2,3\n"));
}

}  // namespace
}  // namespace dostyq::instances
