#include "portal/api.hpp"

#include <gtest/gtest.h>

#include <set>

#include "portal/testing.hpp"

namespace dostyq::portal {
namespace {

using http::Method;
using testing::json;
using testing::request;

/// Three routes of our own, and a visitor of any role.
class Frame : public ::testing::Test {
 protected:
  Frame() {
    RouteTable table;
    table.schema("Problem", "{}");
    const auto add = [&](Method method, const char* path, const char* name,
                         std::optional<accounts::Permission> permission) {
      Route route;
      route.method = method;
      route.path = path;
      route.name = name;
      route.summary = "A test.";
      route.permission = permission;
      route.handler = [this](const Call& call) -> http::Answer {
        ++handled;
        return http::json("{\"id\":\"" + call.path.written("id") + "\"}");
      };
      route.region_of = [](const Call& call) -> tl::expected<std::string, http::Problem> {
        const std::string id = call.path.written("id");
        if (id == "none") return http::refuse(404, "http.no_record", {id});
        return id;
      };
      if (method == Method::kPut) route.takes = "Problem";
      return table.add(std::move(route));
    };
    add(Method::kGet, "/api/v1/open/{id}", "open", accounts::Permission{});
    add(Method::kGet, "/api/v1/undeclared", "undeclared", std::nullopt);
    add(Method::kPut, "/api/v1/records/{id}", "records.put",
        accounts::Permission{accounts::Resource::kRecord, accounts::Action::kWrite});
    add(Method::kGet, "/api/v1/people/{id}", "people.get",
        accounts::Permission{accounts::Resource::kPerson, accounts::Action::kRead});
    Route kept;
    kept.path = "/api/v1/kept";
    kept.name = "kept";
    kept.summary = "A test.";
    kept.permission = accounts::Permission{};
    kept.cached = true;
    kept.query = {{"day", Parameter::Kind::kDate, "", false, {}, 0, 0}};
    kept.handler = [this](const Call&) -> http::Answer {
      ++handled;
      return http::json("[" + std::string(2000, '7') + "]");
    };
    table.add(std::move(kept));
    Hooks hooks;
    hooks.identify = [this](const http::Request&) -> Result<accounts::Principal> {
      if (fault) return fail("store.busy", {}, {}, ErrorCode::kDatabase);
      return who;
    };
    hooks.register_version = [this] { return version; };
    hooks.record_read = [this](const accounts::Principal& by, const Route& route,
                               const std::string& target) -> Result<void> {
      if (audit_fault) return fail("store.full", {}, {}, ErrorCode::kDatabase);
      reads.push_back(by.login + " " + route.name + " " + target);
      return {};
    };
    static constexpr AssetFile kFiles[] = {{"index.html", "<!doctype html>", "zipped", ""},
                                           {"assets/main-1a2b.js", "let x", "gz", "br"}};
    api = std::make_unique<Api>(std::move(table), kFiles, std::move(hooks), log);
  }

  void be(Role role, const std::string& region = "") {
    who = role == Role::kPublic
              ? accounts::Principal{}
              : accounts::Principal{"1", "ann", "Ann", role, region, "s", "token-of-mine", false};
  }
  http::Request put(const char* target) {
    http::Request asked = request(Method::kPut, target, "{}");
    asked.headers.add("X-CSRF-Token", "token-of-mine");
    return asked;
  }
  http::Response ask(const http::Request& asked) {
    if (auto response = api->respond_at_once(asked)) return std::move(*response);
    return api->respond(asked);
  }
  http::Response get(const char* target) { return ask(request(Method::kGet, target)); }

