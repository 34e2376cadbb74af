#include <gtest/gtest.h>

#include "directive/parse.hpp"
#include "directive/test_programme.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::directive {
namespace {

using testing::kFirstRequirementLine;
using testing::with_requirement;

const world::Programme& programme() {
  static const world::Programme programme = testing::programme();
  return programme;
}

std::string keys_of(const Problems& problems) {
  std::string out;
  for (const Error& error : problems)
    out += (out.empty() ? "" : " ") + error.key.substr(error.key.find('.') + 1);
  return out;
}

struct Wrong {
  const char* lines;
  const char* problems;  ///< keys without "directive."
};

class RequirementProblems : public ::testing::TestWithParam<Wrong> {};

TEST_P(RequirementProblems, AreReportedOnTheirLines) {
  const auto parsed = parse(with_requirement(GetParam().lines), "d.toml", programme());
  ASSERT_FALSE(parsed) << GetParam().lines;
  EXPECT_EQ(keys_of(parsed.error()), GetParam().problems) << GetParam().lines;
  for (const Error& error : parsed.error()) {
    EXPECT_EQ(error.where.file, "d.toml");
    EXPECT_GE(error.where.row, kFirstRequirementLine - 1) << error.key;
    EXPECT_FALSE(error.where.column.empty()) << error.key;
    for (Language language : kLanguages) {
      EXPECT_EQ(i18n::say(error, language).find(error.key), std::string::npos)
          << error.key << " has no message";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequirementProblems,
    ::testing::Values(
        Wrong{"", "one_form"}, Wrong{"count = 'sites'\nevidence = 'a'\nat_least = 1", "one_form"},
        Wrong{"count = 'sites'", "one_comparison"},
        Wrong{"count = 'sites'\nat_least = 1\nat_most = 2", "one_comparison"},
        Wrong{"count = 'sites'\nat_least = 0", "want_integer"},
        Wrong{"count = 'sites'\nexactly = -1", "want_integer"},
        Wrong{"count = 'sites'\nat_least = 1.5", "want_integer"},
        Wrong{"count = 'sitse'\nat_least = 1", "unknown_table"},
        Wrong{"count = 7\nat_least = 1", "want_string"},
        Wrong{"count = ''\nat_least = 1", "want_string"},
        Wrong{"count = 'sites'\nkind = 'hal'\nat_least = 1", "unknown_kind"},
        Wrong{"count = 'sites'\nkind = []\nat_least = 1", "want_strings"},
        Wrong{"count = 'sites'\nkind = ['hall', 'hall']\nat_least = 1", "said_twice"},
        Wrong{"count = 'sites'\nkind = ['hall', 3]\nat_least = 1", "want_strings"},
        Wrong{"count = 'mediators'\nkind = 'hall'\nat_least = 1", "kind_of_sites_only"},
        Wrong{"count = 'mediators'\nwhere = { trainde = 'yes' }\nat_least = 1", "unknown_column"},
        Wrong{"count = 'mediators'\nwhere = { trained = true }\nat_least = 1", "want_string"},
        Wrong{"count = 'mediators'\nwhere = { body = 'akima' }\nat_least = 1", "unknown_body"},
        Wrong{"count = 'stops'\nwhere = { place = 'nowhere' }\nat_least = 1", "unknown_place"},
        Wrong{"count = 'mediators'\nwhere = 'trained'\nat_least = 1", "want_table"},
        Wrong{"count = 'sites'\nin = 'kordai'\nat_least = 1", "unknown_area"},
        Wrong{"count = 'sites'\nopened_after = '2025-04-24'\nat_least = 1", "want_date"},
        Wrong{"count = 'sites'\nopened_after = 2025-04-24T00:00:00\nat_least = 1", "want_date"},
        Wrong{"count = 'sites'\nat_least = 1\nnear = 'korday'", "unknown_key"},
        Wrong{"for_every = { kind = 'region' }", "missing_key"},
        Wrong{"for_every = { kind = 'region' }\nthen = []", "want_tables"},
        Wrong{"for_every = { kind = 'region' }\nthen = { evidence = 'a' }", "want_tables"},
        Wrong{"for_every = { kind = 'region' }\nthen = [ 'a' ]", "want_tables"},
        Wrong{"for_every = { kind = 'town' }\nthen = [ { evidence = 'a' } ]", "want_one_of"},
        Wrong{"for_every = {}\nthen = [ { evidence = 'a' } ]", "one_area_set"},
        Wrong{"for_every = { kind = 'region', areas = ['kz'] }\nthen = [ { evidence = 'a' } ]",
              "one_area_set"},
        Wrong{"for_every = { areas = [] }\nthen = [ { evidence = 'a' } ]", "want_strings"},
        Wrong{"for_every = { areas = ['a', 'b'] }\nthen = [ { evidence = 'a' } ]",
              "unknown_area unknown_area"},
        Wrong{"for_every = { rule = 'variety', share_percent = 50, edition = '2025-01-01' }\nthen "
              "= [ { evidence = 'a' } ]",
              "want_one_of"},
        Wrong{"for_every = { rule = 'diversity', share_percent = 101, edition = '2020' }\nthen = [ "
              "{ evidence = 'a' } ]",
              "want_integer unknown_edition"},
        Wrong{"for_every = 'region'\nthen = [ { evidence = 'a' } ]", "want_table"},
        Wrong{"reach = 'everybody'\npercent = 60\nminutes = 45\nkind = 'house'", "unknown_group"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 241\nkind = 'house'", "want_integer"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 60", "missing_key"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 60\nkind = 'house'\ncapacity = 1",
              "want_boolean"},
        Wrong{"roll_out = { kind = 'region' }\nthen = [ { evidence = 'a' } ]", "missing_key"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2027-01-01, percent = 50}, "
              "{by = 2026-01-01, percent = 60} ]\nthen = [ { evidence = 'a' } ]",
              "milestones_grow"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-01-01, percent = 50}, "
              "{by = 2027-01-01, percent = 40} ]\nthen = [ { evidence = 'a' } ]",
              "milestones_grow"},
        Wrong{"roll_out = { kind = 'region' }\nby = 2027-01-01\nmilestones = [ {by = 2026-01-01, "
              "percent = 50} ]\n"
              "then = [ { evidence = 'a' } ]",
              "when_in_roll_out"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-01-01, percent = 50} ]\n"
              "then = [ { evidence = 'a', by = 2027-01-01 } ]",
              "when_in_roll_out"},
        Wrong{"evidence = 'a'\nby = 2027-01-01\nkeep_from = 2027-01-01", "one_when"},
        Wrong{"evidence = 'a'\nduring = { from = 2027-01-02, to = 2027-01-01 }",
              "ends_before_start"},
        Wrong{"evidence = 'a'\nduring = { from = 2027-01-02 }", "missing_key"},
        Wrong{"any_of = []", "want_tables"}));

