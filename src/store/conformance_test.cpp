// One suite for both engines: what the rest of the program relies on.
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "store/testing.hpp"

namespace dostyq::store {
namespace {

std::string say(const Error& error) {
  std::string text = error.key;
  for (const std::string& arg : error.args) text += " {" + arg + "}";
  return text;
}

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(say(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Conformance : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    std::string why;
    TestPostgres* server = GetParam() == Engine::kPostgres ? TestPostgres::get(why) : nullptr;
    if (!why.empty()) GTEST_SKIP() << why;
    address_ = server == nullptr ? new_sqlite() : server->new_database();
    database_ = std::make_unique<Database>(must(Database::open(address_)));
    must(
        database_->run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, word TEXT, size "
                       "DOUBLE PRECISION)"));
  }
  Database& db() { return *database_; }
  std::string key_of(const Result<int64_t>& result) {
    return result ? "" : (result.error().code == ErrorCode::kDatabase ? result.error().key : "?");
  }

  std::string address_;
  std::unique_ptr<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, Conformance, testing::Values(Engine::kSqlite, Engine::kPostgres),
                         [](const auto& engine) {
                           return engine.param == Engine::kSqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(Conformance, KeepsWholeNumbersOf64BitsAndUnicodeAndNothing) {
  const int64_t most = std::numeric_limits<int64_t>::max();
  const int64_t least = std::numeric_limits<int64_t>::min();
  const std::string words = "Қордай «ХХХІІІ» – 'a' ? \"b\" \\ \n\t😀";
  must(db().run("INSERT INTO things VALUES (?, ?, ?)", {most, words, 0.1}));
  must(db().run("INSERT INTO things VALUES (?, ?, ?)", {least, nullptr, nullptr}));
  must(db().run("INSERT INTO things VALUES (?, ?, ?)", {0, "", -1e300}));
  const Rows rows = must(db().query("SELECT id, word, size FROM things ORDER BY id DESC"));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0], (Row{most, words, 0.1}));
  EXPECT_EQ(rows[1], (Row{0, "", -1e300}));
  EXPECT_EQ(rows[2], (Row{least, nullptr, nullptr}));
}

TEST_P(Conformance, KeepsBytesOfEveryValue) {
  const std::string type = GetParam() == Engine::kSqlite ? "BLOB" : "BYTEA";
  must(db().run("CREATE TABLE pieces (id BIGINT, bytes " + type + ")"));
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 7 % 256);
  must(db().run("INSERT INTO pieces VALUES (?, ?)", {1, Blob{bytes}}));
  must(db().run("INSERT INTO pieces VALUES (?, ?)", {2, Blob{}}));
  const Rows rows = must(db().query("SELECT bytes FROM pieces ORDER BY id"));
  EXPECT_EQ(rows[0][0].bytes(), bytes);
  EXPECT_EQ(rows[1][0].bytes(), "");
}

