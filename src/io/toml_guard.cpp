#include "io/toml_guard.hpp"

#include <algorithm>

namespace dostyq::io {
namespace {

constexpr size_t kMostBytes = 8U << 20U;
constexpr int kMostBrackets = 48;     ///< open at one time
constexpr int kMostDotsInALine = 24;  ///< outside strings and comments

/// Index after the string that opens at `i`. Where the text is no TOML the end may be wrong; toml++
/// stops there anyway.
size_t skip_string(std::string_view text, size_t i) {
  const char quote = text[i];
  const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
  const bool multiline = text.substr(i, 3) == triple;
  for (i += multiline ? 3 : 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (multiline && text.substr(i, 3) == triple) {
      return i + 3;
    } else if (!multiline && (text[i] == quote || text[i] == '\n')) {
      return i + 1;
    }
  }
  return text.size();
}

}  // namespace

Unfit unfit(std::string_view toml) {
  if (toml.size() > kMostBytes) return Unfit::kTooLarge;
  int brackets = 0;
  int dots = 0;
  for (size_t i = 0; i < toml.size();) {
    const char c = toml[i];
    if (c == '"' || c == '\'') {
      i = skip_string(toml, i);
      continue;
    }
    if (c == '#') {
      i = std::min(toml.find('\n', i), toml.size());
      continue;
    }
    if (c == '\n') dots = 0;
    if (c == '.' && ++dots > kMostDotsInALine) return Unfit::kTooDeep;
    if ((c == '[' || c == '{') && ++brackets > kMostBrackets) return Unfit::kTooDeep;
    if ((c == ']' || c == '}') && brackets > 0) --brackets;
    ++i;
  }
  return Unfit::kNo;
}

}  // namespace dostyq::io
