#include <gtest/gtest.h>

#include <fstream>

#include "store/database.hpp"
#include "store/migrations.hpp"
#include "store/placeholders.hpp"
#include "store/testing.hpp"

namespace dostyq::store {
namespace {

TEST(Placeholders, AreNumberedOutsideOfQuotesAndComments) {
  EXPECT_EQ(numbered("SELECT ? FROM a WHERE b = ? -- why?\nAND c = '?''?' AND \"d?\" = ?"),
            "SELECT $1 FROM a WHERE b = $2 -- why?\nAND c = '?''?' AND \"d?\" = $3");
  EXPECT_EQ(numbered("/* ? */ ?"), "/* ? */ $1");
}

TEST(Migrations, PartsAreForOneEngine) {
  const std::string sql =
      "CREATE TABLE a (b BLOB);\n-- @sqlite\nPRAGMA x;\n-- @postgres\nSET y;\n-- @both\nEND;\n";
  EXPECT_EQ(for_engine(sql, Engine::kSqlite), "CREATE TABLE a (b BLOB);\nPRAGMA x;\nEND;\n");
  EXPECT_EQ(for_engine(sql, Engine::kPostgres), "CREATE TABLE a (b BYTEA);\nSET y;\nEND;\n");
}

TEST(Migrations, AreNumberedInOrder) {
  int last = 0;
  for (const Migration& migration : embedded_migrations()) {
    EXPECT_GT(migration.number, last) << migration.name;
    last = migration.number;
  }
}

TEST(Address, MustBeOneOfTwoKinds) {
  for (const char* wrong : {"", "sqlite:", "register.db", "mysql://a/b"}) {
    const auto opened = Database::open(wrong);
    ASSERT_FALSE(opened) << wrong;
    EXPECT_EQ(opened.error().key, "store.address");
  }
}

TEST(Address, AFileThatIsNotThereIsNotMadeUnasked) {
  OpenOptions options;
  options.create = false;
  const auto opened = Database::open(new_sqlite(), options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "store.missing");
}

TEST(Address, AFileOfAnotherKindIsSaidToBeDamaged) {
  const std::string address = new_sqlite();
  std::ofstream(address.substr(7)) << std::string(5000, 'x');
  const auto opened = Database::open(address);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "store.damaged");
  EXPECT_EQ(opened.error().code, ErrorCode::kDatabase);
}

TEST(Address, AServerThatIsNotThereIsUnreachable) {
  const auto opened = Database::open("postgresql://dostyq:geheim@127.0.0.1:1/none");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "store.unreachable");
  for (const std::string& arg : opened.error().args)
    EXPECT_EQ(arg.find("geheim"), std::string::npos) << arg;
}

}  // namespace
}  // namespace dostyq::store
