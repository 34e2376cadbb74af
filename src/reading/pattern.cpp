#include "reading/pattern.hpp"

#include <algorithm>
#include <charconv>

#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

constexpr int kUsualGap = 3;

bool has(const std::vector<WordId>& ids, WordId id) {
  return id != kNoWord && std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::optional<int64_t> whole(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// 01.07.2026, 1/7/2026 (day first) or 2026-07-01.
std::optional<Date> date_of(std::string_view text) {
  if (const auto iso = Date::parse(text)) return iso;
  int parts[3] = {0, 0, 0};
  size_t part = 0;
  size_t digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (++digits > 4) return std::nullopt;
      parts[part] = 10 * parts[part] + (c - '0');
    } else if (part < 2 && digits > 0 && (c == '.' || c == '/')) {
      ++part;
      digits = 0;
    } else {
      return std::nullopt;
    }
  }
  if (part != 2 || digits != 4 || parts[2] < 1900) return std::nullopt;
  return Date::from_ymd(parts[2], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[0]));
}

/// No phrase goes across these.
bool closes(const Item& item) {
  return item.token.kind == Token::Kind::kMark &&
         (item.token.mark == '.' || item.token.mark == ';' || item.token.mark == ':' ||
          item.token.mark == '(' || item.token.mark == ')' || item.token.mark == '!' ||
          item.token.mark == '?');
}

}  // namespace

std::optional<NumberAt> number_at(const Items& items, size_t at, size_t end,
                                  const ValueWords& values) {
  if (at >= end) return std::nullopt;
  if (items[at].token.kind == Token::Kind::kNumber) {
    auto value = whole(items[at].text);
    if (!value) return std::nullopt;
    NumberAt number{*value, at + 1};
    // "1 200": groups of three.
    while (number.end < end && items[number.end].token.kind == Token::Kind::kNumber &&
           items[number.end].text.size() == 3 && number.value < 1'000'000'000 && number.value > 0 &&
           items[number.end - 1].text.size() <= 3) {
      const auto group = whole(items[number.end].text);
      if (!group) break;
      number.value = 1000 * number.value + *group;
      ++number.end;
    }
    return number;
  }
  NumberAt number{0, at};
  size_t words = 0;
  while (number.end < end && words < 6 && items[number.end].word != nullptr) {
    const Word& word = *items[number.end].word;
    const auto found = values.numbers.find(word.exact);
    if (found == values.numbers.end()) {
      // "one hundred AND five"
      if (words > 0 && has(values.number_joiners, word.exact) && number.end + 1 < end &&
          items[number.end + 1].word != nullptr &&
          values.numbers.contains(items[number.end + 1].word->exact)) {
        ++number.end;
        continue;
      }
      break;
    }
    const int64_t value = found->second;
    if (value >= 100 && number.value > 0 && number.value < value)
      number.value *= value;  // "two hundred"
    else
      number.value += value;
    ++number.end;
    ++words;
  }
  if (words == 0) return std::nullopt;
  return number;
}

