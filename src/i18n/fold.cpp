#include "i18n/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

#include "base/check.hpp"

namespace dostyq::i18n {
namespace {

/// Cyrillic letters, folded, whose capital or small form looks like a Latin letter; and ё.
UChar32 skeleton(UChar32 letter) {
  switch (letter) {
    case 0x0430:  // а
      return 'a';
    case 0x0432:  // в
      return 'b';
    case 0x0435:  // е
    case 0x0451:  // ё
      return 'e';
    case 0x043A:  // к
      return 'k';
    case 0x043C:  // м
      return 'm';
    case 0x043D:  // н
      return 'h';
    case 0x043E:  // о
      return 'o';
    case 0x0440:  // р
      return 'p';
    case 0x0441:  // с
      return 'c';
    case 0x0442:  // т
      return 't';
    case 0x0443:  // у
      return 'y';
    case 0x0445:  // х
      return 'x';
    case 0x0455:  // ѕ
      return 's';
    case 0x0456:  // і
      return 'i';
    case 0x0458:  // ј
      return 'j';
    default:
      return letter;
  }
}

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2* const kInstance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    DOSTYQ_CHECK(U_SUCCESS(status));
    return found;
  }();
  return *kInstance;
}

int digit_value(char c) {
  switch (c) {
    case 'i':
      return 1;
    case 'v':
      return 5;
    case 'x':
      return 10;
    case 'l':
      return 50;
    case 'c':
      return 100;
    default:
      return 0;
  }
}

std::string roman(int value) {
  constexpr std::array<std::pair<int, const char*>, 9> kSteps{{{100, "c"},
                                                               {90, "xc"},
                                                               {50, "l"},
                                                               {40, "xl"},
                                                               {10, "x"},
                                                               {9, "ix"},
                                                               {5, "v"},
                                                               {4, "iv"},
                                                               {1, "i"}}};
  std::string text;
  for (const auto& [step, letters] : kSteps) {
    for (; value >= step; value -= step) text += letters;
  }
  return text;
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded =
      normalizer().normalize(icu::UnicodeString::fromUTF8(
                                 icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                             status);
  DOSTYQ_CHECK(U_SUCCESS(status));
  icu::UnicodeString out;
  bool gap = false;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 letter = folded.char32At(i);
    if (u_isalnum(letter) == 0 && u_charType(letter) != U_NON_SPACING_MARK) {
      gap = !out.isEmpty();
      continue;
    }
    if (gap) out.append(UChar32{' '});
    gap = false;
    out.append(skeleton(letter));
  }
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

int roman_value(std::string_view word) {
  int value = 0;
  int before = 1000;
  for (const char c : word) {
    const int digit = digit_value(c);
    if (digit == 0) return 0;
    value += digit > before ? digit - 2 * before : digit;
    before = digit;
  }
  // Only what is written as it should be: "iiii" and "vx" are no numbers.
  return value > 0 && value < 300 && roman(value) == word ? value : 0;
}

}  // namespace dostyq::i18n
