#include "i18n/phrase.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "i18n/catalogue.hpp"

namespace dostyq::i18n {
namespace {

std::string fill(std::string_view pattern, Language language, std::vector<std::string> args) {
  std::string out;
  const Pattern made(pattern, language);
  return made.fill(args, out) ? out : "(does not fit)";
}

TEST(Pattern, PlainArgumentsAreInsertedAsTheyAre) {
  EXPECT_EQ(fill("{0} and {1}, not ''{2}'' nor '{0}'", Language::kEnglish, {"2027", "b", "c"}),
            "2027 and b, not 'c' nor {0}");
  EXPECT_EQ(fill("no argument", Language::kEnglish, {"extra"}), "no argument");
  EXPECT_EQ(fill("{0} {1}", Language::kEnglish, {"a"}), "(does not fit)");
}

TEST(Pattern, NumbersSelectPlurals) {
  const auto* english = "{0, plural, one {# House} other {# Houses}}";
  EXPECT_EQ(fill(english, Language::kEnglish, {"1"}), "1 House");
  EXPECT_EQ(fill(english, Language::kEnglish, {"1234"}), "1,234 Houses");
  EXPECT_EQ(fill(english, Language::kEnglish, {"many"}), "(does not fit)");
  const auto* russian = "{0, plural, one {# дом} few {# дома} other {# домов}}";
  EXPECT_EQ(fill(russian, Language::kRussian, {"1"}), "1 дом");
  EXPECT_EQ(fill(russian, Language::kRussian, {"3"}), "3 дома");
  EXPECT_EQ(fill(russian, Language::kRussian, {"11"}), "11 домов");
  EXPECT_EQ(fill(russian, Language::kRussian, {"21"}), "21 дом");
  EXPECT_EQ(fill(russian, Language::kRussian, {"1.5"}), "1,5 домов");
}

TEST(Pattern, WhatNumberMadeIsStillANumber) {
  const auto* russian = "{0, plural, one {# дом} few {# дома} other {# домов}}";
  EXPECT_EQ(fill(russian, Language::kRussian, {number(1'234'562).ru}),
            number(1'234'562).ru + " дома");
  EXPECT_EQ(fill("{0, plural, other {# Houses}}", Language::kEnglish, {number(-9'000'000'000).en}),
            "-9,000,000,000 Houses");
}

TEST(Pattern, BadPatternsAreReported) {
  std::string problem;
  const Pattern bad("{0, plural, one {#}", Language::kKazakh, &problem);
  EXPECT_NE(problem.find("kk"), std::string::npos);
}

TEST(Catalogue, ReportsGapsAndDoubles) {
  const std::array files{
      MessageFile{"a.toml", "['x.y']\nkk='а'\nru='б'\n[z]\nkk='а'\nru='б'\nen='c'\nfr='d'"},
      MessageFile{"b.toml", "[z]\nkk='{'\nru='б'\nen='c'"}, MessageFile{"c.toml", "= 1"}};
  std::vector<std::string> problems;
  const Catalogue catalogue(files, problems);
  ASSERT_EQ(problems.size(), 5U);
  EXPECT_EQ(problems[0], "a.toml: x.y: no text for en");
  EXPECT_EQ(problems[1], "a.toml: z: more than kk, ru, en");
  EXPECT_EQ(problems[3], "b.toml: z: said twice");
  EXPECT_EQ(problems[4].substr(0, 14), "c.toml: line 1");
  EXPECT_EQ(catalogue.keys(), (std::vector<std::string>{"x.y", "z"}));
}

TEST(Phrase, NumbersAndDatesByLanguage) {
  EXPECT_EQ(number(1'234'567).en, "1,234,567");
  EXPECT_EQ(number(1'234'567).kk, "1\u00A0234\u00A0567");
  EXPECT_EQ(number(-123).ru, "-123");
  EXPECT_EQ(number(0).en, "0");
  const Text day = date(*Date::from_ymd(2027, 4, 4));
  EXPECT_EQ(day.kk, "04.04.2027");
  EXPECT_EQ(day.ru, "04.04.2027");
  EXPECT_EQ(day.en, "4 April 2027");
  EXPECT_EQ(date(Date::distant_future()), Text{});
}

TEST(Phrase, ListsAndSentences) {
  EXPECT_EQ(list({same("a"), same("b"), same("c")}),
            (Text{"a, b және c", "a, b и c", "a, b and c"}));
  EXPECT_EQ(list({same("a")}), same("a"));
  EXPECT_EQ(sentence("әрбір өңірде", Language::kKazakh), "Әрбір өңірде.");
  EXPECT_EQ(sentence("where?", Language::kEnglish), "Where?");
  EXPECT_EQ(sentence("", Language::kEnglish), "");
}

TEST(Phrase, AnUnknownKeyIsSaidAsItIs) {
  EXPECT_EQ(say("no.such.key", {"a", "b"}, Language::kRussian), "no.such.key(a, b)");
  EXPECT_FALSE(knows("no.such.key"));
}

TEST(Phrase, ErrorsSayWhere) {
  const Error error{
      ErrorCode::kBadInput, "directive.missing_key", {"id"}, {"directives.toml", 17, "3"}};
  EXPECT_EQ(say(error, Language::kEnglish),
            "directives.toml:17, 3: The key “id” is missing. Add it.");
  EXPECT_EQ(
      say(Error{ErrorCode::kBadInput, "directive.missing_key", {"id"}, {"directives.toml", 0, ""}},
          Language::kRussian),
      "directives.toml: Нет ключа «id». Добавьте его.");
}

TEST(Phrase, ManyThreadsMaySpeakAtOnce) {
  std::vector<std::thread> threads;
  std::array<int, 4> wrong{};
  for (size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&wrong, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string said = say("readback.site", {"2", "a", "at_least"}, Language::kEnglish);
        if (said != "at least 2 sites of the kind “a”") ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

}  // namespace
}  // namespace dostyq::i18n
