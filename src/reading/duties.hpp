#pragma once

#include <string>
#include <vector>

#include "reading/bodies.hpp"

namespace dostyq::reading {

/// A part of a sentence that lays one duty on somebody (or a whole sentence that lays none).
struct Duty {
  size_t begin = 0, end = 0;          ///< items
  size_t cue_begin = 0, cue_end = 0;  ///< items of the words that oblige; of the sentence's first
                                      ///< duty when several share them
  size_t head = 0;                    ///< the verb of what is to be done, or the cue
  directive::Modality modality = directive::Modality::kDescribed;
  double strength = 0;
  bool active = false;   ///< "instructs": who stands before it orders
  bool implied = false;  ///< no cue: "To the Government: open ..."
};

struct Duties {
  std::vector<Duty> list;  ///< one at least; the only one may oblige nobody
  std::string
      blocked;  ///< why words that usually oblige do not: negated, past, question, condition
};

/// The duties of the sentence of items [begin, end).
Duties find_duties(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
                   const std::vector<BodyMention>& bodies, std::optional<Date> page);

}  // namespace dostyq::reading
