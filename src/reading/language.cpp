#include "reading/language.hpp"

#include <unicode/uchar.h>

#include <array>

#include "reading/letters.hpp"
#include "reading/tokens.hpp"

namespace dostyq::reading {
namespace {

bool is_kazakh(int32_t lower) {
  return lower == 0x4D9 || lower == 0x493 || lower == 0x49B || lower == 0x4A3 || lower == 0x4E9 ||
         lower == 0x4B1 || lower == 0x4AF || lower == 0x4BB || lower == 0x456;
}

/// One letter in 25 in Kazakh running text is at least one of those; in Russian with Kazakh names
/// fewer are.
constexpr size_t kKazakhShare = 25;

}  // namespace

void LetterCount::add(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = code_point(text, at);
    at = c.end;
    const int32_t lower = u_tolower(c.value);
    if (lower >= 'a' && lower <= 'z') ++latin;
    if (lower >= 0x400 && lower < 0x530) ++cyrillic;
    kazakh += is_kazakh(lower);
  }
}

std::optional<Language> LetterCount::language() const {
  if (latin + cyrillic == 0) return std::nullopt;
  if (latin > cyrillic) return Language::kEnglish;
  return kazakh * kKazakhShare >= cyrillic ? Language::kKazakh : Language::kRussian;
}

Language language_of(std::string_view sentence, Language main) {
  LetterCount letters;
  letters.add(sentence);
  const auto language = letters.language();
  if (!language) return main;
  if (*language != Language::kRussian || main != Language::kKazakh) return *language;
  // A Kazakh sentence may do without the letters that only Kazakh has; a Russian one hardly does
  // without its prepositions.
  static constexpr std::array<std::string_view, 12> kRussian{"и",  "в",   "на", "не", "что", "с",
                                                             "по", "для", "к",  "о",  "как", "из"};
  for (const Token& token : tokens_of(sentence, {0, static_cast<uint32_t>(sentence.size())})) {
    if (token.kind != Token::Kind::kWord) continue;
    const std::string folded = fold_word(cut(sentence, token.span)).text;
    for (const std::string_view word : kRussian) {
      if (folded == word) return Language::kRussian;
    }
  }
  return Language::kKazakh;
}

}  // namespace dostyq::reading
