#include "register/verify.hpp"

#include "register/scenarios.hpp"
#include "register/testing.hpp"
#include "store/copy.hpp"

namespace dostyq::registry {
namespace {

class Verify : public Example {
 protected:
  Verify() {
    must(facts_->submit(kSecretary,
                        {{edit("sites", "house-kolsay", "address", "A")}, "x", {document()}, 0}));
    must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "B")}, "x", {}, 0}));
    const std::string plan = R"({"format": 1, "openings": []})";
    must(
        keep_scenario(*facts_, kSecretary, "nothing", "{}", plan, facts_->now()->state.sequence()));
  }
  std::string breaks(const store::AuditHead* known = nullptr) {
    std::string all;
    for (const Error& error : must(verify(facts_->database(), known)).breaks)
      all += error.key + " " + error.args[0] + ";";
    return all;
  }
  void tamper(const std::string& sql) { ASSERT_GT(must(facts_->database().run(sql)), 0) << sql; }
  std::string last() { return std::to_string(facts_->now()->state.sequence()); }
};

TEST_F(Verify, WhatNobodyTouchedIsWhole) {
  const Verification found = must(verify(facts_->database()));
  EXPECT_TRUE(found.breaks.empty());
  EXPECT_EQ(found.journal_entries, facts_->now()->state.sequence());
  EXPECT_EQ(found.documents, 1);
  EXPECT_EQ(found.scenarios, 1);
}

TEST_F(Verify, AnEditedCellIsSeen) {
  tamper("UPDATE journal SET cells = replace(cells, '\"A\"', '\"Z\"') WHERE cells LIKE '%\"A\"%'");
  EXPECT_EQ(breaks().substr(0, 22), "verify.journal_altered");
}

TEST_F(Verify, AnotherAuthorIsSeen) {
  tamper("UPDATE journal SET author = 'nobody' WHERE sequence = " + last());
  EXPECT_NE(breaks().find("verify.journal_altered"), std::string::npos);
}

TEST_F(Verify, ADeletedEntryIsSeen) {
  tamper("DELETE FROM journal WHERE sequence = " + last());
  EXPECT_NE(breaks().find("verify.journal_altered"), std::string::npos);
}

TEST_F(Verify, AnEntryPastTheLogIsSeen) {
  tamper(
      "INSERT INTO journal SELECT sequence + 1, batch + 1, at, author, role, table_name, record, "
      "version + 1, action, cells, reason, evidence, undoes FROM journal WHERE sequence = " +
      last());
  EXPECT_EQ(breaks(), "verify.journal_extra 1;");
}

TEST_F(Verify, AnEmptiedJournalIsSeen) {
  tamper("DELETE FROM journal");
  EXPECT_NE(breaks().find("verify.journal_altered journal/1-"), std::string::npos);
}

TEST_F(Verify, ADocumentOfOtherBytesOrAnotherDayIsSeen) {
  tamper("UPDATE evidence SET dated = '2020-01-01'");
  EXPECT_NE(breaks().find("verify.document_altered"), std::string::npos);
}

TEST_F(Verify, ADocumentsBytesAreCounted) {
  tamper("UPDATE evidence SET bytes = x'00'");
  EXPECT_NE(breaks().find("verify.document_altered"), std::string::npos);
  tamper("DELETE FROM evidence");
  EXPECT_NE(breaks().find("verify.document_altered"), std::string::npos);
}

TEST_F(Verify, AnotherPlanInAScenarioIsSeen) {
  tamper("UPDATE scenarios SET plan = '{}'");
  EXPECT_NE(breaks().find("verify.scenario_altered"), std::string::npos);
}

// Journal and log shortened together, head mended: only the head that was exported tells.
TEST_F(Verify, RollingBackIsSeenAgainstAnExportedHead) {
  const store::AuditHead head = must(current_head(facts_->database()));
  tamper("DELETE FROM scenarios");
  tamper("DELETE FROM audit WHERE sequence = " + std::to_string(head.sequence));
  tamper(
      "UPDATE audit_head SET sequence = sequence - 1, hash = (SELECT hash FROM audit WHERE "
      "sequence = " +
      std::to_string(head.sequence - 1) + ")");
  EXPECT_EQ(breaks(), "");
  EXPECT_NE(breaks(&head).find("audit.shorter_than_head"), std::string::npos);
}

TEST_F(Verify, ARestoredBackupIsWholeAndTakenUpByWhoRuns) {
  const std::string file = store::new_sqlite().substr(7);
  ASSERT_TRUE(store::backup(facts_->database(), file));
  must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "C")}, "x", {}, 0}));
  at_ = "2026-03-03T09:00:00.000Z";
  store::CopyOptions replace;
  replace.replace = true;
  ASSERT_TRUE(store::restore(file, facts_->database(), replace));
  EXPECT_EQ(cells("sites", "house-kolsay").at("address"), "B") << "the running register sees it";
  EXPECT_EQ(breaks(), "");
  must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "D")}, "x", {}, 0}));
  EXPECT_EQ(breaks(), "");
}

}  // namespace
}  // namespace dostyq::registry
