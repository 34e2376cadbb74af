#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reading/due.hpp"
#include "reading/duties.hpp"
#include "reading/pack.hpp"
#include "reading/report.hpp"
#include "reading/speakers.hpp"

namespace dostyq::reading {

/// A sentence and what is known of where it stands.
struct SentencePlace {
  Span span;
  Part part = Part::kBody;
  std::string speaker;  ///< of the quotation that it is in
};

/// Makes statements of one language's sentences. One object for one text.
class SentenceReader {
 public:
  SentenceReader(std::string_view text, const Pack& pack, std::string country,
                 std::optional<Date> page);

  /// One statement for each duty; one for a sentence that lays none. Ids are not set.
  std::vector<Statement> read(const SentencePlace& place);
  /// The body whose office a speaker holds, once all sentences are read.
  std::string issuer_of(const std::string& speaker) { return speakers_.body_of(speaker, words_); }
  Items items(Span span) { return words_.items(text_, tokens_of(text_, span)); }

 private:
  struct Sentence;
  std::vector<Match> in(Table table, const Items& items, const Duty& duty) const;
  void add_bodies(Statement& statement, const Sentence& sentence, const Duty& duty) const;
  void add_places(Statement& statement, const Sentence& sentence, const Duty& duty) const;
  void add_reason(Statement& statement, const Sentence& sentence, const Duty& duty) const;
  void add_subject(Statement& statement, const Sentence& sentence, const Duty& duty) const;
  void inherit(Statement& statement, const Statement& first, const Sentence& sentence,
               const Duty& duty) const;
  void add_issuer(Statement& statement, const Sentence& sentence, const Duty& duty) const;
  void add_reporter(Statement& statement, const Sentence& sentence, const Duty& duty);
  void finish(Statement& statement, const Sentence& sentence, const Duty& duty) const;

  std::string_view text_;
  const Pack& pack_;
  const Lexicon& lexicon_;
  std::string country_;
  std::optional<Date> page_;
  WordCache words_;
  Speakers speakers_;
  std::string last_speaker_;
};

}  // namespace dostyq::reading
