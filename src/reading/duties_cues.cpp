#include "reading/duties_cues.hpp"

#include <algorithm>

namespace dostyq::reading {
namespace {

constexpr double kImpliedStrength = 0.82;

class CueFinder {
 public:
  CueFinder(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
            const std::vector<BodyMention>& bodies, std::optional<Date> page)
      : items_(items), begin_(begin), end_(end), lexicon_(lexicon), bodies_(bodies), page_(page) {}

  std::vector<Cue> find(std::string& blocked) {
    std::vector<Cue> cues;
    const std::string whole = whole_sentence_block();
    for (const Match& match : best(Table::kCue)) {
      const Rule& rule = rule_of(Table::kCue, match);
      std::string why = whole.empty() ? block(match, rule) : whole;
      if (why.empty()) {
        cues.push_back({match.begin, match.end, rule.modality, rule.strength,
                        rule.modality == directive::Modality::kOrdered && !rule.passive, false});
      } else if (blocked.empty() && why != "noise") {
        blocked = std::move(why);
      }
    }
    if (cues.empty() && blocked.empty() && whole.empty()) add_implied(cues);
    if (cues.empty() && blocked.empty()) {
      for (const Match& match : best(Table::kBlock)) {
        if (rule_of(Table::kBlock, match).id != "noise") blocked = rule_of(Table::kBlock, match).id;
      }
    }
    return cues;
  }

 private:
  std::vector<Match> all(Table table) const {
    return lexicon_.table(table).patterns.all(items_, begin_, end_, lexicon_.values);
  }
  std::vector<Match> best(Table table) const {
    return lexicon_.table(table).patterns.best(items_, begin_, end_, lexicon_.values);
  }
  const Rule& rule_of(Table table, const Match& match) const {
    return lexicon_.table(table).rules[static_cast<size_t>(match.rule)];
  }
  bool is_one_of(size_t at, const std::vector<WordId>& forms) const {
    return at >= begin_ && at < end_ && items_[at].word != nullptr &&
           Lexicon::has(forms, items_[at].word->exact);
  }

  /// A question, or a condition: no word of the sentence obliges.
  std::string whole_sentence_block() const {
    for (size_t at = end_; at-- > begin_;) {
      const Token& token = items_[at].token;
      if (token.kind != Token::Kind::kMark) break;
      if (token.is('?')) return "question";
      if (token.is('.') || token.is('!')) break;
    }
    for (size_t at = begin_; at < end_; ++at) {
      if (is_one_of(at, lexicon_.forms.question)) return "question";
    }
    for (const Match& match : best(Table::kClauseBlock))
      return rule_of(Table::kClauseBlock, match).id;
    // The conditional mood of Kazakh ends its clause: "... түссе, ...".
    for (size_t at = begin_; lexicon_.verb_last && at + 1 < end_; ++at) {
      const Word* word = items_[at].word;
      if (word != nullptr && items_[at + 1].token.is(',') &&
          (word->folded.ends_with("са") || word->folded.ends_with("се")) &&
          lexicon_.is_finite(*word))
        return "condition";
    }
    return {};
  }

  /// Why this cue does not oblige; empty when it does.
  std::string block(const Match& cue, const Rule& rule) const {
    for (const Match& match : all(Table::kBlock)) {
      if (match.begin < cue.end && cue.begin < match.end) return rule_of(Table::kBlock, match).id;
    }
    if (is_one_of(cue.begin - 1, lexicon_.forms.negation_before) ||
        is_one_of(cue.end, lexicon_.forms.negation_after) ||
        is_one_of(cue.end + 1, lexicon_.forms.negation_after))
      return "negated";
    for (size_t at = begin_; at < cue.begin; ++at) {
      if (is_one_of(at, lexicon_.forms.negative_subject)) return "negated";
    }
    if (rule.modality != directive::Modality::kOrdered) {
      if (is_one_of(cue.begin - 1, lexicon_.forms.past_auxiliary) ||
          is_one_of(cue.end, lexicon_.forms.past_auxiliary) ||
          (lexicon_.verb_last && is_one_of(cue.end + 1, lexicon_.forms.past_auxiliary)))
        return "past";
    }
    if (rule.reported && told_of_the_past(cue)) return "past";
    return {};
  }

  /// "Last year the President instructed": the time stands before the cue or close after it, and
  /// not in a clause of its own.
  bool told_of_the_past(const Match& cue) const {
    for (const Match& match : all(Table::kPastTime)) {
      if (match.slots.year && (!page_ || *match.slots.year >= page_->year())) continue;
      if (match.begin >= cue.end) {
        if (match.begin <= cue.end + 2) return true;
        continue;
      }
      if (!lexicon_.verb_last) return true;
      // A clause of its own, or an example: "2024 жылы Түркістанда ашылғандай".
      bool apart = false;
      for (size_t at = match.end; at < cue.begin; ++at) apart = apart || items_[at].token.is(',');
      for (const Match& example : all(Table::kComparison))
        apart = apart || (example.begin >= match.end && example.begin <= match.end + 3);
      if (!apart) return true;
    }
    return false;
  }

  /// No cue at all: "Правительству открыть ...", "ашсын".
  void add_implied(std::vector<Cue>& cues) const {
    if (lexicon_.verb_last) {
      for (size_t at = begin_; at < end_; ++at) {
        // At the end of its clause: "бастамасын қолдады" is a noun.
        const bool last = at + 1 == end_ || items_[at + 1].token.kind == Token::Kind::kMark ||
                          is_one_of(at + 1, lexicon_.forms.conjunction);
        if (last && items_[at].word != nullptr && lexicon_.is_jussive(*items_[at].word))
          cues.push_back({at, at + 1, directive::Modality::kOrdered, 0.93, false, false});
      }
      return;
    }
    if (lexicon_.language() != Language::kRussian) return;
    size_t action = end_;
    for (size_t at = begin_; at < end_ && action == end_; ++at) {
      if (items_[at].word != nullptr && lexicon_.is_action(*items_[at].word)) action = at;
    }
    if (action == end_ || is_one_of(begin_, lexicon_.forms.interrogative)) return;
    const bool told = std::any_of(bodies_.begin(), bodies_.end(), [&](const BodyMention& body) {
      return body.obliged_form && body.begin < action;
    });
    // Without a body the sentence has to end as one: a heading ("Как открыть ...") is no order.
    if (!told && !items_[end_ - 1].token.is('.') && !items_[end_ - 1].token.is(';')) return;
    for (size_t at = begin_; at < end_; ++at) {
      if (is_one_of(at, lexicon_.forms.past_auxiliary) || is_one_of(at, lexicon_.forms.not_action))
        return;
      if (items_[at].word != nullptr && lexicon_.is_finite(*items_[at].word)) return;
    }
    cues.push_back({action, action + 1, directive::Modality::kOrdered,
                    told ? kImpliedStrength : kImpliedStrength - 0.1, false, true});
  }

  const Items& items_;
  size_t begin_, end_;
  const Lexicon& lexicon_;
  const std::vector<BodyMention>& bodies_;
  std::optional<Date> page_;
};

}  // namespace

std::vector<Cue> find_cues(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
                           const std::vector<BodyMention>& bodies, std::optional<Date> page,
                           std::string& blocked) {
  return CueFinder(items, begin, end, lexicon, bodies, page).find(blocked);
}

}  // namespace dostyq::reading
