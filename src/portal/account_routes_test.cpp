// The administrator's accounts, and every other role trying them.
#include <gtest/gtest.h>

#include "portal/testing.hpp"

namespace dostyq::portal {
namespace {

using http::Method;
using testing::json;
using testing::Json;
using testing::Portal;

class AccountRoutes : public ::testing::Test {
 protected:
  AccountRoutes() {
    portal.add("boss", Role::kAdministrator);
    boss = portal.sign_in("boss");
  }
  http::Response send(const Portal::Visitor& as, Method method, const std::string& target,
                      const Json& body) {
    return portal.ask(as, method, target, body.dump());
  }
  static Json input(const char* login, const char* role) {
    return {{"name", login},
            {"display_name", "Somebody"},
            {"role", role},
            {"region", nullptr},
            {"password", "correct horse 7"}};
  }
  Portal portal;
  Portal::Visitor boss;
};

TEST_F(AccountRoutes, AreMadeChangedAndListed) {
  const http::Response made =
      send(boss, Method::kPost, "/api/v1/accounts", input("dana", "viewer"));
  ASSERT_EQ(made.status, 201) << made.body.view();
  const std::string address(made.headers.get("Location"));
  EXPECT_EQ(json(portal.ask(boss, Method::kGet, address))["must_change_password"], true);
  const http::Response changed =
      send(boss, Method::kPatch, address, {{"role", "controller"}, {"display_name", "Dana S."}});
  EXPECT_EQ(json(changed)["role"], "controller");
  const Json list = json(portal.ask(boss, Method::kGet, "/api/v1/accounts"));
  ASSERT_EQ(list["items"].size(), 2U);
  EXPECT_EQ(list["items"][1]["display_name"], "Dana S.");
  EXPECT_TRUE(list["next"].is_null());
}

TEST_F(AccountRoutes, ComeInPages) {
  for (int i = 0; i < 7; ++i) portal.add("user" + std::to_string(i), Role::kViewer);
  std::string address = "/api/v1/accounts?limit=3";
  std::vector<std::string> names;
  for (int page = 0; page < 4; ++page) {
    const http::Response response = portal.ask(boss, Method::kGet, address);
    const Json list = json(response);
    for (const Json& item : list["items"]) names.push_back(item["name"]);
    if (list["next"].is_null()) break;
    address = "/api/v1/accounts?limit=3&after=" + list["next"].get<std::string>();
    EXPECT_EQ(response.headers.get("Link"), "<" + address + ">; rel=\"next\"");
  }
  EXPECT_EQ(names, (std::vector<std::string>{"boss", "user0", "user1", "user2", "user3", "user4",
                                             "user5", "user6"}));
  EXPECT_EQ(portal.ask(boss, Method::kGet, "/api/v1/accounts?after=zzz").status, 422);
  EXPECT_EQ(portal.ask(boss, Method::kGet, "/api/v1/accounts?limit=0").status, 422);
  EXPECT_EQ(portal.ask(boss, Method::kGet, "/api/v1/accounts?limit=501").status, 422);
}

TEST_F(AccountRoutes, MistakesStandBesideTheirFields) {
  const auto field = [&](Json body) {
    return json(send(boss, Method::kPost, "/api/v1/accounts", body))["errors"][0]["field"];
  };
  Json body = input("dana", "viewer");
  body["password"] = "short";
  EXPECT_EQ(field(body), "password");
  EXPECT_EQ(field(input("boss", "viewer")), "name");
  EXPECT_EQ(field(input("dana s", "viewer")), "name");
  EXPECT_EQ(field(input("dana", "king")), "role");
  EXPECT_EQ(field(input("dana", "public")), "role");
  EXPECT_EQ(field(input("dana", "officer")), "region");
  body = input("dana", "officer");
  body["region"] = "atlantis";
  EXPECT_EQ(field(body), "region");
  body["region"] = "region-1";
  EXPECT_EQ(send(boss, Method::kPost, "/api/v1/accounts", body).status, 201);
}

TEST_F(AccountRoutes, TheLastAdministratorStays) {
  const std::string id = json(portal.ask(boss, Method::kGet, "/api/v1/me"))["account"]["id"];
  const std::string address = "/api/v1/accounts/" + id;
  EXPECT_EQ(send(boss, Method::kPatch, address, {{"disabled", true}}).status, 409);
  EXPECT_EQ(send(boss, Method::kPatch, address, {{"role", "viewer"}}).status, 409);
  EXPECT_EQ(json(portal.ask(boss, Method::kGet, "/api/v1/me"))["role"], "administrator");
  portal.add("second", Role::kAdministrator);
  EXPECT_EQ(send(boss, Method::kPatch, address, {{"role", "viewer"}}).status, 200);
}

TEST_F(AccountRoutes, FewerRightsEndTheSessionsAtOnce) {
  const accounts::Account account = portal.add("dana", Role::kSecretariat);
  const Portal::Visitor dana = portal.sign_in("dana");
  send(boss, Method::kPatch, "/api/v1/accounts/" + account.id, {{"disabled", true}});
  EXPECT_EQ(json(portal.ask(dana, Method::kGet, "/api/v1/me"))["role"], "public");
  EXPECT_EQ(send({}, Method::kPost, "/api/v1/session",
                 {{"name", "dana"}, {"password", Portal::kPassword}})
                .status,
            401);
}

TEST_F(AccountRoutes, WhoWasSlowerIsTold) {
  const accounts::Account account = portal.add("dana", Role::kViewer);
  const std::string address = "/api/v1/accounts/" + account.id;
  const std::string etag(portal.ask(boss, Method::kGet, address).headers.get("ETag"));
  const auto patch = [&](const char* name) {
    http::Request asked =
        testing::request(Method::kPatch, address, Json{{"display_name", name}}.dump());
    asked.headers.add("Cookie", boss.cookie);
    asked.headers.add("X-CSRF-Token", boss.csrf);
    asked.headers.add("If-Match", etag);
    return portal.ask(asked).status;
  };
  EXPECT_EQ(patch("First"), 200);
  EXPECT_EQ(patch("Second"), 412);
  EXPECT_EQ(json(portal.ask(boss, Method::kGet, address))["display_name"], "First");
}

TEST_F(AccountRoutes, AResetPasswordMustBeChangedAndEndsSessions) {
  const accounts::Account account = portal.add("dana", Role::kViewer);
  const Portal::Visitor dana = portal.sign_in("dana");
  EXPECT_EQ(
      send(boss, Method::kPatch, "/api/v1/accounts/" + account.id, {{"password", "given horse 9"}})
          .status,
      200);
  EXPECT_EQ(json(portal.ask(dana, Method::kGet, "/api/v1/me"))["role"], "public");
  const Portal::Visitor again = portal.sign_in("dana", "given horse 9");
  EXPECT_EQ(json(portal.ask(again, Method::kGet, "/api/v1/me"))["must_change_password"], true);
}

// Every route of the portal by every role. What is not listed must be 401 for a stranger and 403
// for a member, and must give nothing away.
TEST(Grid, EveryRouteByEveryRole) {
  const std::map<std::string, std::set<Role>> only{
      {"accounts.list", {Role::kAdministrator}},
      {"accounts.get", {Role::kAdministrator}},
      {"accounts.create", {Role::kAdministrator}},
      {"accounts.change", {Role::kAdministrator}},
      {"accounts.sessions.delete", {Role::kAdministrator}},
      {"system.metrics", {Role::kAdministrator}},
  };
  const std::set<std::string> everybody{"system.health", "system.ready",   "system.openapi",
                                        "session.me",    "session.create", "session.delete"};
  const std::set<std::string> members{
      "me.password", "me.totp.begin",      "me.totp.confirm",          "me.totp.delete",
      "me.sessions", "me.sessions.delete", "me.sessions.delete_others"};
  Portal portal;
  const accounts::Account secret = portal.add("secret-person", Role::kViewer);
  size_t cells = 0;
  for (const Role role : kRoles) {
    const std::string login = "a-" + std::string(name(role));
    if (role != Role::kPublic) portal.add(login, role, role == Role::kOfficer ? "region-1" : "");
    const Portal::Visitor visitor =
        role == Role::kPublic ? Portal::Visitor{} : portal.sign_in(login);
    for (const Route& route : portal.api->table().routes()) {
      // Signing out would end the visit that the rest of the grid needs.
      if (route.name == "session.delete") continue;
      std::string path = route.path;
      if (const size_t brace = path.find('{'); brace != std::string::npos)
        path.replace(brace, path.find('}') - brace + 1, secret.id);
      const http::Response response =
          portal.ask(visitor, route.method, path, route.takes.empty() ? "" : "{\"unknown\":1}");
      const bool may = everybody.contains(route.name) ||
                       (members.contains(route.name) && role != Role::kPublic) ||
                       (only.contains(route.name) && only.at(route.name).contains(role));
      ++cells;
      if (may) {
        EXPECT_NE(response.status, 401) << name(role) << " " << route.name;
        EXPECT_NE(response.status, 403) << name(role) << " " << route.name;
      } else {
        EXPECT_EQ(response.status, role == Role::kPublic ? 401 : 403)
            << name(role) << " " << route.name;
        EXPECT_EQ(response.body.view().find("secret-person"), std::string_view::npos)
            << name(role) << " " << route.name;
      }
    }
  }
  EXPECT_EQ(cells, 6 * (portal.api->table().routes().size() - 1));
}

}  // namespace
}  // namespace dostyq::portal
