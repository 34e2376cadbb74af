// Signing in, as a browser does it; and everything that must not work.
#include <gtest/gtest.h>

#include "accounts/testing_totp.hpp"
#include "portal/testing.hpp"

namespace dostyq::portal {
namespace {

using accounts::authenticator::code_of;
using accounts::authenticator::secret_of;
using http::Method;
using testing::json;
using testing::Json;
using testing::Portal;

class SignIn : public ::testing::Test {
 protected:
  SignIn() {
    portal.add("aigul", Role::kSecretariat);
    portal.add("boss", Role::kAdministrator);
    visitor = portal.sign_in("aigul");
  }
  http::Response post(const Portal::Visitor& as, const char* target, const Json& body) {
    return portal.ask(as, Method::kPost, target, body.dump());
  }
  Json me(const Portal::Visitor& as) { return json(portal.ask(as, Method::kGet, "/api/v1/me")); }
  http::Response log_in(const Json& body) { return post({}, "/api/v1/session", body); }
  int wrong_password(const std::string& login, const std::string& peer = "203.0.113.7") {
    http::Request asked =
        testing::request(Method::kPost, "/api/v1/session",
                         Json{{"name", login}, {"password", "not it at all"}}.dump());
    asked.peer = peer;
    return portal.ask(asked).status;
  }

