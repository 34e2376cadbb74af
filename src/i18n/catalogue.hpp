#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"

// Behind phrase.hpp: the messages of src/i18n/messages/*.toml, read once and ready to be filled.
namespace dostyq::i18n {

struct MessageFile {
  std::string_view name, text;
};

/// The files built into the binary (embed_messages.cmake), sorted by name.
std::span<const MessageFile> embedded_messages();

/// One ICU pattern. Patterns of words and {n} alone are cut into segments when they are made and
/// never meet ICU again; patterns with plural or select keep an ICU formatter. Safe to use from
/// several threads.
class Pattern {
 public:
  /// `problem` gets ICU's complaint when the text is not a pattern; the pattern then fills to
  /// nothing.
  Pattern(std::string_view text, Language language, std::string* problem = nullptr);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  /// Appends the filled pattern to `out`; false when the arguments do not suit it (a plural of a
  /// word). Linear in the output.
  bool fill(std::span<const std::string> args, std::string& out) const;

  /// Numbers of the arguments, sorted, unique.
  const std::vector<int>& arguments() const { return arguments_; }
  /// The words outside arguments and between the branches of plurals, for tests.
  const std::string& words() const { return words_; }

 private:
  struct Complex;
  struct Segment {
    std::string words;
    int argument = -1;  ///< follows the words; -1: none
  };
  std::vector<Segment> segments_;
  std::unique_ptr<Complex> complex_;
  std::vector<int> arguments_;
  std::string words_;
};

class Catalogue {
 public:
  /// Complaints ("file: key: what") go to `problems`; what is right is kept.
  Catalogue(std::span<const MessageFile> files, std::vector<std::string>& problems);

  /// Null for an unknown key. O(1).
  const Pattern* find(std::string_view key, Language language) const;
  std::vector<std::string> keys() const;

  /// The catalogue of the binary, read at the first call. Thread-safe.
  static const Catalogue& built_in();

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::array<Pattern, 3>, Hash, std::equal_to<>> messages_;
};

}  // namespace dostyq::i18n