  http::Log log{stderr, http::LogDetail::kOff};
  accounts::Principal who;
  bool fault = false;
  bool audit_fault = false;
  uint64_t version = 1;
  int handled = 0;
  std::vector<std::string> reads;
  std::unique_ptr<Api> api;
};

TEST_F(Frame, ARouteWithoutAPermissionRefusesEverybody) {
  for (const Role role : kRoles) {
    be(role, "almaty");
    EXPECT_EQ(get("/api/v1/undeclared").status, 403) << name(role);
  }
  EXPECT_EQ(handled, 0);
}

TEST_F(Frame, AStrangerIsAskedToSignInAndAMemberIsRefused) {
  EXPECT_EQ(get("/api/v1/people/almaty").status, 401);
  be(Role::kViewer);
  EXPECT_EQ(get("/api/v1/people/almaty").status, 403);
  EXPECT_EQ(handled, 0);
  EXPECT_TRUE(reads.empty());
}

TEST_F(Frame, AFaultOfTheDatabaseIs503AndNothingElse) {
  fault = true;
  for (const char* target : {"/api/v1/people/almaty", "/api/v1/open/x", "/api/v1/undeclared"}) {
    const http::Response response = get(target);
    EXPECT_EQ(response.status, 503) << target;
    EXPECT_EQ(json(response)["code"], "http.store_unavailable");
    EXPECT_FALSE(response.headers.get("Retry-After").empty());
  }
  EXPECT_EQ(handled, 0);
}

TEST_F(Frame, AnOfficerReachesTheOwnRegionOnly) {
  be(Role::kOfficer, "almaty");
  EXPECT_EQ(ask(put("/api/v1/records/almaty")).status, 200);
  EXPECT_EQ(handled, 1);
  const http::Response other = ask(put("/api/v1/records/turkistan"));
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(json(other)["code"], "http.other_region");
  EXPECT_EQ(ask(put("/api/v1/records/none")).status, 404);
  be(Role::kOfficer, "");
  EXPECT_EQ(ask(put("/api/v1/records/almaty")).status, 403) << "an officer without a region";
  EXPECT_EQ(handled, 1);
}

TEST_F(Frame, UnsafeMethodsNeedTheTokenAndOurOwnOrigin) {
  be(Role::kSecretariat);
  EXPECT_EQ(ask(put("/api/v1/records/almaty")).status, 200);
  EXPECT_EQ(ask(request(Method::kPut, "/api/v1/records/almaty", "{}")).status, 403) << "no token";
  http::Request wrong = request(Method::kPut, "/api/v1/records/almaty", "{}");
  wrong.headers.add("X-CSRF-Token", "token-of-mind");
  EXPECT_EQ(ask(wrong).status, 403);
  http::Request foreign = put("/api/v1/records/almaty");
  foreign.headers.add("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(ask(foreign).status, 403);
  who.csrf.clear();
  http::Request empty = request(Method::kPut, "/api/v1/records/almaty", "{}");
  empty.headers.add("X-CSRF-Token", "");
  EXPECT_EQ(ask(empty).status, 403) << "an empty token never matches";
  EXPECT_EQ(handled, 1);
}

TEST_F(Frame, ABodyOfAnotherTypeIsRefused) {
  be(Role::kSecretariat);
  http::Request form = put("/api/v1/records/almaty");
  form.headers.set("Content-Type", "text/plain");
  EXPECT_EQ(ask(form).status, 415);
  form.headers.set("Content-Type", "Application/JSON; charset=utf-8");
  EXPECT_EQ(ask(form).status, 200);
}

TEST_F(Frame, ReadsOfProtectedRecordsAreWrittenDownBeforeTheyAreAnswered) {
  be(Role::kController);
  EXPECT_EQ(get("/api/v1/people/almaty").status, 200);
  EXPECT_EQ(reads, (std::vector<std::string>{"ann people.get /api/v1/people/almaty"}));
  audit_fault = true;
  EXPECT_EQ(get("/api/v1/people/almaty").status, 503);
  EXPECT_EQ(handled, 1) << "what cannot be written down is not shown";
}

TEST_F(Frame, MethodsAndAddresses) {
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(get("/api/v1/open/a/b").status, 404);
  const http::Response other = ask(request(Method::kDelete, "/api/v1/open/x"));
  EXPECT_EQ(other.status, 405);
  EXPECT_EQ(other.headers.get("Allow"), "GET, HEAD, OPTIONS");
  const http::Response options = ask(request(Method::kOptions, "/api/v1/records/x"));
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.get("Allow"), "PUT, OPTIONS");
  EXPECT_EQ(ask(request(Method::kHead, "/api/v1/open/x")).status, 200);
  EXPECT_EQ(ask(request(Method::kPost, "/nowhere")).status, 404);
}

TEST_F(Frame, ProblemsAreSaidInTheVisitorsLanguage) {
  http::Request asked = request(Method::kGet, "/api/v1/nothing");
  asked.headers.add("Accept-Language", "ru-KZ,ru;q=0.9,en;q=0.8");
  http::Response response = ask(asked);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(response.headers.get("Content-Language"), "ru");
  EXPECT_EQ(json(response)["title"], "Не найдено");
  EXPECT_EQ(json(response)["status"], 404);
  EXPECT_EQ(json(response)["type"], "urn:dostyq:problem:http.not_found");
  EXPECT_EQ(json(get("/api/v1/nothing?lang=en"))["title"], "Not found");
  EXPECT_EQ(json(get("/api/v1/nothing"))["title"], "Табылмады");
}

TEST_F(Frame, QueriesAreChecked) {
  EXPECT_EQ(get("/api/v1/kept?day=2027-04-25").status, 200);
  const http::Response bad = get("/api/v1/kept?day=2027-02-29&dya=2027-04-25&lang=en");
  EXPECT_EQ(bad.status, 422);
  const auto errors = json(bad)["errors"];
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0]["field"], "day");
  EXPECT_EQ(errors[0]["code"], "http.needs_date");
  EXPECT_EQ(errors[1]["field"], "dya");
  EXPECT_EQ(errors[1]["detail"], "There is no such parameter. There are: lang, day.");
}

