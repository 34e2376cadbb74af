#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "reading/pack.hpp"

namespace dostyq::reading {

/// Whose office the speakers of a text hold: a body of the programme as it was on the page's day.
/// "Аким Павлодарской области Асаин Байханов" speaks for the akimat of that region, and so does
/// "Байханов" elsewhere on the page. One object for one text and language.
class Speakers {
 public:
  Speakers(const Pack& pack, Date day) : pack_(pack), day_(day) {}

  /// Keeps who is named with an office in this sentence.
  void learn(const Items& items, const std::vector<BodyMention>& bodies,
             const std::vector<PlaceMention>& places);
  /// Id of a body; empty when the programme knows none.
  std::string body_of(const std::string& speaker, WordCache& words) const;

 private:
  bool has_office(const Items& items, size_t begin, size_t end) const;
  static std::string surname(const Items& items, size_t from, size_t to,
                             const std::vector<PlaceMention>& places);

  const Pack& pack_;
  Date day_;
  std::vector<std::pair<std::string, std::string>> names_;  ///< surname → body
};

/// Who says it in a sentence that is not in quotation marks ("The President stressed that ..."):
/// an office or a name beside the verb of saying at items [begin, end). Empty: nobody. `pronoun`
/// tells that "he" does.
std::string reported_speaker(std::string_view text, const Items& items, size_t begin, size_t end,
                             const Lexicon& lexicon, bool& pronoun);

}  // namespace dostyq::reading