Result<void> PatternSet::add(std::string_view text, int rule, Vocabulary& vocabulary) {
  // A first word that may be missing: both ways.
  const size_t first_end = std::min(text.find(' '), text.size());
  if (first_end > 1 && first_end < text.size() && text[first_end - 1] == '?') {
    const std::string with =
        std::string(text.substr(0, first_end - 1)) + std::string(text.substr(first_end));
    if (const Result<void> added = add(with, rule, vocabulary); !added) return added;
    return add(text.substr(first_end + 1), rule, vocabulary);
  }
  Phrase phrase;
  phrase.rule = rule;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    std::string_view part = text.substr(at, end - at);
    at = end + 1;
    if (part.empty()) continue;
    Element element;
    if (part.size() > 1 && part.ends_with('?')) {
      element.optional = true;
      part.remove_suffix(1);
    }
    if (part.starts_with("..")) {
      element.kind = Kind::kGap;
      element.most =
          part.size() > 2 ? static_cast<int>(whole(part.substr(2)).value_or(0)) : kUsualGap;
      if (element.most < 1 || element.most > 12)
        return fail("reading.bad_pattern", {std::string(text)});
    } else if (part.starts_with('{')) {
      static const std::pair<std::string_view, Kind> kSlots[] = {
          {"{n}", Kind::kNumber},     {"{day}", Kind::kDay},   {"{month}", Kind::kMonth},
          {"{year}", Kind::kYear},    {"{unit}", Kind::kUnit}, {"{date}", Kind::kDate},
          {"{action}", Kind::kAction}};
      const auto* slot = std::find_if(std::begin(kSlots), std::end(kSlots),
                                      [&](const auto& s) { return s.first == part; });
      if (slot == std::end(kSlots)) return fail("reading.bad_pattern", {std::string(text)});
      element.kind = slot->second;
    } else if (tokens_of(part, {0, static_cast<uint32_t>(part.size())}).size() == 1 &&
               tokens_of(part, {0, static_cast<uint32_t>(part.size())}).front().kind ==
                   Token::Kind::kMark) {
      element.kind = Kind::kMark;
      element.mark = code_point(part, 0).value;
    } else {
      for (size_t from = 0; from <= part.size();) {
        size_t slash = part.find('/', from);
        if (slash == std::string_view::npos) slash = part.size();
        const std::string_view word = part.substr(from, slash - from);
        from = slash + 1;
        if (word.empty() || word == "=" || word == "~")
          return fail("reading.bad_pattern", {std::string(text)});
        if (word.starts_with('='))
          element.exacts.push_back(vocabulary.add_exact(word.substr(1)));
        else if (word.starts_with('~'))
          element.stems.push_back(vocabulary.add_raw_stem(word.substr(1)));
        else {
          element.stems.push_back(vocabulary.add_stem(word));
          // libstemmer takes the end of some nouns for an ending ("филиал"): the stem of their
          // other forms is then the word itself.
          if (vocabulary.language() == Language::kRussian)
            element.stems.push_back(vocabulary.add_raw_stem(word));
        }
      }
    }
    phrase.elements.push_back(std::move(element));
  }
  if (phrase.elements.empty() || phrase.elements.front().optional ||
      phrase.elements.front().kind == Kind::kGap || phrase.elements.back().kind == Kind::kGap)
    return fail("reading.bad_pattern", {std::string(text)});
  phrases_.push_back(std::move(phrase));
  index(phrases_.size() - 1);
  return {};
}

void PatternSet::index(size_t phrase) {
  const Element& first = phrases_[phrase].elements.front();
  if (first.kind != Kind::kWord) {
    by_number_.push_back(phrase);
    return;
  }
  for (const WordId id : first.stems) by_stem_[id].push_back(phrase);
  for (const WordId id : first.exacts) by_exact_[id].push_back(phrase);
}

bool PatternSet::fits(const Element& element, const Item& item) {
  if (element.kind == Kind::kMark)
    return item.token.kind == Token::Kind::kMark &&
           (item.token.mark == element.mark || (is_dash(element.mark) && is_dash(item.token.mark)));
  return item.word != nullptr &&
         (has(element.stems, item.word->stem) || has(element.exacts, item.word->exact));
}

/// One attempt to lay a phrase over the items; elements one after the other, with a way back where
/// a gap or a missing word leaves a choice.
struct PatternSet::Step {
  const Items& items;
  size_t end;
  const ValueWords& values;
  const std::vector<Element>& elements;

  /// Where the longest fit of the elements from `element` on ends; the slots of it are in `slots`.
  std::optional<size_t> fit(size_t element, size_t at, Slots& slots) const {
    if (element == elements.size()) return at;
    const Element& now = elements[element];
    if (now.kind == Kind::kGap) return over_gap(now.most, element, at, slots);
    Slots taken = slots;
    if (const auto next = take(now, at, taken)) {
      if (const auto last = fit(element + 1, *next, taken)) {
        slots = taken;
        return last;
      }
    }
    return now.optional ? fit(element + 1, at, slots) : std::nullopt;
  }

