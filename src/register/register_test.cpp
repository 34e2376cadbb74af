#include "register/register.hpp"

#include "io/csv.hpp"
#include "register/permissions.hpp"
#include "register/rules.hpp"
#include "register/testing.hpp"
#include "world/assemble.hpp"
#include "world/load.hpp"

namespace dostyq::registry {
namespace {

using RegisterTest = Example;

/// A hand-written file may quote cells that need no quotes.
std::string quoted_alike(const std::string& bytes) {
  Problems none;
  const io::CsvTable table = io::parse_csv(bytes, "x.csv", none);
  std::string out;
  io::append_csv_row(out, table.header);
  for (const io::CsvRow& row : table.rows) io::append_csv_row(out, row.cells);
  return out;
}

TEST_F(RegisterTest, AnEmptyOneHasNoProgrammeAndTakesOnlyAnImport) {
  auto database = must(store::Database::open(store::new_sqlite()));
  auto empty = must(Register::open(database));
  EXPECT_FALSE(empty->now()->plan_case);
  EXPECT_EQ(key_of(empty->submit(kSecretary, {{{"sites", "a", false, {}, 0}}, "why", {}, 0})),
            "register.unknown_table");
}

// The programme comes out as it went in: every file of Kazakhstan's, cell by cell.
TEST_F(RegisterTest, KazakhstanGoesThroughWithoutLoss) {
  const auto folder = must(world::read_folder(DOSTYQ_SOURCE_DIR "/programmes/kazakhstan"));
  auto facts = must(Register::open(must(store::Database::open(store::new_sqlite()))));
  const Receipt receipt = must(facts->import_files(kSecretary, folder, "start"));
  EXPECT_GT(receipt.entries.size(), 5000u);
  const auto files = to_files(*receipt.snapshot);
  ASSERT_EQ(files.size(), folder.size());
  for (const auto& [name, bytes] : folder) {
    const bool same = name.ends_with(".csv") ? quoted_alike(files.at(name)) == quoted_alike(bytes)
                                             : files.at(name) == bytes;
    EXPECT_TRUE(same) << name;
  }
  // And the second time nothing is new.
  EXPECT_TRUE(must(facts->import_files(kSecretary, folder, "again")).entries.empty());
  auto before = must(world::load_files(folder));
  auto after = facts->now()->programme();
  before.input_hashes.clear();
  EXPECT_TRUE(before == after);
}

TEST_F(RegisterTest, AnImportThatIsWrongChangesNothing) {
  auto files = world::example_files();
  files["sites.csv"] += "house-x,castle,akzhol,,,,,,,,,demo,demo\n";
  const int64_t before = facts_->now()->state.sequence();
  const auto refused = facts_->import_files(kSecretary, files, "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().key, "value.unknown_reference");
  EXPECT_EQ(refused.error().front().where, (Where{"sites.csv", 4, "kind"}));
  EXPECT_EQ(facts_->now()->state.sequence(), before);
}

TEST_F(RegisterTest, AnImportMakesEntriesOnlyForWhatDiffers) {
  auto files = world::example_files();
  std::string& bodies = files["bodies.csv"];
  const size_t at = bodies.find("Head of State");
  bodies.replace(at, 13, "The President");
  bodies.erase(bodies.rfind("akimat-steppe"));
  const auto refused = facts_->import_files(kSecretary, files, "x");
  ASSERT_FALSE(refused) << "an order still names the body that is gone";
  files = world::example_files();
  files["bodies.csv"].replace(files["bodies.csv"].find("Head of State"), 13, "The President");
  files["mediators.csv"].erase(files["mediators.csv"].find("mediator-2"));
  const Receipt receipt = must(facts_->import_files(kSecretary, files, "news"));
  ASSERT_EQ(receipt.entries.size(), 2u);
  EXPECT_EQ(facts_->now()->programme().find_body("president")->name.en, "The President");
  EXPECT_EQ(facts_->now()->state.find("mediators", "mediator-2"), nullptr);
}

TEST_F(RegisterTest, AWriteIsJournalledWithAuthorReasonAndEvidence) {
  const std::string act = document();
  Submission submission{
      {edit("sites", "house-kolsay", "address", "New street 9")}, "moved", {act}, 0};
  const Receipt receipt = must(facts_->submit(kSecretary, submission));
  EXPECT_EQ(receipt.entries.size(), 1u);
  const auto history = must(facts_->history(kViewer, "sites", "house-kolsay"));
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[1].author, "aigul");
  EXPECT_EQ(history[1].role, "secretariat");
  EXPECT_EQ(history[1].reason, "moved");
  EXPECT_EQ(history[1].evidence, (std::vector<std::string>{act}));
  EXPECT_EQ(history[1].cells.at("address"), "New street 9");
  EXPECT_NE(history[0].cells.at("address"), "New street 9");
}

TEST_F(RegisterTest, ProblemsNameTheRecordAndTheField) {
  Change wrong = edit("sites", "house-kolsay", "kind", "hause");
  wrong.cells["lon"] = "a lot";
  const auto refused = facts_->submit(kSecretary, {{wrong}, "x", {}, 0});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().size(), 2u) << say(refused.error());
  EXPECT_EQ(refused.error()[0].table, "sites");
  EXPECT_EQ(refused.error()[0].record, "house-kolsay");
  EXPECT_EQ(refused.error()[0].field, "kind");
  EXPECT_EQ(refused.error()[1].field, "lon");
}

TEST_F(RegisterTest, WhoeverReadAnOldVersionIsRefused) {
  const Change mine = edit("sites", "house-kolsay", "address", "Mine");
  const Change theirs = edit("sites", "house-kolsay", "address", "Theirs");
  must(facts_->submit(kSecretary, {{theirs}, "x", {}, 0}));
  const auto refused = facts_->submit(kSecretary, {{mine}, "x", {}, 0});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().error.code, ErrorCode::kStale);
  Change anew = mine;
  anew.seen_version = 0;
  EXPECT_EQ(facts_->submit(kSecretary, {{anew}, "x", {}, 0}).error().front().error.code,
            ErrorCode::kStale);
}

