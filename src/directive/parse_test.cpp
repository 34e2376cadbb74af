#include "directive/parse.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "directive/test_programme.hpp"
#include "i18n/phrase.hpp"
#include "world/load.hpp"
#include "world/words.hpp"

namespace dostyq::directive {
namespace {

const world::Programme& programme() {
  static const world::Programme programme = testing::programme();
  return programme;
}

constexpr std::string_view kHead = R"(format = 1
[[directive]]
id = "R1"
text = { kk = "а", ru = "б", en = "c" }
source = "speech"
date = 2025-04-24
passage = 5
issuer = "president"
bodies = ["akimat"]
modality = "ordered"
[[directive.interpretation]]
id = "i"
version = 1
decided_by = "we"
decided_on = 2026-11-23
why = { kk = "а", ru = "б", en = "c" }
force = "binding"
chosen = true
)";
constexpr int kFirstRequirementLine = 20;

/// The file with one requirement: these lines.
std::string with_requirement(std::string_view lines) {
  return std::string(kHead) + "[[directive.interpretation.require]]\n" + std::string(lines) + "\n";
}

Requirement requirement(std::string_view lines) {
  const auto parsed = parse(with_requirement(lines), "d.toml", programme());
  if (!parsed) {
    for (const Error& error : parsed.error()) ADD_FAILURE() << i18n::say(error, Language::kEnglish);
    return {};
  }
  return parsed->front().interpretations.front().require.front();
}

Date day(const char* text) { return *Date::parse(text); }

std::string keys_of(const Problems& problems) {
  std::string out;
  for (const Error& error : problems) out += (out.empty() ? "" : " ") + error.key.substr(error.key.find('.') + 1);
  return out;
}

TEST(Parse, ADirectiveAndItsInterpretation) {
  const auto parsed = parse(with_requirement("count = 'sites'\nat_least = 1"), "d.toml", programme());
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->size(), 1U);
  const Directive& directive = parsed->front();
  EXPECT_EQ(directive.id, "R1");
  EXPECT_EQ(directive.text, (Text{"а", "б", "c"}));
  EXPECT_EQ(directive.date, day("2025-04-24"));
  EXPECT_EQ(directive.passage, 5);
  EXPECT_EQ(directive.bodies, std::vector<std::string>{"akimat"});
  EXPECT_EQ(directive.modality, Modality::kOrdered);
  EXPECT_EQ(directive.due, std::nullopt);
  ASSERT_NE(directive.chosen(), nullptr);
  EXPECT_EQ(directive.chosen()->decided_on, day("2026-11-23"));
}

TEST(Parse, Count) {
  const Requirement sites = requirement(
      "count = 'sites'\nkind = ['hall', 'palace']\nin = 'korday'\nopened_after = 2025-04-24\nexactly = 0");
  EXPECT_EQ(sites.form, (decltype(sites.form){Count{"sites", {"hall", "palace"}, {}, "korday", day("2025-04-24"),
                                                    {Comparison::Op::kExactly, 0}}}));
  const Requirement entries =
      requirement("count = 'mediators'\nwhere = { body = 'akimat', trained = 'yes' }\nat_most = 3");
  EXPECT_EQ(entries.form, (decltype(sites.form){Count{"mediators", {}, {{"body", "akimat"}, {"trained", "yes"}}, "",
                                                      std::nullopt, {Comparison::Op::kAtMost, 3}}}));
}

TEST(Parse, AreaSets) {
  const std::string then = "\nthen = [ { count = 'sites', at_least = 1 } ]";
  EXPECT_EQ(std::get<ForEvery>(requirement("for_every = { areas = ['merke', 'korday'] }" + then).form).areas,
            (AreaSet{NamedAreas{{"merke", "korday"}}}));
  EXPECT_EQ(std::get<ForEvery>(requirement("for_every = { kind = 'district', in = 'zhambyl' }" + then).form).areas,
            (AreaSet{AreasOfKind{"district", "zhambyl"}}));
  const auto rule = requirement(
      "for_every = { rule = 'diversity', share_percent = 50, edition = '2025-01-01', at_most = 15, min_people = 10000, "
      "in = 'kz' }" + then);
  EXPECT_EQ(std::get<ForEvery>(rule.form).areas, (AreaSet{DiversityRule{50, "2025-01-01", 15, 10000, "kz"}}));
}

TEST(Parse, ThenMayBeASubTableOrRunOverLines) {
  const Requirement in_line = requirement(
      "for_every = { kind = 'region' }\nthen = [\n  { count = 'sites', at_least = 1 },\n  { evidence = 'x' }\n]");
  const Requirement sub_table = requirement(
      "for_every = { kind = 'region' }\n[[directive.interpretation.require.then]]\ncount = 'sites'\nat_least = 1\n"
      "[[directive.interpretation.require.then]]\nevidence = 'x'");
  EXPECT_EQ(in_line, sub_table);
  EXPECT_EQ(std::get<ForEvery>(in_line.form).then.size(), 2U);
}

