// An order's page: how it is read, what happened to it, what answers it.
#include "portal/register_testing.hpp"

namespace dostyq::portal {
namespace {

/// D1 can also be read as "any House in the region"; D6 asks for a project in the plans.
void two_readings(std::map<std::string, std::string>& files) {
  std::string& orders = files["directives.toml"];
  const std::string second = R"(
  [[directive.interpretation]]
  id = "any-house"
  version = 2
  decided_by = "Example"
  decided_on = 2026-02-01
  why.kk = "Елдегі кез келген үй жеткілікті."
  why.ru = "Достаточно любого дома в стране."
  why.en = "Any House in the country is enough."
  force = "binding"
  chosen = false

    [[directive.interpretation.require]]
    count = "sites"
    kind = "house"
    at_least = 1
)";
  orders.insert(orders.find("\n[[directive]]\nid = \"D2\""), second);
  orders += R"(
[[directive]]
id = "D6"
text.kk = "Әкімдік жобаны жоспарына енгізсін."
text.ru = "Акимату включить проект в план."
text.en = "The akimat is to put the project in its plan."
source = "decree"
date = 2026-01-15
passage = 6
issuer = "president"
bodies = ["akimat-north"]
modality = "ordered"

  [[directive.interpretation]]
  id = "included"
  version = 1
  decided_by = "Example"
  decided_on = 2026-02-01
  why.kk = "Жоспарда тұрса болды."
  why.ru = "Достаточно, чтобы он стоял в плане."
  why.en = "It is enough that it stands in the plan."
  force = "watched"
  chosen = true

    [[directive.interpretation.require]]
    count = "body_plans"
    where = { body = "akimat-north", project = "bridges", state = "included" }
    at_least = 1
)";
  files["programme.toml"] += R"(
[[register]]
id = "body_plans"
name.kk = "Жоспарлар"
name.ru = "Планы"
name.en = "Plans"
columns = ["body", "project", "state"]
)";
  files["body_plans.csv"] =
      "id,area,from,to,body,project,state,source,confidence\n"
      "p1,north,2026-02-10,,akimat-north,bridges,included,demo,published\n"
      "p2,north,2026-02-20,,akimat-north,bridges,implemented,demo,published\n"
      "p3,north,2026-02-20,,akimat-north,roads,included,demo,published\n";
}

class OrderRoutes : public RegisterRoutes {
 protected:
  OrderRoutes() : RegisterRoutes(two_readings) {}
  Json choose(const std::string& reading, int version, const std::string& role, int status,
              const std::string& reason = "the ministry's letter of 2 March",
              const std::string& query = "") {
    return post("/api/v1/orders/D1/interpretation" + query,
                {{"id", reading}, {"version", version}, {"reason", reason}}, role, "", status);
  }
  std::vector<Json> events(const std::string& order, const std::string& kind,
                           const std::string& role = "") {
    std::vector<Json> found;
    const Json shown = get("/api/v1/orders/" + order, role);
    for (const Json& event : shown["history"])
      if (event["kind"] == kind) found.push_back(event);
    return found;
  }
};

TEST_F(OrderRoutes, AnotherReadingIsLookedAtChosenRecordedAndTakenBack) {
  const Json before = get("/api/v1/orders/D1");
  ASSERT_EQ(before["interpretations"].size(), 2u);
  EXPECT_EQ(before["today"], "at_risk");
  EXPECT_EQ(before["interpretations"][1]["today"], "met") << "under the other reading";
  const Json move{{"order", "D1"}, {"before", "at_risk"}, {"after", "met"}};

  const Json preview = choose("any-house", 2, "secretariat", 200, "", "?preview=true");
  EXPECT_EQ(preview["changed"], Json::array({move}));
  EXPECT_TRUE(preview["change"].is_null());
  EXPECT_EQ(verdict("D1"), "at_risk") << "only looked at";

  for (const char* role : {"viewer", "controller", "administrator"})
    choose("any-house", 2, role, 403);
  EXPECT_EQ(choose("any-house", 2, "officer", 403)["status"], 403);
  EXPECT_EQ(choose("any-house", 2, "secretariat", 422, "")["errors"][0]["field"], "/reason");
  EXPECT_EQ(choose("any-house", 1, "secretariat", 422)["errors"][0]["field"], "/id");
  EXPECT_EQ(choose("new-house", 1, "secretariat", 422)["code"], "register.no_change");

  const Json chosen = choose("any-house", 2, "secretariat", 200);
  EXPECT_EQ(chosen["changed"], Json::array({move}));
  const Json after = get("/api/v1/orders/D1", "viewer");
  EXPECT_EQ(after["today"], "met");
  EXPECT_EQ(after["interpretations"][1]["chosen"], true);
  EXPECT_EQ(after["interpretations"][0]["chosen"], false);
  const auto told = events("D1", "interpretation", "viewer");
  ASSERT_EQ(told.size(), 3u) << "the two as they came, and the choice";
  EXPECT_EQ(told[0]["on"], "2026-03-02");
  EXPECT_EQ(told[0]["by"], "secretariat-login");
  EXPECT_NE(told[0]["text"]["en"].get<std::string>().find("the ministry's letter"),
            std::string::npos);
  EXPECT_EQ(events("D1", "interpretation")[0]["by"], "") << "a visitor is told no names";
  // The log of writes has it, and it can be taken back like everything else.
  const Json log = get("/api/v1/audit", "controller");
  EXPECT_EQ(log["items"][0]["actor"], "secretariat-login");
  const Json undone = post("/api/v1/changes/" + chosen["change"].get<std::string>() + "/undo",
                           Json::object(), "secretariat", "", 200);
  EXPECT_EQ(undone["changed"],
            Json::array({Json{{"order", "D1"}, {"before", "met"}, {"after", "at_risk"}}}));
  EXPECT_EQ(verdict("D1"), "at_risk");
  EXPECT_EQ(events("D1", "interpretation").size(), 4u) << "and the history keeps both";
}

