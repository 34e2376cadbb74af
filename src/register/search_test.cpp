#include "register/search.hpp"

#include "io/file.hpp"
#include "register/testing.hpp"
#include "world/assemble.hpp"

namespace dostyq::registry {
namespace {

class Search : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    facts_ = must(Register::open(must(store::Database::open(store::new_sqlite()))));
    must(facts_->import_files(
        kSecretary, must(world::read_folder(DOSTYQ_SOURCE_DIR "/programmes/kazakhstan")), "start"));
    index_ = std::make_unique<SearchIndex>(facts_->now(), nullptr);
  }
  static void TearDownTestSuite() {
    index_.reset();
    facts_.reset();
  }
  static std::string first(const std::string& query, const std::string& table = "") {
    const SearchResult found = index_->find(query, 5, table);
    return found.hits.empty() ? "" : found.hits[0].table + "/" + found.hits[0].record;
  }
  static inline std::unique_ptr<Register> facts_;
  static inline std::unique_ptr<SearchIndex> index_;
};

TEST_F(Search, ASessionIsFoundHoweverItsNumberIsTyped) {
  for (const char* typed : {"XXXIII", "xxxiii", "ХХХІІІ", "хххiii", "XXXⅢ", "33"})
    EXPECT_EQ(first(typed), "sessions/session-33") << typed;
  EXPECT_EQ(first("XXXIV"), "sessions/session-34");
}

TEST_F(Search, NamesInAnyLanguageAndCase) {
  for (const char* typed : {"қордай", "ҚОРДАЙ", "korday", "Кордайский"})
    EXPECT_NE(first(typed).find("korday"), std::string::npos) << typed << ": " << first(typed);
  EXPECT_EQ(first("семей достық", "sites"), "sites/h04-semey");
  EXPECT_EQ(first("достық семей", "sites"), "sites/h04-semey") << "words in any order";
}

TEST_F(Search, OrdersAreFoundByTheirWords) {
  EXPECT_EQ(first("Korday Uygur Sairam Panfilov"), "directives/R3.1");
  EXPECT_EQ(first("R3.1"), "directives/R3.1");
}

TEST_F(Search, EveryWordMustBeThere) {
  EXPECT_EQ(index_->find("korday xyzzy", 5).total, 0u);
  EXPECT_EQ(index_->find("", 5).total, 0u);
  EXPECT_EQ(index_->find("…", 5).total, 0u);
  EXPECT_LE(index_->find("а", 5).hits.size(), 5u);
}

class SearchOfExample : public Example {};

TEST_F(SearchOfExample, AChangedRecordIsFoundByItsNewWordsAlone) {
  Searcher searcher;
  EXPECT_EQ(searcher.index(facts_->now())->find("Zhaghalau street 7", 5).total, 0u);
  EXPECT_EQ(searcher.index(facts_->now())->find("Жағалау көшесі", 5).total, 1u);
  must(facts_->submit(kSecretary,
                      {{edit("sites", "house-kolsay", "address", "Harbour 9")}, "x", {}, 0}));
  EXPECT_EQ(searcher.index(facts_->now())->find("harbour 9", 5).total, 1u);
  EXPECT_EQ(searcher.index(facts_->now())->find("Жағалау көшесі", 5).total, 0u);
  const SearchIndex fresh(facts_->now(), nullptr);
  EXPECT_EQ(fresh.records(), searcher.index(facts_->now())->records());
}

TEST_F(SearchOfExample, PeopleInRegistriesAreNotFoundUnasked) {
  const SearchIndex index(facts_->now(), nullptr);
  EXPECT_EQ(index.find("mediator-1", 5).total, 0u);
  const SearchResult found = index.find("mediator-1", 5, "", true);
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].record, "mediator-1");
}

}  // namespace
}  // namespace dostyq::registry
