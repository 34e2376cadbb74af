#include "reading/places.hpp"

#include <algorithm>

namespace dostyq::reading {
namespace {

constexpr size_t kLongestListGap = 3;

}  // namespace

Result<PlaceNames> PlaceNames::make(const world::Programme& programme, Lexicon& lexicon) {
  PlaceNames names(programme, lexicon);
  for (const world::AreaVersion& area : programme.areas) {
    Entry entry{area.id, Kind::kNone, false, area.period};
    if (area.kind == world::AreaKind::kCountry) entry.kind = Kind::kCountry;
    if (area.kind == world::AreaKind::kRegion) entry.kind = Kind::kRegion;
    if (area.kind == world::AreaKind::kDistrict) entry.kind = Kind::kDistrict;
    const Result<void> added = names.add(area.name.in(lexicon.language()), entry, lexicon);
    if (!added) return tl::unexpected(added.error());
  }
  for (const world::Place& place : programme.places) {
    Entry entry{place.area, Kind::kSettlement, false, {}};
    const Result<void> added = names.add(place.name.in(lexicon.language()), entry, lexicon);
    if (!added) return tl::unexpected(added.error());
  }
  return names;
}

/// Cuts the word for the kind off ("район Сауран", "Korday District"); what is left is the name.
Result<void> PlaceNames::add(const std::string& written, Entry entry, Lexicon& lexicon) {
  std::string_view text(written);
  const std::vector<Token> tokens = tokens_of(text, {0, static_cast<uint32_t>(text.size())});
  WordCache words(lexicon.vocabulary, &lexicon.endings);
  const Items items = words.items(text, tokens);
  std::string phrase;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].word == nullptr) continue;
    const std::vector<Match> kinds =
        items.size() > 1
            ? lexicon.table(Table::kAreaKind).patterns.all(items, i, i + 1, lexicon.values)
            : std::vector<Match>();
    if (!kinds.empty()) {
      const Rule& rule =
          lexicon.table(Table::kAreaKind).rules[static_cast<size_t>(kinds.front().rule)];
      if (rule.kind == "city" && entry.kind != Kind::kSettlement) entry.kind = Kind::kCity;
      if (rule.kind != "of" && i + 1 == items.size()) entry.kind_after = true;
      continue;
    }
    phrase += (phrase.empty() ? "" : " ") + std::string(items[i].text);
  }
  if (phrase.empty()) return {};
  const auto [at, is_new] = by_words_.try_emplace(phrase, static_cast<int>(names_.size()));
  if (is_new) {
    names_.emplace_back();
    if (const Result<void> added = patterns_.add(phrase, at->second, lexicon.vocabulary); !added)
      return added;
    // Russian й gives way to other letters in the case forms, of which libstemmer leaves various
    // ends ("Семеем").
    constexpr std::string_view kShortI = "й";
    if (lexicon.language() == Language::kRussian && phrase.ends_with(kShortI) &&
        phrase.find(' ') == std::string::npos && phrase.size() > 4 * kShortI.size()) {
      const Result<void> added = patterns_.add(
          "~" + phrase.substr(0, phrase.size() - kShortI.size()), at->second, lexicon.vocabulary);
      if (!added) return added;
    }
  }
  names_[static_cast<size_t>(at->second)].push_back(std::move(entry));
  return {};
}

PlaceNames::Kind PlaceNames::kind_at(const Items& items, size_t at, size_t end) const {
  if (at >= end || items[at].word == nullptr) return Kind::kNone;
  const RuleSet& kinds = lexicon_->table(Table::kAreaKind);
  const std::vector<Match> found = kinds.patterns.all(items, at, at + 1, lexicon_->values);
  if (found.empty()) return Kind::kNone;
  const std::string& kind = kinds.rules[static_cast<size_t>(found.front().rule)].kind;
  if (kind == "region") return Kind::kRegion;
  if (kind == "district") return Kind::kDistrict;
  if (kind == "city") return Kind::kCity;
  if (kind == "settlement") return Kind::kSettlement;
  if (kind == "country") return Kind::kCountry;
  return Kind::kNone;
}

