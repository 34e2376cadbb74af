#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "reading/dictionary.hpp"
#include "reading/tokens.hpp"

namespace dostyq::reading {

using WordId = int32_t;
inline constexpr WordId kNoWord = -1;

/// A word of a text as the tables know it.
struct Word {
  std::string folded;
  WordId stem = kNoWord;   ///< the table's word that this is a form of
  WordId exact = kNoWord;  ///< the table's form that this is
  bool look_alikes = false, roman = false;
};

/// The words of one language's tables, numbered. Stems come from libstemmer (Russian, English); a
/// Kazakh word is a form of the longest word of the tables that it begins with and that leaves a
/// known ending (Endings).
class Vocabulary {
 public:
  explicit Vocabulary(Language language) : language_(language) {}

  WordId add_stem(std::string_view word);
  /// The word itself as a stem.
  WordId add_raw_stem(std::string_view word);
  WordId add_exact(std::string_view word);
  /// All words must be there before the first look-up.
  Word look_up(std::string_view word, const class Stemmer& stemmer) const;

  Language language() const { return language_; }

 private:
  WordId number(std::unordered_map<std::string, WordId>& ids, const std::string& word);

  Language language_;
  std::unordered_map<std::string, WordId> stems_, exacts_;
  WordId next_ = 0;
};

/// libstemmer's state, or the Kazakh endings; one for each text that is read.
class Stemmer {
 public:
  Stemmer(Language language, const Endings* endings);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  std::string stem(const std::string& folded) const;
  const Endings* endings() const { return endings_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  const Endings* endings_;
};

/// A token with its text and its word (null for numbers and marks).
struct Item {
  Token token;
  std::string_view text;
  const Word* word = nullptr;
};
using Items = std::vector<Item>;

/// The words of a text, each looked up once.
class WordCache {
 public:
  WordCache(const Vocabulary& vocabulary, const Endings* endings)
      : vocabulary_(vocabulary), stemmer_(vocabulary.language(), endings) {}
  Items items(std::string_view text, const std::vector<Token>& tokens);

 private:
  const Vocabulary& vocabulary_;
  Stemmer stemmer_;
  std::unordered_map<std::string, std::unique_ptr<Word>> words_;
};

}  // namespace dostyq::reading
