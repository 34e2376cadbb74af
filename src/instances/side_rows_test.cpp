#include "instances/side_rows.hpp"

#include <gtest/gtest.h>

#include "instances/formats.hpp"
#include "instances/question.hpp"

namespace dostyq::instances {
namespace {

Instance towns() {
  auto read =
      parse_instance({"id,x,y,cost,area,place,kind\n"
                      "A,0,0,1.5,north,P,large\nB,1,0,2,north,P,small\n"
                      "C D,2,0,3,\"far north\",,large\n4,3,0,1,south,,small\n",
                      "towns.csv",
                      {}});
  return std::move(*read);
}

std::vector<SideRow> rows_of(const std::string& text, int phases = 1) {
  const Instance instance = towns();
  auto rows = parse_side_rows(text, "rows.txt", instance, phases);
  EXPECT_TRUE(rows) << text << ": " << (rows ? "" : rows.error().front().key);
  return rows ? std::move(*rows) : std::vector<SideRow>();
}

TEST(SideRows, SaysWhatIsWritten) {
  const auto rows = rows_of(
      "\xEF\xBB\xBF# conditions\n\nforce A 4\nforbid \"C D\"   # too far\r\n"
      "at least 1 in \"far north\"\n\tat most 2\nexactly 1 kind large\nbudget 4.5 in north\n"
      "one of A B\nA needs 4\nat least 1 of 2 4\nat most 1 in north kind small");
  ASSERT_EQ(rows.size(), 10u);
  EXPECT_EQ(rows[0].sites, (std::vector<int>{0, 3}));
  EXPECT_EQ(rows[0].at_least, 2);
  EXPECT_EQ(rows[0].text, "force A 4");
  EXPECT_EQ(rows[1].sites, std::vector<int>{2});
  EXPECT_EQ(rows[1].at_most, 0);
  EXPECT_EQ(rows[1].text, "forbid \"C D\"");
  EXPECT_EQ(rows[2].sites, std::vector<int>{2});
  EXPECT_EQ(rows[2].at_least, 1);
  EXPECT_EQ(rows[2].at_most, SideRow::kNoLimit);
  EXPECT_EQ(rows[3].sites.size(), 4u);
  EXPECT_EQ(rows[4].sites, (std::vector<int>{0, 2}));
  EXPECT_EQ(rows[4].at_least, 1);
  EXPECT_EQ(rows[4].at_most, 1);
  EXPECT_EQ(rows[5].what, SideRow::What::kBudget);
  EXPECT_EQ(rows[5].at_most, 45);
  EXPECT_EQ(rows[6].at_most, 1);
  EXPECT_EQ(rows[7].what, SideRow::What::kNeeds);
  EXPECT_EQ(rows[7].sites, (std::vector<int>{0, 3})) << "ids go before numbers";
  EXPECT_EQ(rows[8].sites, (std::vector<int>{1, 3}));
  EXPECT_EQ(rows[9].sites, std::vector<int>{1});
}

TEST(SideRows, OfPhases) {
  const auto rows = rows_of(
      "at most 3\nin phase 2: at most 1\nby phase 2 : at least 1 in south\nin phase 1: budget 3",
      3);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(std::pair(rows[0].from_phase, rows[0].to_phase), std::pair(0, 2));
  EXPECT_EQ(std::pair(rows[1].from_phase, rows[1].to_phase), std::pair(1, 1));
  EXPECT_EQ(std::pair(rows[2].from_phase, rows[2].to_phase), std::pair(0, 1));
  EXPECT_EQ(std::pair(rows[3].from_phase, rows[3].to_phase), std::pair(0, 0));
}

struct Case {
  const char* line;
  const char* key;
  const char* column;
};

TEST(SideRows, EveryMistakeIsNamedWithItsPlace) {
  const Instance instance = towns();
  for (const Case& one : std::vector<Case>{{"open A", "side.unknown", "1"},
                                           {"at A", "side.unknown", "1"},
                                           {"force", "side.ends", "6"},
                                           {"at least", "side.ends", "9"},
                                           {"at least two", "side.not_whole", "10"},
                                           {"at least -1", "side.not_whole", "10"},
                                           {"at most 1 in", "side.ends", "13"},
                                           {"at most 1 in west", "side.no_area", "14"},
                                           {"at most 1 kind huge", "side.no_kind", "16"},
                                           {"at most 1 in south kind large", "side.no_sites", "30"},
                                           {"at most 1 in far north", "side.no_area", "14"},
                                           {"at most 1 of", "side.ends", "13"},
                                           {"at most 1 please", "side.goes_on", "11"},
                                           {"force B 5", "side.no_site", "9"},
                                           {"force \"B", "side.quote", "7"},
                                           {"A needs", "side.ends", "8"},
                                           {"A needs B 4", "side.goes_on", "11"},
                                           {"budget 1.55", "side.bad_amount", "8"},
                                           {"budget -1", "side.bad_amount", "8"},
                                           {"in phase 2: at most 1", "side.no_phase", "10"},
                                           {"in phase x: at most 1", "side.no_phase", "10"},
                                           {"in phase 1 at most 1", "side.unknown", "10"},
                                           {"in phase 1:", "side.ends", "12"},
                                           {"әріп A", "side.unknown", "1"},
                                           {"one of A әріп", "side.no_site", "10"}}) {
    const auto rows = parse_side_rows(std::string("at most 2\n") + one.line, "rows.txt", instance);
    ASSERT_FALSE(rows) << one.line;
    const Error& error = rows.error().front();
    EXPECT_EQ(error.key, one.key) << one.line;
    EXPECT_EQ(error.where, (Where{"rows.txt", 2, one.column})) << one.line;
  }
  Instance free = towns();
  free.opening_cost.clear();
  EXPECT_EQ(parse_side_rows("budget 1", "r", free).error().front().key, "side.no_costs");
  EXPECT_EQ(parse_side_rows("x\ny\n", "r", free).error().size(), 2u) << "all of them at once";
}

TEST(SideRows, SitesOfOnePlaceAreItsKinds) {
  const Instance instance = towns();
  Question question;
  question.p = 2;
  const optim::SiteRules rules = site_rules(question, instance);
  ASSERT_EQ(rules.rows.size(), 2u);
  EXPECT_EQ(rules.rows[1].upper, 1);
  EXPECT_EQ(rules.rows[1].terms.size(), 2u);
}

}  // namespace
}  // namespace dostyq::instances