/// Names that begin with a capital letter, the longest at each place.
std::vector<PlaceNames::Hit> PlaceNames::hits(const Items& items, size_t begin, size_t end) const {
  std::vector<Hit> found;
  for (const Match& match : patterns_.all(items, begin, end, lexicon_->values)) {
    if (!items[match.begin].token.capital) continue;
    if (!found.empty() && found.back().begin == match.begin) {
      // Several names of the same stem ("Kostanay", "Kostanayski") stay side by side.
      if (match.end < found.back().end) continue;
      if (match.end > found.back().end) {
        while (!found.empty() && found.back().begin == match.begin) found.pop_back();
      }
    } else if (!found.empty() && match.begin < found.back().end) {
      continue;
    }
    found.push_back({match.begin, match.end, match.rule, Kind::kNone, false});
  }
  return found;
}

/// Only commas and conjunctions between two names: one list.
bool PlaceNames::joined(const Items& items, size_t from, size_t to) const {
  if (to < from || to - from > kLongestListGap || to == from) return false;
  for (size_t i = from; i < to; ++i) {
    const bool comma = items[i].token.is(',');
    const bool conjunction =
        items[i].word != nullptr && Lexicon::has(lexicon_->forms.conjunction, items[i].word->exact);
    const bool kind = kind_at(items, i, to) != Kind::kNone;
    if (!comma && !conjunction && !kind) return false;
  }
  return true;
}

void PlaceNames::spread_kinds(std::vector<Hit>& hits, const Items& items, size_t begin,
                              size_t end) const {
  for (Hit& hit : hits) {
    const bool after_only = std::all_of(names_[static_cast<size_t>(hit.name)].begin(),
                                        names_[static_cast<size_t>(hit.name)].end(),
                                        [](const Entry& entry) { return entry.kind_after; });
    size_t before = hit.begin;
    // "район имени Турара Рыскулова", "города Астана", "city of Almaty"
    while (before > begin && hit.begin - before < 2) {
      const Item& item = items[before - 1];
      if (kind_at(items, before - 1, end) != Kind::kNone) break;
      const bool of =
          item.word != nullptr && !lexicon_->table(Table::kAreaKind)
                                       .patterns.all(items, before - 1, before, lexicon_->values)
                                       .empty();
      const bool full_stop = item.token.is('.');
      if (!of && !full_stop) break;
      --before;
    }
    if (const Kind after = kind_at(items, hit.end, end); after != Kind::kNone) {
      // "область Жетісу города": the word after belongs to this name only when names are so
      // written.
      const bool some_after = std::any_of(names_[static_cast<size_t>(hit.name)].begin(),
                                          names_[static_cast<size_t>(hit.name)].end(),
                                          [](const Entry& entry) { return entry.kind_after; });
      if (some_after) {
        hit.said = after;
        continue;
      }
    }
    if ((!after_only || before < hit.begin) && before > begin) {
      if (const Kind kind = kind_at(items, before - 1, end); kind != Kind::kNone) {
        hit.said = kind;
        hit.said_before = true;
      }
    }
  }
  // Lists: the kind of the last goes to those before it, that of the first to those after it.
  for (size_t i = hits.size(); i-- > 1;) {
    Hit& left = hits[i - 1];
    const Hit& right = hits[i];
    if (left.said == Kind::kNone && right.said != Kind::kNone && !right.said_before &&
        (left.begin == right.begin || joined(items, left.end, right.begin)))
      left.said = right.said;
  }
  for (size_t i = 1; i < hits.size(); ++i) {
    const Hit& left = hits[i - 1];
    Hit& right = hits[i];
    if (right.said == Kind::kNone && left.said != Kind::kNone && left.said_before &&
        (left.begin == right.begin || joined(items, left.end, right.begin))) {
      right.said = left.said;
      right.said_before = true;
    }
  }
  // "в Уйгурском, Сайрамском и других районах": the kind stands after the open end.
  for (size_t i = hits.size(); i-- > 0;) {
    if (hits[i].said != Kind::kNone) continue;
    if (i + 1 < hits.size() && hits[i + 1].begin > hits[i].end &&
        joined(items, hits[i].end, hits[i + 1].begin)) {
      if (!hits[i + 1].said_before) hits[i].said = hits[i + 1].said;
      continue;
    }
    if (i + 1 < hits.size() && hits[i + 1].begin == hits[i].begin) {
      hits[i].said = hits[i + 1].said;
      continue;
    }
    for (const Match& open :
         lexicon_->table(Table::kOpenEnd)
             .patterns.all(items, hits[i].end, std::min(end, hits[i].end + 10), lexicon_->values)) {
      if (open.begin > hits[i].end + 1) continue;
      for (size_t at = open.begin; at < std::min(end, open.end + 6); ++at) {
        const Kind kind = kind_at(items, at, end);
        if (kind == Kind::kDistrict || kind == Kind::kRegion || kind == Kind::kCity) {
          hits[i].said = kind;
          break;
        }
      }
      if (hits[i].said != Kind::kNone) break;
    }
  }
}

