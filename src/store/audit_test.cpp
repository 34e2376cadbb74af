#include "store/audit.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "store/signing.hpp"
#include "store/testing.hpp"

namespace dostyq::store {
namespace {

class Audit : public testing::Test {
 protected:
  Audit() : database_(*Database::open(address_)) {
    for (int i = 1; i <= 5; ++i) {
      Transaction work = *database_.write();
      EXPECT_TRUE(append_audit(work, {"aigul", Role::kSecretariat, ""}, "write",
                               "journal/" + std::to_string(i), "d", "2026-11-27T10:00:00.000Z"));
      EXPECT_TRUE(work.commit());
    }
  }
  std::string breaks(const AuditHead* known = nullptr) {
    Transaction reading = *database_.read();
    const auto check = check_chain(reading, known);
    std::string all;
    for (const Error& error : check->breaks) all += error.key + " " + error.args[0] + ";";
    return all;
  }
  AuditHead head() {
    Transaction reading = *database_.read();
    return *audit_head(reading);
  }
  void tamper(const std::string& sql) { ASSERT_TRUE(database_.run(sql)); }

  std::string address_ = new_sqlite();
  Database database_;
};

TEST_F(Audit, AWholeChainHasNoBreaks) { EXPECT_EQ(breaks(), ""); }

TEST_F(Audit, AnEditIsSeen) {
  tamper("UPDATE audit SET actor = 'somebody' WHERE sequence = 3");
  EXPECT_EQ(breaks(), "audit.altered 3;");
}

TEST_F(Audit, AnEditWithAFreshHashIsSeenInTheNext) {
  tamper("UPDATE audit SET actor = 'somebody', hash = 'ab' WHERE sequence = 3");
  EXPECT_EQ(breaks(), "audit.altered 3;audit.altered 4;");
}

TEST_F(Audit, ADeletionIsSeen) {
  tamper("DELETE FROM audit WHERE sequence = 2");
  EXPECT_EQ(breaks(), "audit.gap 2;audit.altered 3;");
}

TEST_F(Audit, ACutEndIsSeen) {
  tamper("DELETE FROM audit WHERE sequence > 3");
  EXPECT_EQ(breaks(), "audit.cut 4;");
  tamper("DELETE FROM audit");
  EXPECT_EQ(breaks(), "audit.cut 1;");
}

TEST_F(Audit, AnInsertionIsSeen) {
  tamper(
      "INSERT INTO audit SELECT 6, at, actor, role, action, target, detail, hash FROM audit "
      "WHERE sequence = 5");
  EXPECT_EQ(breaks(), "audit.altered 6;audit.cut 7;");
}

// Who can write the database can cut the log and mend the head too; not what was exported before.
TEST_F(Audit, ACleanCutIsSeenAgainstAnExportedHead) {
  const AuditHead before = head();
  tamper("DELETE FROM audit WHERE sequence > 3");
  tamper("UPDATE audit_head SET sequence = 3, hash = (SELECT hash FROM audit WHERE sequence = 3)");
  EXPECT_EQ(breaks(), "");
  EXPECT_EQ(breaks(&before), "audit.shorter_than_head 5;");
  AuditHead other = head();
  other.hash = before.hash;
  EXPECT_EQ(breaks(&other), "audit.other_head 3;");
}

TEST_F(Audit, AWriteThatIsRolledBackLeavesNoEntry) {
  {
    Transaction work = *database_.write();
    ASSERT_TRUE(append_audit(work, {}, "write", "x", "", "now"));
  }
  EXPECT_EQ(head().sequence, 5);
  EXPECT_EQ(breaks(), "");
}

TEST_F(Audit, FieldsCannotBeShiftedIntoEachOther) {
  EXPECT_NE(canonical({"ab", "c"}), canonical({"a", "bc"}));
  EXPECT_NE(canonical({"a", ""}), canonical({"a"}));
}

TEST_F(Audit, AHeadIsSignedAndItsKeyKept) {
  const std::filesystem::path file = address_.substr(7) + ".key";
  const auto key = SigningKey::load_or_create(file);
  ASSERT_TRUE(key);
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(SigningKey::load_or_create(file)->public_key(), key->public_key());
  const std::string json = to_json(sign_head(head(), "sqlite:x", "2026-11-27", *key));
  const auto read = read_head(json, key->public_key());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->head.hash, head().hash);
  std::string altered = json;
  altered.replace(altered.find("\"sequence\": 5"), 13, "\"sequence\": 4");
  EXPECT_EQ(read_head(altered, key->public_key()).error().key, "signing.bad_signature");
  EXPECT_EQ(read_head(json, std::string(64, 'a')).error().key, "signing.other_key");
  EXPECT_EQ(read_head("{}", "").error().key, "signing.not_a_head");
  EXPECT_EQ(read_head("nonsense", "").error().key, "signing.not_a_head");
}

}  // namespace
}  // namespace dostyq::store
