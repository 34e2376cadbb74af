#include "reading/letters.hpp"

#include <unicode/uchar.h>

#include <array>
#include <vector>

namespace dostyq::reading {
namespace {

/// Lower-case letters of the two scripts that look alike in either case, and one that Kazakh shares
/// with Latin keyboards.
struct Pair {
  int32_t latin, cyrillic;
};
constexpr std::array kPairs{Pair{'a', 0x430}, Pair{'b', 0x432}, Pair{'c', 0x441}, Pair{'e', 0x435},
                            Pair{'h', 0x43D}, Pair{'i', 0x456}, Pair{'k', 0x43A}, Pair{'m', 0x43C},
                            Pair{'o', 0x43E}, Pair{'p', 0x440}, Pair{'t', 0x442}, Pair{'x', 0x445},
                            Pair{'y', 0x443}, Pair{'h', 0x4BB}};
constexpr std::string_view kRomanLetters = "ivxlcdm";

int32_t as_latin(int32_t letter) {
  for (const Pair& pair : kPairs) {
    if (pair.cyrillic == letter) return pair.latin;
  }
  return letter;
}

int32_t as_cyrillic(int32_t letter, bool upper) {
  // Capital Latin H looks like Н; the small one stands for the Kazakh һ.
  if (letter == 'h') return upper ? 0x43D : 0x4BB;
  for (const Pair& pair : kPairs) {
    if (pair.latin == letter) return pair.cyrillic;
  }
  return letter;
}

bool is_latin(int32_t letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 0xC0 && letter < 0x250);
}
bool is_cyrillic(int32_t letter) { return letter >= 0x400 && letter < 0x530; }

struct Letter {
  int32_t lower = 0;
  bool upper = false;
};

/// Only capitals that can stand in a Roman numeral, two or more, not all of them Cyrillic.
bool is_roman(const std::vector<Letter>& letters) {
  if (letters.size() < 2) return false;
  size_t latin = 0;
  for (const Letter& letter : letters) {
    const int32_t as = as_latin(letter.lower);
    if (!letter.upper || as > 'z' || kRomanLetters.find(static_cast<char>(as)) == std::string::npos)
      return false;
    if (is_latin(letter.lower)) ++latin;
  }
  return latin > 0;
}

}  // namespace

bool is_invisible(int32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

CodePoint code_point(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return static_cast<int32_t>(static_cast<unsigned char>(text[i]));
  };
  const int32_t first = byte(at);
  if (first < 0x80) return {first, at + 1};
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  constexpr int32_t kNone = 0xFFFD;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {kNone, at + 1};
  int32_t value = first & (0x7F >> length);
  for (size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kNone, at + 1};
    value = (value << 6) | (byte(i) & 0x3F);
  }
  constexpr int32_t kFewest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < kFewest[length] || surrogate || value > 0x10FFFF) return {kNone, at + 1};
  return {value, at + length};
}

void append(std::string& text, int32_t c) {
  const auto low = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    text += low(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    text += low(6);
    text += low(0);
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    text += low(12);
    text += low(6);
    text += low(0);
  }
}

Folded fold_word(std::string_view word) {
  std::vector<Letter> letters;
  size_t latin = 0;
  size_t cyrillic = 0;
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = code_point(word, at);
    at = c.end;
    if (is_invisible(c.value) || c.value == 0x301) continue;
    Letter letter{u_tolower(c.value), false};
    letter.upper = letter.lower != c.value;
    if (letter.lower == 0x451) letter.lower = 0x435;
    if (letter.lower == 0x2019 || letter.lower == 0x2BC || letter.lower == 0x2018)
      letter.lower = '\'';
    if (letter.lower == 0x2010 || letter.lower == 0x2011) letter.lower = '-';
    latin += is_latin(letter.lower);
    cyrillic += is_cyrillic(letter.lower);
    letters.push_back(letter);
  }
  Folded folded;
  folded.roman = is_roman(letters);
  const bool mixed = latin > 0 && cyrillic > 0;
  folded.look_alikes = mixed;
  const bool to_latin = folded.roman || latin > cyrillic;
  for (const Letter& letter : letters) {
    const int32_t out = !mixed     ? letter.lower
                        : to_latin ? as_latin(letter.lower)
                                   : as_cyrillic(letter.lower, letter.upper);
    append(folded.text, out);
  }
  return folded;
}

}  // namespace dostyq::reading
