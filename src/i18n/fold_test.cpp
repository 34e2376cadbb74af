#include "i18n/fold.hpp"

#include <gtest/gtest.h>

namespace dostyq::i18n {
namespace {

TEST(Fold, LatinAndCyrillicLookAlikesAreOneLetter) {
  const std::string latin = fold_for_search("XXXIII");
  EXPECT_EQ(latin, "xxxiii");
  EXPECT_EQ(fold_for_search("ХХХІІІ"), latin) << "Cyrillic Ха and Kazakh І";
  EXPECT_EQ(fold_for_search("хххiii"), latin);
  EXPECT_EQ(fold_for_search("XXXⅢ"), latin) << "Unicode's own Roman three";
  EXPECT_EQ(fold_for_search("ＸＸＸＩＩＩ"), latin) << "full width";
}

TEST(Fold, KeepsTheLettersOfKazakhApart) {
  for (const auto& [a, b] : {std::pair("қала", "кала"), std::pair("өз", "оз"),
                             std::pair("ұл", "ул"), std::pair("ән", "ан"), std::pair("ғ", "г"),
                             std::pair("ң", "н"), std::pair("ү", "у"), std::pair("ы", "і")})
    EXPECT_NE(fold_for_search(a), fold_for_search(b)) << a;
  EXPECT_EQ(fold_for_search("ҚОРДАЙ АУДАНЫ"), fold_for_search("Қордай ауданы"));
}

TEST(Fold, CaseYoAndPunctuationDoNotMatter) {
  EXPECT_EQ(fold_for_search("  Ёлки-палки,  «Орёл»! "), fold_for_search("елки палки орел"));
  EXPECT_EQ(fold_for_search(""), "");
  EXPECT_EQ(fold_for_search("…"), "");
}

TEST(Fold, RomanNumbers) {
  EXPECT_EQ(roman_value("xxxiii"), 33);
  EXPECT_EQ(roman_value("xxxiv"), 34);
  EXPECT_EQ(roman_value("i"), 1);
  EXPECT_EQ(roman_value("iiii"), 0);
  EXPECT_EQ(roman_value("vx"), 0);
  EXPECT_EQ(roman_value("mix"), 0);
  EXPECT_EQ(roman_value(""), 0);
}

}  // namespace
}  // namespace dostyq::i18n
