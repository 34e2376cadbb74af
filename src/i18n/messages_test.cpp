#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>

#include "i18n/catalogue.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::i18n {
namespace {

/// Words of letters alone, from the message's text without its arguments and ICU syntax.
std::vector<icu::UnicodeString> words_of(const Pattern& pattern) {
  const auto text = icu::UnicodeString::fromUTF8(pattern.words());
  std::vector<icu::UnicodeString> words;
  icu::UnicodeString word;
  for (int32_t i = 0; i <= text.length();) {
    const UChar32 c = i < text.length() ? text.char32At(i) : U' ';
    i += U16_LENGTH(c);
    if (u_isalpha(c)) {
      word.append(c);
    } else if (!word.isEmpty()) {
      const bool is_key = !words.empty() && words.back() == icu::UnicodeString("Ctrl");  // Ctrl-C
      if (!is_key) words.push_back(word);
      word.remove();
    }
  }
  return words;
}

bool is_latin(UChar32 c) { return c < 0x0400 && u_isalpha(c); }

bool in_alphabet(UChar32 c, Language language) {
  static const auto kRussian = icu::UnicodeString::fromUTF8("абвгдеёжзийклмнопрстуфхцчшщъыьэюя");
  static const auto kKazakh = icu::UnicodeString::fromUTF8("әғқңөұүһі");
  const UChar32 lower = u_tolower(c);
  return kRussian.indexOf(lower) >= 0 ||
         (language == Language::kKazakh && kKazakh.indexOf(lower) >= 0);
}

/// A Latin word that could be meant as Cyrillic: one or two look-alike letters.
bool looks_cyrillic(const icu::UnicodeString& word) {
  static const icu::UnicodeString kLookAlikes("aceopxyiABCEHKMOPTXYI");
  if (word.countChar32() > 2) return false;
  for (int32_t i = 0; i < word.length(); ++i) {
    if (kLookAlikes.indexOf(word.charAt(i)) < 0) return false;
  }
  return true;
}

std::string utf8(const icu::UnicodeString& word) {
  std::string out;
  return word.toUTF8String(out);
}

void check_cyrillic_word(const icu::UnicodeString& word, Language language,
                         const std::string& key) {
  bool latin = false;
  bool native = false;
  for (int32_t i = 0; i < word.length(); i += U16_LENGTH(word.char32At(i))) {
    const UChar32 c = word.char32At(i);
    (is_latin(c) ? latin : native) = true;
    EXPECT_TRUE(is_latin(c) || in_alphabet(c, language))
        << key << ": a foreign letter in " << utf8(word);
  }
  EXPECT_FALSE(latin && native) << key << ": Latin and Cyrillic letters in " << utf8(word);
  EXPECT_FALSE(latin && looks_cyrillic(word))
      << key << ": Latin letters for Cyrillic ones: " << utf8(word);
}

TEST(Messages, EveryFileReadsWithoutComplaint) {
  std::vector<std::string> problems;
  const Catalogue catalogue(embedded_messages(), problems);
  for (const std::string& problem : problems) ADD_FAILURE() << problem;
  EXPECT_GT(catalogue.keys().size(), 50U);
}

TEST(Messages, EveryLanguageHasTheSameArguments) {
  const Catalogue& catalogue = Catalogue::built_in();
  for (const std::string& key : catalogue.keys()) {
    const auto& english = catalogue.find(key, Language::kEnglish)->arguments();
    EXPECT_EQ(catalogue.find(key, Language::kKazakh)->arguments(), english) << key;
    EXPECT_EQ(catalogue.find(key, Language::kRussian)->arguments(), english) << key;
  }
}

TEST(Messages, WordsAreInTheAlphabetOfTheirLanguage) {
  const Catalogue& catalogue = Catalogue::built_in();
  for (const std::string& key : catalogue.keys()) {
    for (Language language : {Language::kKazakh, Language::kRussian}) {
      for (const auto& word : words_of(*catalogue.find(key, language)))
        check_cyrillic_word(word, language, key);
    }
    for (const auto& word : words_of(*catalogue.find(key, Language::kEnglish))) {
      for (int32_t i = 0; i < word.length(); ++i) {
        EXPECT_TRUE(is_latin(word.charAt(i))) << key << ": not Latin: " << utf8(word);
      }
    }
  }
}

TEST(Messages, NoDoubledSpacesOrStraightQuotesAroundArguments) {
  const Catalogue& catalogue = Catalogue::built_in();
  for (const std::string& key : catalogue.keys()) {
    std::vector<std::string> args;
    for (size_t i = 0; i < catalogue.find(key, Language::kEnglish)->arguments().size(); ++i)
      args.push_back("7");
    for (Language language : kLanguages) {
      const std::string said = say(key, args, language);
      const size_t first = said.find_first_not_of(' ');  // an indented line is meant so
      ASSERT_NE(first, std::string::npos) << key;
      EXPECT_EQ(said.find("  ", first), std::string::npos) << key << ": " << said;
      EXPECT_EQ(said.find("\"7\""), std::string::npos) << key << ": " << said;
    }
  }
}

TEST(Messages, NamesOfTheTermsAreAllThere) {
  for (const char* key : {"status.met",
                          "status.on_track",
                          "status.at_risk",
                          "status.not_met",
                          "status.no_data",
                          "status.described",
                          "modality.ordered",
                          "modality.required",
                          "modality.supported",
                          "modality.described",
                          "force.binding",
                          "force.preferred",
                          "force.watched",
                          "measure.people_reached",
                          "measure.worst_group_reached",
                          "measure.mean_travel_time",
                          "measure.openings",
                          "measure.cost",
                          "measure.changes",
                          "due.none"}) {
    EXPECT_TRUE(knows(key)) << key;
  }
  for (const auto confidence :
       {"published", "transcribed", "derived", "modelled", "unverified", "demo"}) {
    EXPECT_TRUE(knows(std::string("confidence.") + confidence)) << confidence;
  }
}

}  // namespace
}  // namespace dostyq::i18n
