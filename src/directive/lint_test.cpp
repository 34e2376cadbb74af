#include "directive/lint.hpp"

#include <gtest/gtest.h>

#include "directive/test_programme.hpp"

namespace dostyq::directive {
namespace {

Date day(const char* text) { return *Date::parse(text); }

Requirement sites(std::vector<std::string> kinds) {
  return Requirement{Count{"sites", std::move(kinds), {}, "", std::nullopt, {}}, std::nullopt};
}

/// Lacks nothing.
Directive whole() {
  Directive directive;
  directive.id = "R1";
  directive.text = {"үй ашу", "открыть дом", "open a house"};
  directive.date = day("2025-04-24");
  directive.due = day("2027-12-31");
  directive.issuer = "president";
  directive.bodies = {"akimat"};
  Interpretation interpretation;
  interpretation.chosen = true;
  interpretation.require = {sites({"hall"})};
  directive.interpretations = {interpretation};
  return directive;
}

std::string flags(const Directive& directive,
                  const world::Programme& programme = testing::programme()) {
  std::string out;
  for (const Flag& flag : lint({directive}, programme)) {
    EXPECT_EQ(flag.directive, directive.id);
    EXPECT_TRUE(i18n::knows(flag.phrase.key)) << flag.phrase.key;
    out += (out.empty() ? "" : " ") + flag.phrase.key.substr(5);
  }
  return out;
}

TEST(Lint, AWholeOrderHasNoFlags) { EXPECT_EQ(flags(whole()), ""); }

TEST(Lint, WhatIsDescribedIsNoOrder) {
  Directive directive = whole();
  directive.modality = Modality::kDescribed;
  directive.bodies.clear();
  directive.interpretations.clear();
  EXPECT_EQ(flags(directive), "");
}

TEST(Lint, NoBody) {
  Directive directive = whole();
  directive.bodies.clear();
  EXPECT_EQ(flags(directive), "no_body");
}

TEST(Lint, NoIssuer) {
  Directive directive = whole();
  directive.issuer.clear();
  EXPECT_EQ(flags(directive), "no_issuer");
}

TEST(Lint, NoInterpretation) {
  Directive directive = whole();
  directive.interpretations.clear();
  EXPECT_EQ(flags(directive), "no_interpretation");
}

TEST(Lint, NoNumber) {
  Directive directive = whole();
  directive.interpretations[0].require = {Requirement{Evidence{"act", "", 1}, std::nullopt}};
  EXPECT_EQ(flags(directive), "no_number");
  directive.interpretations[0].require.clear();
  EXPECT_EQ(flags(directive), "no_number");
}

TEST(Lint, OpenWordsAreQuotedInEachLanguage) {
  Directive directive = whole();
  directive.text = {"Бірқатар үй ашу", "Открыть дома в ряде городов",
                    "Open houses in a number of towns."};
  const auto found = lint({directive}, testing::programme());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].phrase,
            (i18n::Phrase{"lint.open_words", {Text{"бірқатар", "ряде", "a number of"}}}));
  directive.text = {"үй ашу", "открыть дом", "Open OTHER houses"};
  EXPECT_EQ(lint({directive}, testing::programme()).at(0).phrase.args.at(0),
            (Text{"other", "other", "other"}));
  directive.text.en = "Open another house";
  EXPECT_EQ(flags(directive), "");
}

TEST(Lint, Dates) {
  Directive directive = whole();
  directive.due.reset();
  EXPECT_EQ(flags(directive), "no_date");
  directive.interpretations[0].due = day("2027-12-31");
  EXPECT_EQ(flags(directive), "date_interpreted");
  directive.interpretations[0].due.reset();
  directive.due = day("2025-04-23");
  EXPECT_EQ(flags(directive), "due_before_order due_outside_phases");
  directive.due = day("2027-12-30");
  EXPECT_EQ(flags(directive), "due_outside_phases") << "no phase has ended";
  directive.due = day("2029-01-01");
  EXPECT_EQ(flags(directive), "due_outside_phases") << "after the last phase";
}

TEST(Lint, OnlyOrdersOfSitesMustFitThePhases) {
  Directive directive = whole();
  directive.due = day("2026-01-01");
  directive.interpretations[0].require = {
      Requirement{Count{"mediators", {}, {}, "", std::nullopt, {}}, std::nullopt}};
  EXPECT_EQ(flags(directive), "");
}

TEST(Lint, NoResources) {
  Directive directive = whole();
  directive.interpretations[0].require = {
      Requirement{ForEvery{AreasOfKind{"region", ""}, {sites({"palace"})}}, std::nullopt}};
  EXPECT_EQ(flags(directive), "no_resources") << "no phase has the budget";
  directive.interpretations[0].require = {sites({"house"})};
  EXPECT_EQ(flags(directive), "") << "a hall is a house";
  world::Programme programme = testing::programme();
  for (auto& kind : programme.config.kinds) kind.can_open = false;
  EXPECT_EQ(flags(directive, programme), "no_resources");
  directive.interpretations[0].require = {
      Requirement{Reach{Reach::Who::kEveryone, "", 1, 1, "house", "", false}, std::nullopt}};
  EXPECT_EQ(flags(directive, programme), "no_resources");
}

}  // namespace
}  // namespace dostyq::directive