TEST_F(Frame, KeptAnswersAreMadeOncePerVersion) {
  const http::Response first = get("/api/v1/kept");
  EXPECT_EQ(first.status, 200);
  const http::Response second = get("/api/v1/kept");
  EXPECT_EQ(handled, 1);
  EXPECT_EQ(first.body.view(), second.body.view());
  EXPECT_EQ(first.body.view().data(), second.body.view().data()) << "handed out without a copy";
  const std::string etag(first.headers.get("ETag"));
  http::Request known = request(Method::kGet, "/api/v1/kept");
  known.headers.add("If-None-Match", "W/" + etag);
  const http::Response same = ask(known);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body.size(), 0U);
  EXPECT_EQ(same.headers.get("ETag"), etag);
  version = 2;
  EXPECT_EQ(get("/api/v1/kept").status, 200);
  EXPECT_EQ(handled, 2);
}

TEST_F(Frame, KeptAnswersAreZippedForWhoTakesIt) {
  http::Request asked = request(Method::kGet, "/api/v1/kept");
  asked.headers.add("Accept-Encoding", "br, gzip");
  const http::Response zipped = ask(asked);
  EXPECT_EQ(zipped.headers.get("Content-Encoding"), "gzip");
  EXPECT_LT(zipped.body.size(), 200U);
  const http::Response plain = get("/api/v1/kept");
  EXPECT_FALSE(plain.headers.has("Content-Encoding"));
  EXPECT_NE(plain.headers.get("ETag"), zipped.headers.get("ETag"));
}

TEST_F(Frame, RefusalsAreNeverKept) {
  EXPECT_EQ(get("/api/v1/kept?day=no").status, 422);
  EXPECT_EQ(get("/api/v1/kept?day=no").status, 422);
  EXPECT_EQ(handled, 0);
}

TEST_F(Frame, PagesAreFilesAndUnknownPathsFindTheirOwnWay) {
  const http::Response start = get("/");
  EXPECT_EQ(start.body.view(), "<!doctype html>");
  EXPECT_NE(start.headers.get("Content-Security-Policy").find("script-src 'self'"),
            std::string_view::npos);
  EXPECT_EQ(start.headers.get("Cache-Control"), "no-cache");
  EXPECT_EQ(get("/kk/orders/R1").body.view(), "<!doctype html>");
  const http::Response script = get("/assets/main-1a2b.js");
  EXPECT_EQ(script.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  http::Request packed = request(Method::kGet, "/assets/main-1a2b.js");
  packed.headers.add("Accept-Encoding", "gzip;q=0.5, br");
  EXPECT_EQ(ask(packed).body.view(), "br");
  EXPECT_EQ(get("/assets/gone.js").status, 404);
  EXPECT_EQ(get("/index.html.gz").status, 404);
}

}  // namespace
}  // namespace dostyq::portal
