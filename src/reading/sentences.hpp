#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reading/tokens.hpp"

namespace dostyq::reading {

/// Sentences of a text, by ICU's rules with three corrections: none ends after an abbreviation that
/// the tables list, after initials, or before a dash with a small letter ("...!» – said he"); and
/// what runs on for more than 8 KB is cut at a space. One object for one text. (ICU stays in the
/// .cpp.)
class SentenceCutter {
 public:
  /// `abbreviations`: folded, without the full stop.
  SentenceCutter(std::string_view text, std::vector<std::string> abbreviations);
  ~SentenceCutter();
  SentenceCutter(const SentenceCutter&) = delete;
  SentenceCutter& operator=(const SentenceCutter&) = delete;

  /// Without the spaces around them. Linear in the block.
  std::vector<Span> sentences(Span block);

 private:
  bool goes_on(Span before, std::string_view after) const;

  struct Breaker;
  std::string_view text_;
  std::vector<std::string> abbreviations_;  ///< sorted
  std::unique_ptr<Breaker> breaker_;
};

}  // namespace dostyq::reading