/// Areas of the hit's name and kind that existed on the day; else what took over from them.
std::vector<std::string> PlaceNames::candidates(const Hit& hit, Date day, bool& old_name) const {
  std::vector<std::string> now;
  std::vector<std::string> ended;
  for (const Entry& entry : names_[static_cast<size_t>(hit.name)]) {
    const bool is_city = entry.kind == Kind::kCity;
    const bool fits = hit.said == Kind::kNone         ? is_city
                      : hit.said == Kind::kSettlement ? entry.kind == Kind::kSettlement
                                                      : entry.kind == hit.said;
    if (!fits) continue;
    if (entry.period.contains(day))
      now.push_back(entry.id);
    else if (entry.period.from <= day)
      ended.push_back(entry.id);
  }
  old_name = now.empty() && !ended.empty();
  if (old_name) {
    for (const std::string& id : ended) {
      const world::AreaVersion* same = programme_->find_area(id, day);
      if (same != nullptr && same->period.contains(day)) now.push_back(id);
      for (const world::Succession& succession : programme_->successions) {
        if (!succession.of_body && succession.older == id) now.push_back(succession.newer);
      }
    }
  }
  std::sort(now.begin(), now.end());
  now.erase(std::unique(now.begin(), now.end()), now.end());
  return now;
}

std::vector<PlaceMention> PlaceNames::find(const Items& items, size_t begin, size_t end,
                                           Date day) const {
  std::vector<Hit> found = hits(items, begin, end);
  spread_kinds(found, items, begin, end);
  std::vector<PlaceMention> mentions;
  for (const Hit& hit : found) {
    PlaceMention mention;
    mention.ids = candidates(hit, day, mention.old_name);
    if (mention.ids.empty()) continue;
    mention.begin = hit.begin;
    mention.end = hit.end;
    if (!mentions.empty() && mentions.back().begin == mention.begin) {
      // Two names of one stem: together they say what may be meant.
      for (const std::string& id : mention.ids) {
        if (std::find(mentions.back().ids.begin(), mentions.back().ids.end(), id) ==
            mentions.back().ids.end())
          mentions.back().ids.push_back(id);
      }
      continue;
    }
    mentions.push_back(std::move(mention));
  }
  // A region in the sentence says which of several districts of one name is meant.
  const world::Gazetteer gazetteer(*programme_);
  for (PlaceMention& mention : mentions) {
    if (mention.ids.size() < 2) continue;
    std::vector<std::string> inside;
    for (const std::string& id : mention.ids) {
      const std::string region = gazetteer.region_of(id, day);
      for (const PlaceMention& other : mentions) {
        if (&other != &mention && other.ids.size() == 1 && other.ids.front() == region)
          inside.push_back(id);
      }
    }
    std::sort(inside.begin(), inside.end());
    inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
    if (!inside.empty()) mention.ids = inside;
  }
  // "в Абайском районе Карагандинской области", "Қарағанды облысы Абай ауданында"
  const auto beside = [&](const PlaceMention& a, const PlaceMention& b) {
    if (a.end > b.begin || b.begin - a.end > 2) return false;
    for (size_t at = a.end; at < b.begin; ++at) {
      if (kind_at(items, at, end) == Kind::kNone && items[at].text != "of" &&
          items[at].text != "in" && !items[at].token.is(','))
        return false;
    }
    return true;
  };
  for (PlaceMention& region : mentions) {
    for (const PlaceMention& district : mentions) {
      if (&region == &district || region.ids.size() != 1 || district.ids.size() != 1) continue;
      if (gazetteer.region_of(district.ids.front(), day) != region.ids.front() ||
          district.ids.front() == region.ids.front())
        continue;
      if (lexicon_->verb_last ? beside(region, district) : beside(district, region))
        region.tells_where = true;
    }
  }
  return mentions;
}

}  // namespace dostyq::reading
