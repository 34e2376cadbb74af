#include "register/orders.hpp"

#include <array>

#include "register/testing.hpp"

namespace dostyq::registry {
namespace {

class Orders : public Example {
 protected:
  OrderStatus status(const std::string& order, const std::string& day) {
    snapshot_ = facts_->now();
    return must(order_status(*snapshot_, *snapshot_->order(order), *Date::parse(day),
                             must(document_days(facts_->database()))));
  }
  std::string report(const std::string& order, const std::string& body, const std::string& says,
                     const std::string& day, const Actor& actor = kSecretary) {
    const std::string area = facts_->now()->programme().find_body(body)->area;
    const std::string id = order + "." + body + "." + day;
    Cells cells{{"id", "report-" + std::to_string(++count_)},
                {"area", area},
                {"body", body},
                {"directive", order},
                {"says", says},
                {"from", day},
                {"source", "demo"},
                {"confidence", "published"}};
    return key_of(facts_->submit(actor, {{{"reports", "", false, cells, 0}}, "", {}, 0}));
  }
  Cells asking(const std::string& until) {
    return {{"id", "ext-1"},     {"area", "steppe"},         {"body", "akimat-steppe"},
            {"directive", "D1"}, {"until", until},           {"from", at_.substr(0, 10)},
            {"source", "demo"},  {"confidence", "published"}};
  }
  std::string ask(const std::string& until, const Actor& actor = kSecretary) {
    return key_of(
        facts_->submit(actor, {{{"extensions", "", false, asking(until), 0}}, "", {}, 0}));
  }
  std::string decide(const std::string& decision, const Actor& actor = kController) {
    Change change = edit("extensions", "ext-1", "decision", decision);
    change.cells["decided_on"] = at_.substr(0, 10);
    change.cells["decided_by"] = actor.id;
    return key_of(facts_->submit(actor, {{change}, "decided", {}, 0}));
  }
  /// A new House in the steppe: one document for each stage, on the day that it was reached.
  void open_a_house(const std::array<const char*, 5>& days) {
    for (size_t i = 0; i < days.size(); ++i) {
      StageStep step{"house-kokdala",
                     std::string(world::kSiteStageNames[i]),
                     *Date::parse(days[i]),
                     {{"kind", "house"},
                      {"place", "kokdala"},
                      {"source", "demo"},
                      {"confidence", "published"}},
                     "",
                     {document()}};
      must(advance(*facts_, kSecretary, step));
    }
  }
  void set_slack_plan(const std::string& from) {
    const Cells cells{
        {"id", "plan-a"},  {"kind", "house"},  {"place", "kokdala"},      {"from", from},
        {"scenario", "s"}, {"source", "demo"}, {"confidence", "modelled"}};
    must(facts_->submit(
        kSecretary, {{{"intended_sites", "", false, cells, version("intended_sites", "plan-a")}},
                     "plan",
                     {},
                     0}));
  }