  std::optional<size_t> over_gap(int most, size_t element, size_t at, Slots& slots) const {
    for (int skipped = 0;; ++skipped, ++at) {
      if (const auto last = fit(element + 1, at, slots)) return last;
      if (skipped == most || at >= end || closes(items[at])) return std::nullopt;
    }
  }

  std::optional<size_t> take(const Element& element, size_t at, Slots& slots) const {
    if (at >= end) return std::nullopt;
    const Item& item = items[at];
    switch (element.kind) {
      case Kind::kWord:
      case Kind::kMark:
        return fits(element, item) ? std::optional(at + 1) : std::nullopt;
      case Kind::kNumber: {
        const auto number = number_at(items, at, end, values);
        if (!number) return std::nullopt;
        slots.number = number->value;
        return number->end;
      }
      case Kind::kDay:
      case Kind::kYear:
        return take_figure(element.kind, item, at, slots);
      case Kind::kDate: {
        slots.date = item.token.kind == Token::Kind::kNumber ? date_of(item.text) : std::nullopt;
        return slots.date ? std::optional(at + 1) : std::nullopt;
      }
      case Kind::kMonth: {
        const auto month =
            item.word == nullptr ? values.months.end() : values.months.find(item.word->stem);
        if (month == values.months.end()) return std::nullopt;
        slots.month = month->second;
        return at + 1;
      }
      case Kind::kUnit: {
        const auto unit =
            item.word == nullptr ? values.units.end() : values.units.find(item.word->stem);
        if (unit == values.units.end()) return std::nullopt;
        slots.unit = unit->second;
        return at + 1;
      }
      case Kind::kAction:
        return item.word != nullptr && values.action && values.action(*item.word)
                   ? std::optional(at + 1)
                   : std::nullopt;
      case Kind::kGap:
        break;
    }
    return std::nullopt;
  }

  static std::optional<size_t> take_figure(Kind kind, const Item& item, size_t at, Slots& slots) {
    if (item.token.kind != Token::Kind::kNumber) return std::nullopt;
    std::string_view text = item.text;
    while (!text.empty() && (text.back() < '0' || text.back() > '9')) text.remove_suffix(1);
    const auto value = whole(text);
    if (!value) return std::nullopt;
    if (kind == Kind::kDay) {
      if (*value < 1 || *value > 31) return std::nullopt;
      slots.day = static_cast<int>(*value);
    } else {
      if (*value < 1900 || *value > 2199) return std::nullopt;
      slots.year = static_cast<int>(*value);
    }
    return at + 1;
  }
};

std::vector<Match> PatternSet::all(const Items& items, size_t begin, size_t end,
                                   const ValueWords& values) const {
  std::vector<Match> found;
  for (size_t at = begin; at < end; ++at) {
    const size_t first = found.size();
    const auto attempt = [&](const std::vector<size_t>& phrases) {
      for (const size_t index : phrases) {
        const Phrase& phrase = phrases_[index];
        Match match{at, at, phrase.rule, {}};
        const auto last = Step{items, end, values, phrase.elements}.fit(0, at, match.slots);
        if (!last) continue;
        match.end = *last;
        const auto same =
            std::find_if(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
                         [&](const Match& other) { return other.rule == match.rule; });
        if (same == found.end())
          found.push_back(match);
        else if (same->end < match.end)
          *same = match;
      }
    };
    if (const Word* word = items[at].word) {
      if (const auto by_stem = by_stem_.find(word->stem); by_stem != by_stem_.end())
        attempt(by_stem->second);
      if (const auto by_exact = by_exact_.find(word->exact); by_exact != by_exact_.end())
        attempt(by_exact->second);
    }
    attempt(by_number_);
  }
  return found;
}

std::vector<Match> PatternSet::best(const Items& items, size_t begin, size_t end,
                                    const ValueWords& values) const {
  std::vector<Match> found = all(items, begin, end, values);
  std::stable_sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<Match> kept;
  for (const Match& match : found) {
    if (kept.empty() || kept.back().end <= match.begin) kept.push_back(match);
  }
  return kept;
}

}  // namespace dostyq::reading
