#include "reading/page.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <deque>
#include <set>

#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

constexpr size_t kLabelBytes = 400;    // a line of labels is shorter
constexpr size_t kHeadingBytes = 240;  // a heading is shorter
constexpr size_t kRunBytes = 240;      // a run of headlines is longer
constexpr size_t kTitleWithin = 15;    // blocks
constexpr size_t kMostRelated = 500;
constexpr size_t kShortestLink = 20;     // bytes of a headline
constexpr size_t kParagraphBytes = 120;  // a paragraph is longer

bool ends_sentence(std::string_view text) {
  size_t end = text.size();
  while (end > 0) {
    size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    const int32_t c = code_point(text, at).value;
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ';') return true;
    if (!is_close_quote(c) && c != '"' && c != ')' && u_isUWhiteSpace(c) == 0) return false;
    end = at;
  }
  return false;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kCut = " \t\r\n:|,;-";
  size_t begin = 0;
  size_t end = text.size();
  const auto dash = [&](size_t at) {
    return text.substr(at, 3) == "–" || text.substr(at, 3) == "—";
  };
  while (begin < end) {
    if (kCut.find(text[begin]) != std::string_view::npos)
      ++begin;
    else if (dash(begin))
      begin += 3;
    else if (text.substr(begin, 2) == "\xC2\xA0")
      begin += 2;
    else
      break;
  }
  while (end > begin) {
    if (kCut.find(text[end - 1]) != std::string_view::npos)
      --end;
    else if (end - begin >= 3 && dash(end - 3))
      end -= 3;
    else if (end - begin >= 2 && text.substr(end - 2, 2) == "\xC2\xA0")
      end -= 2;
    else
      break;
  }
  return std::string(text.substr(begin, end - begin));
}

std::optional<int64_t> count_of(std::string_view text) {
  int64_t value = 0;
  bool any = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (value > 100'000'000'000) return std::nullopt;
      value = 10 * value + (c - '0');
      any = true;
    } else if (c != ',' && c != '.') {
      return std::nullopt;
    }
  }
  return any ? std::optional(value) : std::nullopt;
}

class PageReader {
 public:
  PageReader(const Source& source, const std::vector<const Pack*>& packs)
      : source_(source), text_(source.text), blocks_(source.blocks), packs_(packs) {
    kinds_.resize(blocks_.size(), Kind::kUnknown);
  }

  Page read() {
    for (const Pack* pack : packs_)
      words_.emplace_back(pack->lexicon->vocabulary, &pack->lexicon->endings);
    page_.title = source_.title;
    find_labels();
    find_title();
    find_front();
    find_trailing_run();
    find_body();
    add_related();
    from_marks();
    return std::move(page_);
  }

 private:
  enum class Kind : uint8_t { kUnknown, kFurniture, kTitle, kText, kHeading, kRelated };

  std::string_view text_of(size_t block) const { return cut(text_, blocks_[block].span); }
  bool is_long(size_t block) const { return text_of(block).size() > kHeadingBytes; }
  bool is_sentence(size_t block) const { return ends_sentence(text_of(block)); }
  Items items_of(Span span, size_t pack) {
    return words_[pack].items(text_, tokens_of(text_, span));
  }
  void furnish(const char* kind, Span span) { page_.furniture.push_back({kind, span}); }

  // --- lines of labels: "24 апреля 2025, 11:45 | Автор: ... | Просмотров: 1 245" ---

  std::vector<Span> pieces_of(Span line) const {
    std::vector<Span> pieces;
    uint32_t begin = line.begin;
    for (const Token& token : tokens_of(text_, line)) {
      if (token.is('|') || token.is(0x2022) || token.is(0xB7)) {
        pieces.push_back({begin, token.span.begin});
        begin = token.span.end;
      }
    }
    pieces.push_back({begin, line.end});
    pieces.erase(std::remove_if(pieces.begin(), pieces.end(),
                                [&](Span p) { return trimmed(cut(text_, p)).empty(); }),
                 pieces.end());
    return pieces;
  }

