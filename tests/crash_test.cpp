// The power goes, again and again, in the middle of writing: what was acknowledged is there, and
// the chain of the audit log holds.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>

#include "register/register.hpp"
#include "register/verify.hpp"
#include "store/testing.hpp"
#include "world/new_programme.hpp"

namespace dostyq {
namespace {

const Actor kSecretary{"aigul", Role::kSecretariat, ""};

std::unique_ptr<registry::Register> open(const std::string& address) {
  auto database = store::Database::open(address);
  if (!database) return nullptr;
  auto facts = registry::Register::open(*database);
  return facts ? std::move(*facts) : nullptr;
}

// Writes teams until it is killed; each id goes into the pipe after it was acknowledged.
[[noreturn]] void write_until_killed(const std::string& address, int pipe, int round) {
  const auto facts = open(address);
  if (facts == nullptr) _exit(1);
  for (int i = 0;; ++i) {
    const std::string id = "t" + std::to_string(round) + "-" + std::to_string(i);
    const registry::Cells cells{
        {"id", id}, {"area", "north"}, {"source", "demo"}, {"confidence", "demo"}};
    if (!facts->submit(kSecretary, {{{"reconciliation_teams", "", false, cells, 0}}, "", {}, 0}))
      _exit(2);
    const std::string line = id + "\n";
    if (write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(3);
  }
}

/// The ids that the child had been told are safe.
std::string acknowledged_before_kill(const std::string& address, int round, std::mt19937& random) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    write_until_killed(address, ends[1], round);
  }
  close(ends[1]);
  std::string told;
  char buffer[4096];
  const auto wanted = std::uniform_int_distribution<long>(1, 3)(random);
  while (std::count(told.begin(), told.end(), '\n') < wanted) {
    const ssize_t got = read(ends[0], buffer, sizeof buffer);
    if (got <= 0) break;
    told.append(buffer, static_cast<size_t>(got));
  }
  usleep(std::uniform_int_distribution<useconds_t>(0, 4000)(random));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
  for (ssize_t got = read(ends[0], buffer, sizeof buffer); got > 0;
       got = read(ends[0], buffer, sizeof buffer))
    told.append(buffer, static_cast<size_t>(got));
  close(ends[0]);
  return told;
}

void crash(const std::string& address, int rounds) {
  {
    const auto facts = open(address);
    ASSERT_NE(facts, nullptr);
    ASSERT_TRUE(facts->import_files(kSecretary, world::example_files(), "start"));
  }
  std::mt19937 random(7);
  std::set<std::string> acknowledged;
  for (int round = 0; round < rounds; ++round) {
    const std::string told = acknowledged_before_kill(address, round, random);
    for (size_t at = 0; at < told.size();) {
      const size_t end = told.find('\n', at);
      if (end == std::string::npos) break;
      acknowledged.insert(told.substr(at, end - at));
      at = end + 1;
    }
    const auto database = store::Database::open(address);
    ASSERT_TRUE(database);
    const auto checked = registry::verify(*database);
    ASSERT_TRUE(checked);
    ASSERT_TRUE(checked->breaks.empty()) << "round " << round << ": " << checked->breaks[0].key;
  }
  EXPECT_GE(acknowledged.size(), static_cast<size_t>(rounds));
  const auto facts = open(address);
  ASSERT_NE(facts, nullptr);
  for (const std::string& id : acknowledged)
    EXPECT_NE(facts->now()->state.find("reconciliation_teams", id), nullptr) << id << " is lost";
}

TEST(Crash, HundredKillsLoseNothingThatWasAcknowledged) { crash(store::new_sqlite(), 100); }

TEST(Crash, NorOnPostgres) {
  std::string why;
  store::TestPostgres* server = store::TestPostgres::get(why);
  if (server == nullptr) GTEST_SKIP() << why;
  crash(server->new_database(), 20);
}

}  // namespace
}  // namespace dostyq