TEST(Parse, ReachAndEvidence) {
  EXPECT_EQ(std::get<Reach>(requirement("reach = 'everyone'\npercent = 60\nminutes = 45\nkind = 'house'").form),
            (Reach{Reach::Who::kEveryone, "", 60, 45, "house", "", false}));
  EXPECT_EQ(std::get<Reach>(
                requirement("reach = 'uyghur'\npercent = 1\nminutes = 1\nkind = 'hall'\nin = 'kz'\ncapacity = true").form),
            (Reach{Reach::Who::kGroup, "uyghur", 1, 1, "hall", "kz", true}));
  EXPECT_EQ(std::get<Evidence>(requirement("evidence = 'акт'\nin = 'zhambyl'\nat_least = 2").form),
            (Evidence{"акт", "zhambyl", 2}));
}

TEST(Parse, RollOutAndCombinations) {
  const Requirement roll_out = requirement(
      "roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-04-24, percent = 50}, {by = 2027-04-24, percent = 100} ]\n"
      "then = [ { count = 'mediators', at_least = 1 } ]");
  EXPECT_EQ(std::get<RollOut>(roll_out.form).milestones,
            (std::vector<Milestone>{{day("2026-04-24"), 50}, {day("2027-04-24"), 100}}));
  const Requirement any = requirement(
      "any_of = [ { all_of = [ { evidence = 'a' }, { evidence = 'b', by = 2027-01-01 } ] }, { evidence = 'c' } ]");
  const auto& all = std::get<AllOf>(std::get<AnyOf>(any.form).parts.front().form);
  EXPECT_EQ(all.parts.back().when, (When{When::Mode::kBy, day("2027-01-01"), day("2027-01-01")}));
}

TEST(Parse, When) {
  EXPECT_EQ(requirement("evidence = 'a'\nkeep_from = 2027-04-24").when,
            (When{When::Mode::kKeepFrom, day("2027-04-24"), day("2027-04-24")}));
  EXPECT_EQ(requirement("evidence = 'a'\nduring = { from = 2027-01-01, to = 2027-12-31 }").when,
            (When{When::Mode::kDuring, day("2027-01-01"), day("2027-12-31")}));
  EXPECT_EQ(requirement("evidence = 'a'").when, std::nullopt);
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
      EXPECT_EQ(i18n::say(error, language).find(error.key), std::string::npos) << error.key << " has no message";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequirementProblems,
    ::testing::Values(
        Wrong{"", "one_form"}, Wrong{"count = 'sites'\nevidence = 'a'\nat_least = 1", "one_form"},
        Wrong{"count = 'sites'", "one_comparison"},
        Wrong{"count = 'sites'\nat_least = 1\nat_most = 2", "one_comparison"},
        Wrong{"count = 'sites'\nat_least = 0", "want_integer"}, Wrong{"count = 'sites'\nexactly = -1", "want_integer"},
        Wrong{"count = 'sites'\nat_least = 1.5", "want_integer"}, Wrong{"count = 'sitse'\nat_least = 1", "unknown_table"},
        Wrong{"count = 7\nat_least = 1", "want_string"}, Wrong{"count = ''\nat_least = 1", "want_string"},
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
        Wrong{"for_every = { kind = 'region', areas = ['kz'] }\nthen = [ { evidence = 'a' } ]", "one_area_set"},
        Wrong{"for_every = { areas = [] }\nthen = [ { evidence = 'a' } ]", "want_strings"},
        Wrong{"for_every = { areas = ['a', 'b'] }\nthen = [ { evidence = 'a' } ]", "unknown_area unknown_area"},
        Wrong{"for_every = { rule = 'variety', share_percent = 50, edition = '2025-01-01' }\nthen = [ { evidence = 'a' } ]",
              "want_one_of"},
        Wrong{"for_every = { rule = 'diversity', share_percent = 101, edition = '2020' }\nthen = [ { evidence = 'a' } ]",
              "want_integer unknown_edition"},
        Wrong{"for_every = 'region'\nthen = [ { evidence = 'a' } ]", "want_table"},
        Wrong{"reach = 'everybody'\npercent = 60\nminutes = 45\nkind = 'house'", "unknown_group"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 241\nkind = 'house'", "want_integer"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 60", "missing_key"},
        Wrong{"reach = 'everyone'\npercent = 60\nminutes = 60\nkind = 'house'\ncapacity = 1", "want_boolean"},
        Wrong{"roll_out = { kind = 'region' }\nthen = [ { evidence = 'a' } ]", "missing_key"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2027-01-01, percent = 50}, "
              "{by = 2026-01-01, percent = 60} ]\nthen = [ { evidence = 'a' } ]",
              "milestones_grow"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-01-01, percent = 50}, "
              "{by = 2027-01-01, percent = 40} ]\nthen = [ { evidence = 'a' } ]",
              "milestones_grow"},
        Wrong{"roll_out = { kind = 'region' }\nby = 2027-01-01\nmilestones = [ {by = 2026-01-01, percent = 50} ]\n"
              "then = [ { evidence = 'a' } ]",
              "when_in_roll_out"},
        Wrong{"roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-01-01, percent = 50} ]\n"
              "then = [ { evidence = 'a', by = 2027-01-01 } ]",
              "when_in_roll_out"},
        Wrong{"evidence = 'a'\nby = 2027-01-01\nkeep_from = 2027-01-01", "one_when"},
        Wrong{"evidence = 'a'\nduring = { from = 2027-01-02, to = 2027-01-01 }", "ends_before_start"},
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
        WrongFile{"format = 1", "format = 2", "unknown_format"}, WrongFile{"format = 1", "", "missing_key"},
        WrongFile{"format = 1", "format = 1\nname = 1", "unknown_key"}, WrongFile{"format = 1", "format = ", "syntax"},
        WrongFile{"id = \"R1\"", "id = \"Р1\"", "bad_id"}, WrongFile{"id = \"R1\"", "", "missing_key"},
        WrongFile{"id = \"R1\"", "id = \"R1\"\nisuer = 1", "unknown_key"},
        WrongFile{"kk = \"а\", ", "", "missing_key"}, WrongFile{"kk = \"а\"", "kk = \"\"", "want_string"},
        WrongFile{"source = \"speech\"", "source = \"speach\"", "unknown_source"},
        WrongFile{"date = 2025-04-24", "date = \"2025-04-24\"", "want_date"},
        WrongFile{"date = 2025-04-24", "date = 0000-00-24", "syntax"},
        WrongFile{"passage = 5", "passage = 0", "want_integer"},
        WrongFile{"issuer = \"president\"", "issuer = \"presidnet\"", "unknown_body"},
        WrongFile{"bodies = [\"akimat\"]", "bodies = [\"a\", \"akimat\"]", "unknown_body"},
        WrongFile{"bodies = [\"akimat\"]", "", "missing_key"},
        WrongFile{"modality = \"ordered\"", "modality = \"told\"", "want_one_of"},
        WrongFile{"modality = \"ordered\"", "modality = \"described\"", "described_only_shown"},
        WrongFile{"force = \"binding\"", "force = \"binding\"\nweight = 3", "weight_of_preferred_only"},
        WrongFile{"chosen = true", "chosen = false", "choose_one"}, WrongFile{"chosen = true", "", "choose_one"},
        WrongFile{"version = 1", "version = \"1\"", "want_integer"},
        WrongFile{"[[directive.interpretation.require]]\ncount = 'sites'\nat_least = 1", "", "missing_key"}));

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