  Portal portal;
  Portal::Visitor visitor;
};

TEST_F(SignIn, AStrangerIsTheVisitor) {
  const Json stranger = me({});
  EXPECT_EQ(stranger["role"], "public");
  EXPECT_TRUE(stranger["account"].is_null());
  EXPECT_TRUE(stranger["rights"].empty());
  EXPECT_EQ(stranger["csrf"], "");
}

TEST_F(SignIn, AMemberSeesRoleAndRightsAndNoSecret) {
  const http::Response response = portal.ask(visitor, Method::kGet, "/api/v1/me");
  const Json member = json(response);
  EXPECT_EQ(member["account"]["name"], "aigul");
  EXPECT_EQ(member["role"], "secretariat");
  EXPECT_TRUE(std::count(member["rights"].begin(), member["rights"].end(), "scenario.adopt"));
  EXPECT_FALSE(std::count(member["rights"].begin(), member["rights"].end(), "account.write"));
  EXPECT_EQ(response.body.view().find("argon"), std::string_view::npos);
  EXPECT_EQ(response.body.view().find("password\":\""), std::string_view::npos);
}

TEST_F(SignIn, TheCookieIsOutOfReachOfScripts) {
  const http::Response response = log_in({{"name", " Aigul "}, {"password", Portal::kPassword}});
  const std::string_view cookie = response.headers.get("Set-Cookie");
  for (const char* part : {"HttpOnly", "SameSite=Strict", "Path=/"})
    EXPECT_NE(cookie.find(part), std::string_view::npos);
  EXPECT_EQ(cookie.find("Secure"), std::string_view::npos);
  http::Request secure =
      testing::request(Method::kPost, "/api/v1/session",
                       Json{{"name", "aigul"}, {"password", Portal::kPassword}}.dump());
  secure.secure = true;
  EXPECT_NE(portal.ask(secure).headers.get("Set-Cookie").find("; Secure"), std::string_view::npos);
}

TEST_F(SignIn, TheTokenIsNotInTheDatabase) {
  const std::string token = visitor.cookie.substr(visitor.cookie.find('=') + 1);
  const auto rows = portal.database().query(
      "SELECT fingerprint FROM account_sessions WHERE fingerprint = ?", {token});
  ASSERT_TRUE(rows);
  EXPECT_TRUE(rows->empty());
}

TEST_F(SignIn, WrongOnesAreAllToldTheSame) {
  for (const Json& body : {Json{{"name", "aigul"}, {"password", "wrong one 1"}},
                           Json{{"name", "nobody"}, {"password", "wrong one 1"}},
                           Json{{"name", "' OR 1=1 --"}, {"password", "wrong one 1"}}}) {
    const http::Response response = log_in(body);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(json(response)["code"], "login.wrong");
    EXPECT_FALSE(response.headers.has("Set-Cookie"));
  }
}

TEST_F(SignIn, GuessingIsSlowedDownForTheAccount) {
  int status = 0;
  int tries = 0;
  while ((status = wrong_password("boss", "198.51.100." + std::to_string(tries))) == 401) ++tries;
  EXPECT_EQ(status, 429);
  EXPECT_EQ(tries, 5);
  const http::Response right = log_in({{"name", "boss"}, {"password", Portal::kPassword}});
  EXPECT_EQ(right.status, 429) << "a right one waits too, else it would tell";
  const int64_t wait = std::stoll(std::string(right.headers.get("Retry-After")));
  EXPECT_GT(wait, 0);
  EXPECT_EQ(log_in({{"name", "aigul"}, {"password", Portal::kPassword}}).status, 200)
      << "others are not kept out";
  portal.now += wait;
  EXPECT_EQ(log_in({{"name", "boss"}, {"password", Portal::kPassword}}).status, 200);
}

TEST_F(SignIn, GuessingIsSlowedDownForTheAddress) {
  int tries = 0;
  while (tries < 100 && wrong_password("user" + std::to_string(tries),
                                       "2001:db8:1:2::" + std::to_string(tries)) == 401)
    ++tries;
  EXPECT_EQ(tries, 20) << "a whole /64 counts as one";
  EXPECT_EQ(wrong_password("other", "2001:db8:9:9::1"), 401);
}

TEST_F(SignIn, AFaultOfTheDatabaseIsNoRefusal) {
  portal.database_fails = true;
  EXPECT_EQ(portal.ask(visitor, Method::kGet, "/api/v1/me").status, 503);
  EXPECT_EQ(portal.ask({}, Method::kGet, "/api/v1/me").status, 503);
  EXPECT_EQ(portal.ask({}, Method::kGet, "/healthz").status, 204);
}

TEST_F(SignIn, SessionsEndByIdlenessByAgeAndBySigningOut) {
  portal.now += 3599;
  EXPECT_EQ(me(visitor)["role"], "secretariat");
  portal.now += 3599;
  EXPECT_EQ(me(visitor)["role"], "secretariat") << "each request counts";
  portal.now += 3601;
  EXPECT_EQ(me(visitor)["role"], "public");
  visitor = portal.sign_in("aigul");
  for (int hour = 0; hour < 13; ++hour) {
    portal.now += 3500;
    me(visitor);
  }
  EXPECT_EQ(me(visitor)["role"], "public") << "after twelve hours, whatever happens";
  visitor = portal.sign_in("aigul");
  EXPECT_EQ(portal.ask({visitor.cookie, ""}, Method::kDelete, "/api/v1/session").status, 403)
      << "no token";
  EXPECT_EQ(portal.ask(visitor, Method::kDelete, "/api/v1/session").status, 204);
  EXPECT_EQ(me(visitor)["role"], "public");
}

TEST_F(SignIn, ANewPasswordEndsTheOtherSessions) {
  const Portal::Visitor elsewhere = portal.sign_in("aigul");
  http::Response wrong =
      post(visitor, "/api/v1/me/password", {{"old", "wrong one 1"}, {"new", "another horse 8"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(json(wrong)["errors"][0]["field"], "old");
  wrong = post(visitor, "/api/v1/me/password", {{"old", Portal::kPassword}, {"new", "aigul"}});
  EXPECT_EQ(json(wrong)["errors"][0]["field"], "new");
  EXPECT_EQ(
      post(visitor, "/api/v1/me/password", {{"old", Portal::kPassword}, {"new", "another horse 8"}})
          .status,
      204);
  EXPECT_EQ(me(visitor)["role"], "secretariat");
  EXPECT_EQ(me(elsewhere)["role"], "public");
  EXPECT_EQ(log_in({{"name", "aigul"}, {"password", Portal::kPassword}}).status, 401);
  EXPECT_EQ(log_in({{"name", "aigul"}, {"password", "another horse 8"}}).status, 200);
}

TEST_F(SignIn, TheSecondFactor) {
  const Json setup = json(post(visitor, "/api/v1/me/totp", Json::object()));
  EXPECT_TRUE(setup["uri"].get<std::string>().starts_with("otpauth://totp/Dostyq:aigul?secret="));
  const auto stored = portal.database().query("SELECT totp FROM accounts WHERE login = 'aigul'");
  ASSERT_TRUE(stored);
  const std::string secret = secret_of(setup["secret"]);
  EXPECT_EQ(stored->front()[0].bytes().find(secret), std::string::npos) << "sealed at rest";
  const auto code = [&] {
    return accounts::hotp(secret, static_cast<uint64_t>(accounts::totp_step(portal.now)));
  };
  const Json login{{"name", "aigul"}, {"password", Portal::kPassword}};
  const auto with = [&](const std::string& totp) {
    Json body = login;
    body["totp"] = totp;
    return log_in(body);
  };

  EXPECT_EQ(log_in(login).status, 200) << "not on before it is confirmed";
  EXPECT_EQ(post(visitor, "/api/v1/me/totp/confirm", {{"code", "000000"}}).status, 422);
  const Json on = json(post(visitor, "/api/v1/me/totp/confirm", {{"code", code()}}));
  ASSERT_EQ(on["recovery_codes"].size(), 10U);
  const http::Response asks = log_in(login);
  EXPECT_EQ(asks.status, 401);
  EXPECT_EQ(json(asks)["code"], "login.totp_needed");
  EXPECT_FALSE(asks.headers.has("Set-Cookie"));
  EXPECT_EQ(with(code()).status, 401) << "the code that switched it on is used";
  portal.now += 30;
  EXPECT_EQ(with(code()).status, 200);
  EXPECT_EQ(with(code()).status, 401) << "no code serves twice";
  const std::string recovery = on["recovery_codes"][3];
  EXPECT_EQ(with(recovery).status, 200);
  EXPECT_EQ(with(recovery).status, 401) << "nor does a recovery code";
  portal.now += 3600;
  const Portal::Visitor again = [&] {
    const http::Response response = with(code());
    const std::string_view cookie = response.headers.get("Set-Cookie");
    return Portal::Visitor{std::string(cookie.substr(0, cookie.find(';'))), json(response)["csrf"]};
  }();
  EXPECT_EQ(portal.ask(again, Method::kDelete, "/api/v1/me/totp", R"({"code":"000000"})").status,
            422);
  portal.now += 30;
  EXPECT_EQ(
      portal.ask(again, Method::kDelete, "/api/v1/me/totp", Json{{"code", code()}}.dump()).status,
      204);
  EXPECT_EQ(log_in(login).status, 200);
}

TEST_F(SignIn, CodesCannotBeGuessedByAskingForThePasswordInBetween) {
  const Json setup = json(post(visitor, "/api/v1/me/totp", Json::object()));
  ASSERT_TRUE(portal.database().run("UPDATE accounts SET second_factor = 1 WHERE login = 'aigul'"));
  int tries = 0;
  for (; tries < 50; ++tries) {
    if (log_in({{"name", "aigul"}, {"password", Portal::kPassword}, {"totp", "000000"}}).status ==
        429)
      break;
    if (log_in({{"name", "aigul"}, {"password", Portal::kPassword}}).status == 429) break;
  }
  EXPECT_LE(tries, 6);
}

TEST_F(SignIn, AGivenPasswordMustBeChangedFirst) {
  const accounts::NewAccount wanted{"fresh", "Fresh", Role::kAdministrator, "", Portal::kPassword,
                                    true,    false};
  ASSERT_TRUE(portal.accounts().create(wanted, accounts::Principal{}));
  const Portal::Visitor fresh = portal.sign_in("fresh");
  const http::Response refused = portal.ask(fresh, Method::kGet, "/api/v1/accounts");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(json(refused)["code"], "accounts.must_change_password");
  EXPECT_EQ(me(fresh)["must_change_password"], true);
  EXPECT_EQ(
      post(fresh, "/api/v1/me/password", {{"old", Portal::kPassword}, {"new", "another horse 8"}})
          .status,
      204);
  EXPECT_EQ(portal.ask(fresh, Method::kGet, "/api/v1/accounts").status, 200);
}

TEST_F(SignIn, OnesOwnSessionsAndNobodyElses) {
  const Portal::Visitor other = portal.sign_in("boss");
  const Portal::Visitor second = portal.sign_in("aigul");
  const Json mine = json(portal.ask(visitor, Method::kGet, "/api/v1/me/sessions"));
  ASSERT_EQ(mine["items"].size(), 2U);
  const Json theirs = json(portal.ask(other, Method::kGet, "/api/v1/me/sessions"));
  const std::string foreign = theirs["items"][0]["id"];
  EXPECT_EQ(portal.ask(visitor, Method::kDelete, "/api/v1/me/sessions/" + foreign).status, 404);
  EXPECT_EQ(me(other)["role"], "administrator");
  for (const Json& session : mine["items"]) {
    if (!session["current"]) {
      EXPECT_EQ(portal
                    .ask(visitor, Method::kDelete,
                         "/api/v1/me/sessions/" + session["id"].get<std::string>())
                    .status,
                204);
    }
  }
  EXPECT_EQ(me(second)["role"], "public");
  EXPECT_EQ(me(visitor)["role"], "secretariat");
}

TEST_F(SignIn, LogInsAreInTheAuditLog) {
  EXPECT_EQ(wrong_password("aigul"), 401);
  EXPECT_EQ(wrong_password("no-such-account"), 401);
  const auto has = [&](const char* line) {
    return std::count(portal.audit.begin(), portal.audit.end(), line);
  };
  EXPECT_EQ(has("aigul login account:aigul"), 1);
  EXPECT_EQ(has(" login_failed account:aigul"), 1);
  EXPECT_EQ(has(" login_failed account:no-such-account"), 0)
      << "people type passwords into the wrong field";
}

TEST_F(SignIn, FormsThatAreNoneAreRefused) {
  const auto status = [&](const std::string& body) {
    return portal.ask({}, Method::kPost, "/api/v1/session", body).status;
  };
  EXPECT_EQ(status("{"), 400);
  EXPECT_EQ(status("[]"), 400);
  EXPECT_EQ(status(std::string(4000, '[')), 400);
  EXPECT_EQ(status("{\"name\":\"a\",\"password\":[\"b\"]}"), 422);
  EXPECT_EQ(status("{\"name\":\"a\",\"password\":\"b\",\"role\":\"administrator\"}"), 422);
  EXPECT_EQ(status("{\"name\":\"\xff\",\"password\":\"b\"}"), 400);
}

TEST_F(SignIn, EndsAllOtherVisitsAtOnce) {
  const Portal::Visitor elsewhere = portal.sign_in("aigul");
  const Portal::Visitor third = portal.sign_in("aigul");
  const Json list = json(portal.ask(visitor, Method::kGet, "/api/v1/me/sessions"));
  ASSERT_EQ(list["items"].size(), 3U);
  EXPECT_EQ(std::count_if(list["items"].begin(), list["items"].end(),
                          [](const Json& each) { return each["current"] == true; }),
            1);
  EXPECT_EQ(portal.ask(visitor, Method::kDelete, "/api/v1/me/sessions").status, 204);
  EXPECT_EQ(me(visitor)["role"], "secretariat");
  EXPECT_EQ(me(elsewhere)["role"], "public");
  EXPECT_EQ(me(third)["role"], "public");
  EXPECT_EQ(portal.ask({}, Method::kDelete, "/api/v1/me/sessions").status, 401);
}

TEST(SecondFactor, WhereARoleNeedsItNothingWorksBefore) {
  Portal portal({Role::kAdministrator});
  portal.add("boss", Role::kAdministrator);
  portal.add("vera", Role::kViewer);
  const Portal::Visitor boss = portal.sign_in("boss");
  const auto me = [&] { return json(portal.ask(boss, Method::kGet, "/api/v1/me")); };
  EXPECT_EQ(me()["must_enrol"], true);
  const http::Response shut = portal.ask(boss, Method::kGet, "/api/v1/accounts");
  EXPECT_EQ(shut.status, 403);
  EXPECT_EQ(json(shut)["code"], "accounts.second_factor_needed");
  EXPECT_EQ(json(portal.ask(portal.sign_in("vera"), Method::kGet, "/api/v1/me"))["must_enrol"],
            false);
  const Json setup = json(portal.ask(boss, Method::kPost, "/api/v1/me/totp", "{}"));
  const std::string code = code_of(setup["secret"], portal.now);
  const http::Response on =
      portal.ask(boss, Method::kPost, "/api/v1/me/totp/confirm", Json{{"code", code}}.dump());
  ASSERT_EQ(on.status, 200) << on.body.view();
  EXPECT_EQ(me()["must_enrol"], false);
  EXPECT_EQ(portal.ask(boss, Method::kGet, "/api/v1/accounts").status, 200);
  const std::string recovery = json(on)["recovery_codes"][0];
  const http::Response off =
      portal.ask(boss, Method::kDelete, "/api/v1/me/totp", Json{{"code", recovery}}.dump());
  EXPECT_EQ(off.status, 409);
  EXPECT_EQ(json(off)["code"], "accounts.second_factor_required");
}

}  // namespace
}  // namespace dostyq::portal
