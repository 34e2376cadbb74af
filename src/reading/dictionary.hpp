#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

class Hunspell;

namespace dostyq::reading {

/// A Hunspell dictionary of the machine (Debian: hunspell-ru, hunspell-kk, hunspell-en-us), read as
/// two tables: its words with their classes, and its rules of endings. It is looked for in the
/// folders of DICPATH and in /usr/share/hunspell.
class Dictionary {
 public:
  /// Errors: reading.no_dictionary (names the package), reading.bad_dictionary.
  static Result<std::shared_ptr<const Dictionary>> open(Language language);
  ~Dictionary();
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  bool has(const std::string& word) const { return words_.contains(word); }
  /// Bears one of these classes in the dictionary (each class is one letter).
  bool has(const std::string& word, const std::string& classes) const;
  /// The classes that have a rule which cuts one of these endings off.
  std::string classes_that_cut(const std::vector<std::string>& endings) const;
  /// What the rules of these classes add; `cutting`: also of those that cut something off first.
  std::vector<std::string> endings_of(const std::string& classes, bool cutting = false) const;
  /// The word is a form that a rule of one of these classes makes. Asks Hunspell; not for threads.
  bool is_form(const std::string& word, const std::string& classes) const;
  /// A word of the language in some form. Asks Hunspell; not for threads.
  bool knows(const std::string& word) const;

  const std::unordered_map<std::string, std::string>& words() const { return words_; }

 private:
  struct Rule {
    char flag;
    std::string cut, add;
  };
  Dictionary() = default;
  void read_words(const std::string& bytes);
  void read_rules(const std::string& bytes);
  Hunspell& hunspell() const;

  std::string aff_path_, dic_path_;
  std::unordered_map<std::string, std::string> words_;  ///< word → classes
  std::vector<Rule> rules_;
  mutable std::unique_ptr<Hunspell> hunspell_;  ///< made when it is first asked
};

/// The endings of an agglutinating language, learned from its dictionary: what at least so many of
/// its words bear over another of its words, and what its rules add; after a plural's ending any of
/// them again.
class Endings {
 public:
  Endings() = default;
  Endings(const Dictionary& dictionary, const std::string& noun_classes,
          const std::string& plural_class);
  bool has(const std::string& ending) const;

 private:
  std::unordered_set<std::string> endings_;
  std::vector<std::string> plurals_;
};

}  // namespace dostyq::reading