  void find_labels() {
    bool related = false;
    last_text_ = blocks_.size();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      // In a dump of lines a headline may end as a sentence; a page's marks tell it from a
      // paragraph.
      const bool paragraph = source_.format == "html" || text_of(i).size() > kParagraphBytes;
      if (is_sentence(i) && paragraph && blocks_[i].hint != Hint::kLinks) last_text_ = i;
    }
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (related) {
        kinds_[i] = Kind::kRelated;
        continue;
      }
      if (blocks_[i].hint == Hint::kTitle || blocks_[i].hint == Hint::kHeading) {
        if (const auto label = related_label(blocks_[i].span)) {
          kinds_[i] = Kind::kFurniture;
          furnish("heading", blocks_[i].span);
          related = true;
        }
        continue;
      }
      if (const auto label = related_label(blocks_[i].span)) {
        kinds_[i] = Kind::kFurniture;
        furnish("heading", {blocks_[i].span.begin, *label});
        if (!trimmed(cut(text_, {*label, blocks_[i].span.end})).empty())
          runs_.push_back({*label, blocks_[i].span.end});
        // A label in the midst of the text is a link to one other page.
        related = !text_follows(i);
        continue;
      }
      if (blocks_[i].hint == Hint::kLinks) {
        // Links below the text are to other pages; those above it are the site's.
        const bool below = i > last_text_ && last_text_ < blocks_.size();
        kinds_[i] = below && text_of(i).size() > kShortestLink ? Kind::kRelated : Kind::kFurniture;
        if (!below) furnish("navigation", blocks_[i].span);
        continue;
      }
      if (text_of(i).size() > kLabelBytes) continue;
      read_labels(i);
    }
  }

  bool text_follows(size_t block) const {
    return last_text_ < blocks_.size() && last_text_ > block;
  }

  /// Where the label of related headlines ends; nothing when the line does not begin with one.
  std::optional<uint32_t> related_label(Span line) {
    const Span head{line.begin, std::min(line.end, line.begin + 120)};
    for (size_t p = 0; p < packs_.size(); ++p) {
      const Items items = items_of(head, p);
      if (items.empty()) continue;
      for (const Match& match : packs_[p]
                                    ->lexicon->table(Table::kRelated)
                                    .patterns.best(items, 0, std::min<size_t>(items.size(), 6),
                                                   packs_[p]->lexicon->values)) {
        if (match.begin > 1) continue;
        const bool alone = match.end == items.size();
        const bool colon = match.end < items.size() && items[match.end].token.is(':');
        const bool short_line = line.end - line.begin < 60 && !ends_sentence(cut(text_, line));
        if (!alone && !colon && !short_line && !blocks_after_capital(items, match.end)) continue;
        return items[match.end - 1].token.span.end + (colon ? 1 : 0);
      }
    }
    return std::nullopt;
  }

  /// "Читайте также Токаев ...": the list begins with a capital letter.
  static bool blocks_after_capital(const Items& items, size_t at) {
    return at < items.size() && items[at].token.capital;
  }

  void read_labels(size_t block) {
    size_t known = 0;
    const std::vector<Span> pieces = pieces_of(blocks_[block].span);
    for (const Span piece : pieces)
      known += read_label(piece, pieces.size() > 1 || !is_sentence(block));
    if (known == pieces.size() && known > 0) kinds_[block] = Kind::kFurniture;
  }

  /// True when the piece is a label, a date or a count; what it says goes to the page.
  bool read_label(Span piece, bool may_be_short) {
    bool known = false;
    for (size_t p = 0; p < packs_.size() && !known; ++p) {
      const Items items = items_of(piece, p);
      if (items.empty()) return true;
      const Lexicon& lexicon = *packs_[p]->lexicon;
      known = read_date(items, lexicon, piece) || read_views(items, lexicon, piece) ||
              read_credit(items, lexicon, piece) || read_byline(items, lexicon, piece) ||
              (may_be_short && read_navigation(items, lexicon, piece));
    }
    return known;
  }

  static size_t words_in(const Items& items, size_t begin, size_t end) {
    return static_cast<size_t>(
        std::count_if(items.begin() + static_cast<std::ptrdiff_t>(begin),
                      items.begin() + static_cast<std::ptrdiff_t>(end),
                      [](const Item& item) { return item.word != nullptr; }));
  }

  bool read_date(const Items& items, const Lexicon& lexicon, Span piece) {
    const auto date = find_published(items, lexicon, text_);
    if (!date || items.size() > 40) return false;
    const size_t others =
        words_in(items, 0, date->begin) + words_in(items, date->end, items.size());
    // What stands beside the date may be further labels.
    const Span before{piece.begin, items[date->begin].token.span.begin};
    const Span after{items[date->end - 1].token.span.end, piece.end};
    bool rest_known = true;
    if (others > 2) {
      for (const Span rest : {before, after}) {
        if (!trimmed(cut(text_, rest)).empty()) rest_known = rest_known && read_label(rest, false);
      }
    } else if (others > 0) {
      for (const Span rest : {before, after}) {
        if (!trimmed(cut(text_, rest)).empty()) (void)read_label(rest, false);
      }
    } else {
      const std::string tail = trimmed(cut(text_, after));
      if (!page_.views) page_.views = count_of(tail);
    }
    if (others > 2 && !rest_known) return false;
    if (!page_.published) {
      page_.published = date->published;
      furnish("published",
              {items[date->begin].token.span.begin, items[date->end - 1].token.span.end});
    }
    return true;
  }

  bool read_views(const Items& items, const Lexicon& lexicon, Span piece) {
    if (words_in(items, 0, items.size()) > 4) return false;
    const bool eye = items.front().token.is(0x1F441);
    const auto labels =
        lexicon.table(Table::kViews).patterns.best(items, 0, items.size(), lexicon.values);
    if (labels.empty() && !eye) return false;
    std::string digits;
    for (const Item& item : items) {
      if (item.token.kind == Token::Kind::kNumber) digits += item.text;
    }
    const auto count = count_of(digits);
    if (!count) return false;
    if (!page_.views) page_.views = count;
    furnish("views", piece);
    return true;
  }

  bool read_credit(const Items& items, const Lexicon& lexicon, Span piece) {
    size_t from = 0;
    while (from < items.size() && (items[from].token.is('(') || items[from].token.is('['))) ++from;
    if (from < items.size() && items[from].token.is(0xA9)) {
      furnish("photo", piece);
      return items.size() < 14;
    }
    for (const Match& match :
         lexicon.table(Table::kPhoto)
             .patterns.all(items, from, std::min(items.size(), from + 1), lexicon.values)) {
      const bool colon = match.end < items.size() && items[match.end].token.is(':');
      if (!colon && (items.size() > 8 || ends_sentence(cut(text_, piece)))) continue;
      if (items.size() > 16) continue;
      std::string credit = trimmed(cut(text_, {items[match.end - 1].token.span.end, piece.end}));
      while (!credit.empty() && (credit.back() == ')' || credit.back() == ']')) credit.pop_back();
      if (page_.photo_credit.empty()) page_.photo_credit = credit;
      furnish("photo", piece);
      return true;
    }
    return false;
  }

  bool read_byline(const Items& items, const Lexicon& lexicon, Span piece) {
    for (const Match& match :
         lexicon.table(Table::kByline)
             .patterns.all(items, 0, std::min<size_t>(items.size(), 3), lexicon.values)) {
      if (match.begin > 0) break;
      const bool colon = match.end < items.size() && items[match.end].token.is(':');
      const bool name = match.end < items.size() && items[match.end].token.capital;
      if ((!colon && !name) || items.size() > 12 || ends_sentence(cut(text_, piece))) continue;
      std::string author = trimmed(cut(text_, {items[match.end - 1].token.span.end, piece.end}));
      if (author.empty()) continue;
      if (page_.byline.empty()) page_.byline = std::move(author);
      furnish("byline", piece);
      return true;
    }
    return false;
  }

  bool read_navigation(const Items& items, const Lexicon& lexicon, Span piece) {
    if (!begins_with(Table::kNavigation, items, lexicon) || ends_sentence(cut(text_, piece)))
      return false;
    furnish("navigation", piece);
    return true;
  }

  static bool begins_with(Table table, const Items& items, const Lexicon& lexicon) {
    const auto labels = lexicon.table(table).patterns.all(
        items, 0, std::min<size_t>(items.size(), 6), lexicon.values);
    return !labels.empty() && labels.front().begin == 0;
  }

  // --- the front: title, byline without a label ---

  void find_title() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].hint != Hint::kTitle || kinds_[i] != Kind::kUnknown) continue;
      set_title(i);
      return;
    }
    for (size_t i = 0; i < std::min(blocks_.size(), kTitleWithin); ++i) {
      if (kinds_[i] != Kind::kUnknown) continue;
      const std::string_view line = text_of(i);
      const std::vector<Token> tokens = tokens_of(text_, blocks_[i].span);
      const auto words = std::count_if(tokens.begin(), tokens.end(), [](const Token& token) {
        return token.kind == Token::Kind::kWord;
      });
      const bool full_stop = ends_sentence(line) && !line.ends_with('?') && !line.ends_with('!');
      if (words >= 2 && line.size() < 2 * kHeadingBytes && !full_stop && blocks_.size() > 1) {
        if (!page_.title.empty() && headline_key(line) != headline_key(page_.title)) {
          if (words < 4) continue;
        }
        set_title(i);
        return;
      }
      if (full_stop) return;
    }
  }

  void set_title(size_t block) {
    kinds_[block] = Kind::kTitle;
    page_.title = trimmed(text_of(block));
    furnish("title", blocks_[block].span);
    page_.passages.push_back({blocks_[block].span, Part::kTitle});
    title_ = block;
  }

  /// Before the first paragraph: a name alone is the byline; a count alone the views; else
  /// furniture.
  void find_front() {
    size_t first = blocks_.size();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kinds_[i] == Kind::kUnknown && blocks_[i].hint != Hint::kHeading &&
          (is_sentence(i) || is_long(i) || text_of(i).ends_with(':'))) {
        first = i;
        break;
      }
    }
    if (first == blocks_.size()) return;
    for (size_t i = 0; i < first; ++i) {
      if (kinds_[i] != Kind::kUnknown) continue;
      if (blocks_[i].hint == Hint::kHeading) continue;
      const std::string_view line = text_of(i);
      const std::vector<Token> tokens = tokens_of(text_, blocks_[i].span);
      const bool names = tokens.size() >= 2 && tokens.size() <= 6 &&
                         std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
                           return (token.kind == Token::Kind::kWord && token.capital) ||
                                  token.is('.') || token.is(',');
                         });
      if (i > title_ && (names || blocks_[i].hint == Hint::kByline) && page_.byline.empty()) {
        page_.byline = trimmed(line);
        furnish("byline", blocks_[i].span);
      } else if (const auto count = count_of(joined_digits(tokens));
                 count && !page_.views && page_.published) {
        page_.views = count;
        furnish("views", blocks_[i].span);
      } else if (i > title_ && title_ < blocks_.size() && tokens.size() > 6) {
        continue;  // a lead without a full stop
      } else {
        furnish("navigation", blocks_[i].span);
      }
      kinds_[i] = Kind::kFurniture;
    }
  }

  std::string joined_digits(const std::vector<Token>& tokens) const {
    std::string digits;
    for (const Token& token : tokens) {
      if (token.kind == Token::Kind::kWord) return {};
      if (token.kind == Token::Kind::kNumber) digits += cut(text_, token.span);
    }
    return digits;
  }

  // --- the end: related headlines ---

  /// From the end upwards, past furniture: lines that end nowhere, or one long one.
  void find_trailing_run() {
    size_t end = blocks_.size();
    while (end > 0 && kinds_[end - 1] == Kind::kFurniture) --end;
    size_t begin = end;
    while (begin > 0) {
      const size_t i = begin - 1;
      if (kinds_[i] == Kind::kFurniture || kinds_[i] == Kind::kRelated) {
        --begin;
        continue;
      }
      if (kinds_[i] != Kind::kUnknown || blocks_[i].hint == Hint::kItem) break;
      const std::string_view line = text_of(i);
      const bool full_stop = ends_sentence(line) && !line.ends_with('?') && !line.ends_with('!');
      if (full_stop || line.ends_with(':')) break;
      if (is_listed(i)) break;
      --begin;
    }
    size_t lines = 0;
    bool run = false;
    for (size_t i = begin; i < end; ++i) {
      lines += kinds_[i] == Kind::kUnknown;
      run = run || (kinds_[i] == Kind::kUnknown && text_of(i).size() > kRunBytes);
    }
    // The only text of the page is no list of other pages.
    bool text_before = false;
    for (size_t i = 0; i < begin; ++i)
      text_before = text_before || (kinds_[i] == Kind::kUnknown && is_sentence(i));
    if (!text_before || (lines < 2 && !run)) return;
    for (size_t i = begin; i < end; ++i) {
      if (kinds_[i] == Kind::kUnknown) kinds_[i] = Kind::kRelated;
    }
  }

  /// An item of a list: begins with a dash, a bullet or a number, or follows a colon.
  bool is_listed(size_t block) const {
    const std::vector<Token> tokens = tokens_of(text_, blocks_[block].span);
    if (tokens.empty()) return false;
    const Token& first = tokens.front();
    if (first.kind == Token::Kind::kMark &&
        (is_dash(first.mark) || first.is(0x2022) || first.is('*') || first.is(0xB7)))
      return true;
    if (first.kind == Token::Kind::kNumber && tokens.size() > 1 &&
        (tokens[1].is('.') || tokens[1].is(')')))
      return true;
    return block > 0 && text_of(block - 1).ends_with(':');
  }

  // --- the body ---

  bool is_background_heading(Span span) {
    for (size_t p = 0; p < packs_.size(); ++p) {
      const Items items = items_of(span, p);
      const Lexicon& lexicon = *packs_[p]->lexicon;
      for (const Match& match :
           lexicon.table(Table::kSection).patterns.best(items, 0, items.size(), lexicon.values)) {
        if (match.begin <= 1) return true;
      }
    }
    return false;
  }

  void find_body() {
    bool lead = true;
    bool background = false;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kinds_[i] != Kind::kUnknown) continue;
      const Span span = blocks_[i].span;
      const bool marked = blocks_[i].hint == Hint::kHeading;
      const bool short_line = !is_sentence(i) && !is_long(i) && !is_listed(i) &&
                              blocks_[i].hint != Hint::kItem && blocks_[i].hint != Hint::kQuote;
      if (blocks_[i].hint == Hint::kCaption) {
        kinds_[i] = Kind::kFurniture;
        furnish("photo", span);
        continue;
      }
      const bool section = (marked || short_line) && is_background_heading(span);
      const bool heading = marked || (short_line && !lead && followed_by_text(i)) || section;
      if (heading) {
        background = section;
        kinds_[i] = Kind::kHeading;
        furnish("heading", span);
        continue;
      }
      if (background_label(span)) background = true;
      kinds_[i] = Kind::kText;
      page_.passages.push_back({span, background ? Part::kBackground
                                      : lead     ? Part::kLead
                                                 : Part::kBody});
      lead = false;
    }
    std::stable_sort(
        page_.passages.begin(), page_.passages.end(),
        [](const Passage& a, const Passage& b) { return a.span.begin < b.span.begin; });
  }

  /// "Справка: Ассамблея ..." in the paragraph itself.
  bool background_label(Span span) {
    const Span head{span.begin, std::min(span.end, span.begin + 60)};
    for (size_t p = 0; p < packs_.size(); ++p) {
      const Items items = items_of(head, p);
      const Lexicon& lexicon = *packs_[p]->lexicon;
      for (const Match& match :
           lexicon.table(Table::kSection)
               .patterns.best(items, 0, std::min<size_t>(items.size(), 3), lexicon.values)) {
        if (match.begin == 0 && match.end < items.size() &&
            (items[match.end].token.is(':') || items[match.end].token.is('.')))
          return true;
      }
    }
    return false;
  }

  bool followed_by_text(size_t block) const {
    for (size_t i = block + 1; i < blocks_.size(); ++i) {
      if (kinds_[i] == Kind::kFurniture) continue;
      return kinds_[i] == Kind::kUnknown;
    }
    return false;
  }

  // --- the list of related headlines ---

  void add_related() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (kinds_[i] == Kind::kRelated) runs_.push_back(blocks_[i].span);
    }
    std::sort(runs_.begin(), runs_.end(), [](Span a, Span b) { return a.begin < b.begin; });
    std::set<std::string> seen{headline_key(page_.title)};
    for (const Span run : runs_) {
      furnish("related", run);
      for (const Span headline : split_headlines(text_, run, page_.title, *packs_.front())) {
        std::string words = trimmed(cut(text_, headline));
        const std::string key = headline_key(words);
        if (key.find(' ') + 1 >= key.size() || page_.related.size() >= kMostRelated) continue;
        if (seen.insert(key).second) page_.related.push_back(std::move(words));
      }
    }
  }

  /// What an HTML page says of itself where the text says nothing.
  void from_marks() {
    if (page_.byline.empty()) page_.byline = source_.byline;
    if (auto stamp = parse_timestamp(source_.published)) {
      if (!page_.published) {
        page_.published = std::move(*stamp);
      } else if (page_.published->date == stamp->date) {
        if (!page_.published->minute) page_.published->minute = stamp->minute;
        if (!page_.published->zone) page_.published->zone = stamp->zone;
      }
    }
  }

  const Source& source_;
  std::string_view text_;
  const std::vector<Block>& blocks_;
  const std::vector<const Pack*>& packs_;
  std::deque<WordCache> words_;
  std::vector<Kind> kinds_;
  std::vector<Span> runs_;
  size_t title_ = 0, last_text_ = 0;
  Page page_;
};

}  // namespace

Page take_apart(const Source& source, const std::vector<const Pack*>& packs) {
  return PageReader(source, packs).read();
}

}  // namespace dostyq::reading
