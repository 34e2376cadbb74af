#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "portal/all_routes.hpp"
#include "portal/api.hpp"
#include "portal/services.hpp"
#include "store/testing.hpp"

// For tests only: the portal without sockets.
namespace dostyq::portal::testing {

using Json = nlohmann::json;

inline http::Request request(http::Method method, std::string_view target, std::string body = "") {
  http::Request out;
  out.method = method;
  const auto parsed = http::parse_target(target);
  EXPECT_TRUE(parsed) << target;
  if (parsed) out.target = *parsed;
  out.target_text = target;
  out.peer = "203.0.113.7";
  out.headers.add("Host", "localhost");
  if (!body.empty()) out.headers.add("Content-Type", "application/json");
  out.body = std::move(body);
  out.arrived = std::chrono::steady_clock::now();
  return out;
}

inline Json json(const http::Response& response) {
  const Json out = Json::parse(response.body.view(), nullptr, false);
  EXPECT_FALSE(out.is_discarded()) << response.body.view();
  return out;
}

/// A new database with accounts and every route; the clock stands until it is moved.
class Portal {
 public:
  static constexpr const char* kPassword = "correct horse 7";

  explicit Portal(std::set<Role> needs_second_factor = {}) : database_(open()) {
    foundation_.needs_second_factor = std::move(needs_second_factor);
    foundation_.clock = [this] { return now; };
    foundation_.audit = [this](store::Transaction&,
                               const accounts::AuditNote& note) -> Result<void> {
      audit.push_back(note.actor.id + " " + note.action + " " + note.target);
      return {};
    };
    accounts_ = std::make_unique<accounts::Accounts>(foundation_);
    sessions_ = std::make_unique<accounts::Sessions>(foundation_);
    api = make_api(services(), {}, hooks(), log_);
  }

  Services services() {
    return {database_, *accounts_, *sessions_,
            [](const std::string& id) { return id.starts_with("region-"); }};
  }

  Hooks hooks() {
    Hooks hooks;
    hooks.identify = [this](const http::Request& asked) -> Result<accounts::Principal> {
      if (database_fails) return fail("store.fault", {"disk"}, {}, ErrorCode::kDatabase);
      return sessions_->identify(std::string(asked.cookie("dostyq_session")));
    };
    hooks.register_version = [this] { return version; };
    hooks.record_read = [this](const accounts::Principal& who, const Route& route,
                               const std::string&) -> Result<void> {
      audit.push_back(who.login + " read " + route.name);
      return {};
    };
    return hooks;
  }

  /// An account whose password need not be changed.
  accounts::Account add(const std::string& login, Role role, const std::string& region = "") {
    accounts::NewAccount wanted{login, login + "'s name", role, region, kPassword, false, false};
    const auto made = accounts_->create(wanted, accounts::Principal{});
    EXPECT_TRUE(made) << (made ? "" : made.error().key);
    return made.value_or(accounts::Account{});
  }

  /// A visitor with a cookie and a token, or without.
  struct Visitor {
    std::string cookie, csrf;
  };
  Visitor sign_in(const std::string& login, const std::string& password = kPassword) {
    const Json credentials{{"name", login}, {"password", password}};
    const http::Response response =
        api->respond(request(http::Method::kPost, "/api/v1/session", credentials.dump()));
    EXPECT_EQ(response.status, 200) << response.body.view();
    const std::string_view cookie = response.headers.get("Set-Cookie");
    return {std::string(cookie.substr(0, cookie.find(';'))), json(response).value("csrf", "")};
  }

  http::Response ask(const Visitor& visitor, http::Method method, std::string_view target,
                     std::string body = "") {
    http::Request asked = request(method, target, std::move(body));
    if (!visitor.cookie.empty()) {
      asked.headers.add("Cookie", visitor.cookie);
      asked.headers.add("X-CSRF-Token", visitor.csrf);
    }
    return ask(asked);
  }
  http::Response ask(const http::Request& asked) {
    if (auto response = api->respond_at_once(asked)) return std::move(*response);
    return api->respond(asked);
  }

  int64_t now = 1'800'000'000;
  uint64_t version = 1;
  bool database_fails = false;
  std::vector<std::string> audit;
  std::unique_ptr<Api> api;
  accounts::Accounts& accounts() { return *accounts_; }
  accounts::Sessions& sessions() { return *sessions_; }
  store::Database& database() { return database_; }

 private:
  static store::Database open() {
    auto opened = store::Database::open(store::new_sqlite());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().key);
    return std::move(*opened);
  }

  store::Database database_;
  http::Log log_{stderr, http::LogDetail::kOff};
  accounts::Foundation foundation_{
      database_,
      accounts::SecretKey::random(),
      std::make_shared<accounts::PasswordHasher>(accounts::PasswordCost{1, 8192}),
      {},
      {}};
  std::unique_ptr<accounts::Accounts> accounts_;
  std::unique_ptr<accounts::Sessions> sessions_;
};

}  // namespace dostyq::portal::testing
