// dostyq serve as somebody runs it: the first day, the next day, the ways it ends.
#include <gtest/gtest.h>

#include <cctype>
#include <csignal>
#include <filesystem>
#include <map>
#include <thread>

#include "program.hpp"
#include "serving.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;
using http::testing::body;
using http::testing::Client;
using http::testing::status;

class Serve : public ::testing::Test {
 protected:
  Serve() {
    const Outcome made = run_program({DOSTYQ_PROGRAM, "new", programme});
    EXPECT_EQ(made.exit_code, 0) << made.err;
  }
  TemporaryFolder folder;
  std::string programme = folder / "programme";
  std::string data = folder / "data";
};

TEST_F(Serve, TheFirstRunMakesTheAdministratorAndSaysThePasswordOnce) {
  std::string password;
  std::string cookie;
  {
    Running first(data, {"--programme", programme});
    ASSERT_NE(first.port, 0) << first.printed;
    password = password_of(first.printed, "admin");
    ASSERT_FALSE(password.empty()) << first.printed;
    EXPECT_EQ(first.printed.find("DEMO"), std::string::npos);
    const Session admin = sign_in(first, "admin", password);
    EXPECT_EQ(admin.me["role"], "administrator");
    EXPECT_EQ(admin.me["must_change_password"], true);
    EXPECT_EQ(status(first.ask("GET", "/api/v1/accounts", admin.headers)), "403");
    const std::string change = Json{{"old", password}, {"new", "a new password 1"}}.dump();
    EXPECT_EQ(status(first.ask("POST", "/api/v1/me/password", admin.headers, change)), "204");
    EXPECT_EQ(status(first.ask("GET", "/api/v1/accounts", admin.headers)), "200");
    cookie = admin.headers;
    EXPECT_EQ(first.end(SIGTERM), 0);
  }
  EXPECT_EQ(fs::status(fs::path(data) / "secret.key").permissions() &
                (fs::perms::group_all | fs::perms::others_all),
            fs::perms::none);
  EXPECT_EQ(fs::status(data).permissions() & (fs::perms::group_all | fs::perms::others_all),
            fs::perms::none);
  for (const fs::directory_entry& entry : fs::directory_iterator(data)) {
    const std::string bytes = read(entry.path());
    EXPECT_EQ(bytes.find(password), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find("a new password 1"), std::string::npos) << entry.path();
  }
  Running second(data);
  ASSERT_NE(second.port, 0) << second.printed;
  EXPECT_EQ(second.printed.find("admin"), std::string::npos) << second.printed;
  EXPECT_EQ(status(second.ask("GET", "/api/v1/accounts", cookie)), "200")
      << "sessions outlive a restart";
  EXPECT_EQ(second.end(SIGINT), 0);
}

TEST_F(Serve, ADemonstrationHasAnAccountOfEveryRoleAndSaysSo) {
  Running server(data, {"--programme", programme, "--demo"});
  ASSERT_NE(server.port, 0) << server.printed;
  for (const char* role : {"viewer", "officer", "secretariat", "controller"}) {
    const std::string login = "demo-" + std::string(role);
    const Session session = sign_in(server, login, password_of(server.printed, login));
    EXPECT_EQ(session.me["role"], role);
    EXPECT_EQ(session.me["account"]["demo"], true);
  }
  EXPECT_NE(server.printed.find("DEMO"), std::string::npos);
}

