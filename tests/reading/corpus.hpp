#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reading/reader.hpp"

namespace dostyq::trial {

/// What a line of a corpus expects of one duty.
struct ExpectedDuty {
  directive::Modality modality = directive::Modality::kDescribed;
  std::vector<std::string> areas;  ///< sorted
  std::string every;
  bool open = false;
  std::optional<Date> due;
  std::optional<int64_t> number;
};

struct CorpusLine {
  int row = 0;
  std::string language, sentence;
  std::vector<ExpectedDuty> duties;  ///< empty: obliges nobody
};

/// A file of tests/reading: its own first lines say how it is written. Fails the test when a line
/// is not understood.
std::vector<CorpusLine> read_corpus(const std::string& file);

/// How many were expected, found and both.
struct Score {
  int expected = 0, found = 0, right = 0;
  double recall() const { return expected == 0 ? 1 : static_cast<double>(right) / expected; }
  double precision() const { return found == 0 ? 1 : static_cast<double>(right) / found; }
};

struct CorpusScore {
  Score modality[4];   ///< in the order of directive::Modality; described: obliges nobody
  Score orders;        ///< whether a duty is one at all
  Score places, dues;  ///< exact lists of places with their open end; exact days
  std::vector<std::string> misses;  ///< a line of text for each
};

/// Reads every sentence by itself on the corpus's day. A duty is right when it has the modality;
/// its places and its day are judged on those that are.
CorpusScore score(const std::vector<CorpusLine>& corpus, reading::Reader& reader);

}  // namespace dostyq::trial
