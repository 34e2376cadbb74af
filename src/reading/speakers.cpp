#include "reading/speakers.hpp"

#include <algorithm>

#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

constexpr size_t kMostNameWords = 4;
constexpr size_t kShortestName = 6;   // bytes
constexpr size_t kLongestEnding = 6;  // bytes that a case adds to a name
constexpr size_t kSpeakerReach = 7;   // items between a verb of saying and who says it

const PlaceMention* place_at(const std::vector<PlaceMention>& places, size_t at) {
  const auto found = std::find_if(places.begin(), places.end(), [&](const PlaceMention& place) {
    return place.begin <= at && at < place.end;
  });
  return found == places.end() ? nullptr : &*found;
}

/// "Токаев" and "Токаева": one begins with the other.
bool same_name(const std::string& a, const std::string& b) {
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  return shorter.size() >= kShortestName && longer.starts_with(shorter) &&
         longer.size() - shorter.size() <= kLongestEnding;
}

}  // namespace

bool Speakers::has_office(const Items& items, size_t begin, size_t end) const {
  return !pack_.lexicon->table(Table::kOffice)
              .patterns.all(items, begin, end, pack_.lexicon->values)
              .empty();
}

/// The last of the capitalised words that begin at `from`, folded: initials and places apart.
std::string Speakers::surname(const Items& items, size_t from, size_t to,
                              const std::vector<PlaceMention>& places) {
  std::string last;
  size_t words = 0;
  for (size_t at = from; at < to && words < kMostNameWords; ++at) {
    const Item& item = items[at];
    if (const PlaceMention* place = place_at(places, at); place != nullptr && words == 0) {
      at = place->end - 1;
    } else if (item.token.kind == Token::Kind::kWord && item.token.capital) {
      ++words;
      if (item.text.size() > 2) last = fold_word(item.text).text;
    } else if (words == 0 || !(item.token.is('.') || is_dash(item.token.mark)) ||
               item.token.kind != Token::Kind::kMark) {
      break;
    }
  }
  return last.size() >= kShortestName ? last : std::string();
}

void Speakers::learn(const Items& items, const std::vector<BodyMention>& bodies,
                     const std::vector<PlaceMention>& places) {
  for (const BodyMention& body : bodies) {
    if (body.id.empty() || body.plural || !pack_.bodies->stands(body.id, day_)) continue;
    const size_t before = body.begin > 2 ? body.begin - 2 : 0;
    if (!has_office(items, before, body.end)) continue;
    const std::string name = surname(items, body.end, items.size(), places);
    if (!name.empty()) names_.emplace_back(name, body.id);
  }
}

std::string Speakers::body_of(const std::string& speaker, WordCache& words) const {
  if (speaker.empty()) return {};
  const Items items =
      words.items(speaker, tokens_of(speaker, {0, static_cast<uint32_t>(speaker.size())}));
  const size_t size = items.size();
  const std::vector<PlaceMention> places = pack_.places->find(items, 0, size, day_);
  const auto offices =
      pack_.lexicon->table(Table::kOffice).patterns.all(items, 0, size, pack_.lexicon->values);
  for (const BodyMention& body : pack_.bodies->find(items, 0, size, places, day_)) {
    if (body.id.empty() || !pack_.bodies->stands(body.id, day_)) continue;
    // "Director of a branch of the ministry" does not speak for the ministry.
    bool holds = true;
    for (size_t at = 0; at < body.begin && holds; ++at) {
      const Item& item = items[at];
      holds = place_at(places, at) != nullptr || item.token.kind == Token::Kind::kMark ||
              (item.word != nullptr &&
               Lexicon::has(pack_.lexicon->forms.stopwords, item.word->exact)) ||
              std::any_of(offices.begin(), offices.end(),
                          [&](const Match& match) { return match.begin <= at && at < match.end; });
    }
    if (holds) return body.id;
  }
  if (!offices.empty()) return {};
  for (const Item& item : items) {
    if (!item.token.capital) continue;
    const std::string folded = fold_word(item.text).text;
    for (const auto& [name, body] : names_) {
      if (same_name(name, folded)) return body;
    }
  }
  return {};
}

std::string reported_speaker(std::string_view text, const Items& items, size_t begin, size_t end,
                             const Lexicon& lexicon, bool& pronoun) {
  const auto is_mark = [&](size_t at) {
    return items[at].token.kind == Token::Kind::kMark && !is_dash(items[at].token.mark) &&
           !items[at].token.is('.');
  };
  size_t from = begin;
  while (from > 0 && begin - from < kSpeakerReach && !is_mark(from - 1)) --from;
  size_t to = end;
  while (to < items.size() && to - end < kSpeakerReach && !is_mark(to)) ++to;
  pronoun = false;
  const auto run = [&](size_t first, size_t last) -> std::string {
    size_t stop = first + 1;
    for (size_t at = first; at < last; ++at) {
      const bool name = items[at].token.capital;
      if (name) stop = at + 1;
      if (items[at].token.kind == Token::Kind::kMark && !name && at > first + kMostNameWords) break;
    }
    return std::string(cut(text, {items[first].token.span.begin, items[stop - 1].token.span.end}));
  };
  for (const auto& [first, last] : {std::pair(from, begin), std::pair(end, to)}) {
    const auto offices =
        lexicon.table(Table::kOffice).patterns.all(items, first, last, lexicon.values);
    if (!offices.empty()) {
      // The nearest to the verb.
      const Match& office = first == from ? offices.back() : offices.front();
      const std::string named = run(office.begin, last);
      const Span whole{items[office.begin].token.span.begin, items[office.end - 1].token.span.end};
      return named.size() < whole.end - whole.begin ? std::string(cut(text, whole)) : named;
    }
    for (size_t at = first; at < last; ++at) {
      if (items[at].word != nullptr && Lexicon::has(lexicon.forms.pronoun, items[at].word->exact))
        pronoun = true;
    }
    if (pronoun) return {};
    const size_t beside = first == from ? last - 1 : first;
    if (first < last && items[beside].token.capital && items[beside].text.size() > 2 &&
        items[beside].token.kind == Token::Kind::kWord)
      return std::string(items[beside].text);
  }
  return {};
}

}  // namespace dostyq::reading
