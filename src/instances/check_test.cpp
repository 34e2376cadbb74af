#include "instances/check.hpp"

#include <gtest/gtest.h>

namespace dostyq::instances {
namespace {

/// Four customers, three sites, costs in tenths; customer 3 can be served by site 2 alone.
Instance small() {
  constexpr int32_t kNever = optim::Costs::kNever;
  Instance instance;
  instance.sites = 3;
  instance.customers = 4;
  instance.weight = {1, 2, 0, 3};
  instance.opening_cost = {100, 20, 30};
  instance.area = {"north", "north", "south"};
  instance.capacity = {5, 4, 9};
  instance.demand = {2, 2, 1, 4};
  instance.cost_scale = 10;
  instance.costs = optim::matrix_costs(4, 3,
                                       {5, 9, 20,  //
                                        7, 3, 30,  //
                                        1, 1, 1,   //
                                        kNever, kNever, 8});
  return instance;
}

Question ask(Model model) {
  Question question;
  question.model = model;
  return question;
}

std::vector<std::string> keys(const Recount& recount) {
  std::vector<std::string> list;
  for (const Error& error : recount.broken) list.push_back(error.key);
  return list;
}

using Keys = std::vector<std::string>;

TEST(Check, CountsEachModel) {
  const Instance instance = small();
  Question median = ask(Model::kPMedian);
  median.p = 2;
  // 5 + 2 * 7 + 0 + 3 * 8, and openings 100 + 30
  EXPECT_EQ(recount(instance, median, {{0, 2}, {}}).objective, 43 + 130);
  EXPECT_EQ(recount(instance, ask(Model::kUfl), {{1, 2}, {}}).objective, 9 + 6 + 24 + 50);
  EXPECT_EQ(recount(instance, ask(Model::kPCentre), {{1, 2}, {}}).objective, 9);
  Question covering = ask(Model::kMclp);
  covering.radius = 0.7;
  EXPECT_EQ(recount(instance, covering, {{0}, {}}).objective, 1 + 2 + 0);
  EXPECT_EQ(recount(instance, covering, {{}, {}}).objective, 0);
  Question total = ask(Model::kLscp);
  total.radius = 0.9;
  EXPECT_EQ(recount(instance, total, {{1, 2}, {}}).objective, 50);
  const Recount assigned = recount(instance, ask(Model::kCflp), {{1, 2}, {1, 1, 2, 2}});
  EXPECT_TRUE(assigned.broken.empty());
  EXPECT_EQ(assigned.objective, 9 + 6 + 0 + 24 + 50);
}

TEST(Check, ARadiusMayBeOpen) {
  Instance instance = small();
  Question covering = ask(Model::kMclp);
  covering.radius = 0.5;
  EXPECT_EQ(recount(instance, covering, {{0}, {}}).objective, 1);
  instance.radius_is_open = true;
  EXPECT_EQ(recount(instance, covering, {{0}, {}}).objective, 0);
}

TEST(Check, NamesEveryRuleThatIsBroken) {
  const Instance instance = small();
  Question question = ask(Model::kPMedian);
  question.p = 2;
  EXPECT_EQ(keys(recount(instance, question, {{3, -1}, {}})), (Keys{"check.site", "check.site"}));
  EXPECT_EQ(keys(recount(instance, question, {{2, 2}, {}})), Keys{"check.twice"});
  EXPECT_EQ(keys(recount(instance, question, {{2}, {}})), Keys{"check.p"});
  EXPECT_EQ(keys(recount(instance, question, {{0, 1}, {}})), Keys{"check.unserved"});
  question.forced = {0};
  question.forbidden = {2};
  question.budget = 49;
  question.areas = {{"north", 2, {}}, {"south", 0, 0}};
  EXPECT_EQ(keys(recount(instance, question, {{1, 2}, {}})),
            (Keys{"check.budget", "check.forced", "check.forbidden", "check.area", "check.area"}));
  Question total = ask(Model::kLscp);
  total.radius = 0.8;
  EXPECT_EQ(keys(recount(instance, total, {{1, 2}, {}})), Keys{"check.uncovered"});
  const Question assigned = ask(Model::kCflp);
  EXPECT_EQ(keys(recount(instance, assigned, {{1, 2}, {1, 1, 2}})), Keys{"check.assignment"});
  EXPECT_EQ(keys(recount(instance, assigned, {{1, 2}, {1, 1, 0, 2}})), Keys{"check.assignment"});
  EXPECT_EQ(keys(recount(instance, assigned, {{1, 2}, {1, 1, 1, 2}})), Keys{"check.overloaded"});
}

TEST(Check, FewerThanPIsWellWhereMoreIsNoBetterOnlyByTheModel) {
  const Instance instance = small();
  Question centre = ask(Model::kPCentre);
  centre.p = 2;
  EXPECT_TRUE(recount(instance, centre, {{2}, {}}).broken.empty());
  EXPECT_EQ(keys(recount(instance, centre, {{0, 1, 2}, {}})), Keys{"check.p"});
}

TEST(Check, DistancesComeFromThePoints) {
  Instance instance;
  instance.sites = instance.customers = 2;
  instance.weight = {1, 10};
  instance.measure = Measure::kPlane;
  instance.customer_points = instance.site_points = {{0, 0}, {1, 1}};
  Question median = ask(Model::kPMedian);
  median.p = 1;
  EXPECT_EQ(recount(instance, median, {{0}, {}}).objective, 10);
  instance.cost_scale = 1000;
  EXPECT_EQ(recount(instance, median, {{0}, {}}).objective, 14140);
  // A quarter of the equator.
  instance.cost_scale = 1;
  instance.measure = Measure::kEarth;
  instance.customer_points = instance.site_points = {{-45, 0}, {45, 0}};
  EXPECT_EQ(recount(instance, median, {{1}, {}}).objective, 10'007'557);
}

TEST(Check, AValueThatDoesNotFitIsSaid) {
  Instance instance = small();
  instance.weight[0] = int64_t{1} << 62;
  EXPECT_EQ(keys(recount(instance, ask(Model::kUfl), {{0, 2}, {}})), Keys{"check.too_large"});
}

TEST(Question, TakesWhatTheInstanceGives) {
  Instance instance = small();
  instance.p = 2;
  instance.radius = 1.5;
  EXPECT_EQ(complete(ask(Model::kPMedian), instance)->p, 2);
  EXPECT_EQ(complete(ask(Model::kUfl), instance)->p, std::nullopt);
  EXPECT_EQ(complete(ask(Model::kLscp), instance)->radius, 1.5);
  Question typed = ask(Model::kPMedian);
  typed.p = 1;
  EXPECT_EQ(complete(typed, instance)->p, 1);
}

TEST(Question, NamesWhatIsMissing) {
  Instance instance = small();
  const auto key = [&](Question question) {
    const auto made = complete(std::move(question), instance);
    return made ? std::string("complete") : made.error().key;
  };
  EXPECT_EQ(key(ask(Model::kPMedian)), "instances.wants_p");
  EXPECT_EQ(key(ask(Model::kPCentre)), "instances.wants_p");
  EXPECT_EQ(key(ask(Model::kMclp)), "instances.wants_radius");
  EXPECT_EQ(key(ask(Model::kUfl)), "complete");
  EXPECT_EQ(key(ask(Model::kCflp)), "complete");
  Question question = ask(Model::kMclp);
  question.radius = 1;
  EXPECT_EQ(key(question), "instances.wants_limit");
  question.budget = 7;
  EXPECT_EQ(key(question), "complete");
  question.p = 4;
  EXPECT_EQ(key(question), "instances.p_range");
  question.p = -1;
  EXPECT_EQ(key(question), "instances.p_range");
  question.p = 0;
  question.radius = -1;
  EXPECT_EQ(key(question), "instances.radius_range");
  question.radius = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(key(question), "instances.radius_range");
  question.radius = 1;
  question.areas = {{"west", 1, {}}};
  EXPECT_EQ(key(question), "instances.unknown_area");
  instance.opening_cost.clear();
  EXPECT_EQ(key(ask(Model::kUfl)), "instances.wants_costs");
  instance.capacity.clear();
  EXPECT_EQ(key(ask(Model::kCflp)), "instances.wants_capacity");
}

TEST(Recount, OfSharedDemandAndWideCosts) {
  Instance instance = small();
  instance.costs = nullptr;
  const int64_t large = 9'007'199'254'740'993;  // 2^53 + 1: no double holds it
  instance.wide_costs = {large, 9, 20, 7, 3, 30, 1, 1, 1, 70, 70, 8};
  Question question = ask(Model::kCflp);
  EXPECT_EQ(recount(instance, question, {{0, 2}, {0, 2, 2, 2}, {}}).objective,
            large + 2 * 30 + 3 * 8 + 130);
  question.divisible = true;
  instance.wide_costs[0] = 5;
  // Units cost 5/2, 2·7/2, 2·30/2, nothing, 3·8/4, 3·70/4: 2.5 and 52.5 are rounded up.
  const auto with = [&](std::vector<optim::Shipment> shipments) {
    return recount(instance, question, {{0, 2}, {}, std::move(shipments)});
  };
  const Recount good = with({{0, 0, 2}, {1, 0, 1}, {1, 2, 1}, {2, 2, 1}, {3, 0, 1}, {3, 2, 3}});
  EXPECT_EQ(good.objective, 2 * 3 + 7 + 30 + 0 + 53 + 3 * 6 + 130);
  EXPECT_TRUE(good.broken.empty());
  const auto wrong = [&](std::vector<optim::Shipment> shipments) { return keys(with(shipments)); };
  EXPECT_EQ(wrong({{0, 0, 2}, {1, 0, 1}, {2, 2, 1}, {3, 2, 4}}), Keys{"check.shipments"}) << "less";
  EXPECT_EQ(wrong({{0, 0, 3}}), Keys{"check.shipments"}) << "more";
  EXPECT_EQ(wrong({{0, 1, 2}}), Keys{"check.shipments"}) << "not open";
  EXPECT_EQ(wrong({{4, 0, 2}}), Keys{"check.shipments"}) << "nobody";
  EXPECT_EQ(wrong({{0, 0, -1}, {0, 0, 3}}), Keys{"check.shipments"});
  EXPECT_EQ(wrong({{0, 0, 2}, {1, 0, 2}, {2, 2, 1}, {3, 0, 4}}), Keys{"check.overloaded"});
}

TEST(Question, BecomesRowsOverSites) {
  Instance instance = small();
  Question question = ask(Model::kPMedian);
  question.p = 2;
  question.budget = 120;
  question.forced = {1};
  question.areas = {{"north", 1, 2}};
  const optim::SiteRules rules = site_rules(question, instance);
  ASSERT_EQ(rules.rows.size(), 3u);
  EXPECT_EQ(rules.sites, 3);
  EXPECT_EQ(rules.forced, std::vector<int>{1});
  EXPECT_EQ(rules.rows[0].lower, 2);
  EXPECT_EQ(rules.rows[0].upper, 2);
  EXPECT_EQ(rules.rows[1].upper, 120);
  EXPECT_EQ(rules.rows[1].terms.size(), 3u);
  EXPECT_EQ(rules.rows[2].lower, 1);
  EXPECT_EQ(rules.rows[2].upper, 2);
  EXPECT_EQ(rules.rows[2].terms.size(), 2u);
  question.model = Model::kMclp;
  EXPECT_EQ(site_rules(question, instance).rows[0].lower, -optim::kInfinity);
}

}  // namespace
}  // namespace dostyq::instances
