#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "store/testing.hpp"
#include "world/new_programme.hpp"

// For tests only: the register's resources without sockets and accounts, on the example programme
// and a clock that stands still.
namespace dostyq::portal {

using http::Method;

inline const Actor kSetup{"setup", Role::kAdministrator, ""};

class RegisterRoutes : public ::testing::Test {
 protected:
  using Files = std::map<std::string, std::string>;
  /// `change`: what another programme than the example has.
  explicit RegisterRoutes(const std::function<void(Files&)>& change = {}) {
    auto database = store::Database::open(store::new_sqlite());
    registry::RegisterOptions options;
    options.clock = [this] { return at_; };
    options.freshness = std::chrono::milliseconds(0);
    facts_ = std::move(*registry::Register::open(*database, options));
    Files files = world::example_files();
    if (change) change(files);
    const auto imported = facts_->import_files(kSetup, files, "start");
    EXPECT_TRUE(imported) << (imported ? "" : imported.error().front().key);
    services_ = std::make_shared<RegisterServices>(*facts_);
    RouteTable table;
    add_register_routes(table, services_);
    Hooks hooks;
    hooks.identify = [](const http::Request& request) -> Result<accounts::Principal> {
      accounts::Principal who;
      const std::string role(request.headers.get("X-Role"));
      if (role.empty()) return who;
      who.user = who.login = role + "-login";
      who.role = *parse_role(role);
      who.region = request.headers.get("X-Region");
      who.csrf = "token";
      return who;
    };
    hooks.register_version = [this] { return static_cast<uint64_t>(facts_->version()); };
    hooks.record_read = [](const accounts::Principal&, const Route&, const std::string&) {
      return Result<void>();
    };
    api_ = std::make_unique<Api>(std::move(table), std::span<const AssetFile>(), hooks, log_);
  }

  http::Response send(Method method, std::string_view target, std::string body = "",
                      const std::string& role = "", const std::string& region = "",
                      const std::string& if_match = "") {
    http::Request request;
    request.method = method;
    request.target = *http::parse_target(target);
    request.target_text = target;
    request.headers.add("Host", "localhost");
    request.headers.add("Accept-Language", "en");
    if (!role.empty()) {
      request.headers.add("X-Role", role);
      request.headers.add("X-Region", region);
      request.headers.add("X-CSRF-Token", "token");
    }
    if (!if_match.empty()) request.headers.add("If-Match", if_match);
    if (!body.empty())
      request.headers.add("Content-Type", body[0] == '{' ? "application/json" : "text/csv");
    request.body = std::move(body);
    if (auto response = api_->respond_at_once(request)) return std::move(*response);
    return api_->respond(request);
  }
  Json get(std::string_view target, const std::string& role = "", const std::string& region = "") {
    const http::Response response = send(Method::kGet, target, "", role, region);
    EXPECT_EQ(response.status, 200) << target << ": " << response.body.view();
    return Json::parse(response.body.view(), nullptr, false);
  }
  Json post(std::string_view target, const Json& body, const std::string& role = "secretariat",
            const std::string& region = "", int status = 201) {
    const http::Response response = send(Method::kPost, target, body.dump(), role, region);
    EXPECT_EQ(response.status, status) << target << ": " << response.body.view();
    return Json::parse(response.body.view(), nullptr, false);
  }
  std::string verdict(const std::string& order) { return get("/api/v1/orders/" + order)["today"]; }
  std::string evidence(const std::string& day, const Json& more = {}) {
    Json file = Json::parse(
        send(Method::kPost, "/api/v1/files?name=act.txt", "signed act " + day, "secretariat")
            .body.view());
    Json body{{"kind", "document"}, {"title", "Act"}, {"day", day}, {"file", file["id"]}};
    body.update(more.is_null() ? Json::object() : more);
    return post("/api/v1/evidence", body)["item"]["id"];
  }

  std::string at_ = "2026-03-02T09:00:00.000Z";
  http::Log log_{stderr, http::LogDetail::kOff};
  std::unique_ptr<registry::Register> facts_;
  Facts services_;
  std::unique_ptr<Api> api_;
};

}  // namespace dostyq::portal
