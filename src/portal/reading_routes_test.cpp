// Published reports in the portal: read, decided on by people, handed out as drafts that bind
// nobody.
#include <algorithm>

#include "portal/register_testing.hpp"
#include "register/reviews.hpp"
#include "register/verify.hpp"

namespace dostyq::portal {
namespace {

using http::Method;

constexpr const char* kPage =
    "A new House for Karatas\n"
    "15 January 2026\n"
    "The Head of State instructed the akimat of North Region to open a House of Friendship in "
    "Karatas District.\n"
    "\"We must support mediators in every region,\" said the Head of State.\n"
    "Akimats should publish their plans.\n"
    "Last year a House appeared in Akzhol.\n";

class ReadingRoutes : public RegisterRoutes {
 protected:
  Json add(const std::string& text = kPage, int status = 201,
           const std::string& more = "name=report.txt") {
    const http::Response response =
        send(Method::kPost, "/api/v1/readings?" + more, text, "secretariat");
    EXPECT_EQ(response.status, status) << response.body.view();
    return Json::parse(response.body.view(), nullptr, false);
  }
  static std::string address(const std::string& statement) {
    return "/api/v1/readings/reading-1/decisions/" + statement;
  }
  http::Response decide(const std::string& statement, const Json& decision,
                        const std::string& version = "\"0\"") {
    return send(Method::kPut, address(statement), decision.dump(), "secretariat", "", version);
  }
  /// Ids of the drafts, in the order of the text.
  std::vector<std::string> drafts() {
    std::vector<std::string> ids;
    const Json whole = get("/api/v1/readings/reading-1", "secretariat");
    for (const Json& one : whole["report"]["statements"])
      if (one["modality"] != "described" && one["same_as"].is_null()) ids.push_back(one["id"]);
    return ids;
  }
  std::string toml(const std::string& query = "") {
    const http::Response response =
        send(Method::kGet, "/api/v1/readings/reading-1/directives.toml" + query, "", "secretariat");
    EXPECT_EQ(response.status, 200) << response.body.view();
    return std::string(response.body.view());
  }
};

TEST_F(ReadingRoutes, AReportGivesDraftsTiedToTheirPassages) {
  const Json made = add();
  EXPECT_EQ(made["id"], "reading-1");
  EXPECT_EQ(made["published"], "2026-01-15");
  EXPECT_EQ(made["orders"], 3);
  const Json whole = get("/api/v1/readings/reading-1", "secretariat");
  EXPECT_EQ(whole["text"], kPage);
  const std::string text = kPage;
  for (const Json& one : whole["report"]["statements"]) {
    const size_t begin = one["begin"];
    const size_t end = one["end"];
    EXPECT_EQ(text.substr(begin, end - begin), one["text"]);
  }
  const auto order =
      std::find_if(whole["report"]["statements"].begin(), whole["report"]["statements"].end(),
                   [](const Json& one) { return one["modality"] == "ordered"; });
  ASSERT_NE(order, whole["report"]["statements"].end());
  EXPECT_EQ((*order)["areas"], Json{"karatas"}) << "places of the register, not of Kazakhstan";
  EXPECT_EQ((*order)["issuer"], "president");
  EXPECT_TRUE(std::any_of(whole["areas"].begin(), whole["areas"].end(), [](const Json& area) {
    return area["id"] == "karatas" && area["name"]["ru"] == "Каратасский район" &&
           area["in"]["id"] == "north";
  }));
  EXPECT_TRUE(std::none_of(whole["areas"].begin(), whole["areas"].end(),
                           [](const Json& area) { return area["id"] == "nowhere"; }));
  EXPECT_EQ(whole["terms"]["flag.no_date"]["ru"], "срок не указан");
  EXPECT_EQ(whole["decisions"], Json::object());
  EXPECT_EQ(get("/api/v1/readings", "secretariat")["items"][0]["decided"], 0);
  // The same source again is the same reading.
  EXPECT_EQ(add(kPage, 200)["id"], "reading-1");
  const http::Response source =
      send(Method::kGet, "/api/v1/readings/reading-1/source", "", "secretariat");
  EXPECT_EQ(source.body.view(), kPage);
  EXPECT_EQ(source.headers.get("Content-Type"), "application/octet-stream");
}

TEST_F(ReadingRoutes, APersonDecidesAndOnlyWhatWasConfirmedIsDrafted) {
  add();
  const auto ids = drafts();
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_EQ(decide(ids[0], {{"decision", "confirm"}}).status, 200);
  at_ = "2026-03-02T09:05:00.000Z";
  EXPECT_EQ(decide(ids[1], {{"decision", "edit"},
                            {"modality", "ordered"},
                            {"text", {{"en", "Support mediators everywhere."}}},
                            {"bodies", {"akimat-lake"}},
                            {"issuer", "assembly"},
                            {"due", "2026-12-31"}})
                .status,
            200);
  EXPECT_EQ(decide(ids[2], {{"decision", "reject"}, {"note", "not ours"}}).status, 200);
  const Json whole = get("/api/v1/readings/reading-1", "controller");
  EXPECT_EQ(whole["decisions"][ids[0]]["decision"], "confirm");
  EXPECT_EQ(whole["decisions"][ids[1]]["recorded"]["by"], "secretariat-login");
  EXPECT_EQ(whole["decisions"][ids[1]]["recorded"]["at"], at_);
  EXPECT_EQ(get("/api/v1/readings", "secretariat")["items"][0]["decided"], 3);
  const std::string drafted = toml();
  const auto count = [&](const std::string& words) {
    size_t found = 0;
    for (size_t at = drafted.find(words); at != std::string::npos; at = drafted.find(words, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("[[directive]]"), 2u);
  EXPECT_EQ(count("Support mediators everywhere."), 1u);
  EXPECT_EQ(count("issuer = \"assembly\""), 1u);
  EXPECT_EQ(count("issuer = \"president\""), 1u);
  EXPECT_EQ(count("source = \"decree\""), 2u) << "the source of the page's day";
  EXPECT_EQ(count("decided_by = \"secretariat-login\""), 2u);
  EXPECT_EQ(count("force = \"watched\""), 2u);
  EXPECT_EQ(count("\"binding\""), 0u);
  EXPECT_EQ(count("not ours"), 1u);
  EXPECT_EQ(send(Method::kGet, "/api/v1/readings/reading-1/directives.toml?source=nothing", "",
                 "secretariat")
                .status,
            422);
  // Nothing becomes an order by it.
  EXPECT_EQ(get("/api/v1/orders")["items"].size(), 4u);
}

TEST_F(ReadingRoutes, ADecisionIsTakenBackAndNobodyIsOverwrittenUnseen) {
  add();
  const std::string id = drafts().front();
  EXPECT_EQ(send(Method::kPut, address(id), R"({"decision":"confirm"})", "secretariat").status,
            428);
  EXPECT_EQ(decide(id, {{"decision", "confirm"}}).status, 200);
  EXPECT_EQ(decide(id, {{"decision", "reject"}}).status, 412) << "somebody else was quicker";
  EXPECT_EQ(send(Method::kDelete, address(id), "", "secretariat", "", "\"1\"").status, 200);
  const Json whole = get("/api/v1/readings/reading-1", "secretariat");
  EXPECT_TRUE(whole["decisions"][id]["decision"].is_null());
  EXPECT_EQ(whole["decisions"][id]["version"], 2);
  EXPECT_EQ(toml().find("[[directive]]"), std::string::npos);
  EXPECT_EQ(decide(id, {{"decision", "reject"}}, "\"2\"").status, 200);
}

TEST_F(ReadingRoutes, WhatIsWrongStandsBesideTheField) {
  add();
  const std::string id = drafts().front();
  const http::Response wrong = decide(id, {{"decision", "approve"},
                                           {"areas", {"nowhere"}},
                                           {"bodies", {"nobody"}},
                                           {"issuer", "nobody"},
                                           {"modality", "wished"},
                                           {"due", "soon"},
                                           {"text", {{"de", "Haus"}}}});
  EXPECT_EQ(wrong.status, 422);
  std::set<std::string> fields;
  const Json said = Json::parse(wrong.body.view());
  for (const Json& error : said["errors"]) {
    fields.insert(error["field"].get<std::string>());
    EXPECT_FALSE(error["detail"].get<std::string>().empty());
  }
  EXPECT_EQ(fields, (std::set<std::string>{"/decision", "/areas", "/bodies", "/issuer", "/modality",
                                           "/due", "/text/de"}));
  EXPECT_EQ(decide(id, {{"decision", "confirm"}, {"colour", "red"}}).status, 422);
  EXPECT_EQ(decide("s99", {{"decision", "confirm"}}).status, 404);
  EXPECT_EQ(decide("s1", {{"decision", "confirm"}, {"text", "all"}}).status, 422);
}

TEST_F(ReadingRoutes, WhatCannotBeReadSaysWhy) {
  EXPECT_EQ(add("PK\x03\x04 no archive", 422)["errors"][0]["code"], "reading.bad_docx");
  EXPECT_EQ(add("", 422)["errors"][0]["code"], "document.empty");
  EXPECT_EQ(add(kPage, 422, "name=a%2Fb")["errors"][0]["field"], "name");
  std::string large;
  while (large.size() <= (1U << 20U)) large += "We must support the clubs. ";
  EXPECT_EQ(add(large, 422)["errors"][0]["code"], "reading.too_large");
  // Larger bodies are refused by their head: 413.
  for (const Route& each : api_->table().routes()) {
    if (each.name != "readings.add") continue;
    EXPECT_EQ(each.most_body_bytes, 20U << 20U);
  }
  EXPECT_EQ(get("/api/v1/readings", "secretariat")["items"].size(), 0u) << "nothing is kept";
  // Nothing in it is no mistake: it says so.
  EXPECT_EQ(add("The weather was fine.\n")["orders"], 0);
  EXPECT_EQ(get("/api/v1/readings/reading-1", "secretariat")["report"]["notes"], Json{"no_orders"});
}

TEST_F(ReadingRoutes, APageWithoutADayCanBeGivenOne) {
  const std::string page = "Akimats should publish their plans within a month.\n";
  EXPECT_TRUE(add(page)["published"].is_null());
  EXPECT_EQ(
      send(Method::kGet, "/api/v1/readings/reading-1/directives.toml", "", "secretariat").status,
      422);
  const Json dated = add(page, 201, "name=a.txt&published=2026-01-15");
  EXPECT_EQ(dated["id"], "reading-2");
  EXPECT_EQ(dated["published"], "2026-01-15");
}

TEST_F(ReadingRoutes, StrangersAndOtherRolesAreKeptOut) {
  add();
  for (const char* role : {"", "viewer", "officer"}) {
    const int status = *role == 0 ? 401 : 403;
    for (const char* target :
         {"/api/v1/readings", "/api/v1/readings/reading-1", "/api/v1/readings/reading-1/source",
          "/api/v1/readings/reading-1/directives.toml"}) {
      const http::Response response = send(Method::kGet, target, "", role, "north");
      EXPECT_EQ(response.status, status) << role << " " << target;
      EXPECT_EQ(response.body.view().find("Karatas"), std::string_view::npos);
    }
  }
  for (const char* role : {"", "viewer", "officer", "controller"}) {
    EXPECT_EQ(send(Method::kPost, "/api/v1/readings?name=a", "text", role, "north").status,
              *role == 0 ? 401 : 403);
    EXPECT_EQ(send(Method::kPut, address("s1"), R"({"decision":"confirm"})", role, "north", "\"0\"")
                  .status,
              *role == 0 ? 401 : 403);
  }
  EXPECT_EQ(send(Method::kPost, "/api/v1/readings?name=a", "Text.\n", "administrator").status, 201);
}

TEST_F(ReadingRoutes, EveryDecisionStandsInTheAuditLogAndAChangedOneIsSeen) {
  add();
  const auto ids = drafts();
  decide(ids[0], {{"decision", "confirm"}});
  decide(ids[1], {{"decision", "reject"}});
  const auto whole = registry::verify(facts_->database());
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->breaks.empty());
  EXPECT_EQ(whole->readings, 1);
  EXPECT_EQ(whole->decisions, 2);
  const auto broken_by = [&](const std::string& sql) {
    EXPECT_TRUE(facts_->database().run(sql));
    const auto found = registry::verify(facts_->database());
    return found && !found->breaks.empty() ? found->breaks.front().key : std::string();
  };
  EXPECT_EQ(broken_by("UPDATE reading_decisions SET author = 'nobody' WHERE version = 1"),
            "verify.decision_altered");
  EXPECT_EQ(broken_by("UPDATE readings SET report = '{}'"), "verify.reading_altered");
}

}  // namespace
}  // namespace dostyq::portal