TEST_F(OrderRoutes, TheVerdictTurnsOnTheDaysOfTheFacts) {
  const auto turns = events("D6", "verdict");
  ASSERT_EQ(turns.size(), 1u);
  EXPECT_EQ(turns[0]["on"], "2026-02-10");
  EXPECT_EQ(turns[0]["after"], "met");
  EXPECT_NE(turns[0]["before"], "met");
  // The day passes: red only after it has ended.
  at_ = "2028-01-15T09:00:00.000Z";
  EXPECT_TRUE(events("D1", "verdict").empty());
  at_ = "2028-01-16T09:00:00.000Z";
  const auto late = events("D1", "verdict");
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0]["on"], "2028-01-16");
  EXPECT_EQ(late[0]["before"], "at_risk");
  EXPECT_EQ(late[0]["after"], "not_met");
  EXPECT_EQ(late[0]["text"]["en"], "the day has passed");
}

TEST_F(OrderRoutes, TheEntriesOfPlansThatItAsksForStandBesideIt) {
  const Json entries = get("/api/v1/orders/D6")["related"]["entries"];
  ASSERT_EQ(entries.size(), 1u) << "another project is not asked for";
  EXPECT_EQ(entries[0]["project"], "bridges");
  EXPECT_EQ(entries[0]["included"], "2026-02-10");
  EXPECT_EQ(entries[0]["implemented"], "2026-02-20");
  EXPECT_EQ(entries[0]["body"]["id"], "akimat-north");
  EXPECT_TRUE(get("/api/v1/orders/D1")["related"]["entries"].empty());
  EXPECT_EQ(get("/api/v1/bodies/akimat-north")["entries"].size(), 2u);
}

TEST_F(OrderRoutes, APlanThatCannotBeSaysWhyAndWhatWouldMendIt) {
  const Json started = post("/api/v1/scenarios", {{"name", "no money"},
                                                  {"forbid", Json::array()},
                                                  {"require", Json::array()},
                                                  {"budget_percent", 1},
                                                  {"gap_percent", "0"},
                                                  {"time_limit", nullptr},
                                                  {"near_adopted", false}});
  const std::string job = started["job"];
  ASSERT_TRUE(services_->runs.find(job)->job->wait(120));
  Json state;
  for (int i = 0; i < 200 && (state.is_null() || state["scenario"].is_null()); ++i) {
    state = get("/api/v1/jobs/" + job, "viewer");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const Json scenario = get("/api/v1/scenarios/" + state["scenario"].get<std::string>(), "viewer");
  EXPECT_EQ(scenario["status"], "conflict");
  const Json& conflict = scenario["conflict"];
  ASSERT_FALSE(conflict.is_null());
  EXPECT_GE(conflict["what"].size(), 2u) << conflict;
  ASSERT_FALSE(conflict["repairs"].empty());
  for (const char* part : {"what", "repairs"})
    for (const Json& text : conflict[part]) EXPECT_NE(text["kk"], text["ru"]) << text;
}

/// Nothing invented: every row published.
void all_published(std::map<std::string, std::string>& files) {
  for (auto& [name, text] : files) {
    for (const auto& [from, to] : {std::pair<std::string, std::string>(",demo\n", ",published\n"),
                                   std::pair<std::string, std::string>(
                                       "confidence = \"demo\"", "confidence = \"published\"")}) {
      for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
        text.replace(at, from.size(), to);
    }
  }
}

class Published : public RegisterRoutes {
 protected:
  Published() : RegisterRoutes(all_published) {}
};

TEST_F(OrderRoutes, AVisitorIsToldThatDataAreInvented) {
  EXPECT_EQ(get("/api/v1/programme")["demo"], true);
}

TEST_F(Published, WhatIsPublishedIsNoDemonstrationUntilItsAccountsAre) {
  EXPECT_EQ(get("/api/v1/programme")["demo"], false);
  services_->has_demo_accounts = [] { return true; };
  post("/api/v1/registers/reconciliation_teams",
       {{"area", "steppe"},
        {"from", "2026-02-01"},
        {"to", nullptr},
        {"values", {{"trained", "yes"}, {"body", "akimat-steppe"}}},
        {"source", "demo"},
        {"confidence", "published"}});
  EXPECT_EQ(get("/api/v1/programme")["demo"], true);
}

}  // namespace
}  // namespace dostyq::portal
