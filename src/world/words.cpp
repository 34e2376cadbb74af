#include "world/words.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <numeric>

namespace dostyq::world {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

bool has_script(UChar32 c, UScriptCode script) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == script;
}

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  // Cells can be of any length: what is longer than any id is not a slip of the pen, and comparing
  // it would be slow.
  constexpr size_t kLongestWord = 64;
  std::string best = "none";
  if (word.size() > kLongestWord) return best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

namespace {

/// Without ICU, for the letters that nearly every name is made of: whether a word has both Latin
/// and Cyrillic ones; nothing when only ICU knows.
std::optional<bool> has_mixed_word(std::string_view text) {
  bool latin = false;
  bool cyrillic = false;
  for (size_t i = 0; i < text.size();) {
    const auto byte = [&](size_t k) { return static_cast<unsigned char>(text[k]); };
    uint32_t c = byte(i++);
    if (c >= 0x80) {
      if (c < 0xC2 || c > 0xDF || i >= text.size() || (byte(i) & 0xC0) != 0x80) return std::nullopt;
      c = (c & 0x1F) << 6 | (byte(i++) & 0x3F);
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      latin = true;
    } else if (c < 0x80) {
      latin = cyrillic = false;
    } else if (c >= 0x400 && c < 0x530 && (c < 0x482 || c > 0x489)) {
      cyrillic = true;
    } else {
      return std::nullopt;
    }
    if (latin && cyrillic) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> mixed_alphabet_word(std::string_view text) {
  if (has_mixed_word(text) == false) return std::nullopt;
  const auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString word;
  bool latin = false;
  bool cyrillic = false;
  for (int32_t i = 0; i <= unicode.length();) {
    const UChar32 c = i < unicode.length() ? unicode.char32At(i) : UChar32{' '};
    i += U16_LENGTH(c);
    if (u_isalpha(c)) {
      word.append(c);
      latin = latin || has_script(c, USCRIPT_LATIN);
      cyrillic = cyrillic || has_script(c, USCRIPT_CYRILLIC);
      continue;
    }
    if (latin && cyrillic) {
      std::string utf8;
      return word.toUTF8String(utf8);
    }
    word.remove();
    latin = cyrillic = false;
  }
  return std::nullopt;
}

std::string fold_name(std::string_view name) {
  auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  unicode.foldCase();
  icu::UnicodeString folded;
  bool gap = false;
  for (int32_t i = 0; i < unicode.length();) {
    const UChar32 c = unicode.char32At(i);
    i += U16_LENGTH(c);
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !folded.isEmpty()) folded.append(u' ');
    gap = false;
    folded.append(c == 0x451 ? UChar32{0x435} : c);
  }
  std::string utf8;
  return folded.toUTF8String(utf8);
}

std::vector<std::string> split_list(std::string_view cell) {
  std::vector<std::string> items;
  while (!cell.empty()) {
    const size_t bar = std::min(cell.find('|'), cell.size());
    const std::string_view item = trim(cell.substr(0, bar));
    if (!item.empty()) items.emplace_back(item);
    cell.remove_prefix(std::min(bar + 1, cell.size()));
  }
  return items;
}

std::string join_list(const std::vector<std::string>& items) {
  std::string cell;
  for (const std::string& item : items) {
    if (!cell.empty()) cell += '|';
    cell += item;
  }
  return cell;
}

std::string_view trim(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() &&
           std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
      again = true;
    }
    while (!text.empty() &&
           std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
      again = true;
    }
    if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
      again = true;
    }
    if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
      again = true;
    }
  }
  return text;
}

}  // namespace dostyq::world