TEST(Parse, AnEmptyFileOfTheFormatHasNoDirectives) {
  const auto parsed = parse("format = 1", "d.toml", programme());
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->empty());
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

TEST(Parse, RandomBytesNeverCrash) {
  std::mt19937 random(20250424);
  const std::string right = with_requirement("count = 'sites'\nkind = ['hall']\nat_least = 1");
  auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  for (int i = 0; i < 4000; ++i) {
    std::string text = right;
    for (size_t edits = 1 + below(8); edits > 0; --edits) {
      const size_t at = below(text.size());
      switch (below(4)) {
        case 0: text[at] = static_cast<char>(below(256)); break;
        case 1: text.erase(at, 1 + below(20)); break;
        case 2: text.insert(at, 1, "[]{}\"'=.,\n#"[below(11)]); break;
        default: text.insert(at, text.substr(below(text.size()), 1 + below(40))); break;
      }
      if (text.empty()) text = "x";
    }
    const auto parsed = parse(text, "d.toml", programme());
    if (!parsed) {
      EXPECT_FALSE(parsed.error().empty());
    }
  }
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Parse, TheOrdersOfKazakhstanAreRight) {
  const std::filesystem::path folder = std::filesystem::path(DOSTYQ_SOURCE_DIR) / "programmes" / "kazakhstan";
  const auto loaded = world::load(folder);
  ASSERT_TRUE(loaded) << i18n::say(loaded.error().front(), Language::kEnglish);
  const auto parsed = parse(contents(folder / "directives.toml"), "directives.toml", *loaded);
  ASSERT_TRUE(parsed) << i18n::say(parsed.error().front(), Language::kEnglish);
  EXPECT_EQ(parsed->size(), 22U);
  for (const Directive& directive : *parsed) {
    EXPECT_EQ(directive.source, "akorda-2025-04-24") << directive.id;
    EXPECT_EQ(directive.due, std::nullopt) << directive.id << ": the source gives no date";
    EXPECT_EQ(directive.interpretations.empty(), directive.modality == Modality::kDescribed) << directive.id;
    std::vector<Text> texts{directive.text};
    for (const Interpretation& i : directive.interpretations) texts.push_back(i.why);
    for (const Text& text : texts) {
      for (Language language : kLanguages) {
        EXPECT_EQ(world::mixed_alphabet_word(text.in(language)), std::nullopt) << directive.id;
      }
    }
  }
  EXPECT_EQ(*parse(write(*parsed), "written", *loaded), *parsed);
}

}  // namespace
}  // namespace dostyq::directive
