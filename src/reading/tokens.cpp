#include "reading/tokens.hpp"

#include <unicode/uchar.h>

#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

bool is_letter(int32_t c) {
  return u_isalpha(c) != 0 || u_charType(c) == U_NON_SPACING_MARK || is_invisible(c);
}
bool joins_letters(int32_t c) {
  return c == '-' || c == '\'' || c == 0x2010 || c == 0x2011 || c == 0x2019 || c == 0x2BC;
}
bool joins_digits(int32_t c) { return c == '.' || c == ',' || c == ':' || c == '/' || c == '-'; }
bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

/// Where the run of characters that `in` accepts ends; a joining character belongs to it when
/// another of the run follows.
template <typename In, typename Joins>
size_t run_end(std::string_view text, size_t at, size_t end, In in, Joins joins) {
  while (at < end) {
    const CodePoint c = code_point(text, at);
    if (in(c.value)) {
      at = c.end;
      continue;
    }
    if (!joins(c.value) || c.end >= end || !in(code_point(text, c.end).value)) break;
    at = c.end;
  }
  return at;
}

Token word(std::string_view text, Span span) {
  Token token{span, Token::Kind::kWord};
  size_t letters = 0;
  size_t capitals = 0;
  for (size_t at = span.begin; at < span.end;) {
    const CodePoint c = code_point(text, at);
    at = c.end;
    if (u_isalpha(c.value) == 0) continue;
    const bool upper = u_isupper(c.value) != 0;
    if (letters == 0) token.capital = upper;
    ++letters;
    capitals += upper;
  }
  token.all_capitals = letters >= 2 && capitals == letters;
  return token;
}

}  // namespace

bool is_open_quote(int32_t mark) {
  return mark == 0xAB || mark == 0x201C || mark == 0x201E || mark == 0x2018 || mark == 0x201A;
}
bool is_close_quote(int32_t mark) {
  return mark == 0xBB || mark == 0x201D || mark == 0x201C || mark == 0x2019;
}
bool is_dash(int32_t mark) {
  return mark == '-' || (mark >= 0x2010 && mark <= 0x2015) || mark == 0x2212;
}

std::vector<Token> tokens_of(std::string_view text, Span span) {
  std::vector<Token> tokens;
  tokens.reserve((span.end - span.begin) / 8);
  for (size_t at = span.begin; at < span.end;) {
    const CodePoint c = code_point(text, at);
    const auto begin = static_cast<uint32_t>(at);
    if (is_digit(c.value)) {
      at = run_end(text, at, span.end, is_digit, joins_digits);
      tokens.push_back({{begin, static_cast<uint32_t>(at)}, Token::Kind::kNumber});
    } else if (u_isalpha(c.value) != 0) {
      at = run_end(text, at, span.end, is_letter, joins_letters);
      tokens.push_back(word(text, {begin, static_cast<uint32_t>(at)}));
    } else {
      at = c.end;
      if (u_isUWhiteSpace(c.value) != 0 || is_invisible(c.value) || u_iscntrl(c.value) != 0)
        continue;
      Token token{{begin, static_cast<uint32_t>(at)}};
      token.mark = c.value;
      tokens.push_back(token);
    }
  }
  return tokens;
}

}  // namespace dostyq::reading
