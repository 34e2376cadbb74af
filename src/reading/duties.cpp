#include "reading/duties.hpp"

#include <algorithm>

#include "reading/duties_cues.hpp"

namespace dostyq::reading {
namespace {

constexpr size_t kBoundaryReach = 8;

class Splitter {
 public:
  Splitter(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
           const std::vector<BodyMention>& bodies)
      : items_(items), begin_(begin), end_(end), lexicon_(lexicon), bodies_(bodies) {
    for (const Match& match :
         lexicon.table(Table::kPurpose).patterns.all(items, begin, end, lexicon.values))
      purposes_.push_back(match.begin);
    dues_ = lexicon.table(Table::kDue).patterns.best(items, begin, end, lexicon.values);
  }

  std::vector<Duty> split(const std::vector<Cue>& cues) {
    for (const Cue& cue : cues) {
      if (lexicon_.verb_last)
        add_verb_last(cue);
      else
        add_verb_first(cue, next_cue(cues, cue));
    }
    return in_order();
  }

 private:
  /// Duties that follow each other and have words of their own, from the sentence's beginning to
  /// its end.
  std::vector<Duty> in_order() const {
    std::vector<Duty> kept;
    for (const Duty& duty : duties_) {
      if (!kept.empty() && (duty.begin >= duty.end || duty.begin <= kept.back().begin)) continue;
      if (!kept.empty()) kept.back().end = duty.begin;
      kept.push_back(duty);
    }
    if (!kept.empty()) {
      kept.front().begin = begin_;
      kept.back().end = end_;
    }
    return kept;
  }

  size_t next_cue(const std::vector<Cue>& cues, const Cue& cue) const {
    size_t next = end_;
    for (const Cue& other : cues) {
      if (other.begin > cue.begin) next = std::min(next, other.begin);
    }
    return next;
  }

  bool is_action(size_t at) const {
    return items_[at].word != nullptr && lexicon_.is_action(*items_[at].word);
  }
  bool is_conjunction(size_t at) const {
    return items_[at].word != nullptr &&
           Lexicon::has(lexicon_.forms.conjunction, items_[at].word->exact);
  }
  bool is_stop(size_t at) const {
    const Token& token = items_[at].token;
    return token.is(',') || token.is(';') || token.is(':') ||
           (token.kind == Token::Kind::kMark && is_dash(token.mark));
  }
  bool is_boundary(size_t at) const { return is_stop(at) || is_conjunction(at); }

  static Duty duty_of(const Cue& cue) {
    Duty duty;
    duty.cue_begin = cue.begin;
    duty.cue_end = cue.end;
    duty.head = cue.begin;
    duty.modality = cue.modality;
    duty.strength = cue.strength;
    duty.active = cue.active;
    duty.implied = cue.implied;
    return duty;
  }

  /// Where a duty whose verb (or cue) stands at `head` begins, looking back no farther than `from`;
  /// `from` itself when nothing divides the two.
  size_t boundary_before(size_t head, size_t from, bool cue) const {
    const size_t reach = head > from + kBoundaryReach && !cue ? head - kBoundaryReach : from;
    size_t best = from;
    for (size_t at = head; at-- > reach;) {
      if (is_stop(at)) {
        best = at;
        break;
      }
      // "and then open": a conjunction close to the verb.
      if (is_conjunction(at) && (head - at <= 2 || cue)) {
        best = at;
        break;
      }
    }
    if (best == from) return from;
    // Back over the marks before it: ", и".
    while (best > from + 1 && is_boundary(best - 1)) --best;
    return best;
  }

  void add_verb_first(const Cue& cue, size_t next) {
    size_t first = next;
    // "стоит пересмотреть": the first verb may be the cue's own.
    const bool own = !cue.implied && cue.modality != directive::Modality::kSupported &&
                     cue.end > cue.begin + 1 && is_action(cue.end - 1);
    for (size_t at = cue.implied ? cue.begin : own ? cue.end - 1 : cue.end; at < next; ++at) {
      if (is_action(at)) {
        first = at;
        break;
      }
    }
    Duty duty = duty_of(cue);
    duty.head = first < next ? first : cue.begin;
    duty.begin = begin_;
    if (!duties_.empty()) {
      Duty& before = duties_.back();
      const size_t border = boundary_before(cue.begin, before.cue_end, true);
      const bool same = border == before.cue_end ||
                        (before.head == before.cue_begin && cue.begin <= before.cue_end + 3);
      if (same) {
        // Two words for one duty: "must and are obliged to".
        if (duty.modality < before.modality) before.modality = duty.modality;
        before.cue_end = cue.end;
        if (before.head == before.cue_begin) before.head = duty.head;
        add_coordinate(cue, before.head, next);
        return;
      }
      before.end = border;
      duty.begin = border;
    }
    duty.end = next;
    duties_.push_back(duty);
    add_coordinate(cue, first, next);
  }

