// The register's command line as a keeper of the machine uses it: the program itself on a real
// folder, beside the running server.
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <map>
#include <thread>

#include "program.hpp"
#include "serving.hpp"
#include "store/database.hpp"
#include "store/testing.hpp"

namespace dostyq::trial {
namespace {

using http::testing::status;

class Keeping : public ::testing::Test {
 protected:
  Keeping() { EXPECT_EQ(run_program({DOSTYQ_PROGRAM, "new", programme}).exit_code, 0); }
  Outcome run(std::vector<std::string> words) {
    words.insert(words.begin(), DOSTYQ_PROGRAM);
    words.insert(words.end(), {"--lang", "en"});
    return run_program(words);
  }
  Json json(std::vector<std::string> words) {
    words.push_back("--json");
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit_code, 0) << words[0] << ": " << outcome.err << outcome.out;
    Json answer = Json::parse(outcome.out, nullptr, false);
    return answer.is_discarded() ? Json::object() : answer;
  }
  /// table → {rows, checksum}, but for what differs by itself.
  static Json counted(const Json& copy) {
    Json tables;
    for (const Json& table : copy["tables"])
      tables[table["table"].get<std::string>()] = {table["rows"], table["sha256"]};
    return tables;
  }

  TemporaryFolder folder;
  std::string programme = folder / "programme";
  std::string data = folder / "data";
};

TEST_F(Keeping, AProgrammeComesInAndGoesOutAgainByteForByte) {
  const Json preview = json({"register", "import", programme, "--data", data, "--preview"});
  EXPECT_GT(preview["entries"], 20);
  const Json in = json({"register", "import", programme, "--data", data, "--reason", "the start"});
  EXPECT_EQ(in["entries"], preview["entries"]);
  EXPECT_EQ(json({"register", "import", programme, "--data", data})["entries"], 0)
      << "nothing differs";
  const std::string out = folder / "out";
  const Json files = json({"register", "export", out, "--data", data});
  size_t same = 0;
  for (const auto& file : std::filesystem::directory_iterator(programme)) {
    const std::string name = file.path().filename().string();
    if (!name.ends_with(".csv") && !name.ends_with(".toml")) continue;
    EXPECT_EQ(read(out + "/" + name), read(file.path())) << name;
    ++same;
  }
  EXPECT_EQ(files["files"], same);
  EXPECT_GT(same, 10U);
  const Json history = json({"register", "history", "sites", "house-akzhol", "--data", data});
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0]["reason"], "the start");
  EXPECT_EQ(history[0]["version"], 1);
}

TEST_F(Keeping, TheRegistersVerdictsAreThoseOfTheFolder) {
  json({"register", "import", programme, "--data", data});
  const Json kept = json({"register", "status", "--data", data, "--as-of", "2027-04-25"});
  const Json folder_says = json({"status", programme, "--as-of", "2027-04-25"});
  std::map<std::string, std::string> expected;
  for (const Json& order : folder_says["directives"])
    if (order["verdict"] != "described") expected[order["id"]] = order["verdict"];
  std::map<std::string, std::string> found;
  for (const Json& order : kept["orders"]) found[order["id"]] = order["verdict"];
  EXPECT_EQ(found, expected);
  EXPECT_GE(found.size(), 3U);
  EXPECT_EQ(run({"register", "status", "--data", data, "--known-on", "2020-01-01"}).exit_code, 6)
      << "nothing was known then";
}

TEST_F(Keeping, WhatIsEditedBehindTheProgramIsFound) {
  json({"register", "import", programme, "--data", data});
  const Json whole = json({"audit", "verify", "--data", data});
  EXPECT_EQ(whole["ok"], true);
  const std::string head = folder / "head.json";
  EXPECT_EQ(run({"audit", "head", "--data", data, "--out", head}).exit_code, 0);
  EXPECT_EQ(run({"audit", "verify", "--data", data, "--head", head}).exit_code, 0);
  {
    const auto database = store::Database::open("sqlite:" + data + "/dostyq.sqlite");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run(
        "UPDATE journal SET cells = replace(cells, 'published', 'demo') WHERE sequence = 3"));
  }
  const Outcome edited = run({"audit", "verify", "--data", data});
  EXPECT_EQ(edited.exit_code, 3);
  EXPECT_FALSE(edited.err.empty());
  // A head signed elsewhere finds a log that was begun anew.
  std::filesystem::remove_all(data + "/dostyq.sqlite");
  std::filesystem::remove_all(data + "/dostyq.sqlite-wal");
  std::filesystem::remove_all(data + "/dostyq.sqlite-shm");
  json({"register", "import", programme, "--data", data, "--reason", "as if nothing had been"});
  EXPECT_EQ(run({"audit", "verify", "--data", data}).exit_code, 0);
  EXPECT_EQ(run({"audit", "verify", "--data", data, "--head", head}).exit_code, 3);
}

