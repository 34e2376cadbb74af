#include "reading/statements.hpp"

#include <algorithm>

namespace dostyq::reading {
namespace {

constexpr size_t kNumberReach = 4;
constexpr Date kLatest = Date::from_days(100'000);  // in the year 2243

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

struct SentenceReader::Sentence {
  Items items;
  std::vector<PlaceMention> places;
  std::vector<BodyMention> bodies;
  std::vector<DueMention> dues;
  std::vector<Match> sayings;  ///< verbs of saying
};

SentenceReader::SentenceReader(std::string_view text, const Pack& pack, std::string country,
                               std::optional<Date> page)
    : text_(text),
      pack_(pack),
      lexicon_(*pack.lexicon),
      country_(std::move(country)),
      page_(page),
      words_(pack.lexicon->vocabulary, &pack.lexicon->endings),
      speakers_(pack, page.value_or(kLatest)) {}

std::vector<Match> SentenceReader::in(Table table, const Items& items, const Duty& duty) const {
  return lexicon_.table(table).patterns.all(items, duty.begin, duty.end, lexicon_.values);
}

std::vector<Statement> SentenceReader::read(const SentencePlace& place) {
  Sentence sentence;
  sentence.items = items(place.span);
  if (sentence.items.empty()) return {};
  const size_t size = sentence.items.size();
  // A page without a date is read with the names of the latest day.
  const Date day = page_.value_or(kLatest);
  sentence.places = pack_.places->find(sentence.items, 0, size, day);
  sentence.bodies = pack_.bodies->find(sentence.items, 0, size, sentence.places, day);
  sentence.dues = find_dues(sentence.items, 0, size, lexicon_, page_, text_);
  sentence.sayings =
      lexicon_.table(Table::kSaying).patterns.all(sentence.items, 0, size, lexicon_.values);
  speakers_.learn(sentence.items, sentence.bodies, sentence.places);
  if (!place.speaker.empty()) last_speaker_ = place.speaker;
  const Duties duties = find_duties(sentence.items, 0, size, lexicon_, sentence.bodies, page_);
  std::vector<Statement> statements;
  for (const Duty& duty : duties.list) {
    Statement statement;
    statement.language = lexicon_.language();
    statement.part = place.part;
    statement.speaker = place.speaker;
    statement.modality = duty.modality;
    if (!duties.blocked.empty() && duty.modality == directive::Modality::kDescribed)
      statement.flags.push_back("reading.flag." + duties.blocked);
    size_t last = duty.end;
    size_t first = duty.begin;
    const auto is_edge = [&](size_t at) {
      const Item& item = sentence.items[at];
      return item.token.is(',') || item.token.is(';') ||
             (duties.list.size() > 1 && item.token.kind == Token::Kind::kMark &&
              is_dash(item.token.mark)) ||
             (item.word != nullptr && Lexicon::has(lexicon_.forms.conjunction, item.word->exact));
    };
    if (duties.list.size() > 1) {
      while (first + 1 < last && is_edge(first) && duty.begin > 0) ++first;
      while (last > first + 1 && is_edge(last - 1)) --last;
    }
    statement.span = {sentence.items[first].token.span.begin,
                      sentence.items[last - 1].token.span.end};
    if (duties.list.size() == 1) statement.span = place.span;
    statement.text = std::string(cut(text_, statement.span));
    if (duty.modality != directive::Modality::kDescribed)
      statement.cue = std::string(cut(text_, {sentence.items[duty.cue_begin].token.span.begin,
                                              sentence.items[duty.cue_end - 1].token.span.end}));
    add_bodies(statement, sentence, duty);
    add_places(statement, sentence, duty);
    add_reason(statement, sentence, duty);
    add_subject(statement, sentence, duty);
    if (statement.speaker.empty()) add_issuer(statement, sentence, duty);
    if (statement.speaker.empty() && statement.obliges()) add_reporter(statement, sentence, duty);
    if (!statements.empty()) inherit(statement, statements.front(), sentence, duty);
    finish(statement, sentence, duty);
    statements.push_back(std::move(statement));
  }
  return statements;
}

/// Who is told to: in the form of the one who is told to, or the subject before a cue that does not
/// itself order, or right after one that does.
void SentenceReader::add_bodies(Statement& statement, const Sentence& sentence,
                                const Duty& duty) const {
  if (!statement.obliges()) return;
  for (const BodyMention& body : sentence.bodies) {
    if (body.begin < duty.begin || body.begin >= duty.end) continue;
    if (body.kind == "head-of-state") continue;
    const bool said_it =
        std::any_of(sentence.sayings.begin(), sentence.sayings.end(), [&](const Match& saying) {
          const size_t at = saying.begin;
          return !body.obliged_form && at != duty.cue_begin &&
                 ((at < body.begin && body.begin - at <= 2) ||
                  (at >= body.end && at - body.end < 1));
        });
    if (said_it) continue;
    const bool of =
        body.begin > 0 && (sentence.items[body.begin - 1].text == "of" ||
                           (body.begin > 1 && sentence.items[body.begin - 1].text == "the" &&
                            sentence.items[body.begin - 2].text == "of"));
    // "The Assembly should be represented": somebody else is to do it.
    const bool passive =
        duty.cue_end < duty.end && sentence.items[duty.cue_end].word != nullptr &&
        Lexicon::has(lexicon_.forms.passive, sentence.items[duty.cue_end].word->exact);
    const bool before =
        body.end <= duty.cue_begin && body.subject_form && !duty.active && !of && !passive;
    const bool after = duty.active && body.begin >= duty.cue_end &&
                       body.begin <= duty.cue_end + 2 && !lexicon_.verb_last && !of;
    // "К клубам ...": where to, not who.
    const bool told =
        body.obliged_form &&
        !(body.begin > 0 && sentence.items[body.begin - 1].word != nullptr &&
          Lexicon::has(lexicon_.forms.preposition, sentence.items[body.begin - 1].word->exact));
    // "the first task of every structure", "должны акимы".
    const bool next = !lexicon_.verb_last && body.subject_form && !duty.active &&
                      duty.modality != directive::Modality::kSupported &&
                      body.begin >= duty.cue_end && body.begin <= duty.cue_end + 1;
    if (!told && !before && !after && !next) continue;
    if (!body.id.empty()) {
      add_once(statement.bodies, body.id);
    } else {
      const Span span{sentence.items[body.begin].token.span.begin,
                      sentence.items[body.end - 1].token.span.end};
      statement.unnamed.push_back({std::string(cut(text_, span)), body.kind, body.plural});
    }
  }
}

void SentenceReader::add_places(Statement& statement, const Sentence& sentence,
                                const Duty& duty) const {
  const Items& items = sentence.items;
  const std::vector<Match> examples = in(Table::kComparison, items, duty);
  const auto is_example = [&](const PlaceMention& place) {
    return std::any_of(examples.begin(), examples.end(), [&](const Match& match) {
      const Rule& rule = lexicon_.table(Table::kComparison).rules[static_cast<size_t>(match.rule)];
      const size_t from = rule.before ? place.end : match.end;
      const size_t to = rule.before ? match.begin : place.begin;
      if (from > to || to - from > 10) return false;
      for (size_t at = from; at < to; ++at) {
        if (items[at].token.is(',') && at > from + 1) return false;
        // Only the place next to "as ... opened in Turkistan" is the example.
        if (rule.before &&
            std::any_of(sentence.places.begin(), sentence.places.end(),
                        [&](const PlaceMention& other) { return other.begin == at; }))
          return false;
      }
      return true;
    });
  };
  std::vector<std::string> of_bodies;
  for (const PlaceMention& place : sentence.places) {
    if (place.begin < duty.begin || place.begin >= duty.end || is_example(place) ||
        place.tells_where)
      continue;
    const bool in_body =
        std::any_of(sentence.bodies.begin(), sentence.bodies.end(), [&](const BodyMention& body) {
          return body.begin <= place.begin && place.begin < body.end;
        });
    const Span span{items[place.begin].token.span.begin, items[place.end - 1].token.span.end};
    if (place.ids.size() > 1) {
      statement.open_places.push_back({std::string(cut(text_, span)), place.ids});
      continue;
    }
    if (in_body)
      add_once(of_bodies, place.ids.front());
    else
      add_once(statement.areas, place.ids.front());
    if (place.old_name) add_once(statement.flags, "reading.flag.old_name");
  }
  const auto every = in(Table::kEvery, items, duty);
  if (!every.empty()) {
    statement.every =
        lexicon_.table(Table::kEvery).rules[static_cast<size_t>(every.front().rule)].kind;
  } else if (!in(Table::kWholeCountry, items, duty).empty() && statement.areas.empty()) {
    statement.areas.push_back(country_);
  }
  statement.open_ended = !in(Table::kOpenEnd, items, duty).empty();
  if (statement.areas.empty() && statement.every.empty() && statement.open_places.empty() &&
      !statement.open_ended)
    statement.areas = of_bodies;
  if (!in(Table::kException, items, duty).empty())
    statement.flags.push_back("reading.flag.exception");
}

/// Words that say why there: an adjective, or the clause "where ...".
void SentenceReader::add_reason(Statement& statement, const Sentence& sentence,
                                const Duty& duty) const {
  const Items& items = sentence.items;
  for (const Match& match : in(Table::kReason, items, duty)) {
    size_t end = match.end;
    if (lexicon_.table(Table::kReason).rules[static_cast<size_t>(match.rule)].id == "clause") {
      if (statement.areas.empty() && !statement.open_ended) continue;
      while (end < duty.end && !items[end].token.is(',') && !items[end].token.is('.') &&
             !items[end].token.is(';') && !is_close_quote(items[end].token.mark))
        ++end;
    }
    const Span span{items[match.begin].token.span.begin, items[end - 1].token.span.end};
    if (!statement.reason.empty()) statement.reason += "; ";
    statement.reason += cut(text_, span);
  }
}

void SentenceReader::add_subject(Statement& statement, const Sentence& sentence,
                                 const Duty& duty) const {
  const Items& items = sentence.items;
  const std::vector<Match> subjects = in(Table::kSubject, items, duty);
  int best = -1;
  for (const Match& match : subjects) {
    if (best < 0 || match.rule < best) best = match.rule;
  }
  if (best >= 0)
    statement.subject = lexicon_.table(Table::kSubject).rules[static_cast<size_t>(best)].id;
  // "a number of towns": close before what is counted; "several ethnic groups" is another matter.
  const std::vector<Match> open_ends = in(Table::kOpenEnd, items, duty);
  for (const Match& vague : in(Table::kVagueNumber, items, duty)) {
    const auto follows = [&](const Match& match) {
      return match.end > vague.begin && match.begin <= vague.end + kNumberReach;
    };
    if (std::any_of(subjects.begin(), subjects.end(), follows) ||
        std::any_of(open_ends.begin(), open_ends.end(),
                    [&](const Match& match) { return match.begin == vague.begin; }))
      add_once(statement.flags, "reading.flag.open_number");
  }
  for (const Match& match : subjects) {
    const size_t from =
        match.begin > duty.begin + kNumberReach ? match.begin - kNumberReach : duty.begin;
    for (size_t at = from; at < match.begin; ++at) {
      const auto number = number_at(items, at, match.begin, lexicon_.values);
      if (!number || number->value < 1 || number->value > 100'000) continue;
      const bool clear = std::all_of(
          items.begin() + static_cast<std::ptrdiff_t>(number->end),
          items.begin() + static_cast<std::ptrdiff_t>(match.begin), [&](const Item& item) {
            return item.word != nullptr && !lexicon_.values.units.contains(item.word->stem) &&
                   !lexicon_.values.months.contains(item.word->stem) &&
                   !Lexicon::has(lexicon_.forms.preposition, item.word->exact);
          });
      const bool figure_of_year = items[at].token.kind == Token::Kind::kNumber &&
                                  number->value >= 1900 && number->value < 2200;
      // "один из": which one is open, not how many; so is a one that may be an article.
      if (clear && !figure_of_year && !statement.number) statement.number = number->value;
      at = number->end - 1;
    }
  }
  for (const DueMention& mention : sentence.dues) {
    if (mention.begin >= duty.begin && mention.begin < duty.end && !statement.due)
      statement.due = mention.due;
  }
}

/// What stands before the first duty of a sentence holds for the others too.
void SentenceReader::inherit(Statement& statement, const Statement& first, const Sentence& sentence,
                             const Duty& duty) const {
  if (statement.bodies.empty() && statement.unnamed.empty()) {
    statement.bodies = first.bodies;
    statement.unnamed = first.unnamed;
  }
  const auto in_front = [&](size_t begin) { return begin < duty.cue_begin && begin < duty.begin; };
  if (!statement.due) {
    for (const DueMention& mention : sentence.dues) {
      if (in_front(mention.begin)) {
        statement.due = mention.due;
        break;
      }
    }
  }
  if (statement.subject.empty()) statement.subject = first.subject;
  const bool anaphor = !in(Table::kAnaphor, sentence.items, duty).empty();
  const bool bare = statement.areas.empty() && statement.every.empty() && !statement.open_ended;
  const bool place_in_front =
      std::any_of(sentence.places.begin(), sentence.places.end(), [&](const PlaceMention& place) {
        return in_front(place.begin) && std::none_of(sentence.bodies.begin(), sentence.bodies.end(),
                                                     [&](const BodyMention& body) {
                                                       return body.begin <= place.begin &&
                                                              place.begin < body.end;
                                                     });
      });
  if (bare && (anaphor || place_in_front)) {
    statement.areas = first.areas;
    statement.every = first.every;
    statement.open_ended = first.open_ended;
    statement.reason = first.reason;
  }
}

/// Who orders: what stands between the beginning of the clause and "instructs".
void SentenceReader::add_issuer(Statement& statement, const Sentence& sentence,
                                const Duty& duty) const {
  if (!duty.active || statement.modality != directive::Modality::kOrdered || duty.implied) return;
  const Items& items = sentence.items;
  size_t from = 0;
  size_t to = duty.cue_begin;
  if (lexicon_.verb_last) {
    // The subject stands first.
    to = 0;
    for (const Match& match :
         lexicon_.table(Table::kOffice)
             .patterns.all(items, 0, std::min<size_t>(8, duty.cue_begin), lexicon_.values))
      to = std::max(to, match.end);
    while (to < duty.cue_begin && items[to].token.capital && to > 0) ++to;
    if (to == 0) return;
  } else {
    for (size_t at = to; at-- > 0;) {
      if (items[at].token.kind == Token::Kind::kMark && !is_dash(items[at].token.mark)) {
        from = at + 1;
        break;
      }
    }
  }
  if (to <= from || to - from > 8) return;
  const bool named = std::any_of(items.begin() + static_cast<std::ptrdiff_t>(from),
                                 items.begin() + static_cast<std::ptrdiff_t>(to),
                                 [](const Item& item) { return item.token.capital; });
  if (!named) return;
  statement.speaker =
      std::string(cut(text_, {items[from].token.span.begin, items[to - 1].token.span.end}));
}

/// Who is reported to have said it, without quotation marks: "The minister noted that ...".
void SentenceReader::add_reporter(Statement& statement, const Sentence& sentence,
                                  const Duty& duty) {
  for (const Match& saying : sentence.sayings) {
    if (saying.begin >= duty.cue_begin && saying.begin < duty.cue_end) continue;
    bool pronoun = false;
    statement.speaker =
        reported_speaker(text_, sentence.items, saying.begin, saying.end, lexicon_, pronoun);
    if (pronoun) statement.speaker = last_speaker_;
    if (!statement.speaker.empty()) {
      last_speaker_ = statement.speaker;
      return;
    }
  }
}

void SentenceReader::finish(Statement& statement, const Sentence& sentence,
                            const Duty& duty) const {
  for (size_t at = duty.begin; at < duty.end; ++at) {
    if (sentence.items[at].word != nullptr && sentence.items[at].word->look_alikes)
      add_once(statement.flags, "reading.flag.look_alikes");
  }
  if (!statement.open_places.empty()) statement.flags.push_back("reading.flag.ambiguous_area");
  if (!statement.obliges()) {
    statement.due.reset();
    statement.confidence = statement.flags.empty() ? 0.9 : 0.6;
    return;
  }
  if (statement.open_ended) statement.flags.push_back("reading.flag.open_end");
  if (!statement.unnamed.empty())
    statement.flags.emplace_back("reading.flag.unnamed_body");
  else if (statement.bodies.empty())
    statement.flags.emplace_back("reading.flag.no_body");
  if (!statement.due)
    statement.flags.push_back("reading.flag.no_date");
  else if (!statement.due->date)
    statement.flags.push_back("reading.flag.no_page_date");
  else if (statement.due->interpreted)
    statement.flags.push_back("reading.flag.interpreted_date");
  if (statement.subject.empty()) statement.flags.push_back("reading.flag.no_subject");
  if (duty.implied) statement.flags.push_back("reading.flag.implied");
  double confidence = duty.strength;
  if (statement.subject.empty()) confidence *= 0.85;
  if (!statement.open_places.empty()) confidence *= 0.95;
  if (statement.part == Part::kBackground) confidence *= 0.7;
  statement.confidence = confidence;
}

}  // namespace dostyq::reading