// Every operation that the description names, by a stranger and by every role that it does not
// name: refused before anything else is looked at.
TEST_F(Serve, EveryOperationKeepsOutWhomItDoesNotName) {
  Running server(data, {"--programme", programme, "--demo"});
  ASSERT_NE(server.port, 0) << server.printed;
  const Json api = Json::parse(body(server.ask("GET", "/api/openapi.json")));
  std::map<std::string, std::string> visitors{{"public", ""}};
  for (const std::string role : {"viewer", "officer", "secretariat", "controller"}) {
    const std::string login = "demo-" + role;
    visitors[role] = sign_in(server, login, password_of(server.printed, login)).headers;
  }
  visitors["administrator"] =
      sign_in(server, "admin", password_of(server.printed, "admin")).headers;
  size_t refused = 0;
  for (const auto& [path, methods] : api["paths"].items()) {
    std::string address = path;
    for (size_t brace = address.find('{'); brace != std::string::npos; brace = address.find('{'))
      address.replace(brace, address.find('}') - brace + 1, "x1");
    for (const auto& [name, operation] : methods.items()) {
      std::string method = name;
      for (char& c : method) c = static_cast<char>(std::toupper(c));
      const std::string who = operation["x-permission"];
      for (const auto& [role, headers] : visitors) {
        if (path == "/metrics" || who.find(role) != std::string::npos) continue;
        const std::string answer =
            server.ask(method, address, headers, operation.contains("requestBody") ? "{}" : "");
        EXPECT_EQ(status(answer), role == "public" ? "401" : "403")
            << role << " " << method << " " << path;
        EXPECT_NE(answer.find("application/problem+json"), std::string::npos);
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 50U);
}

TEST_F(Serve, AGivenPasswordIsNotPrinted) {
  write(folder / "password", "given password 1\n");
  ::setenv("DOSTYQ_ADMIN_PASSWORD_FILE", (folder / "password").c_str(), 1);
  Running server(data);
  ::unsetenv("DOSTYQ_ADMIN_PASSWORD_FILE");
  EXPECT_EQ(server.printed.find("given password 1"), std::string::npos);
  EXPECT_EQ(sign_in(server, "admin", "given password 1").me["must_change_password"], false);
}

TEST_F(Serve, ThePagesAndTheirPolicy) {
  Running server(data, {"--programme", programme});
  const std::string page = server.ask("GET", "/kk/orders/R1");
  EXPECT_EQ(status(page), "200");
  EXPECT_NE(page.find("Content-Type: text/html"), std::string::npos);
  EXPECT_NE(page.find("Content-Security-Policy: default-src 'none'; script-src 'self'"),
            std::string::npos);
  EXPECT_EQ(page.find("Server:"), std::string::npos);
  EXPECT_EQ(status(server.ask("GET", "/healthz")), "204");
  EXPECT_EQ(status(server.ask("GET", "/readyz")), "204");
  EXPECT_NE(server.ask("GET", "/metrics")
                .find("dostyq_requests_total{route=\"system.health\",status=\"2xx\"} 1"),
            std::string::npos);
  EXPECT_EQ(status(server.ask("GET", "/../../etc/passwd")), "400");
  EXPECT_EQ(status(server.ask("GET", "/secret.key")), "404");
  Client foreign(server.port);
  foreign.send("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  EXPECT_EQ(status(foreign.answer()), "421");
}

TEST_F(Serve, ATakenPortIsSaid) {
  Running server(data);
  const Outcome second = run_program({DOSTYQ_PROGRAM, "serve", "--data", folder / "other", "--port",
                                      std::to_string(server.port), "--lang", "en"});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_NE(second.err.find("Choose another --port or --bind"), std::string::npos) << second.err;
}

TEST_F(Serve, WhatWasAcknowledgedOutlivesAKill) {
  std::string headers;
  std::string address;
  int acknowledged = 0;
  for (int round = 0; round < 8; ++round) {
    Running server(data,
                   round == 0 ? std::vector<std::string>{"--demo"} : std::vector<std::string>{});
    ASSERT_NE(server.port, 0);
    if (round == 0) {
      const Session admin = sign_in(server, "admin", password_of(server.printed, "admin"));
      headers = admin.headers;
      address = "/api/v1/accounts/" + admin.me["account"]["id"].get<std::string>();
    } else {
      const Json account = Json::parse(body(server.ask("GET", address, headers)));
      const std::string name = account["display_name"];
      const int kept = name == "Administrator" ? 0 : std::stoi(name.substr(1));
      EXPECT_GE(kept, acknowledged) << "an acknowledged write is lost";
      EXPECT_LE(kept, acknowledged + 1) << "a write that was never sent";
    }
    // The process is killed while a write is on its way.
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20 + 7 * round));
      server.end(SIGKILL);
    });
    for (int next = acknowledged + 1; next < 100'000; ++next) {
      const std::string answer = server.ask(
          "PATCH", address, headers, Json{{"display_name", "n" + std::to_string(next)}}.dump());
      if (status(answer) != "200") break;
      acknowledged = next;
    }
    killer.join();
  }
  EXPECT_GT(acknowledged, 0);
}

}  // namespace
}  // namespace dostyq::trial
