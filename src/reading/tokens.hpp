#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dostyq::reading {

/// Bytes [begin, end) of the text that is read.
struct Span {
  uint32_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  bool contains(uint32_t at) const { return begin <= at && at < end; }
  friend bool operator==(const Span&, const Span&) = default;
};

inline std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

struct Token {
  enum class Kind : uint8_t { kWord, kNumber, kMark };
  Span span;
  Kind kind = Kind::kMark;
  bool capital = false;       ///< a word that begins with a capital letter
  bool all_capitals = false;  ///< a word of two capital letters or more
  int32_t mark = 0;           ///< the code point of a mark

  bool is(int32_t code_point) const { return kind == Kind::kMark && mark == code_point; }
};

bool is_open_quote(int32_t mark);
bool is_close_quote(int32_t mark);
bool is_dash(int32_t mark);

/// Words (with inner hyphens, apostrophes and soft hyphens), numbers (with inner . , : / - before a
/// digit) and every other visible character by itself. Linear.
std::vector<Token> tokens_of(std::string_view text, Span span);

}  // namespace dostyq::reading
