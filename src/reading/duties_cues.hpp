#pragma once

#include <string>
#include <vector>

#include "reading/bodies.hpp"

namespace dostyq::reading {

/// Words that oblige.
struct Cue {
  size_t begin = 0, end = 0;  ///< items
  directive::Modality modality = directive::Modality::kDescribed;
  double strength = 0;
  bool active = false, implied = false;
};

/// The cues of a sentence that hold; `blocked` gets why the others do not.
std::vector<Cue> find_cues(const Items& items, size_t begin, size_t end, const Lexicon& lexicon,
                           const std::vector<BodyMention>& bodies, std::optional<Date> page,
                           std::string& blocked);

}  // namespace dostyq::reading
