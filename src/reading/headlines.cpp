#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <set>

#include "reading/letters.hpp"
#include "reading/page.hpp"

namespace dostyq::reading {
namespace {

constexpr size_t kFewestWords = 3;    // of a headline that a guess may end
constexpr size_t kRepeatedWords = 3;  // of a beginning that comes again
constexpr size_t kMostRunBytes = 200'000;
constexpr Date kLatest = Date::from_days(100'000);  // in the year 2243

/// Words of which the inside shows that two were glued: "регионахТокаев". Splits such tokens.
std::vector<Token> unglued(std::string_view text, const std::vector<Token>& tokens,
                           std::set<uint32_t>& glued) {
  std::vector<Token> out;
  for (const Token& token : tokens) {
    if (token.kind != Token::Kind::kWord) {
      out.push_back(token);
      continue;
    }
    Token rest = token;
    bool lower = false;
    size_t letters = 0;
    for (size_t at = token.span.begin; at < token.span.end;) {
      const CodePoint c = code_point(text, at);
      if (u_isupper(c.value) != 0 && lower && letters >= 2) {
        Token part = rest;
        part.span.end = static_cast<uint32_t>(at);
        out.push_back(part);
        rest.span.begin = static_cast<uint32_t>(at);
        rest.capital = true;
        rest.all_capitals = false;
        glued.insert(rest.span.begin);
        letters = 0;
      }
      lower = u_islower(c.value) != 0 || (lower && is_invisible(c.value));
      ++letters;
      at = c.end;
    }
    out.push_back(rest);
  }
  return out;
}

bool is_separator(const Token& token) {
  return token.is('|') || token.is(0x2022) || token.is(0xB7) || token.is(0x25AA) ||
         token.is(0x25BA) || token.is('*') || token.is(0x25CF) || token.is(0x25CB);
}

class HeadlineSplitter {
 public:
  HeadlineSplitter(std::string_view text, Span run, const std::string& title, const Pack& pack)
      : text_(text),
        pack_(pack),
        lexicon_(*pack.lexicon),
        words_(lexicon_.vocabulary, &lexicon_.endings) {
    items_ = words_.items(text, unglued(text, tokens_of(text, run), glued_));
    keys_.reserve(items_.size());
    for (const Item& item : items_)
      keys_.push_back(item.word != nullptr ? item.word->folded : std::string(item.text));
    mark_repeated();
    mark_title(title);
    mark_dates();
  }

  std::vector<Span> split() {
    std::vector<Span> found;
    size_t begin = 0;
    size_t words = 0;
    for (size_t at = 0; at < items_.size(); ++at) {
      if (at > begin && begins_headline(at, words)) {
        add(found, begin, at);
        begin = at;
        words = 0;
      }
      if (items_[at].word != nullptr) ++words;
    }
    add(found, begin, items_.size());
    return found;
  }

 private:
  void add(std::vector<Span>& found, size_t begin, size_t end) const {
    while (begin < end &&
           (is_separator(items_[begin].token) || dropped_.contains(begin) ||
            items_[begin].token.is(',') || items_[begin].token.is(':') ||
            (items_[begin].token.kind == Token::Kind::kMark && is_dash(items_[begin].token.mark))))
      ++begin;
    while (end > begin && (is_separator(items_[end - 1].token) || dropped_.contains(end - 1) ||
                           items_[end - 1].token.is(',')))
      --end;
    if (begin < end)
      found.push_back({items_[begin].token.span.begin, items_[end - 1].token.span.end});
  }

  /// Beginnings (a capital letter, then more words) that stand in the run more than once.
  void mark_repeated() {
    std::map<std::string, std::vector<size_t>> places;
    for (size_t at = 0; at + kRepeatedWords <= items_.size(); ++at) {
      if (!items_[at].token.capital) continue;
      std::string key;
      for (size_t i = 0; i < kRepeatedWords; ++i) key += keys_[at + i] + ' ';
      places[key].push_back(at);
    }
    for (const auto& [key, at] : places) {
      if (at.size() > 1) repeated_.insert(at.begin(), at.end());
    }
    // Of overlapping repeats ("Дома дружбы откроют", "дружбы откроют в") only the first begins one.
    for (auto it = repeated_.begin(); it != repeated_.end();) {
      const auto before = it == repeated_.begin() ? repeated_.end() : std::prev(it);
      if (before != repeated_.end() && *it - *before < kRepeatedWords)
        it = repeated_.erase(it);
      else
        ++it;
    }
  }

  void mark_title(const std::string& title) {
    std::vector<std::string> own;
    for (const Token& token : tokens_of(title, {0, static_cast<uint32_t>(title.size())})) {
      if (token.kind != Token::Kind::kMark) own.push_back(fold_word(cut(title, token.span)).text);
    }
    if (own.size() < 2) return;
    for (size_t at = 0; at < items_.size(); ++at) {
      size_t i = at;
      size_t matched = 0;
      while (i < items_.size() && matched < own.size()) {
        if (items_[i].token.kind == Token::Kind::kMark) {
          ++i;
        } else if (keys_[i] == own[matched]) {
          ++i;
          ++matched;
        } else {
          break;
        }
      }
      if (matched == own.size()) {
        starts_.insert(at);
        starts_.insert(i);
      }
    }
  }

  /// A date between two headlines belongs to neither.
  void mark_dates() {
    for (size_t at = 0; at < items_.size();) {
      Items rest(items_.begin() + static_cast<std::ptrdiff_t>(at),
                 items_.begin() + static_cast<std::ptrdiff_t>(std::min(items_.size(), at + 12)));
      const auto date = items_[at].token.kind == Token::Kind::kNumber
                            ? find_published(rest, lexicon_, text_)
                            : std::nullopt;
      if (!date || date->begin != 0) {
        ++at;
        continue;
      }
      const size_t end = at + date->end;
      const bool capital = end >= items_.size() || items_[end].token.capital ||
                           items_[end].token.kind == Token::Kind::kMark;
      // "... до 1 июля 2026 года": part of the headline.
      const bool after_preposition =
          at > 0 && items_[at - 1].word != nullptr &&
          Lexicon::has(lexicon_.forms.preposition, items_[at - 1].word->exact);
      if (capital && !after_preposition) {
        starts_.insert(at);
        starts_.insert(end);
        for (size_t i = at; i < end; ++i) dropped_.insert(i);
      }
      at = end;
    }
  }

  bool begins_headline(size_t at, size_t words) const {
    const Token& before = items_[at - 1].token;
    const Token& token = items_[at].token;
    if (starts_.contains(at) || is_separator(before) || glued_.contains(token.span.begin))
      return true;
    // "«...»Глава": nothing between a closing mark and a capital letter.
    const bool touching = before.span.end == token.span.begin;
    if (token.capital && touching &&
        (before.is('?') || before.is('!') || before.is('.') || is_close_quote(before.mark) ||
         before.is('"') || before.is(')') || before.kind == Token::Kind::kNumber))
      return words >= 1;
    if (!token.capital || token.all_capitals) return false;
    if (before.is('?') || before.is('!') || before.is('.') || before.is(0x2026)) return words >= 2;
    if (repeated_.contains(at) && words >= kFewestWords && ends_well(at - 1)) return true;
    return words >= kFewestWords && ends_well(at - 1) && is_common(at);
  }

  /// A headline can end after this item: no preposition, conjunction, open quote or dash.
  bool ends_well(size_t at) const {
    const Item& item = items_[at];
    if (item.word == nullptr)
      return is_close_quote(item.token.mark) || item.token.is(')') || item.token.is('%') ||
             item.token.kind == Token::Kind::kNumber;
    return !Lexicon::has(lexicon_.forms.preposition, item.word->exact) &&
           !Lexicon::has(lexicon_.forms.conjunction, item.word->exact) &&
           !Lexicon::has(lexicon_.forms.stopwords, item.word->exact);
  }

  /// A word that needs no capital letter inside a headline.
  bool is_common(size_t at) const {
    const Word& word = *items_[at].word;
    const bool function_word = Lexicon::has(lexicon_.forms.preposition, word.exact) ||
                               Lexicon::has(lexicon_.forms.interrogative, word.exact) ||
                               Lexicon::has(lexicon_.forms.stopwords, word.exact);
    if (function_word) return true;
    // English headlines may have capitals everywhere.
    if (lexicon_.language() == Language::kEnglish || !lexicon_.dictionary) return false;
    if (word.folded.size() < 6 || word.folded.size() > 80) return false;
    if (Lexicon::has(lexicon_.forms.capitalised, word.stem)) {
      return (!items_[at - 1].token.capital || is_place(at - 1)) && has_verb(at);
    }
    if (word.stem != kNoWord && pack_.places->find(items_, at, at + 1, kLatest).empty())
      return true;
    return lexicon_.dictionary->knows(word.folded);
  }

  /// "... в регионах Президент": a capitalised title after a whole headline; the verb after it says
  /// so ("Президент поручил").
  bool has_verb(size_t at) const {
    for (size_t next = at + 1; next < std::min(items_.size(), at + 4); ++next) {
      if (items_[next].word != nullptr && lexicon_.is_finite(*items_[next].word)) return true;
    }
    return false;
  }

  bool is_place(size_t at) const {
    return !pack_.places->find(items_, at, at + 1, kLatest).empty();
  }

  std::string_view text_;
  const Pack& pack_;
  const Lexicon& lexicon_;
  WordCache words_;
  Items items_;
  std::vector<std::string> keys_;
  std::set<uint32_t> glued_;
  std::set<size_t> repeated_, starts_, dropped_;
};

}  // namespace

std::vector<Span> split_headlines(std::string_view text, Span run, const std::string& title,
                                  const Pack& pack) {
  if (run.end - run.begin > kMostRunBytes) return {};
  return HeadlineSplitter(text, run, title, pack).split();
}

std::string headline_key(std::string_view headline) {
  std::string key;
  for (const Token& token : tokens_of(headline, {0, static_cast<uint32_t>(headline.size())})) {
    if (token.kind != Token::Kind::kMark) key += fold_word(cut(headline, token.span)).text + ' ';
  }
  return key;
}

}  // namespace dostyq::reading