  /// Further verbs under one cue: "should include the projects in their plans AND IMPLEMENT them".
  void add_coordinate(const Cue& cue, size_t first, size_t next) {
    for (size_t at = first + 1; at < next; ++at) {
      if (!is_action(at)) continue;
      const size_t border = coordinate_border(first, at);
      if (border == 0) continue;
      Duty duty = duty_of(cue);
      duty.head = at;
      duties_.back().end = border;
      duty.begin = border;
      duty.end = next;
      duties_.push_back(duty);
      first = at;
    }
  }

  /// Where the duty of the verb at `at` begins; 0 when it depends on the verb before it.
  size_t coordinate_border(size_t previous, size_t at) const {
    for (const size_t purpose : purposes_) {
      if (purpose > previous && purpose < at) return 0;
    }
    size_t border = 0;
    size_t verb = at;
    // English "to open".
    if (verb > previous + 1 && items_[verb - 1].text == "to") --verb;
    for (size_t back = verb - 1; back > previous && verb - back <= kBoundaryReach; --back) {
      if (!is_boundary(back)) continue;
      if (words_between(back, verb) <= 1 || (is_stop(back) && body_between(back, verb)))
        border = back;
      break;
    }
    // "акимату области – разработать": the dash; before it the body, before that the comma.
    if (border > 0 && items_[border].token.kind == Token::Kind::kMark &&
        is_dash(items_[border].token.mark)) {
      for (size_t back = border - 1; back > previous && border - back <= kBoundaryReach; --back) {
        if (is_stop(back) && body_between(back, border)) return back_over(back, previous);
      }
    }
    return border == 0 ? 0 : back_over(border, previous);
  }

  /// Items between a border and a verb, terms not counted: "и до 1 июня внести".
  size_t words_between(size_t border, size_t verb) const {
    size_t count = 0;
    for (size_t at = border + 1; at < verb; ++at) {
      count += std::none_of(dues_.begin(), dues_.end(),
                            [&](const Match& due) { return due.begin <= at && at < due.end; });
    }
    return count;
  }

  size_t back_over(size_t border, size_t previous) const {
    while (border > previous + 2 && is_boundary(border - 1)) --border;
    return border;
  }

  bool body_between(size_t from, size_t to) const {
    return std::any_of(bodies_.begin(), bodies_.end(), [&](const BodyMention& body) {
      return body.begin > from && body.end <= to;
    });
  }

  /// Kazakh: the verb and the cue end a duty. "... енгізуі ЖӘНЕ іске асыруы керек".
  void add_verb_last(const Cue& cue) {
    size_t from = begin_;
    if (!duties_.empty()) {
      from = duties_.back().cue_end;
      const bool words_between = cue.begin >= from + 2;
      if (!words_between) {
        if (cue.modality < duties_.back().modality) duties_.back().modality = cue.modality;
        duties_.back().cue_end = cue.end;
        duties_.back().end = cue.end;
        return;
      }
      duties_.back().end = from;
    }
    std::vector<size_t> verbs;
    for (size_t at = from; at < cue.end; ++at) {
      if (is_action(at)) verbs.push_back(at);
    }
    size_t start = from;
    for (size_t i = 0; i + 1 < verbs.size(); ++i) {
      const size_t after = verbs[i] + 1;
      if (after >= cue.begin || !is_boundary(after) || verbs[i] < start + 2) continue;
      const size_t next = verbs[i + 1];
      const bool ends = next + 1 >= cue.begin || is_boundary(next + 1);
      if (!ends || next < after + 2) continue;
      Duty duty = duty_of(cue);
      duty.begin = start;
      duty.head = verbs[i];
      duty.end = after;
      duties_.push_back(duty);
      start = after;
    }
    Duty duty = duty_of(cue);
    duty.begin = start;
    duty.end = cue.end;
    if (!verbs.empty() && verbs.back() >= start) duty.head = verbs.back();
    duties_.push_back(duty);
  }

  const Items& items_;
  size_t begin_, end_;
  const Lexicon& lexicon_;
  const std::vector<BodyMention>& bodies_;
  std::vector<size_t> purposes_;
  std::vector<Match> dues_;
  std::vector<Duty> duties_;
};

}  // namespace

Duties find_duties(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
                   const std::vector<BodyMention>& bodies, std::optional<Date> page) {
  Duties duties;
  std::vector<Cue> cues = find_cues(items, begin, end, lexicon, bodies, page, duties.blocked);
  duties.list = Splitter(items, begin, end, lexicon, bodies).split(cues);
  if (duties.list.empty()) {
    Duty whole;
    whole.begin = begin;
    whole.end = end;
    duties.list.push_back(whole);
  }
  return duties;
}

}  // namespace dostyq::reading
