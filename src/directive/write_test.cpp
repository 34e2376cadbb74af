#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "directive/parse.hpp"
#include "directive/test_programme.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::directive {
namespace {

/// Random directives that the test programme allows.
class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  std::vector<Directive> directives() {
    std::vector<Directive> out(below(4));
    for (size_t i = 0; i < out.size(); ++i) out[i] = directive("R" + std::to_string(i));
    return out;
  }

 private:
  size_t below(size_t n) { return random_() % n; }
  bool coin() { return below(2) == 0; }
  int number(int least, int most) {
    return least + static_cast<int>(below(static_cast<size_t>(most - least + 1)));
  }
  Date day() { return Date::from_days(number(0, 40'000)); }

  template <typename T>
  std::optional<T> maybe(T value) {
    return coin() ? std::optional<T>(std::move(value)) : std::nullopt;
  }
  std::string one_of(const std::vector<std::string>& words) { return words[below(words.size())]; }
  std::vector<std::string> some_of(std::vector<std::string> words, size_t least) {
    std::shuffle(words.begin(), words.end(), random_);
    words.resize(least + below(words.size() - least + 1));
    return words;
  }
  std::string words() {
    static const std::vector<std::string> kPieces{"а",  "Қ",    "\"",   "\\", "'",  "\n", "\r",
                                                  "\t", " ",    "#",    "[[", "]]", "=",  "🙂",
                                                  "x",  "\x7f", "\x01", "”",  ".",  "{"};
    std::string out;
    for (size_t n = 1 + below(8); n > 0; --n) out += one_of(kPieces);
    return out;
  }
  Text text() { return {words(), words(), words()}; }
  std::string area() { return one_of({"korday", "kz", "merke", "zhambyl", "zhetysu"}); }
  std::string area_or_none() { return coin() ? area() : ""; }

  Directive directive(std::string id) {
    Directive out;
    out.id = std::move(id);
    out.text = text();
    out.source = "speech";
    out.date = day();
    out.passage = number(1, 99);
    out.issuer = one_of({"akimat", "president", ""});
    out.bodies = some_of({"akimat", "president"}, 0);
    out.modality = static_cast<Modality>(below(4));
    out.due = maybe(day());
    if (out.modality == Modality::kDescribed) return out;
    out.interpretations.resize(below(4));
    for (size_t i = 0; i < out.interpretations.size(); ++i) {
      out.interpretations[i] = interpretation(static_cast<int>(i) + 1);
    }
    if (!out.interpretations.empty())
      out.interpretations[below(out.interpretations.size())].chosen = true;
    return out;
  }

  Interpretation interpretation(int version) {
    Interpretation out;
    out.id = one_of({"a", "b.c", "D_e-1"});
    out.version = version;
    out.decided_by = words();
    out.decided_on = day();
    out.why = text();
    out.force = static_cast<Force>(below(3));
    if (out.force == Force::kPreferred) out.weight = number(1, 1000);
    out.due = maybe(day());
    out.require = requirements(3, false);
    return out;
  }

  Requirements requirements(int depth, bool in_roll_out) {
    Requirements out(1 + below(2));
    for (Requirement& one : out) one = requirement(depth, in_roll_out);
    return out;
  }

  Requirement requirement(int depth, bool in_roll_out) {
    Requirement out;
    switch (below(depth > 0 ? 7 : 3)) {
      case 0:
        out.form = count();
        break;
      case 1:
        out.form = reach();
        break;
      case 2:
        out.form = Evidence{words(), area_or_none(), number(1, 9)};
        break;
      case 3:
        out.form = ForEvery{area_set(), requirements(depth - 1, in_roll_out)};
        break;
      case 4:
        out.form = AllOf{requirements(depth - 1, in_roll_out)};
        break;
      case 5:
        out.form = AnyOf{requirements(depth - 1, in_roll_out)};
        break;
      default:
        out.form = RollOut{area_set(), milestones(), requirements(depth - 1, true)};
        return out;
    }
    if (!in_roll_out) out.when = when();
    return out;
  }

  std::optional<When> when() {
    const Date from = day();
    switch (below(4)) {
      case 0:
        return When{When::Mode::kBy, from, from};
      case 1:
        return When{When::Mode::kKeepFrom, from, from};
      case 2:
        return When{When::Mode::kDuring, from, from.plus_days(number(0, 500))};
      default:
        return std::nullopt;
    }
  }

  Count count() {
    Count out;
    out.table = one_of({"sites", "mediators", "stops"});
    if (out.table == "sites")
      out.kinds = some_of({"branch", "hall", "house", "palace", "representation"}, 0);
    if (out.table == "mediators" && coin()) out.where = {{"body", "akimat"}, {"trained", words()}};
    if (out.table == "stops" && coin()) out.where = {{"place", "korday-seat"}};
    out.in = area_or_none();
    out.opened_after = maybe(day());
    out.comparison = {static_cast<Comparison::Op>(below(3)), number(1, 1'000'000)};
    return out;
  }

  Reach reach() {
    Reach out;
    out.who = static_cast<Reach::Who>(below(3));
    if (out.who == Reach::Who::kGroup) out.group = "uyghur";
    out.percent = number(1, 100);
    out.minutes = number(1, 240);
    out.kind = one_of({"hall", "house"});
    out.in = area_or_none();
    out.capacity = coin();
    return out;
  }

  AreaSet area_set() {
    if (coin()) return NamedAreas{some_of({"korday", "kz", "merke", "zhetysu"}, 1)};
    if (coin()) return AreasOfKind{one_of({"region", "district"}), area_or_none()};
    return DiversityRule{number(1, 100), "2025-01-01", maybe(number(1, 20)), number(0, 20'000),
                         area_or_none()};
  }

  std::vector<Milestone> milestones() {
    std::vector<Milestone> out;
    Date by = day();
    for (int percent = number(1, 100); percent <= 100; percent += number(0, 50)) {
      out.push_back({by, percent});
      by = by.plus_days(number(1, 500));
      if (out.size() == 4) break;
    }
    return out;
  }

  std::mt19937 random_;
};

TEST(Write, ParseIsItsInverse) {
  const world::Programme programme = testing::programme();
  size_t requirements = 0;
  for (uint32_t seed = 0; seed < 800; ++seed) {
    const std::vector<Directive> directives = Generator(seed).directives();
    const std::string toml = write(directives);
    const auto parsed = parse(toml, "d.toml", programme);
    ASSERT_TRUE(parsed) << "seed " << seed << ": "
                        << i18n::say(parsed.error().front(), Language::kEnglish) << "\n"
                        << toml;
    ASSERT_EQ(*parsed, directives) << "seed " << seed << "\n" << toml;
    for (const Directive& directive : directives) requirements += directive.interpretations.size();
  }
  EXPECT_GT(requirements, 500U);
}

TEST(Write, WhatAPersonWouldWrite) {
  Directive directive;
  directive.id = "R1";
  directive.text = {"а", "б", "say \"yes\""};
  directive.source = "speech";
  directive.date = *Date::parse("2025-04-24");
  directive.passage = 5;
  directive.issuer = "president";
  Interpretation interpretation;
  interpretation.id = "new";
  interpretation.decided_by = "we";
  interpretation.decided_on = *Date::parse("2026-11-23");
  interpretation.why = {"а", "б", "c"};
  interpretation.chosen = true;
  interpretation.require = {Requirement{
      ForEvery{NamedAreas{{"korday"}},
               {Requirement{Count{"sites", {"hall"}, {}, "", std::nullopt, {}}, std::nullopt}}},
      std::nullopt}};
  directive.interpretations = {interpretation};
  EXPECT_EQ(write({directive}), R"(format = 1

[[directive]]
id = "R1"
text.kk = "а"
text.ru = "б"
text.en = "say \"yes\""
source = "speech"
date = 2025-04-24
passage = 5
issuer = "president"
bodies = []
modality = "ordered"

  [[directive.interpretation]]
  id = "new"
  version = 1
  decided_by = "we"
  decided_on = 2026-11-23
  why.kk = "а"
  why.ru = "б"
  why.en = "c"
  force = "binding"
  chosen = true

    [[directive.interpretation.require]]
    for_every = { areas = ["korday"] }
    then = [ { count = "sites", kind = "hall", at_least = 1 } ]
)");
}

}  // namespace
}  // namespace dostyq::directive