  std::shared_ptr<const Snapshot> snapshot_;
  int count_ = 0;
};

TEST_F(Orders, ReportedDoneWhileTheRegisterDisagreesIsAnAlarmAndNoVerdict) {
  EXPECT_EQ(report("D1", "akimat-steppe", "done", "2026-02-20", officer_of("steppe")), "");
  const OrderStatus now = status("D1", "2026-03-02");
  EXPECT_TRUE(now.disagrees);
  EXPECT_EQ(now.verdict.status, directive::Status::kAtRisk);
  ASSERT_EQ(now.reports.size(), 1u);
  EXPECT_EQ(now.reports[0].says, "done");
  // The body takes it back: no alarm any more, the report stays.
  EXPECT_EQ(report("D1", "akimat-steppe", "under_way", "2026-03-01"), "");
  EXPECT_FALSE(status("D1", "2026-03-02").disagrees);
  EXPECT_EQ(status("D1", "2026-03-02").reports.size(), 2u);
}

TEST_F(Orders, OnlyWhoIsResponsibleReportsAndNotOfTheFuture) {
  EXPECT_EQ(report("D1", "akimat-lake", "done", "2026-02-20"), "register.not_responsible");
  EXPECT_EQ(report("D1", "akimat-steppe", "done", "2026-03-20"), "register.in_future");
  EXPECT_EQ(report("D9", "akimat-steppe", "done", "2026-02-20"), "planning.unknown_directive");
  EXPECT_EQ(report("D1", "akimat-steppe", "done", "2026-02-20", officer_of("lake")),
            "register.other_region");
}

TEST_F(Orders, SilenceShowsAsSilence) {
  const OrderStatus now = status("D2", "2026-03-02");
  ASSERT_EQ(now.silent.size(), now.bodies.size());
  EXPECT_EQ(now.silent[0].since, *Date::parse("2026-01-15"));
  EXPECT_EQ(now.silent[0].days, 46);
  EXPECT_EQ(report("D2", "akimat-north", "under_way", "2026-03-02"), "");
  const OrderStatus later = status("D2", "2026-03-02");
  EXPECT_EQ(later.silent.size(), now.silent.size() - 1);
}

TEST_F(Orders, AnExtensionIsAskedForBeforeTheDateGrantedByAnotherAndKept) {
  today("2027-12-01");
  EXPECT_EQ(ask("2028-01-15"), "register.extension_backwards");
  EXPECT_EQ(ask("2028-06-30", kController), "register.not_allowed");
  EXPECT_EQ(ask("2028-06-30", officer_of("steppe")), "");
  EXPECT_EQ(status("D1", "2027-12-01").due.now, Date::parse("2028-01-15")) << "not decided";
  EXPECT_EQ(decide("granted", kSecretary), "register.not_allowed");
  EXPECT_EQ(decide("granted"), "");
  const OrderStatus late = status("D1", "2028-03-01");
  EXPECT_EQ(late.due.original, Date::parse("2028-01-15"));
  EXPECT_EQ(late.due.now, Date::parse("2028-06-30"));
  EXPECT_EQ(late.verdict.status, directive::Status::kAtRisk) << "not red before the new date";
  EXPECT_EQ(status("D1", "2028-07-01").verdict.status, directive::Status::kNotMet);
  EXPECT_EQ(late.due.extensions.size(), 1u);
  // On a day before the decision the old date stands.
  EXPECT_EQ(status("D1", "2027-11-30").due.now, Date::parse("2028-01-15"));
  EXPECT_EQ(decide("refused"), "register.extension_stays");
}

TEST_F(Orders, AfterTheDateNoExtensionIsTaken) {
  today("2028-01-15");
  EXPECT_EQ(key_of(facts_->preview(
                kSecretary, {{{"extensions", "", false, asking("2028-06-30"), 0}}, "", {}, 0})),
            "");
  today("2028-01-16");
  EXPECT_EQ(ask("2028-06-30"), "register.extension_late");
  Cells backdated = asking("2028-06-30");
  backdated["from"] = "2027-12-01";
  EXPECT_EQ(
      key_of(facts_->submit(kSecretary, {{{"extensions", "", false, backdated, 0}}, "", {}, 0})),
      "register.extension_late");
}

TEST_F(Orders, ItTurnsRedOnlyAfterTheDayHasEnded) {
  EXPECT_EQ(status("D1", "2028-01-15").verdict.status, directive::Status::kAtRisk);
  const OrderStatus after = status("D1", "2028-01-16");
  EXPECT_EQ(after.verdict.status, directive::Status::kNotMet);
  EXPECT_EQ(after.verdict.days_left, -1);
}

TEST_F(Orders, LateButDoneStaysVisible) {
  today("2028-06-01");
  open_a_house({"2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01", "2028-03-01"});
  const OrderStatus now = status("D1", "2028-06-01");
  EXPECT_EQ(now.verdict.status, directive::Status::kNotMet);
  EXPECT_EQ(now.verdict.done_late_on, Date::parse("2028-03-01"));
}

TEST_F(Orders, FreshnessIsTheDayOfTheDocuments) {
  today("2028-06-01");
  open_a_house({"2027-01-01", "2027-01-01", "2027-01-01", "2027-01-01", "2027-01-01"});
  const OrderStatus now = status("D1", "2028-06-01");
  EXPECT_EQ(now.verdict.status, directive::Status::kMet);
  EXPECT_EQ(now.freshness.newest, Date::parse("2026-01-04")) << "the document's day";
  EXPECT_EQ(now.freshness.facts, 1u);
  // Without documents the source's own day counts.
  snapshot_ = facts_->now();
  EXPECT_EQ(must(order_status(*snapshot_, *snapshot_->order("D1"), *Date::parse("2028-06-01")))
                .freshness.newest,
            Date::parse("2026-02-01"));
}

TEST_F(Orders, TheForecastIsTheSlackOfTheAdoptedPlan) {
  snapshot_ = facts_->now();
  EXPECT_FALSE(forecast(*snapshot_, *snapshot_->order("D1"), *Date::parse("2026-03-02")));
  set_slack_plan("2027-12-31");
  snapshot_ = facts_->now();
  const auto early = forecast(*snapshot_, *snapshot_->order("D1"), *Date::parse("2026-03-02"));
  ASSERT_TRUE(early);
  EXPECT_TRUE(early->holds);
  EXPECT_EQ(early->slack_days, 15);
  EXPECT_TRUE(early->overdue.empty());
  // The day has gone by and nothing is open: it cannot open earlier than tomorrow.
  const auto late = forecast(*snapshot_, *snapshot_->order("D1"), *Date::parse("2028-01-10"));
  EXPECT_EQ(late->overdue, (std::vector<std::string>{"plan-a"}));
  EXPECT_EQ(late->slack_days, 4);
  EXPECT_EQ(late->breach, Date::parse("2028-01-15"));
  const auto broken = forecast(*snapshot_, *snapshot_->order("D1"), *Date::parse("2028-01-15"));
  EXPECT_FALSE(broken->holds);
  // Teams are no sites: no plan of sites decides it.
  EXPECT_FALSE(forecast(*snapshot_, *snapshot_->order("D4"), *Date::parse("2026-03-02")));
}

TEST_F(Orders, AChangedOrderTableOrBoundaryShowsWhatItDidToVerdicts) {
  const auto before = facts_->now();
  const Date day = *Date::parse("2028-02-01");
  EXPECT_TRUE(must(verdict_changes(*before, *before, day)).empty());
  // The order is read otherwise.
  std::string toml = world::example_files().at("directives.toml");
  const std::string narrow = "in = \"steppe\"\n    opened_after = 2026-01-15";
  toml.replace(toml.find(narrow), narrow.size(), "in = \"lake\"");
  must(facts_->submit(
      kSecretary, {{{kFiles, "directives.toml", false, {{kText, toml}}, 1}}, "read anew", {}, 0}));
  const auto changes = must(verdict_changes(*before, *facts_->now(), day));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].directive, "D1");
  EXPECT_TRUE(changes[0].reworded);
  EXPECT_EQ(changes[0].before->status, directive::Status::kNotMet);
  EXPECT_EQ(changes[0].after->status, directive::Status::kMet);
}

TEST_F(Orders, AChangedBoundaryToo) {
  const auto before = facts_->now();
  const Date day = *Date::parse("2028-02-01");
  // Kolsay, with its House opened in 2023, and Balyqty: a representation comes to one of D2's
  // districts.
  must(
      facts_->submit(kSecretary, {{edit("places", "kolsay", "area", "balyqty")}, "decree", {}, 0}));
  bool moved = false;
  for (const auto& change : must(verdict_changes(*before, *facts_->now(), day)))
    moved = moved || (change.directive == "D2" && !change.reworded);
  EXPECT_TRUE(moved);
}

TEST_F(Orders, ASuccessorCarriesTheDuty) {
  EXPECT_EQ(status("D4", "2026-03-02").bodies,
            (std::vector<std::string>{"akimat-north", "akimat-steppe"}))
      << "the duty of akimat-lake went to akimat-steppe";
}

}  // namespace
}  // namespace dostyq::registry
