#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Letters as they come in real texts, made comparable.
namespace dostyq::reading {

/// What folding a word had to do to it.
struct Folded {
  std::string text;          ///< UTF-8
  bool look_alikes = false;  ///< letters of another script were taken for those they look like
  bool roman = false;        ///< a Roman numeral; `text` is then in Latin letters
};

/// One word in lower case: without soft hyphens, zero-width characters and stress marks, ё as е,
/// one kind of apostrophe, and letters of one script: a word that mixes Latin and Cyrillic letters
/// gets those of the script it has more of. A Roman numeral stays one whichever script its letters
/// are of. Linear.
Folded fold_word(std::string_view word);

/// The code point at `at` and where the next begins; U+FFFD for a byte that is not UTF-8.
struct CodePoint {
  int32_t value = 0;
  size_t end = 0;
};
CodePoint code_point(std::string_view text, size_t at);
void append(std::string& text, int32_t code_point);

/// Characters that are no part of what is said: soft hyphen, zero-width space and joiners.
bool is_invisible(int32_t code_point);

}  // namespace dostyq::reading