struct WrongFile {
  const char* from;  ///< this text of a right file ...
  const char* to;    ///< ... becomes this
  const char* problems;
};

class FileProblems : public ::testing::TestWithParam<WrongFile> {};

TEST_P(FileProblems, AreReported) {
  std::string toml = with_requirement("count = 'sites'\nat_least = 1");
  const size_t at = toml.find(GetParam().from);
  ASSERT_NE(at, std::string::npos);
  toml.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
  const auto parsed = parse(toml, "d.toml", programme());
  ASSERT_FALSE(parsed) << GetParam().to;
  EXPECT_EQ(keys_of(parsed.error()), GetParam().problems) << GetParam().to;
}

INSTANTIATE_TEST_SUITE_P(
    Table, FileProblems,
    ::testing::Values(
        WrongFile{"format = 1", "format = 2", "unknown_format"},
        WrongFile{"format = 1", "", "missing_key"},
        WrongFile{"format = 1", "format = 1\nname = 1", "unknown_key"},
        WrongFile{"format = 1", "format = ", "syntax"},
        WrongFile{"id = \"R1\"", "id = \"Р1\"", "bad_id"},
        WrongFile{"id = \"R1\"", "", "missing_key"},
        WrongFile{"id = \"R1\"", "id = \"R1\"\nisuer = 1", "unknown_key"},
        WrongFile{"kk = \"а\", ", "", "missing_key"},
        WrongFile{"kk = \"а\"", "kk = \"\"", "want_string"},
        WrongFile{"source = \"speech\"", "source = \"speach\"", "unknown_source"},
        WrongFile{"date = 2025-04-24", "date = \"2025-04-24\"", "want_date"},
        WrongFile{"date = 2025-04-24", "date = 0000-00-24", "syntax"},
        WrongFile{"passage = 5", "passage = 0", "want_integer"},
        WrongFile{"issuer = \"president\"", "issuer = \"presidnet\"", "unknown_body"},
        WrongFile{"bodies = [\"akimat\"]", "bodies = [\"a\", \"akimat\"]", "unknown_body"},
        WrongFile{"bodies = [\"akimat\"]", "", "missing_key"},
        WrongFile{"modality = \"ordered\"", "modality = \"told\"", "want_one_of"},
        WrongFile{"modality = \"ordered\"", "modality = \"described\"", "described_only_shown"},
        WrongFile{"force = \"binding\"", "force = \"binding\"\nweight = 3",
                  "weight_of_preferred_only"},
        WrongFile{"chosen = true", "chosen = false", "choose_one"},
        WrongFile{"chosen = true", "", "choose_one"},
        WrongFile{"version = 1", "version = \"1\"", "want_integer"},
        WrongFile{"[[directive.interpretation.require]]\ncount = 'sites'\nat_least = 1", "",
                  "missing_key"}));

