#include "register/scenarios.hpp"

#include "register/orders.hpp"
#include "register/plan_desk.hpp"
#include "register/testing.hpp"

namespace dostyq::registry {
namespace {

class Scenarios : public Example {
 protected:
  PlanJob::News run(const PlanRequest& request) {
    const auto job = must(desk_.start(*facts_, kSecretary, request));
    EXPECT_TRUE(job->wait(60));
    return job->news();
  }
  Scenario keep(const std::string& name, const PlanRequest& request) {
    const PlanJob::News news = run(request);
    EXPECT_EQ(news.status, "optimal");
    return must(keep_scenario(*facts_, kSecretary, name, to_json(request), news.plan_json,
                              facts_->now()->state.sequence()));
  }
  PlanDesk desk_;
};

TEST_F(Scenarios, APlanIsMadeKeptAdoptedAndItsOpeningsAreIntendedFacts) {
  const auto before = facts_->now();
  EXPECT_FALSE(before->adopted);
  const Scenario scenario = keep("first", {});
  EXPECT_EQ(scenario.id, "scenario-1");
  EXPECT_EQ(facts_->now()->adopted.has_value(), false) << "keeping is not adopting";
  EXPECT_EQ(key_of(adopt(*facts_, kController, scenario.id, "")), "register.not_allowed");
  EXPECT_EQ(key_of(adopt(*facts_, officer_of("lake"), scenario.id, "")), "register.not_allowed");
  const Receipt receipt = must(adopt(*facts_, kSecretary, scenario.id, "decided on 2 March"));
  ASSERT_TRUE(receipt.snapshot->adopted);
  const auto intended = receipt.snapshot->plan_case->world.facts("intended_sites");
  ASSERT_FALSE(intended.empty());
  for (const world::Fact* fact : intended)
    EXPECT_TRUE(fact->period.from == *Date::parse("2027-12-31") ||
                fact->period.from == *Date::parse("2028-12-31"));
  // What is intended is no fact: nothing is met by it, but it is on its way.
  const Date day = *Date::parse("2026-03-02");
  const auto was = must(order_status(*before, *before->order("D1"), day)).verdict.status;
  const auto is =
      must(order_status(*receipt.snapshot, *receipt.snapshot->order("D1"), day)).verdict.status;
  EXPECT_EQ(was, directive::Status::kAtRisk);
  EXPECT_NE(is, directive::Status::kMet);
}

TEST_F(Scenarios, AnotherPlanReplacesTheFirstAndHistoryKeepsBoth) {
  const Scenario first = keep("first", {});
  must(adopt(*facts_, kSecretary, first.id, ""));
  const auto intended = facts_->now()->plan_case->world.facts("intended_sites");
  PlanRequest other;
  // Not every place can be done without: the first that can.
  Scenario second;
  for (const world::Fact* fact : intended) {
    other.forbid = {fact->place};
    if (run(other).status != "optimal") continue;
    second = keep("second", other);
    break;
  }
  ASSERT_EQ(second.id, "scenario-2");
  const Receipt receipt = must(adopt(*facts_, kSecretary, second.id, ""));
  for (const world::Fact* fact : receipt.snapshot->plan_case->world.facts("intended_sites"))
    EXPECT_EQ(fact->property("scenario"), "scenario-2");
  const auto compared = must(compare(first, second, facts_->now()->programme()));
  EXPECT_FALSE(compared.only_first.empty());
  EXPECT_FALSE(compared.objectives.empty());
  EXPECT_TRUE(compared.objectives[0].first && compared.objectives[0].second);
  must(facts_->undo(kSecretary, receipt.batch, "too early"));
  EXPECT_EQ(facts_->now()->plan_case->world.facts("intended_sites")[0]->property("scenario"),
            "scenario-1");
  EXPECT_EQ(must(list_scenarios(facts_->database())).size(), 2u);
}

TEST_F(Scenarios, AConflictIsExplainedAndNotAdopted) {
  PlanRequest request;
  for (const char* place : {"kokdala", "sarytobe", "qyzyljar", "tuzkol"})
    request.forbid.emplace_back(place);
  const PlanJob::News news = run(request);
  EXPECT_EQ(news.status, "conflict");
  EXPECT_NE(news.plan_json.find("\"D1\""), std::string::npos);
}

TEST_F(Scenarios, WrongWishesAreRefusedAtOnce) {
  PlanRequest request;
  request.lock = {"nowhere"};
  EXPECT_EQ(key_of(desk_.start(*facts_, kSecretary, request)), "planning.unknown_place");
  request = {};
  request.without = {"D99"};
  EXPECT_EQ(key_of(desk_.start(*facts_, kSecretary, request)), "planning.unknown_directive");
  EXPECT_EQ(key_of(desk_.start(*facts_, kViewer, {})), "register.not_allowed");
  EXPECT_EQ(key_of(keep_scenario(*facts_, kSecretary, "x", "{}", "no plan", 1)),
            "planning.plan_not_json");
}

TEST_F(Scenarios, ProgressIsToldAndAStopEnds) {
  std::atomic<int> told{0}, progress{0};
  const auto job = must(desk_.start(*facts_, kSecretary, {}, [&](const PlanJob::News& news) {
    ++told;
    if (news.progress) ++progress;
  }));
  job->stop();
  ASSERT_TRUE(job->wait(60));
  EXPECT_EQ(job->news().state, PlanJob::State::kStopped);
  EXPECT_GE(told, 2);
  const auto whole = must(desk_.start(*facts_, kSecretary, {}, [&](const PlanJob::News& news) {
    if (news.progress) ++progress;
  }));
  ASSERT_TRUE(whole->wait(60));
  EXPECT_EQ(whole->news().state, PlanJob::State::kDone);
  EXPECT_GT(progress, 0);
  EXPECT_EQ(desk_.find(whole->id()), whole);
  EXPECT_EQ(desk_.find("run-99"), nullptr);
}

}  // namespace
}  // namespace dostyq::registry
