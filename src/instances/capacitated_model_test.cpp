#include "instances/capacitated_model.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "instances/capacitated_text.hpp"
#include "instances/check.hpp"
#include "instances/formats.hpp"

namespace dostyq::instances {
namespace {

Instance instance_of(const std::string& text) {
  auto read = read_sscflp({text, "p1", {}});
  EXPECT_TRUE(read);
  return std::move(*read);
}

Question ask(bool divisible) {
  Question question;
  question.model = Model::kCflp;
  question.divisible = divisible;
  return question;
}

std::vector<std::pair<int, int64_t>> services(const optim::CapacitatedModel& model,
                                              size_t customer) {
  std::vector<std::pair<int, int64_t>> found;
  for (const optim::Service& one : model.services[customer]) found.emplace_back(one.site, one.cost);
  return found;
}

using Services = std::vector<std::pair<int, int64_t>>;

TEST(CapacitatedModel, WholeCustomersCostWeightTimesCost) {
  Instance instance = instance_of("2 2\n10 20\n7 8\n1 2\n3 4\n5 6000000000\n");
  instance.weight = {3, 1};
  Question question = ask(false);
  question.p = 1;
  const auto model = capacitated_model(instance, question);
  ASSERT_TRUE(model);
  EXPECT_TRUE(model->single_source);
  EXPECT_EQ(services(*model, 0), (Services{{0, 9}, {1, 12}}));
  EXPECT_EQ(services(*model, 1), (Services{{0, 5}, {1, 6'000'000'000}}));
  ASSERT_EQ(model->rules.rows.size(), 1u);
  EXPECT_EQ(model->rules.rows[0].upper, 1);
  EXPECT_EQ(model->rules.rows[0].lower, -optim::kInfinity) << "at most p";
}

TEST(CapacitatedModel, SitesThatMayNotServeAreLeftOut) {
  Instance instance = instance_of("2 1\n10 20\n7 8\n1\n3 4\n");
  instance.costs = optim::matrix_costs(1, 2, {optim::Costs::kNever, 4});
  EXPECT_EQ(services(*capacitated_model(instance, ask(false)), 0), (Services{{1, 4}}));
}

TEST(CapacitatedModel, AUnitCostsAWholeNumberOfAFinerScale) {
  Instance instance = instance_of("1 3\n9\n5\n4 8 0\n3\n2\n7\n");
  instance.budget = 6;
  ASSERT_TRUE(refine_for_units(instance, {}));
  EXPECT_EQ(instance.money_scale(), 100);  // 3 / 4 = 0.75
  EXPECT_EQ(instance.opening_cost, std::vector<int64_t>{500});
  EXPECT_EQ(instance.budget, 600);
  const auto model = capacitated_model(instance, ask(true));
  ASSERT_TRUE(model);
  EXPECT_FALSE(model->single_source);
  EXPECT_EQ(services(*model, 0), (Services{{0, 75}}));
  EXPECT_EQ(services(*model, 1), (Services{{0, 25}}));
  EXPECT_EQ(services(*model, 2), Services{}) << "nothing to ship";
}

TEST(CapacitatedModel, AUnitIsRoundedOnlyIfAllowed) {
  Instance instance = instance_of("1 1\n9\n5\n3\n2\n");
  EXPECT_EQ(refine_for_units(instance, {}).error().key, "instances.not_by_unit");
  ASSERT_TRUE(refine_for_units(instance, 3));
  EXPECT_EQ(services(*capacitated_model(instance, ask(true)), 0), (Services{{0, 667}}));
  const Recount counted = recount(instance, ask(true), {{0}, {}, {{0, 0, 3}}});
  EXPECT_EQ(counted.objective, 5000 + 3 * 667);
}

TEST(CapacitatedModel, SumsThatDoNotFitAreRefused) {
  Instance large = instance_of("2 1\n5 5\n400000000000000000 400000000000000000\n1\n1 1\n");
  large.weight = {900'000'000'000'000'000};
  large.wide_costs = {900, 900};
  large.costs = nullptr;
  EXPECT_EQ(capacitated_model(large, ask(false)).error().key, "instances.sums_too_large");
  large.weight = {7};
  large.wide_costs = {100, 100};
  large.demand = {3};
  EXPECT_EQ(refine_for_units(large, 9).error().key, "instances.sums_too_large");
  large.sites = large.customers = 20'000;
  EXPECT_EQ(capacitated_model(large, ask(false)).error().key, "instances.too_many_pairs");
}

// Small instances of the literature, if they are there.
TEST(CapacitatedModel, PublishedOptimaAreProven) {
  const char* bench = std::getenv("DOSTYQ_BENCH");
  if (bench == nullptr) GTEST_SKIP() << "DOSTYQ_BENCH names no folder of instances";
  const std::string folder = std::string(bench) + "/sscflp/holmberg/";
  std::ifstream optima(folder + "os");
  int64_t published = 0;
  for (int number = 1; optima >> published; ++number) {
    if (number % 5 != 1 || number == 31 || number == 56) continue;
    const std::string name = "p" + std::to_string(number);
    const auto instance = read_instance(folder + name);
    ASSERT_TRUE(instance) << name;
    EXPECT_EQ(instance->format, "sscflp");
    const auto model = capacitated_model(*instance, ask(false));
    ASSERT_TRUE(model) << name;
    const auto result = optim::solve_capacitated(*model);
    EXPECT_EQ(result.status, optim::MipStatus::kOptimal) << name;
    EXPECT_EQ(result.objective, published * instance->cost_scale) << name;
    EXPECT_EQ(result.bound, result.objective) << name;
  }
}

}  // namespace
}  // namespace dostyq::instances