TEST(Parse, EveryProblemAtOnceInTheOrderOfTheText) {
  const std::string toml = with_requirement("count = 'mediatros'\nin = 'kordai'\nat_lest = 1");
  const auto parsed = parse(toml, "d.toml", programme());
  ASSERT_FALSE(parsed);
  const Problems& problems = parsed.error();
  ASSERT_EQ(keys_of(problems), "unknown_table one_comparison unknown_area unknown_key");
  EXPECT_EQ(problems[0].where, (Where{"d.toml", kFirstRequirementLine, "9"}));
  EXPECT_EQ(problems[0].args, (std::vector<std::string>{"mediatros", "mediators"}));
  EXPECT_EQ(problems[2].args, (std::vector<std::string>{"kordai", "korday"}));
  EXPECT_EQ(problems[3].where, (Where{"d.toml", kFirstRequirementLine + 2, "1"}));
  EXPECT_EQ(i18n::say(problems[3], Language::kEnglish),
            "d.toml:22, 1: There is no key “at_lest”. Did you mean “at_least”?");
}

TEST(Parse, TwoOfOneIdAreAProblem) {
  const std::string one = with_requirement("evidence = 'a'");
  const auto twice = parse(one + one.substr(one.find('\n') + 1), "d.toml", programme());
  ASSERT_FALSE(twice);
  EXPECT_EQ(keys_of(twice.error()), "said_twice");
}

TEST(Parse, EvidenceNeedsItsRegister) {
  world::Programme without = testing::programme();
  without.config.registers.erase(without.config.registers.begin());
  const auto parsed = parse(with_requirement("evidence = 'a'"), "d.toml", without);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(keys_of(parsed.error()), "no_evidence_register");
}

TEST(Parse, DeepOrHugeTextIsRefusedBeforeItIsRead) {
  auto first_key = [](const std::string& toml) {
    const auto parsed = parse(toml, "d.toml", programme());
    return parsed ? std::string("right") : parsed.error().front().key;
  };
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  EXPECT_EQ(first_key(dotted + " = 1"), "directive.too_deep");
  EXPECT_EQ(first_key("[[" + dotted + "]]"), "directive.too_deep");
  EXPECT_EQ(first_key("a = " + std::string(100'000, '[')), "directive.too_deep");
  EXPECT_EQ(first_key(std::string(9U << 20U, '\n')), "directive.too_large");
  // Dots and brackets of a text are no nesting.
  EXPECT_EQ(first_key("format = 1 # " + dotted), "right");
  EXPECT_EQ(first_key("format = 1\nx = '''\n" + dotted + "[[[[\n'''\n"), "directive.unknown_key");
}

}  // namespace
}  // namespace dostyq::directive
