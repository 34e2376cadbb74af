#include "reading/bodies.hpp"

#include <algorithm>

#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

/// Bodies of which every area has its own.
bool is_of_area(const std::string& kind) { return kind == "akimat" || kind == "regional-assembly"; }

/// The name's words without those of the country's name at its end or beginning ("Government of the
/// Republic of Kazakhstan" is called the Government).
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  for (const Token& token : tokens_of(name, {0, static_cast<uint32_t>(name.size())})) {
    if (token.kind == Token::Kind::kWord) words.emplace_back(cut(name, token.span));
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string phrase;
  for (const std::string& word : words) phrase += (phrase.empty() ? "" : " ") + word;
  return phrase;
}

/// "Assembly of People of Kazakhstan": APK.
std::string initials(const std::vector<std::string>& words, const FormLists& forms,
                     const Lexicon& lexicon) {
  std::string letters;
  const Stemmer stemmer(lexicon.language(), nullptr);
  for (const std::string& word : words) {
    if (Lexicon::has(forms.stopwords, lexicon.vocabulary.look_up(word, stemmer).exact)) continue;
    letters += word.substr(0, code_point(word, 0).end);
  }
  return letters;
}

}  // namespace

Result<BodyNames> BodyNames::make(const world::Programme& programme, Lexicon& lexicon) {
  BodyNames names(programme, lexicon);
  std::vector<std::string> country;
  for (const world::AreaVersion& area : programme.areas) {
    if (area.kind == world::AreaKind::kCountry)
      country = words_of(area.name.in(lexicon.language()));
  }
  const Stemmer stemmer(lexicon.language(), nullptr);
  std::vector<std::string> country_stems;
  country_stems.reserve(country.size());
  for (const std::string& word : country)
    country_stems.push_back(stemmer.stem(fold_word(word).text).substr(0, 10));
  const auto is_country = [&](const std::string& word) {
    const std::string stem = stemmer.stem(fold_word(word).text).substr(0, 10);
    return std::find(country_stems.begin(), country_stems.end(), stem) != country_stems.end();
  };
  for (size_t i = 0; i < programme.bodies.size(); ++i) {
    const world::Body& body = programme.bodies[i];
    if (is_of_area(body.kind)) continue;
    std::vector<std::string> words = words_of(body.name.in(lexicon.language()));
    const std::string full = joined(words);
    const std::string letters = initials(words, lexicon.forms, lexicon);
    // "... of the Republic of Kazakhstan", "Қазақстан Республикасының ...": two words of the
    // country's name side by side.
    for (size_t at = 0; at + 1 < words.size();) {
      const bool pair = is_country(words[at]) && is_country(words[at + 1]);
      const bool of = at + 2 < words.size() && is_country(words[at]) && is_country(words[at + 2]);
      if (pair || of) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at),
                    words.begin() + static_cast<std::ptrdiff_t>(at + (of && !pair ? 3 : 2)));
      } else {
        ++at;
      }
    }
    while (!words.empty() && fold_word(words.back()).text.size() <= 3) words.pop_back();
    // "Министр культуры и информации" stands for the ministry.
    std::vector<std::string> headed = words;
    for (std::string& word : headed) {
      const auto head = lexicon.heads.find(fold_word(word).text);
      if (head != lexicon.heads.end()) word = head->second;
    }
    std::vector<std::string> phrases{full, joined(words)};
    if (headed != words) phrases.push_back(joined(headed));
    for (const std::string& phrase : phrases) {
      if (phrase.empty()) continue;
      if (const auto added = names.names_.add(phrase, static_cast<int>(i), lexicon.vocabulary);
          !added)
        return tl::unexpected(added.error());
    }
    if (full.size() > 12 && letters.size() >= 3 && body.kind == "assembly") {
      if (const auto added =
              names.names_.add("=" + letters, static_cast<int>(i), lexicon.vocabulary);
          !added)
        return tl::unexpected(added.error());
    }
  }
  return names;
}

std::string BodyNames::only_body(const std::string& kind, const std::string& area, Date day) const {
  std::string id;
  for (const world::Body& body : programme_->bodies) {
    if (body.kind != kind || !body.period.contains(day)) continue;
    if (!area.empty() && body.area != area) continue;
    if (!id.empty()) return {};
    id = body.id;
  }
  return id;
}

bool BodyNames::stands(const std::string& id, Date day) const {
  const world::Body* body = programme_->find_body(id);
  return body != nullptr && body->period.contains(day);
}

std::vector<BodyMention> BodyNames::find(const Items& items, size_t begin, size_t end,
                                         const std::vector<PlaceMention>& places, Date day) const {
  const RuleSet& kinds = lexicon_->table(Table::kBody);
  std::vector<BodyMention> found;
  for (const Match& match : names_.all(items, begin, end, lexicon_->values)) {
    const world::Body& body = programme_->bodies[static_cast<size_t>(match.rule)];
    found.push_back({body.id, body.kind, {}, false, false, false, match.begin, match.end});
  }
  for (const Match& match : kinds.patterns.all(items, begin, end, lexicon_->values)) {
    const Rule& rule = kinds.rules[static_cast<size_t>(match.rule)];
    found.push_back({{}, rule.kind, {}, rule.plural, false, false, match.begin, match.end});
  }
  std::stable_sort(found.begin(), found.end(), [](const BodyMention& a, const BodyMention& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return !a.id.empty() && b.id.empty();
  });
  std::vector<BodyMention> kept;
  for (BodyMention& mention : found) {
    if (!kept.empty() && mention.begin < kept.back().end) continue;
    for (size_t i = mention.begin; i < mention.end; ++i) {
      if (items[i].word == nullptr) continue;
      mention.obliged_form |= Lexicon::has(lexicon_->forms.obliged, items[i].word->exact);
      mention.subject_form |= Lexicon::has(lexicon_->forms.subject, items[i].word->exact);
    }
    // An area beside it: after ("акимат Алматинской области", "akimat of ...") or, where the verb
    // is last, before ("Алматы облысының әкімдігі").
    for (const PlaceMention& place : places) {
      if (mention.plural || place.ids.size() != 1 || mention.kind == "government") continue;
      const bool after = !lexicon_->verb_last && place.begin >= mention.end &&
                         place.begin <= mention.end + 2 && [&] {
                           for (size_t i = mention.end; i < place.begin; ++i) {
                             if (items[i].word == nullptr ||
                                 !(items[i].text == "of" || items[i].text == "the" ||
                                   lexicon_->table(Table::kAreaKind)
                                           .patterns.all(items, i, i + 1, lexicon_->values)
                                           .size() == 1))
                               return false;
                           }
                           return true;
                         }();
      const bool before = (lexicon_->verb_last || lexicon_->language() == Language::kEnglish) &&
                          place.end <= mention.begin && place.end + 1 >= mention.begin;
      if (!after && !before) continue;
      if (mention.kind == "assembly") mention.kind = "regional-assembly";
      if (!is_of_area(mention.kind)) continue;
      mention.area = place.ids.front();
      mention.id = only_body(mention.kind, mention.area, day);
      if (after) mention.end = std::max(mention.end, place.end);
      if (before) mention.begin = std::min(mention.begin, place.begin);
      break;
    }
    if (mention.id.empty() && !mention.plural && !is_of_area(mention.kind))
      mention.id = only_body(mention.kind, {}, day);
    kept.push_back(std::move(mention));
  }
  return kept;
}

}  // namespace dostyq::reading
