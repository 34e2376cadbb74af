#include "store/copy.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <limits>
#include <thread>

#include "store/testing.hpp"

namespace dostyq::store {
namespace {

Database open(const std::string& address) { return *Database::open(address); }

void fill(const Database& database, int entries) {
  for (int i = 1; i <= entries; ++i) {
    ASSERT_TRUE(database.run(
        "INSERT INTO audit (sequence, at, actor, role, action, target, detail, hash) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?)",
        {i, "2026-11-27", "Қ", "viewer", "read", "x", std::string(static_cast<size_t>(i % 50), 'y'),
         "h"}));
  }
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 31 % 251);
  for (int i = 0; i < 20; ++i) {
    const std::string id = "doc" + std::to_string(i);
    ASSERT_TRUE(database.run(
        "INSERT INTO evidence (id, sha256, kind, media_type, name, url, dated, protected, size, "
        "bytes, author, at) VALUES (?, ?, 'document', '', 'n', '', '', 0, ?, ?, 'a', 't')",
        {id, id, std::numeric_limits<int64_t>::max(), Blob{bytes}}));
  }
}

std::string rows_of(const std::vector<CopiedTable>& tables) {
  std::string all;
  for (const CopiedTable& table : tables)
    all += table.name + " " + std::to_string(table.rows) + " " + table.sha256 + "\n";
  return all;
}
std::string sums_of(const Database& database) { return rows_of(*check_sums(database)); }

std::string server_database() {
  std::string why;
  TestPostgres* server = TestPostgres::get(why);
  return server == nullptr ? "" : server->new_database();
}

TEST(Copy, ABackupIsRestoredIntoAnEmptyDatabase) {
  const Database first = open(new_sqlite());
  fill(first, 1500);
  const std::string file = new_sqlite().substr(7);
  const auto saved = backup(first, file);
  ASSERT_TRUE(saved) << saved.error().key;
  const Database second = open(new_sqlite());
  ASSERT_TRUE(restore(file, second));
  EXPECT_EQ(sums_of(second), sums_of(first));
  EXPECT_EQ(rows_of(*saved), sums_of(first));
  // Not over something that is there, unless it is said.
  EXPECT_EQ(restore(file, second).error().key, "copy.not_empty");
  ASSERT_TRUE(second.run("DELETE FROM audit WHERE sequence > 10"));
  CopyOptions replace;
  replace.replace = true;
  ASSERT_TRUE(restore(file, second, replace));
  EXPECT_EQ(sums_of(second), sums_of(first));
}

TEST(Copy, GoesFromOneEngineToTheOtherAndBack) {
  const std::string address = server_database();
  if (address.empty()) GTEST_SKIP() << "PostgreSQL is not installed: ./dev setup installs it";
  const Database sqlite = open(new_sqlite());
  fill(sqlite, 300);
  const Database server = open(address);
  ASSERT_TRUE(copy_database(sqlite, server));
  EXPECT_EQ(sums_of(server), sums_of(sqlite));
  const std::string file = new_sqlite().substr(7);
  ASSERT_TRUE(backup(server, file));
  const Database third = open(new_sqlite());
  ASSERT_TRUE(restore(file, third));
  EXPECT_EQ(sums_of(third), sums_of(sqlite));
}

TEST(Copy, ABackupOfADatabaseThatIsBeingWrittenIsOfOneMoment) {
  const Database database = open(new_sqlite());
  fill(database, 50);
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int64_t i = 1000; !stop; i += 2) {  // two rows are always written together
      Transaction pair = *database.write();
      for (const int64_t n : {i, i + 1})
        (void)pair.run(
            "INSERT INTO audit SELECT ?, at, actor, role, action, target, detail, hash "
            "FROM audit WHERE sequence = 1",
            {n});
      (void)pair.commit();
    }
  });
  std::vector<int64_t> counts;
  for (int i = 0; i < 3; ++i) {
    const std::string file = new_sqlite().substr(7);
    const auto saved = backup(database, file);
    EXPECT_TRUE(saved);
    const Database copy = open("sqlite:" + file);
    counts.push_back((*copy.query("SELECT count(*) FROM audit"))[0][0].integer());
  }
  stop = true;
  writer.join();
  for (const int64_t count : counts) EXPECT_EQ(count % 2, 0) << count;
}

TEST(Copy, WhatIsNoBackupIsNotRestored) {
  const Database database = open(new_sqlite());
  const std::string file = new_sqlite().substr(7);
  EXPECT_EQ(restore(file, database).error().key, "store.missing");
  std::ofstream(file) << std::string(3000, 'z');
  EXPECT_EQ(restore(file, database).error().key, "store.damaged");
}

TEST(Copy, StoppingLeavesAnOldBackupWhole) {
  const Database database = open(new_sqlite());
  fill(database, 5);
  const std::string file = new_sqlite().substr(7);
  ASSERT_TRUE(backup(database, file));
  const auto size = std::filesystem::file_size(file);
  StopFlag stop;
  stop.request();
  EXPECT_EQ(backup(database, file, &stop).error().key, "copy.stopped");
  EXPECT_EQ(std::filesystem::file_size(file), size);
  EXPECT_FALSE(std::filesystem::exists(file + ".part"));
}

}  // namespace
}  // namespace dostyq::store
