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

using testing::with_requirement;

const world::Programme& programme() {
  static const world::Programme programme = testing::programme();
  return programme;
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

TEST(Parse, ADirectiveAndItsInterpretation) {
  const auto parsed =
      parse(with_requirement("count = 'sites'\nat_least = 1"), "d.toml", programme());
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
      "count = 'sites'\nkind = ['hall', 'palace']\nin = 'korday'\nopened_after = "
      "2025-04-24\nexactly = 0");
  EXPECT_EQ(sites.form, (decltype(sites.form){Count{"sites",
                                                    {"hall", "palace"},
                                                    {},
                                                    "korday",
                                                    day("2025-04-24"),
                                                    {Comparison::Op::kExactly, 0}}}));
  const Requirement entries =
      requirement("count = 'mediators'\nwhere = { body = 'akimat', trained = 'yes' }\nat_most = 3");
  EXPECT_EQ(entries.form, (decltype(sites.form){Count{"mediators",
                                                      {},
                                                      {{"body", "akimat"}, {"trained", "yes"}},
                                                      "",
                                                      std::nullopt,
                                                      {Comparison::Op::kAtMost, 3}}}));
}

TEST(Parse, AreaSets) {
  const std::string then = "\nthen = [ { count = 'sites', at_least = 1 } ]";
  EXPECT_EQ(
      std::get<ForEvery>(requirement("for_every = { areas = ['merke', 'korday'] }" + then).form)
          .areas,
      (AreaSet{NamedAreas{{"merke", "korday"}}}));
  EXPECT_EQ(std::get<ForEvery>(
                requirement("for_every = { kind = 'district', in = 'zhambyl' }" + then).form)
                .areas,
            (AreaSet{AreasOfKind{"district", "zhambyl"}}));
  const auto rule = requirement(
      "for_every = { rule = 'diversity', share_percent = 50, edition = '2025-01-01', at_most = 15, "
      "min_people = 10000, "
      "in = 'kz' }" +
      then);
  EXPECT_EQ(std::get<ForEvery>(rule.form).areas,
            (AreaSet{DiversityRule{50, "2025-01-01", 15, 10000, "kz"}}));
}

TEST(Parse, ThenMayBeASubTableOrRunOverLines) {
  const Requirement in_line = requirement(
      "for_every = { kind = 'region' }\nthen = [\n  { count = 'sites', at_least = 1 },\n  { "
      "evidence = 'x' }\n]");
  const Requirement sub_table = requirement(
      "for_every = { kind = 'region' }\n[[directive.interpretation.require.then]]\ncount = "
      "'sites'\nat_least = 1\n"
      "[[directive.interpretation.require.then]]\nevidence = 'x'");
  EXPECT_EQ(in_line, sub_table);
  EXPECT_EQ(std::get<ForEvery>(in_line.form).then.size(), 2U);
}

TEST(Parse, ReachAndEvidence) {
  EXPECT_EQ(std::get<Reach>(
                requirement("reach = 'everyone'\npercent = 60\nminutes = 45\nkind = 'house'").form),
            (Reach{Reach::Who::kEveryone, "", 60, 45, "house", "", false}));
  EXPECT_EQ(std::get<Reach>(requirement("reach = 'uyghur'\npercent = 1\nminutes = 1\nkind = "
                                        "'hall'\nin = 'kz'\ncapacity = true")
                                .form),
            (Reach{Reach::Who::kGroup, "uyghur", 1, 1, "hall", "kz", true}));
  EXPECT_EQ(std::get<Evidence>(requirement("evidence = 'акт'\nin = 'zhambyl'\nat_least = 2").form),
            (Evidence{"акт", "zhambyl", 2}));
}

TEST(Parse, RollOutAndCombinations) {
  const Requirement roll_out = requirement(
      "roll_out = { kind = 'region' }\nmilestones = [ {by = 2026-04-24, percent = 50}, {by = "
      "2027-04-24, percent = 100} ]\n"
      "then = [ { count = 'mediators', at_least = 1 } ]");
  EXPECT_EQ(std::get<RollOut>(roll_out.form).milestones,
            (std::vector<Milestone>{{day("2026-04-24"), 50}, {day("2027-04-24"), 100}}));
  const Requirement any = requirement(
      "any_of = [ { all_of = [ { evidence = 'a' }, { evidence = 'b', by = 2027-01-01 } ] }, { "
      "evidence = 'c' } ]");
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

TEST(Parse, AnEmptyFileOfTheFormatHasNoDirectives) {
  const auto parsed = parse("format = 1", "d.toml", programme());
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->empty());
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
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, 1 + below(20));
          break;
        case 2:
          text.insert(at, 1, "[]{}\"'=.,\n#"[below(11)]);
          break;
        default:
          text.insert(at, text.substr(below(text.size()), 1 + below(40)));
          break;
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
  const std::filesystem::path folder =
      std::filesystem::path(DOSTYQ_SOURCE_DIR) / "programmes" / "kazakhstan";
  const auto loaded = world::load(folder);
  ASSERT_TRUE(loaded) << i18n::say(loaded.error().front(), Language::kEnglish);
  const auto parsed = parse(contents(folder / "directives.toml"), "directives.toml", *loaded);
  ASSERT_TRUE(parsed) << i18n::say(parsed.error().front(), Language::kEnglish);
  EXPECT_EQ(parsed->size(), 22U);
  for (const Directive& directive : *parsed) {
    EXPECT_EQ(directive.source, "akorda-2025-04-24") << directive.id;
    EXPECT_EQ(directive.due, std::nullopt) << directive.id << ": the source gives no date";
    EXPECT_EQ(directive.interpretations.empty(), directive.modality == Modality::kDescribed)
        << directive.id;
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
