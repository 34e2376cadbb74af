#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace dostyq {

enum class Language { kKazakh, kRussian, kEnglish };
inline constexpr std::array kLanguages{Language::kKazakh, Language::kRussian, Language::kEnglish};

constexpr std::string_view code(Language language) {
  switch (language) {
    case Language::kKazakh:
      return "kk";
    case Language::kRussian:
      return "ru";
    case Language::kEnglish:
      return "en";
  }
  return "";
}

inline std::optional<Language> parse_language(std::string_view text) {
  for (Language language : kLanguages) {
    if (code(language) == text) return language;
  }
  return std::nullopt;
}

/// The same thing said in three languages.
struct Text {
  std::string kk, ru, en;

  const std::string& in(Language language) const {
    return language == Language::kKazakh ? kk : language == Language::kRussian ? ru : en;
  }
  std::string& in(Language language) {
    return language == Language::kKazakh ? kk : language == Language::kRussian ? ru : en;
  }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace dostyq
