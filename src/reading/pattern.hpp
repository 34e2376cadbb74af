#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "reading/vocabulary.hpp"

// Phrases of the lexicon: words that follow each other, found in a sentence.
namespace dostyq::reading {

/// Numbers, months and units by the stems of their words.
struct ValueWords {
  std::unordered_map<WordId, int64_t> numbers;  ///< exact forms; "сто", "жүз", "hundred"
  std::unordered_map<WordId, int> months;       ///< stems, 1 to 12
  std::unordered_map<WordId, char> units;       ///< stems; y, q, m, w, d
  std::vector<WordId> number_joiners;           ///< exact; "and" in "one hundred and five"
  std::function<bool(const Word&)> action;      ///< of the slot {action}; may be empty
};

/// What the slots of a phrase took.
struct Slots {
  std::optional<int> day, month, year;
  std::optional<int64_t> number;
  char unit = 0;
  std::optional<Date> date;
};

struct Match {
  size_t begin = 0, end = 0;  ///< items
  int rule = 0;
  Slots slots;
};

/// A phrase is written as words divided by spaces:
///   word      a form of this word (by its stem)        =word    this very form
///   ~word     a word with this very stem
///   a/b       one of these                             word?    may be missing
///   ..        up to three other words (..6: up to six), not across . ; : or a bracket
///   {n} {day} {month} {year} {unit} {date}             a number, parts of a date
///   {action}                                           a verb in its dictionary form
///   , and other marks stand for themselves
/// All phrases of a set are looked for at once: those whose first word is not there cost nothing.
class PatternSet {
 public:
  /// Error: reading.bad_pattern.
  Result<void> add(std::string_view phrase, int rule, Vocabulary& vocabulary);

  /// Matches that begin at every item of [begin, end); of one rule the longest at each place. In
  /// order of their begin.
  std::vector<Match> all(const Items& items, size_t begin, size_t end,
                         const ValueWords& values) const;
  /// Leftmost, longest, without overlaps.
  std::vector<Match> best(const Items& items, size_t begin, size_t end,
                          const ValueWords& values) const;

 private:
  enum class Kind { kWord, kGap, kNumber, kDay, kMonth, kYear, kUnit, kDate, kAction, kMark };
  struct Element {
    Kind kind = Kind::kWord;
    std::vector<WordId> stems, exacts;
    bool optional = false;
    int most = 0;      ///< of a gap
    int32_t mark = 0;  ///< of a mark
  };
  struct Phrase {
    std::vector<Element> elements;
    int rule = 0;
  };
  struct Step;

  static bool fits(const Element& element, const Item& item);
  void index(size_t phrase);

  std::vector<Phrase> phrases_;
  std::unordered_map<WordId, std::vector<size_t>> by_stem_, by_exact_;
  std::vector<size_t> by_number_;  ///< begin with a number or a mark
};

/// The number that begins at `at`, in figures or words, and where it ends.
struct NumberAt {
  int64_t value = 0;
  size_t end = 0;
};
std::optional<NumberAt> number_at(const Items& items, size_t at, size_t end,
                                  const ValueWords& values);

}  // namespace dostyq::reading
