#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "directive/ast.hpp"
#include "reading/pattern.hpp"

namespace dostyq::reading {

/// The tables of a language: which phrases mean what (lexicon/*.toml, docs/reading.md).
enum class Table {
  kCue,           ///< makes a sentence ordered, required or supported
  kBlock,         ///< what looks like a cue and is none, with the reason
  kClauseBlock,   ///< takes the force of every cue of its sentence, with the reason
  kBody,          ///< who can be obliged
  kOffice,        ///< who can speak
  kSaying,        ///< verbs of saying
  kSubject,       ///< what is to be done
  kVagueNumber,   ///< "a number of"
  kDue,           ///< by when
  kEvery,         ///< "all regions"
  kWholeCountry,  ///< "the whole country"
  kOpenEnd,       ///< "and others"
  kException,     ///< "except"
  kReason,        ///< why there
  kComparison,    ///< "like the one in": places after (or before) it are examples
  kAreaKind,      ///< "district"
  kAnaphor,       ///< "there"
  kPurpose,       ///< "in order to": what follows is no duty of its own
  kPastTime,      ///< "last year"
  kSection,       ///< headings of background
  kRelated,       ///< labels of the list of related headlines
  kByline,
  kViews,
  kPhoto,
  kNavigation,  ///< "share", "print", tags
  kZone,        ///< "Astana time"
};
inline constexpr size_t kTables = static_cast<size_t>(Table::kZone) + 1;

/// One entry of a table; what its fields mean depends on the table.
struct Rule {
  std::string id;    ///< of a subject or body; `why` of a block
  std::string kind;  ///< of a body, a due term, an area
  directive::Modality modality = directive::Modality::kDescribed;
  double strength = 0.9;
  bool passive = false;   ///< who stands before the cue is obliged, not the one who orders
  bool reported = false;  ///< with "last year" it is a report, not an order
  bool plural = false;    ///< several bodies
  bool before = false;    ///< a comparison stands behind its example
  std::optional<int64_t> n;
  char unit = 0;
  int zone_minutes = 0;
};

struct RuleSet {
  PatternSet patterns;
  std::vector<Rule> rules;
};

/// Forms that stand by themselves, not in a phrase.
struct FormLists {
  std::vector<WordId> negation_before, negation_after, negative_subject, past_auxiliary, question,
      conjunction, obliged, subject, interrogative, preposition, passive, action, not_action,
      pronoun, capitalised, stopwords, language_words;
};

class Lexicon {
 public:
  /// The tables built into the binary; a dictionary is opened when the language has rules that rest
  /// on one. Errors: those of dictionary.hpp, reading.bad_pattern, reading.bad_lexicon.
  static Result<std::unique_ptr<Lexicon>> built_in(Language language);
  static Result<std::unique_ptr<Lexicon>> parse(Language language, std::string_view toml);

  Language language() const { return vocabulary.language(); }
  const RuleSet& table(Table which) const { return tables[static_cast<size_t>(which)]; }

  /// An infinitive (Russian), a verb's name (Kazakh) or a listed verb (English).
  bool is_action(const Word& word) const;
  /// A form that orders by itself: Kazakh "ашсын", "ашыңыздар". Asks Hunspell.
  bool is_jussive(const Word& word) const;
  /// A form of a verb that is not its infinitive. Asks Hunspell.
  bool is_finite(const Word& word) const;
  static bool has(const std::vector<WordId>& ids, WordId id);

  Vocabulary vocabulary;
  ValueWords values;
  FormLists forms;
  std::array<RuleSet, kTables> tables;
  std::vector<std::string> abbreviations;    ///< folded, without the full stop
  std::map<std::string, std::string> heads;  ///< a body's word, folded → the office that heads it
  std::shared_ptr<const Dictionary> dictionary;
  Endings endings;
  bool verb_last = false;

 private:
  explicit Lexicon(Language language) : vocabulary(language) {}
  friend class LexiconReader;
  std::vector<std::string> infinitive_endings_;
  std::string verb_classes_, jussive_classes_;
  std::vector<std::string> jussive_endings_;
};

}  // namespace dostyq::reading
