#include "reading/speech.hpp"

#include <algorithm>
#include <optional>

namespace dostyq::reading {
namespace {

constexpr size_t kFewestQuotedWords = 4;  // fewer are a name: «Елдесу жәнe татуласу»
constexpr size_t kLongestSpeaker = 9;     // items

struct Quote {
  size_t begin = 0, end = 0;  ///< items between the marks
};

bool opens(const Item& item, const Items& items, size_t at) {
  if (item.token.is('"'))
    return at + 1 < items.size() && items[at + 1].token.span.begin == item.token.span.end;
  return is_open_quote(item.token.mark) && item.token.kind == Token::Kind::kMark;
}

/// Outermost pairs of marks.
std::vector<Quote> quotes_of(const Items& items) {
  std::vector<Quote> found;
  for (size_t at = 0; at < items.size(); ++at) {
    if (items[at].token.kind != Token::Kind::kMark || !opens(items[at], items, at)) continue;
    const int32_t mark = items[at].token.mark;
    const int32_t closing = mark == '"'      ? '"'
                            : mark == 0xAB   ? 0xBB
                            : mark == 0x2018 ? 0x2019
                                             : 0x201D;
    int depth = 1;
    size_t end = at + 1;
    for (; end < items.size(); ++end) {
      const Token& token = items[end].token;
      if (token.kind != Token::Kind::kMark) continue;
      if (token.is(closing) || (mark == 0x201E && token.is(0x201C)))
        --depth;
      else if (token.is(mark) && mark != '"')
        ++depth;
      if (depth == 0) break;
    }
    if (end == items.size()) break;
    found.push_back({at + 1, end});
    at = end;
  }
  return found;
}

}  // namespace

/// The longest run of words with a capital letter or an office in items [from, to).
std::string SpeechFinder::named(const Items& items, size_t from, size_t to,
                                const Lexicon& lexicon) const {
  const std::vector<Match> offices =
      lexicon.table(Table::kOffice).patterns.all(items, from, to, lexicon.values);
  size_t first = to;
  size_t last = from;
  for (size_t at = from; at < to; ++at) {
    const Item& item = items[at];
    if (item.token.kind == Token::Kind::kMark) {
      if (first < to) break;
      continue;
    }
    const bool office = std::any_of(offices.begin(), offices.end(), [&](const Match& match) {
      return match.begin <= at && at < match.end;
    });
    if (item.token.capital || office) {
      first = std::min(first, at);
      last = at + 1;
    }
    if (first < to && at - first >= kLongestSpeaker) break;
  }
  if (first >= last) return {};
  return std::string(cut(text_, {items[first].token.span.begin, items[last - 1].token.span.end}));
}

/// The speaker of the verb of saying in items [from, to), after it or before.
std::string SpeechFinder::speaker_near(const Items& items, size_t from, size_t to,
                                       const Lexicon& lexicon) {
  const std::vector<Match> sayings =
      lexicon.table(Table::kSaying).patterns.best(items, from, to, lexicon.values);
  if (sayings.empty()) return {};
  std::string speaker = named(items, sayings.front().end, to, lexicon);
  if (speaker.empty()) speaker = named(items, from, sayings.front().begin, lexicon);
  const bool pronoun = std::any_of(
      items.begin() + static_cast<std::ptrdiff_t>(from),
      items.begin() + static_cast<std::ptrdiff_t>(to), [&](const Item& item) {
        return item.word != nullptr && Lexicon::has(lexicon.forms.pronoun, item.word->exact);
      });
  if (speaker.empty() || pronoun) speaker = last_speaker_;
  return speaker;
}

std::vector<Speech> SpeechFinder::find(Span block, const Lexicon& lexicon, WordCache& words) {
  const Items items = words.items(text_, tokens_of(text_, block));
  std::vector<Speech> found;
  const auto until_stop = [&](size_t from) {
    size_t at = from;
    while (at < items.size() && !items[at].token.is('.') && !items[at].token.is('!') &&
           !items[at].token.is('?') &&
           !(items[at].token.kind == Token::Kind::kMark && opens(items[at], items, at)))
      ++at;
    return at;
  };
  const auto from_stop = [&](size_t to) {
    size_t at = to;
    while (at > 0 && !items[at - 1].token.is('.') && !items[at - 1].token.is('!') &&
           !items[at - 1].token.is('?') && !is_close_quote(items[at - 1].token.mark))
      --at;
    return at;
  };
  for (const Quote& quote : quotes_of(items)) {
    const auto count = std::count_if(items.begin() + static_cast<std::ptrdiff_t>(quote.begin),
                                     items.begin() + static_cast<std::ptrdiff_t>(quote.end),
                                     [](const Item& item) { return item.word != nullptr; });
    if (static_cast<size_t>(count) < kFewestQuotedWords) continue;
    std::string speaker = speaker_near(items, quote.end + 1, until_stop(quote.end + 1), lexicon);
    if (speaker.empty()) {
      const size_t mark = quote.begin - 1;
      speaker = speaker_near(items, from_stop(mark), mark, lexicon);
    }
    // A quotation that fills a block of its own goes on with who spoke before.
    if (speaker.empty() && quote.begin <= 1 && quote.end + 2 >= items.size())
      speaker = last_speaker_;
    if (speaker.empty()) continue;
    last_speaker_ = speaker;
    found.push_back(
        {{items[quote.begin].token.span.begin, items[quote.end].token.span.begin}, speaker});
  }
  // – Нам нужно ..., – сказал X.
  if (found.empty() && items.size() > 4 && items.front().token.kind == Token::Kind::kMark &&
      is_dash(items.front().token.mark)) {
    for (size_t at = 2; at + 1 < items.size(); ++at) {
      if (items[at].token.kind != Token::Kind::kMark || !is_dash(items[at].token.mark)) continue;
      std::string speaker = speaker_near(items, at + 1, until_stop(at + 1), lexicon);
      if (speaker.empty()) continue;
      last_speaker_ = speaker;
      found.push_back({{items[1].token.span.begin, items[at].token.span.begin}, speaker});
      const size_t rest = until_stop(at + 1);
      if (rest + 1 < items.size())
        found.push_back({{items[rest].token.span.end, block.end}, speaker});
      break;
    }
  }
  return found;
}

}  // namespace dostyq::reading