TEST_F(Keeping, ABackupIsMadeWhileTheServerWritesAndBringsAllOfItBack) {
  const std::string file = folder / "backup.db";
  Json made;
  int acknowledged = 0;
  int before = 0;
  {
    Running server(data, {"--programme", programme, "--demo"});
    ASSERT_NE(server.port, 0) << server.printed;
    const Session admin = sign_in(server, "admin", password_of(server.printed, "admin"));
    const std::string address = "/api/v1/accounts/" + admin.me["account"]["id"].get<std::string>();
    std::atomic<bool> stop{false};
    std::atomic<int> last{0};
    std::thread writer([&] {
      for (int next = 1; !stop; ++next) {
        const std::string answer =
            server.ask("PATCH", address, admin.headers,
                       Json{{"display_name", "n" + std::to_string(next)}}.dump());
        if (status(answer) != "200") break;
        last = next;
      }
    });
    while (last < 3) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    before = last;
    made = json({"backup", file, "--data", data});
    acknowledged = last;
    stop = true;
    writer.join();
    EXPECT_EQ(server.end(SIGTERM), 0);
  }
  EXPECT_GT(made["rows"], 50);
  const std::string other = folder / "other";
  EXPECT_EQ(counted(json({"restore", file, "--data", other})), counted(made));
  EXPECT_EQ(run({"restore", file, "--data", other}).exit_code, 2) << "it is not empty";
  EXPECT_EQ(counted(json({"restore", file, "--data", other, "--replace"})), counted(made));
  EXPECT_EQ(json({"audit", "verify", "--data", other})["ok"], true);
  const auto restored = store::Database::open("sqlite:" + other + "/dostyq.sqlite");
  ASSERT_TRUE(restored);
  const auto rows = restored->query("SELECT name FROM accounts WHERE login = 'admin'");
  ASSERT_TRUE(rows);
  const int kept = std::stoi(rows->front()[0].text().substr(1));
  EXPECT_GE(kept, before) << "what was acknowledged before the backup began is in it";
  EXPECT_LE(kept, acknowledged + 1);
  // The restored folder serves, with its accounts.
  std::filesystem::copy_file(data + "/secret.key", other + "/secret.key");
  Running again(other);
  ASSERT_NE(again.port, 0) << again.printed;
  EXPECT_EQ(status(again.ask("GET", "/api/v1/orders")), "200");
}

TEST_F(Keeping, MovesToPostgresByOneWordAndCompares) {
  std::string why;
  store::TestPostgres* server = store::TestPostgres::get(why);
  if (!why.empty()) GTEST_SKIP() << why;
  json({"register", "import", programme, "--data", data});
  ::unsetenv("DOSTYQ_POSTGRES");
  for (const char* name : {"PGSERVICE", "PGHOST", "PGDATABASE"}) ::unsetenv(name);
  const Outcome nowhere = run({"migrate", "--to", "postgres", "--data", data});
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_NE(nowhere.err.find("DOSTYQ_POSTGRES"), std::string::npos) << nowhere.err;
  const std::string address = server->new_database();
  ::setenv("DOSTYQ_POSTGRES", address.c_str(), 1);
  const Json moved = json({"migrate", "--to", "postgres", "--data", data});
  ASSERT_TRUE(moved.contains("tables"));
  const Json status_before = json({"register", "status", "--data", data, "--as-of", "2027-04-25"});
  const Json status_after = json(
      {"register", "status", "--database", "postgres", "--data", data, "--as-of", "2027-04-25"});
  EXPECT_EQ(status_after["orders"], status_before["orders"]);
  EXPECT_EQ(json({"audit", "verify", "--database", "postgres", "--data", data})["ok"], true);
  // And back by the whole address, into a file of its own: the same counts and checksums.
  const std::string file = folder / "back.db";
  const Json back =
      json({"migrate", "--database", address, "--to", "sqlite:" + file, "--data", data});
  EXPECT_EQ(counted(back), counted(moved));
  EXPECT_GT(moved["rows"], 50);
  Running served(data, {"--database", "postgres"});
  ASSERT_NE(served.port, 0) << served.printed;
  EXPECT_EQ(status(served.ask("GET", "/api/v1/orders")), "200");
  ::unsetenv("DOSTYQ_POSTGRES");
}

}  // namespace
}  // namespace dostyq::trial