TEST_P(Conformance, CountsAndSumsAreWholeNumbers) {
  EXPECT_EQ(must(db().query("SELECT sum(id), count(*) FROM things")), (Rows{{nullptr, 0}}));
  for (int64_t i : {1, 2, 3})
    must(db().run("INSERT INTO things (id) VALUES (?)", {i * 3'000'000'000}));
  EXPECT_EQ(must(db().query("SELECT sum(id), count(*), max(id) FROM things WHERE id > ?", {0})),
            (Rows{{int64_t{18'000'000'000}, 3, int64_t{9'000'000'000}}}));
}

TEST_P(Conformance, OneStatementTakesParametersOfManyTypes) {
  for (const Value& word : {Value("a"), Value(nullptr), Value("b"), Value(nullptr)}) {
    must(db().run("INSERT INTO things (id, word) SELECT coalesce(max(id), 0) + 1, ? FROM things",
                  {word}));
  }
  EXPECT_EQ(must(db().query("SELECT count(*), count(word) FROM things")), (Rows{{4, 2}}));
}

TEST_P(Conformance, TellsHowManyRowsWereChanged) {
  for (int i = 1; i <= 5; ++i) must(db().run("INSERT INTO things (id) VALUES (?)", {i}));
  EXPECT_EQ(must(db().run("UPDATE things SET word = ? WHERE id > ?", {"x", 2})), 3);
  EXPECT_EQ(must(db().run("DELETE FROM things WHERE id = ?", {99})), 0);
}

TEST_P(Conformance, WithoutCommitNothingHappened) {
  {
    Transaction work = must(db().write());
    must(work.run("INSERT INTO things (id) VALUES (1)"));
    EXPECT_EQ(must(work.query("SELECT count(*) FROM things")), (Rows{{1}}));
  }
  EXPECT_EQ(must(db().query("SELECT count(*) FROM things")), (Rows{{0}}));
  Transaction work = must(db().write());
  must(work.run("INSERT INTO things (id) VALUES (1)"));
  must(work.commit());
  EXPECT_EQ(must(db().query("SELECT count(*) FROM things")), (Rows{{1}}));
}

TEST_P(Conformance, AReaderSeesOneMoment) {
  Transaction reader = must(db().read());
  EXPECT_EQ(must(reader.query("SELECT count(*) FROM things")), (Rows{{0}}));
  must(db().run("INSERT INTO things (id) VALUES (1)"));
  EXPECT_EQ(must(reader.query("SELECT count(*) FROM things")), (Rows{{0}}));
  EXPECT_EQ(must(db().query("SELECT count(*) FROM things")), (Rows{{1}}));
}

TEST_P(Conformance, FaultsAreFaultsOfTheDatabase) {
  EXPECT_EQ(key_of(db().run("INSERT INTO nowhere VALUES (1)")), "store.fault");
  must(db().run("INSERT INTO things (id) VALUES (1)"));
  EXPECT_EQ(key_of(db().run("INSERT INTO things (id) VALUES (1)")), "store.constraint");
  EXPECT_EQ(
      key_of(db().run("INSERT INTO things (id, word) VALUES (?, ?)", {2, std::string("a\0b", 3)})),
      "store.nul");
  // The connection is as good as before.
  EXPECT_EQ(must(db().query("SELECT count(*) FROM things")), (Rows{{1}}));
}

TEST_P(Conformance, ForeignKeysHold) {
  must(db().run("CREATE TABLE parts (thing BIGINT NOT NULL REFERENCES things (id))"));
  EXPECT_EQ(key_of(db().run("INSERT INTO parts VALUES (7)")), "store.constraint");
}

// Reads a number and writes it back: without turns, increments would be lost.
TEST_P(Conformance, WritersTakeTurns) {
  must(db().run("INSERT INTO things VALUES (1, 'n', 0)"));
  const Database other = must(Database::open(address_));  // as another process would
  std::atomic<int> failures{0};
  const auto work = [&](const Database& mine) {
    for (int i = 0; i < 25; ++i) {
      Transaction turn = must(mine.write());
      const double seen = must(turn.query("SELECT size FROM things WHERE id = 1"))[0][0].real();
      if (!turn.run("UPDATE things SET size = ? WHERE id = 1", {seen + 1})) ++failures;
      if (!turn.commit()) ++failures;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&, i] { work(i % 2 == 0 ? db() : other); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(must(db().query("SELECT size FROM things"))[0][0].real(), 100);
}

TEST_P(Conformance, ManyReadersBesideAWriter) {
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0}, read{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 12; ++i) {  // more than there are connections
    readers.emplace_back([&] {
      while (!stop) {
        // Two rows are always written together.
        const auto rows = db().query("SELECT count(*) FROM things");
        if (!rows || (*rows)[0][0].integer() % 2 != 0) ++wrong;
        ++read;
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    Transaction pair = must(db().write());
    must(pair.run("INSERT INTO things (id) VALUES (?)", {2 * i}));
    must(pair.run("INSERT INTO things (id) VALUES (?)", {2 * i + 1}));
    must(pair.commit());
  }
  stop = true;
  for (std::thread& thread : readers) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(read, 0);
}

TEST_P(Conformance, MigrationsAreAppliedOnceAndInGaps) {
  const auto known = embedded_migrations();
  ASSERT_GE(known.size(), 2u);
  EXPECT_EQ(must(db().query("SELECT count(*) FROM schema_migrations")),
            (Rows{{static_cast<int64_t>(known.size())}}));
  must(Database::open(address_));  // nothing to do the second time
  // A later version of the program made this database.
  must(db().run("INSERT INTO schema_migrations VALUES (9999, 'later', 'x')"));
  const auto refused = Database::open(address_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.newer");
  EXPECT_EQ(refused.error().code, ErrorCode::kDatabase);
  must(db().run("DELETE FROM schema_migrations WHERE number = 9999"));
  must(db().run("UPDATE schema_migrations SET sha256 = 'x' WHERE number = 1"));
  EXPECT_EQ(Database::open(address_).error().key, "store.migration_changed");
}

TEST_P(Conformance, AMigrationThatFailsChangesNothing) {
  const std::vector<Migration> two{
      {1, "one", embedded_migrations()[0].sql},
      {8000, "half", "CREATE TABLE made (a BIGINT);\nINSERT INTO nowhere VALUES (1);"}};
  Result<std::unique_ptr<Connection>> connection = GetParam() == Engine::kSqlite
                                                       ? connect_sqlite(address_.substr(7), {})
                                                       : connect_postgres(address_.substr(11));
  ASSERT_TRUE(connection);
  // The others are unknown to this short list: take their records away first.
  must(db().run("DELETE FROM schema_migrations WHERE number <> 1"));
  EXPECT_FALSE(migrate(**connection, two));
  EXPECT_FALSE(db().query("SELECT * FROM made"));
  EXPECT_EQ(must(db().query("SELECT count(*) FROM schema_migrations")), (Rows{{1}}));
}

}  // namespace
}  // namespace dostyq::store
