#include "instances/capacitated_text.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "instances/testing_problems.hpp"
#include "io/file.hpp"

namespace dostyq::instances {
namespace {

Checked<CapacitatedInstance> sscflp(const std::string& text, bool single_source = true,
                                    ReadOptions options = {}) {
  return read_capacitated({text, "p1", options}, CapacitatedFormat::kSscflp, single_source);
}

void expect_refused(const std::string& text, const std::string& key, int row,
                    bool single_source = true) {
  const auto read = sscflp(text, single_source);
  ASSERT_FALSE(read) << key;
  EXPECT_EQ(read.error().front().key, key);
  EXPECT_EQ(read.error().front().where.row, row) << key;
  EXPECT_EQ(read.error().front().where.file, "p1");
}

std::vector<std::pair<int, int64_t>> services(const CapacitatedInstance& instance,
                                              size_t customer) {
  std::vector<std::pair<int, int64_t>> found;
  for (const optim::Service& service : instance.model.services[customer]) {
    found.emplace_back(service.site, service.cost);
  }
  return found;
}

using Services = std::vector<std::pair<int, int64_t>>;

TEST(CapacitatedText, DecimalsBecomeWholeNumbers) {
  const auto read = sscflp("2 3\n 10 20.5 \n7.25 0\n1 2 3\n1.5 2\n3 4.125000\n0 6\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cost_scale, 1000);
  EXPECT_EQ(read->amount_scale, 10);
  EXPECT_EQ(read->model.capacity, (std::vector<int64_t>{100, 205}));
  EXPECT_EQ(read->model.demand, (std::vector<int64_t>{10, 20, 30}));
  EXPECT_EQ(read->model.opening_cost, (std::vector<int64_t>{7250, 0}));
  EXPECT_EQ(services(*read, 0), (Services{{0, 1500}, {1, 2000}}));
  EXPECT_EQ(services(*read, 1), (Services{{0, 3000}, {1, 4125}}));
  EXPECT_EQ(services(*read, 2), (Services{{0, 0}, {1, 6000}}));
  EXPECT_TRUE(read->model.single_source);
  EXPECT_FALSE(read->rounded);
}

TEST(CapacitatedText, BothArrangementsSayTheSame) {
  const auto rows = sscflp("2 2\n10 20\n7 8\n1 2\n3 4\n5 6\n");
  const auto places = read_capacitated({"2 2\n10 7\n20 8\n1\n3 4\n2\n5 6\n", "cap", {}},
                                       CapacitatedFormat::kOrlibCap);
  ASSERT_TRUE(rows && places);
  EXPECT_EQ(rows->model.capacity, places->model.capacity);
  EXPECT_EQ(rows->model.opening_cost, places->model.opening_cost);
  EXPECT_EQ(rows->model.demand, places->model.demand);
  EXPECT_EQ(services(*rows, 1), services(*places, 1));
}

TEST(CapacitatedText, CostsOfAUnitAreExactOrRoundedIfAllowed) {
  auto read = sscflp("1 3\n9\n5\n4 8 0\n3\n2\n7\n", false);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cost_scale, 100);  // 3 / 4 = 0.75
  EXPECT_EQ(read->model.opening_cost, std::vector<int64_t>{500});
  EXPECT_EQ(services(*read, 0), (Services{{0, 75}}));
  EXPECT_EQ(services(*read, 1), (Services{{0, 25}}));
  EXPECT_EQ(services(*read, 2), (Services{{0, 0}}));
  const std::string thirds = "1 1\n9\n5\n3\n2\n";
  expect_refused(thirds, "instances.not_by_unit", 0, false);
  read = sscflp(thirds, false, {3});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->rounded);
  EXPECT_EQ(services(*read, 0), (Services{{0, 667}}));
}

TEST(CapacitatedText, NamesWhatIsWrongAndWhere) {
  expect_refused("", "instances.ends_early", 1);
  expect_refused("0 1\n", "instances.not_whole", 1);
  expect_refused("1 1\n5\n6\n", "instances.ends_early", 4);
  expect_refused("1 1\n5\nx\n1\n1\n", "instances.not_number", 3);
  expect_refused("1 1\n5\n6\n-1\n1\n", "instances.negative", 4);
  expect_refused("1 1\n5\n6\n1\n1\n9\n", "instances.goes_on", 6);
  expect_refused("20000 20000\n1\n", "instances.ends_early", 1);
  expect_refused("1 1\n5\n600000000000000000\n1\n0.001\n", "instances.sums_too_large", 0);
  expect_refused("2 1\n5 5\n4e17 4e17\n1\n4e17 4e17\n", "instances.sums_too_large", 0);
}

// Small instances of the literature, if they are there.
TEST(CapacitatedText, PublishedOptimaAreProven) {
  const char* bench = std::getenv("DOSTYQ_BENCH");
  if (bench == nullptr) GTEST_SKIP() << "DOSTYQ_BENCH names no folder of instances";
  const std::string folder = std::string(bench) + "/sscflp/holmberg/";
  std::ifstream optima(folder + "os");
  int64_t published = 0;
  for (int number = 1; optima >> published; ++number) {
    if (number % 5 != 1 || number == 31 || number == 56) continue;
    const std::string name = "p" + std::to_string(number);
    const auto text = io::read_file(folder + name);
    ASSERT_TRUE(text) << name;
    const auto instance = read_capacitated({*text, name, {}}, CapacitatedFormat::kSscflp);
    ASSERT_TRUE(instance) << name;
    const auto result = optim::solve_capacitated(instance->model);
    EXPECT_EQ(result.status, optim::MipStatus::kOptimal) << name;
    EXPECT_EQ(result.objective, published * instance->cost_scale) << name;
    EXPECT_EQ(result.bound, result.objective) << name;
  }
}

}  // namespace
}  // namespace dostyq::instances
