// The register's resources, asked as every role: what they give, and what must not appear.
#include "portal/register_routes.hpp"

#include "io/zip_archive.hpp"
#include "portal/register_testing.hpp"

namespace dostyq::portal {
namespace {

TEST_F(RegisterRoutes, AVisitorReadsWhatIsPublic) {
  const Json map = get("/api/v1/map");
  EXPECT_EQ(map["sites"].size(), 2u);
  EXPECT_EQ(map["sites"][0]["state"], "open");
  EXPECT_EQ(map["places"].size(), 14u);
  EXPECT_FALSE(map["ordered"].empty());
  EXPECT_EQ(get("/api/v1/outlines")["items"].size(), 3u);
  EXPECT_EQ(get("/api/v1/programme")["registers"].size(), 2u);
  const Json orders = get("/api/v1/orders");
  ASSERT_EQ(orders["items"].size(), 4u);
  EXPECT_EQ(orders["items"][0]["today"], "at_risk");
  EXPECT_EQ(get("/api/v1/orders?verdict=met")["total"], 0);
  EXPECT_EQ(get("/api/v1/orders/D1")["interpretations"].size(), 1u);
  EXPECT_EQ(get("/api/v1/sites?state=open")["items"].size(), 2u);
  EXPECT_EQ(get("/api/v1/sites/house-kolsay")["phone"], nullptr) << "not known";
  EXPECT_EQ(get("/api/v1/regions")["items"].size(), 3u);
  EXPECT_EQ(get("/api/v1/bodies/akimat-steppe")["predecessors"][0]["body"]["id"], "akimat-lake");
  EXPECT_EQ(get("/api/v1/discipline")["overall"]["orders"], 4);
  EXPECT_EQ(get("/api/v1/search?q=Kolsay")["items"][0]["id"], "house-kolsay");
  EXPECT_EQ(get("/api/v1/places?q=kolsay")["items"][0]["id"], "kolsay");
  EXPECT_EQ(get("/api/v1/nearest?place=aqbulaq")["items"][0]["site"]["id"], "house-kolsay");
  EXPECT_EQ(get("/api/v1/nearest?lat=45.4&lon=-29.2")["items"][0]["site"]["id"], "house-akzhol");
  EXPECT_EQ(get("/api/v1/history?of=site/house-kolsay")["items"].size(), 1u);
}

TEST_F(RegisterRoutes, AnEmptyRegionSaysNoData) {
  const Json steppe = get("/api/v1/regions/steppe");
  for (const Json& part : steppe["index_parts"]) {
    if (part["register"] == "reconciliation_teams") {
      EXPECT_EQ(part["count"], 0) << "that list is known to be complete: none is none";
    } else {
      EXPECT_TRUE(part["count"].is_null()) << part["register"];
    }
  }
}

TEST_F(RegisterRoutes, FilesComeInTheirTypes) {
  for (const auto& [target, start] :
       {std::pair("/api/v1/discipline.pdf", "%PDF-"), std::pair("/api/v1/discipline.xlsx", "PK"),
        std::pair("/api/v1/discipline.csv", "\xEF\xBB\xBF"),
        std::pair("/api/v1/bodies/akimat-steppe/discipline.pdf", "%PDF-"),
        std::pair("/api/v1/deadlines.ics", "BEGIN:VCALENDAR"),
        std::pair("/api/v1/registers/reconciliation_teams/export.csv", "\xEF\xBB\xBF")}) {
    const http::Response response = send(Method::kGet, target);
    EXPECT_EQ(response.status, 200) << target;
    EXPECT_TRUE(response.body.view().starts_with(start)) << target;
    EXPECT_NE(response.headers.get("Content-Disposition"), "") << target;
  }
}

TEST_F(RegisterRoutes, AVisitorWritesNothing) {
  for (const auto& [method, target] :
       {std::pair(Method::kPost, "/api/v1/sites"),
        std::pair(Method::kPatch, "/api/v1/sites/house-kolsay"),
        std::pair(Method::kPost, "/api/v1/sites/house-kolsay/stages"),
        std::pair(Method::kPost, "/api/v1/registers/reconciliation_teams"),
        std::pair(Method::kDelete, "/api/v1/registers/reconciliation_teams/team-north"),
        std::pair(Method::kPost, "/api/v1/orders/D1/reports"),
        std::pair(Method::kPost, "/api/v1/orders/D1/extensions"),
        std::pair(Method::kPost, "/api/v1/changes/1/undo"),
        std::pair(Method::kPost, "/api/v1/evidence"),
        std::pair(Method::kPost, "/api/v1/files?name=a"),
        std::pair(Method::kPost, "/api/v1/scenarios"), std::pair(Method::kGet, "/api/v1/audit"),
        std::pair(Method::kGet, "/api/v1/scenarios"), std::pair(Method::kGet, "/api/v1/readings"),
        std::pair(Method::kPost, "/api/v1/readings?name=a"),
        std::pair(Method::kPut, "/api/v1/readings/reading-1/decisions/s1"),
        std::pair(Method::kPost, "/api/v1/programme/import")}) {
    const http::Response response = send(method, target, "{}");
    EXPECT_EQ(response.status, 401) << target << response.body.view();
  }
}

// Role by role: the route's own permission decides at the door, and the register behind it.
TEST_F(RegisterRoutes, EveryRoleMeetsTheSameAnswerAtTheDoorAsInTheTable) {
  for (const Route& each : api_->table().routes()) {
    for (const Role role : kRoles) {
      if (role == Role::kPublic) continue;
      std::string target = each.path;
      for (const auto& [from, to] :
           {std::pair("{id}", "none"), std::pair("{register}", "none"), std::pair("{fact}", "none"),
            std::pair("{statement}", "none")}) {
        for (size_t at = target.find(from); at != std::string::npos; at = target.find(from))
          target.replace(at, std::string(from).size(), to);
      }
      const http::Response response =
          send(each.method, target, each.method == Method::kGet ? "" : "{}",
               std::string(name(role)), "lake");
      const bool open = accounts::granted(role, *each.permission) != accounts::Grant::kNo;
      if (!open) {
        EXPECT_EQ(response.status, 403) << each.name << " as " << name(role);
      } else {
        EXPECT_NE(response.status, 500) << each.name << " as " << name(role);
        EXPECT_NE(response.status, 401) << each.name << " as " << name(role);
      }
    }
  }
}

TEST_F(RegisterRoutes, PeopleInRegistriesAreKeptFromWhoMayNotReadThem) {
  for (const char* role : {"", "viewer", "administrator"}) {
    for (const char* target :
         {"/api/v1/registers/mediators", "/api/v1/registers/mediators/mediator-1",
          "/api/v1/registers/mediators/export.csv",
          "/api/v1/history?of=fact/mediators/mediator-1"}) {
      const http::Response response = send(Method::kGet, target, "", role);
      EXPECT_EQ(response.status, 403) << role << " " << target;
      EXPECT_EQ(response.body.view().find("akzhol"), std::string_view::npos);
    }
    EXPECT_EQ(get("/api/v1/search?q=mediator-1", role)["items"].size(), 0u);
  }
  EXPECT_EQ(get("/api/v1/registers/mediators", "secretariat")["items"].size(), 2u);
  const Json north = get("/api/v1/registers/mediators", "officer", "north");
  ASSERT_EQ(north["items"].size(), 1u);
  EXPECT_EQ(north["items"][0]["id"], "mediator-1");
  // By guessing the id of another region's.
  EXPECT_EQ(
      send(Method::kGet, "/api/v1/registers/mediators/mediator-2", "", "officer", "north").status,
      403);
  EXPECT_EQ(send(Method::kGet, "/api/v1/registers/mediators/none", "", "officer", "north").status,
            403);
}

TEST_F(RegisterRoutes, AnOfficerFilesAFactInTheOwnRegionAndTheVerdictMoves) {
  at_ = "2027-06-01T09:00:00.000Z";
  const Json team{{"area", "steppe"}, {"from", "2027-05-01"},
                  {"to", nullptr},    {"values", {{"trained", "yes"}, {"body", "akimat-steppe"}}},
                  {"source", "demo"}, {"confidence", "published"}};
  EXPECT_EQ(post("/api/v1/registers/reconciliation_teams", team, "officer", "lake", 403)["code"],
            "register.other_region");
  EXPECT_NE(verdict("D4"), "met");
  const Json made = post("/api/v1/registers/reconciliation_teams", team, "officer", "steppe");
  EXPECT_EQ(made["item"]["values"]["trained"], "yes");
  const std::string id = made["item"]["id"];
  const std::string address = "/api/v1/registers/reconciliation_teams/" + id;
  // Another edit needs the version that was read.
  const std::string body = R"({"values": {"trained": "no"}, "reason": "not yet"})";
  EXPECT_EQ(send(Method::kPatch, address, body, "officer", "steppe").status, 428);
  EXPECT_EQ(send(Method::kPatch, address, body, "officer", "steppe", "\"7\"").status, 412);
  EXPECT_EQ(send(Method::kPatch, address, body, "officer", "steppe", "\"1\"").status, 200);
  const Json history =
      get("/api/v1/history?of=fact/reconciliation_teams/" + id, "officer", "steppe");
  ASSERT_EQ(history["items"].size(), 2u);
  EXPECT_EQ(history["items"][0]["fields"][0]["field"], "trained");
  EXPECT_EQ(history["items"][0]["can_undo"], true);
  EXPECT_EQ(get("/api/v1/history?of=fact/reconciliation_teams/" + id)["items"][0]["recorded"]["by"],
            "")
      << "a visitor is told no names";
  post("/api/v1/changes/" + history["items"][0]["id"].get<std::string>() + "/undo", Json::object(),
       "officer", "steppe", 200);
  EXPECT_EQ(get(address)["values"]["trained"], "yes");
}

TEST_F(RegisterRoutes, WhatIsWrongStandsBesideTheField) {
  const Json wrong = post("/api/v1/registers/reconciliation_teams",
                          {{"area", "nowhere"},
                           {"from", "yesterday"},
                           {"to", nullptr},
                           {"values", Json::object()},
                           {"source", "demo"},
                           {"confidence", "sure"}},
                          "secretariat", "", 422);
  std::set<std::string> fields;
  for (const Json& error : wrong["errors"]) fields.insert(error["field"].get<std::string>());
  EXPECT_EQ(fields, (std::set<std::string>{"/area", "/from", "/confidence"}));
  EXPECT_EQ(post("/api/v1/registers/reconciliation_teams", {{"colour", "red"}}, "secretariat", "",
                 422)["errors"][0]["field"],
            "/colour");
  EXPECT_EQ(
      send(Method::kPost, "/api/v1/registers/reconciliation_teams", "{", "secretariat").status,
      400);
  EXPECT_EQ(post("/api/v1/registers/sites", Json::object(), "secretariat", "", 404)["code"],
            "register.unknown_table")
      << "sites have a life of their own";
  EXPECT_EQ(post("/api/v1/registers/people", Json::object(), "secretariat", "", 404)["status"],
            404);
}

TEST_F(RegisterRoutes, ASiteLivesFromProposalToOpeningAndTheOrderIsMet) {
  at_ = "2027-12-01T09:00:00.000Z";
  const Json proposed =
      post("/api/v1/sites",
           {{"id", "house-kokdala"},
            {"kind", "house"},
            {"place", "kokdala"},
            {"name", {{"kk", "Көкдала Достық үйі"}, {"ru", "Дом"}, {"en", "House"}}},
            {"source", "demo"},
            {"confidence", "published"}},
           "officer", "steppe");
  EXPECT_EQ(proposed["item"]["stage"], "proposed");
  EXPECT_EQ(proposed["item"]["state"], "planned");
  const auto step = [&](const char* stage, const char* from, int status,
                        const Json& documents = Json::array()) {
    return post("/api/v1/sites/house-kokdala/stages",
                {{"stage", stage}, {"from", from}, {"evidence", documents}, {"note", "decided"}},
                "officer", "steppe", status);
  };
  const Json skipped = step("funded", "2027-12-01", 409);
  EXPECT_EQ(skipped["code"], "register.stage_skipped");
  EXPECT_NE(skipped["detail"].get<std::string>().find("approved"), std::string::npos);
  for (const char* stage : {"approved", "funded", "under_construction"})
    step(stage, "2027-12-01", 201);
  EXPECT_EQ(step("open", "2027-12-01", 422)["errors"][0]["field"], "/evidence");
  EXPECT_NE(verdict("D1"), "met");
  const Json opened = step("open", "2027-12-01", 201, Json::array({evidence("2027-12-01")}));
  EXPECT_EQ(opened["item"]["state"], "open");
  ASSERT_FALSE(opened["changed"].empty());
  EXPECT_EQ(opened["changed"][0], (Json{{"order", "D1"}, {"before", "at_risk"}, {"after", "met"}}));
  EXPECT_EQ(verdict("D1"), "met");
  EXPECT_EQ(get("/api/v1/sites/house-kokdala")["evidence"].size(), 1u);
  const Json moved = get("/api/v1/verdict-changes?since=2027-11-30");
  ASSERT_GE(moved["items"].size(), 1u);
  EXPECT_EQ(moved["items"][0]["order"], "D1");
}

TEST_F(RegisterRoutes, ContactsAreKnownWhenSomebodyRecordsThem) {
  const http::Response patched = send(
      Method::kPatch, "/api/v1/sites/house-kolsay",
      R"({"phone": "+7 700", "hours": {"kk": "9-18", "ru": "9-18", "en": "9-18"}, "address": "Shore 8", "reason": "call"})",
      "officer", "lake", "\"1\"");
  EXPECT_EQ(patched.status, 200) << patched.body.view();
  const Json site = get("/api/v1/sites/house-kolsay");
  EXPECT_EQ(site["phone"], "+7 700");
  EXPECT_EQ(site["hours"]["en"], "9-18");
  EXPECT_EQ(site["address"], "Shore 8");
  EXPECT_TRUE(site["website"].is_null());
}

TEST_F(RegisterRoutes, AReportOfDoneIsAnAlarmAndNoVerdict) {
  const Json made = post("/api/v1/orders/D1/reports", {{"on", "2026-03-01"}, {"note", "it stands"}},
                         "officer", "steppe");
  EXPECT_TRUE(made["changed"].empty());
  const Json order = get("/api/v1/orders/D1");
  EXPECT_EQ(order["today"], "at_risk");
  EXPECT_EQ(order["reported"]["by"], "akimat-steppe");
  EXPECT_EQ(order["alarms"][0]["kind"], "reported_but_disagrees");
  EXPECT_EQ(get("/api/v1/orders?alarm=reported_but_disagrees")["items"].size(), 1u);
  EXPECT_EQ(get("/api/v1/discipline")["overall"]["reported_but_disagrees"], 1);
}

TEST_F(RegisterRoutes, AnExtensionIsAskedByOneAndDecidedByAnother) {
  const Json asked =
      post("/api/v1/orders/D1/extensions", {{"until", "2028-06-30"}, {"reason", "ground water"}},
           "officer", "steppe");
  const std::string address =
      "/api/v1/extensions/" + asked["item"]["id"].get<std::string>() + "/decision";
  post(address, {{"granted", true}, {"note", "agreed"}}, "secretariat", "", 403);
  post(address, {{"granted", true}, {"note", "agreed"}}, "controller", "", 200);
  const Json order = get("/api/v1/orders/D1");
  EXPECT_EQ(order["due"], "2028-06-30");
  EXPECT_EQ(order["extensions"][0]["state"], "granted");
}

TEST_F(RegisterRoutes, ManyRowsArePreviewedThenWrittenTogetherOrNotAtAll) {
  const std::string address = "/api/v1/registers/reconciliation_teams/import";
  const std::string header = "id,area,from,to,trained,body,source,confidence\n";
  const std::string good = header +
                           "team-a,steppe,2026-02-01,,yes,akimat-steppe,demo,demo\nteam-north,"
                           "north,2026-02-01,,yes,akimat-north,demo,demo\n";
  Json preview = Json::parse(send(Method::kPost, address, good, "secretariat").body.view());
  EXPECT_EQ(preview["new"], 1);
  EXPECT_EQ(preview["same"], 1);
  EXPECT_TRUE(preview["problems"].empty()) << preview;
  EXPECT_EQ(get("/api/v1/registers/reconciliation_teams")["items"].size(), 2u) << "only looked at";
  const std::string bad = good + "team-b,nowhere,2026-02-01,,yes,akimat-steppe,demo,demo\n";
  preview = Json::parse(send(Method::kPost, address, bad, "secretariat").body.view());
  ASSERT_EQ(preview["problems"].size(), 1u) << preview;
  EXPECT_EQ(preview["problems"][0]["row"], 4);
  EXPECT_EQ(preview["problems"][0]["column"], "area");
  EXPECT_EQ(send(Method::kPost, address + "?preview=false", bad, "secretariat").status, 422);
  EXPECT_EQ(get("/api/v1/registers/reconciliation_teams")["items"].size(), 2u);
  EXPECT_EQ(send(Method::kPost, address + "?preview=false", good, "officer", "lake").status, 403);
  EXPECT_EQ(send(Method::kPost, address + "?preview=false", good, "secretariat").status, 200);
  EXPECT_EQ(get("/api/v1/registers/reconciliation_teams")["items"].size(), 3u);
}

TEST_F(RegisterRoutes, APlanIsRunKeptComparedAndAdopted) {
  const Json started = post("/api/v1/scenarios", {{"name", "first"},
                                                  {"forbid", Json::array()},
                                                  {"require", Json::array()},
                                                  {"budget_percent", 100},
                                                  {"gap_percent", "0"},
                                                  {"time_limit", nullptr},
                                                  {"near_adopted", false}});
  const std::string job = started["job"];
  ASSERT_TRUE(services_->runs.find(job)->job->wait(60));
  Json state;
  for (int i = 0; i < 200 && (state.is_null() || state["scenario"].is_null()); ++i) {
    state = get("/api/v1/jobs/" + job, "viewer");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(state["state"], "done");
  const std::string id = state["scenario"];
  const auto events = services_->runs.find(job)->events->after(0);
  EXPECT_TRUE(events.closed);
  EXPECT_EQ(events.events.back().name, "state");
  const Json told = Json::parse(events.events.back().data)["progress"];
  ASSERT_FALSE(told.is_null());
  EXPECT_GE(told["stages"], 2);
  EXPECT_LT(told["stage_index"], told["stages"]);
  EXPECT_NE(told["stage"]["kk"], told["stage"]["en"]) << "in words: " << told["stage"];
  const Json scenario = get("/api/v1/scenarios/" + id, "viewer");
  EXPECT_EQ(scenario["status"], "optimal");
  EXPECT_FALSE(scenario["sites"].empty());
  EXPECT_EQ(send(Method::kPost, "/api/v1/scenarios/" + id + "/adopt", "{}", "controller").status,
            403);
  const Json adopted =
      post("/api/v1/scenarios/" + id + "/adopt", Json::object(), "secretariat", "", 200);
  EXPECT_EQ(adopted["item"]["adopted"], true);
  EXPECT_EQ(get("/api/v1/programme")["adopted"]["scenario"], id);
  bool planned = false;
  const Json map = get("/api/v1/map");
  for (const Json& site : map["sites"]) planned = planned || site["state"] == "planned";
  EXPECT_TRUE(planned);
  const Json compared = get("/api/v1/scenarios/compare?a=adopted&b=today", "viewer");
  EXPECT_EQ(compared["sites"].size(), scenario["sites"].size());
  EXPECT_EQ(send(Method::kPost, "/api/v1/scenarios", R"({"name": "x", "forbid": ["nowhere"]})",
                 "secretariat")
                .status,
            422);
}

TEST_F(RegisterRoutes, TheLogIsReadAndVerifiedByWhoMay) {
  evidence("2026-03-01");
  const Json log = get("/api/v1/audit", "controller");
  EXPECT_EQ(log["items"][0]["resource"].get<std::string>().substr(0, 9), "evidence/");
  EXPECT_EQ(get("/api/v1/audit/verify", "administrator")["ok"], true);
  ASSERT_TRUE(facts_->database().run("UPDATE audit SET actor = 'x' WHERE sequence = 1"));
  const Json broken = get("/api/v1/audit/verify", "controller");
  EXPECT_EQ(broken["ok"], false);
  EXPECT_EQ(broken["first_bad"], 1);
  EXPECT_EQ(send(Method::kGet, "/api/v1/audit", "", "secretariat").status, 403);
}

TEST_F(RegisterRoutes, TheProgrammeLeavesAsAFolderWithoutPeopleForWhoMayNotReadThem) {
  const http::Response all = send(Method::kGet, "/api/v1/programme/export.zip", "", "secretariat");
  const std::string bytes(all.body.view());
  const auto archive = io::ZipArchive::open(bytes);
  ASSERT_TRUE(archive);
  for (const auto& [file, text] : world::example_files())
    EXPECT_EQ(archive->read(file, 1'000'000).bytes, text) << file;
  const std::string less(
      send(Method::kGet, "/api/v1/programme/export.zip", "", "viewer").body.view());
  EXPECT_FALSE(io::ZipArchive::open(less)->has("mediators.csv"));
  EXPECT_TRUE(io::ZipArchive::open(less)->has("sites.csv"));
  EXPECT_EQ(
      send(Method::kPost, "/api/v1/programme/import?preview=false", bytes, "administrator").status,
      200);
  EXPECT_EQ(send(Method::kPost, "/api/v1/programme/import", bytes, "officer", "lake").status, 403);
}

TEST_F(RegisterRoutes, AFileIsKnownOnlyToWhoSentItAndProtectedOnesToFew) {
  const Json file =
      Json::parse(send(Method::kPost, "/api/v1/files?name=a.txt", "secret words", "officer", "lake")
                      .body.view());
  const Json body{{"kind", "document"},
                  {"title", "A"},
                  {"day", "2026-03-01"},
                  {"file", file["id"]},
                  {"protected", true}};
  post("/api/v1/evidence", body, "secretariat", "", 422);
  const std::string id = post("/api/v1/evidence", body, "officer", "lake")["item"]["id"];
  EXPECT_EQ(send(Method::kGet, "/api/v1/evidence/" + id + "/file").status, 403);
  EXPECT_EQ(send(Method::kGet, "/api/v1/evidence/" + id + "/file", "", "viewer").status, 403);
  const http::Response own =
      send(Method::kGet, "/api/v1/evidence/" + id + "/file", "", "controller");
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.body.view(), "secret words");
  EXPECT_EQ(own.headers.get("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(send(Method::kPost, "/api/v1/files?name=a.html", "<script>", "secretariat").status,
            422);
}

}  // namespace
}  // namespace dostyq::portal
