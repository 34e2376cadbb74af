#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/pack.hpp"

namespace dostyq::reading {

/// What somebody said, word for word.
struct Speech {
  Span span;
  std::string speaker;  ///< as the text calls them; empty: not told
};

/// Finds quotations with their speakers: «...», – said X; X said: "..."; – ..., – said X. One
/// object for a text in its order: "he said" is who spoke before.
class SpeechFinder {
 public:
  explicit SpeechFinder(std::string_view text) : text_(text) {}
  std::vector<Speech> find(Span block, const Lexicon& lexicon, WordCache& words);

 private:
  std::string speaker_near(const Items& items, size_t from, size_t to, const Lexicon& lexicon);
  std::string named(const Items& items, size_t from, size_t to, const Lexicon& lexicon) const;

  std::string_view text_;
  std::string last_speaker_;
};

}  // namespace dostyq::reading