TEST_F(RegisterTest, AnotherRegisterOfTheSameDatabaseSeesItAndCounts) {
  auto other = open();
  must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "A")}, "x", {}, 0}));
  EXPECT_EQ(other->version(), facts_->version());
  must(other->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "B")}, "x", {}, 0}));
  EXPECT_EQ(cells("sites", "house-kolsay").at("address"), "B");
}

TEST_F(RegisterTest, UndoIsANewEntryAndOnlyOfTheLastVersion) {
  const std::string before = cells("sites", "house-kolsay").at("address");
  const auto first = must(
      facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "A")}, "x", {}, 0}));
  const auto second = must(
      facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "B")}, "x", {}, 0}));
  EXPECT_EQ(key_of(facts_->undo(kSecretary, first.batch, "oops")), "register.changed_since");
  must(facts_->undo(kSecretary, second.batch, "oops"));
  EXPECT_EQ(cells("sites", "house-kolsay").at("address"), "A");
  const auto history = must(facts_->history(kViewer, "sites", "house-kolsay"));
  EXPECT_EQ(history.size(), 4u);
  EXPECT_EQ(history.back().undoes, second.batch);
  EXPECT_EQ(key_of(facts_->undo(kSecretary, 99'999, "oops")), "register.no_batch");
  EXPECT_NE(before, "A");
}

TEST_F(RegisterTest, ARemovedRecordComesBackWithTheNextVersion) {
  const auto gone =
      must(facts_->submit(kSecretary, {{{"mediators", "mediator-2", true, {}, 1}}, "left", {}, 0}));
  EXPECT_EQ(version("mediators", "mediator-2"), 0);
  must(facts_->undo(kSecretary, gone.batch, "came back"));
  EXPECT_EQ(version("mediators", "mediator-2"), 3);
}

TEST_F(RegisterTest, WhatWasKnownEarlierCanBeAsked) {
  const std::string before = cells("sites", "house-kolsay").at("address");
  today("2026-05-01");
  must(facts_->submit(kSecretary, {{edit("sites", "house-kolsay", "address", "A")}, "x", {}, 0}));
  const auto address_on = [&](const char* day) {
    const auto then = must(facts_->known_on(*Date::parse(day)));
    const Table* sites = then->state.table("sites");
    return sites == nullptr ? "-" : sites->cell(*sites->find("house-kolsay"), "address");
  };
  EXPECT_EQ(address_on("2026-03-01"), "-") << "before the import";
  EXPECT_EQ(address_on("2026-04-30"), before);
  EXPECT_EQ(address_on("2026-05-01"), "A");
}

TEST_F(RegisterTest, AnEditNeedsAReasonAndKeysStay) {
  EXPECT_EQ(key_of(facts_->submit(kSecretary,
                                  {{edit("sites", "house-kolsay", "address", "A")}, "", {}, 0})),
            "register.reason");
  Change renamed = edit("sites", "house-kolsay", "id", "other");
  EXPECT_EQ(key_of(facts_->submit(kSecretary, {{renamed}, "x", {}, 0})), "register.key_changed");
  EXPECT_EQ(key_of(facts_->submit(
                kSecretary, {{edit("sites", "house-kolsay", "address", "A")}, "x", {"none"}, 0})),
            "register.no_evidence");
  const Change same = edit("sites", "house-kolsay", "kind", "house");
  EXPECT_EQ(key_of(facts_->submit(kSecretary, {{same}, "x", {}, 0})), "register.no_change");
}

// role × what: who may write what, everything else is refused.
TEST_F(RegisterTest, OnlyWhoMayWriteWrites) {
  struct Case {
    const char* what;
    Change change;
    std::string allowed;  ///< of v(isitor) V(iewer) o(fficer of lake) O(fficer of north) s c a
  };
  const Change team{
      "reconciliation_teams",
      "team-lake-2",
      false,
      {{"id", "team-lake-2"}, {"area", "kolsay"}, {"source", "demo"}, {"confidence", "demo"}},
      0};
  const Change area = edit("areas", "kolsay~", "name_en", "Kolsay");
  const Change orders{kFiles,
                      "directives.toml",
                      false,
                      {{kText, world::example_files().at("directives.toml") + "\n"}},
                      1};
  const Change config{kFiles,
                      "programme.toml",
                      false,
                      {{kText, world::example_files().at("programme.toml") + "\n"}},
                      1};
  const Case cases[] = {{"a fact of lake", team, "os"},
                        {"an area", area, "s"},
                        {"an order", orders, "s"},
                        {"the programme", config, "sa"}};
  const std::pair<char, Actor> actors[] = {
      {'v', kVisitor},   {'V', kViewer},     {'o', officer_of("lake")}, {'O', officer_of("north")},
      {'s', kSecretary}, {'c', kController}, {'a', kAdministrator}};
  for (const Case& each : cases) {
    for (const auto& [letter, actor] : actors) {
      const auto done = facts_->preview(actor, {{each.change}, "x", {}, 0});
      const bool should = each.allowed.find(letter) != std::string::npos;
      EXPECT_EQ(done.has_value(), should)
          << each.what << " by " << letter << ": " << (done ? "" : say(done.error()));
      if (!done && !should) {
        EXPECT_EQ(done.error().front().error.code, ErrorCode::kNotAllowed) << letter;
      }
    }
  }
}

TEST_F(RegisterTest, AnOfficerCannotReachIntoAnotherRegion) {
  const Actor officer = officer_of("lake");
  const auto team = [](const Cells& more) {
    Change change{"reconciliation_teams",
                  "",
                  false,
                  {{"id", "t"}, {"source", "demo"}, {"confidence", "demo"}},
                  0};
    change.cells.insert(more.begin(), more.end());
    return Submission{{change}, "x", {}, 0};
  };
  EXPECT_EQ(key_of(facts_->preview(officer, team({{"area", "north"}}))), "register.other_region");
  EXPECT_EQ(key_of(facts_->preview(officer, team({{"area", "samal"}}))), "register.other_region");
  EXPECT_EQ(key_of(facts_->preview(officer, team({{"area", "lake"}, {"body", "akimat-north"}}))),
            "register.other_region");
  EXPECT_EQ(key_of(facts_->preview(officer, team({}))), "register.other_region");
  EXPECT_TRUE(facts_->preview(officer, team({{"area", "lake"}, {"body", "akimat-lake"}})));
  // Taking a record of another region over, or pushing one of the own there.
  EXPECT_EQ(
      key_of(facts_->preview(
          officer, {{edit("reconciliation_teams", "team-north", "area", "lake")}, "x", {}, 0})),
      "register.other_region");
  EXPECT_EQ(key_of(facts_->preview(
                officer, {{{"reconciliation_teams", "team-north", true, {}, 1}}, "x", {}, 0})),
            "register.other_region");
  Actor nowhere = officer;
  nowhere.region.clear();
  EXPECT_FALSE(facts_->preview(nowhere, team({{"area", "lake"}})));
}

TEST_F(RegisterTest, ReadingWhatIsProtectedIsWrittenDown) {
  EXPECT_EQ(key_of(facts_->history(kVisitor, "mediators", "mediator-1")), "register.not_allowed");
  EXPECT_EQ(key_of(facts_->history(kAdministrator, "mediators", "mediator-1")),
            "register.not_allowed");
  EXPECT_EQ(key_of(facts_->history(officer_of("lake"), "mediators", "mediator-1")),
            "register.other_region");
  const auto entries = [&] {
    return must(facts_->database().query(
        "SELECT actor, target FROM audit WHERE action = 'read' ORDER BY sequence"));
  };
  EXPECT_EQ(entries().size(), 0u);
  must(facts_->history(officer_of("north"), "mediators", "mediator-1"));
  EXPECT_EQ(entries(), (store::Rows{{"daniyar", "mediators/mediator-1"}}));
}

TEST(Permissions, WhatIsNotGrantedIsRefused) {
  for (const Role role : kRoles) {
    EXPECT_EQ(granted(role, Right::kRead), Grant::kYes);
    const bool decides = role == Role::kController;
    EXPECT_EQ(granted(role, Right::kDecideExtension), decides ? Grant::kYes : Grant::kNo);
    EXPECT_FALSE(decides && granted(role, Right::kAskExtension) != Grant::kNo);
  }
  EXPECT_FALSE(allow(officer_of("lake"), Right::kWriteFact, {"lake", "north"}));
  EXPECT_FALSE(allow(officer_of("lake"), Right::kWriteFact, {""}));
  EXPECT_TRUE(allow(officer_of("lake"), Right::kWriteFact, {"lake"}));
}

}  // namespace
}  // namespace dostyq::registry
