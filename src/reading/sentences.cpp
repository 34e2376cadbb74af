#include "reading/sentences.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>

#include "base/check.hpp"
#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

constexpr uint32_t kLongest = 8000;  // bytes; no sentence that people write is longer

/// Without full stops, a text would be one sentence: cut at spaces, so that its reading takes time
/// in proportion to its length.
void cut_long(std::string_view text, Span span, std::vector<Span>& out) {
  while (span.end - span.begin > kLongest) {
    uint32_t at = span.begin + kLongest;
    while (at > span.begin + kLongest / 2 && text[at] != ' ') --at;
    while (at > span.begin && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    out.push_back({span.begin, at});
    span.begin = at;
  }
  out.push_back(span);
}

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end) {
    const CodePoint c = code_point(text, span.begin);
    if (u_isUWhiteSpace(c.value) == 0 && !is_invisible(c.value)) break;
    span.begin = static_cast<uint32_t>(c.end);
  }
  while (span.begin < span.end) {
    uint32_t at = span.end - 1;
    while (at > span.begin && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    const int32_t value = code_point(text, at).value;
    if (u_isUWhiteSpace(value) == 0 && !is_invisible(value)) break;
    span.end = at;
  }
  return span;
}

}  // namespace

struct SentenceCutter::Breaker {
  UBreakIterator* iterator = nullptr;
  ~Breaker() {
    if (iterator != nullptr) ubrk_close(iterator);
  }
};

SentenceCutter::SentenceCutter(std::string_view text, std::vector<std::string> abbreviations)
    : text_(text), abbreviations_(std::move(abbreviations)), breaker_(std::make_unique<Breaker>()) {
  std::sort(abbreviations_.begin(), abbreviations_.end());
  UErrorCode status = U_ZERO_ERROR;
  breaker_->iterator = ubrk_open(UBRK_SENTENCE, "ru", nullptr, 0, &status);
  DOSTYQ_CHECK(U_SUCCESS(status) != 0);
}

SentenceCutter::~SentenceCutter() = default;

/// The sentence that ended with `before` is the same as the one that begins with `after`.
bool SentenceCutter::goes_on(Span before, std::string_view after) const {
  size_t at = 0;
  // A dash or a closing quote, then a small letter.
  bool dash = false;
  while (at < after.size()) {
    const CodePoint c = code_point(after, at);
    if (u_islower(c.value) != 0) return true;
    if (u_isalpha(c.value) != 0) break;
    if (u_isdigit(c.value) != 0 && !dash) break;
    if (u_isUWhiteSpace(c.value) == 0 && !is_dash(c.value) && !is_close_quote(c.value) &&
        c.value != ',' && c.value != '"')
      break;
    dash = dash || is_dash(c.value);
    at = c.end;
  }
  const std::string_view last = cut(text_, before);
  if (!last.ends_with('.')) return false;
  const std::vector<Token> tokens = tokens_of(
      text_, {before.end > before.begin + 60 ? before.end - 60 : before.begin, before.end});
  if (tokens.size() < 2) return false;
  const Token& word = tokens[tokens.size() - 2];
  if (word.kind == Token::Kind::kNumber)
    return tokens.size() == 2;  // "5. Открыть": a list's number
  if (word.kind != Token::Kind::kWord || word.span.end + 1 != before.end) return false;
  const std::string folded = fold_word(cut(text_, word.span)).text;
  const size_t letters =
      static_cast<size_t>(std::count_if(folded.begin(), folded.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      }));
  if (word.capital && letters == 1) return true;  // an initial
  if (!std::binary_search(abbreviations_.begin(), abbreviations_.end(), folded)) return false;
  // "в 2025 г. Министерство": the year's letter may well end a sentence, the city's cannot.
  const bool after_number =
      tokens.size() > 2 && tokens[tokens.size() - 3].kind != Token::Kind::kWord;
  return letters > 1 || !after_number;
}

std::vector<Span> SentenceCutter::sentences(Span block) {
  std::vector<Span> found;
  const std::string_view text = cut(text_, block);
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
  ubrk_setUText(breaker_->iterator, &utext, &status);
  if (U_FAILURE(status)) {
    utext_close(&utext);
    return {trimmed(text_, block)};
  }
  int32_t from = 0;
  for (int32_t to = ubrk_next(breaker_->iterator); to != UBRK_DONE;
       to = ubrk_next(breaker_->iterator)) {
    const Span span = trimmed(text_, {block.begin + static_cast<uint32_t>(from),
                                      block.begin + static_cast<uint32_t>(to)});
    from = to;
    if (span.empty()) continue;
    if (!found.empty() &&
        goes_on(found.back(), text_.substr(found.back().end, block.end - found.back().end)))
      found.back().end = span.end;
    else
      found.push_back(span);
  }
  utext_close(&utext);
  if (std::none_of(found.begin(), found.end(),
                   [](Span span) { return span.end - span.begin > kLongest; }))
    return found;
  std::vector<Span> cut;
  for (const Span span : found) cut_long(text_, span, cut);
  for (Span& span : cut) span = trimmed(text_, span);
  std::erase_if(cut, [](Span span) { return span.empty(); });
  return cut;
}

}  // namespace dostyq::reading
