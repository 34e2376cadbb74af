#pragma once

#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace dostyq::reading {

/// Shares of letters that tell the three languages apart.
struct LetterCount {
  size_t latin = 0, cyrillic = 0, kazakh = 0;  ///< kazakh: those that Russian has not
  void add(std::string_view text);
  /// Nothing without letters.
  std::optional<Language> language() const;
};

/// The language of a sentence of a text that is mostly in `main`.
Language language_of(std::string_view sentence, Language main);

}  // namespace dostyq::reading
