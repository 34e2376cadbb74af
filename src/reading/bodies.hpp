#pragma once

#include <string>
#include <vector>

#include "reading/places.hpp"

namespace dostyq::reading {

/// Somebody who can be obliged, as a text names them.
struct BodyMention {
  std::string id;       ///< of the programme; empty: not a body by name ("the relevant ministry")
  std::string kind;     ///< "government", "akimat" ...
  std::string area;     ///< of an akimat or assembly of an area
  bool plural = false;  ///< "akims of regions"
  bool obliged_form = false;  ///< stands in the form of the one who is told to
  bool subject_form = false;  ///< stands in the form of the one who does it
  size_t begin = 0, end = 0;  ///< items, with the area
};

/// The bodies of a programme in one language: by their names, by their names' initials, and by the
/// lexicon's words for their kind, together with an area ("akimat of Almaty Region").
class BodyNames {
 public:
  static Result<BodyNames> make(const world::Programme& programme, Lexicon& lexicon);

  /// Sorted by begin, without overlaps.
  std::vector<BodyMention> find(const Items& items, size_t begin, size_t end,
                                const std::vector<PlaceMention>& places, Date day) const;
  /// Is there such a body on this day?
  bool stands(const std::string& id, Date day) const;

 private:
  BodyNames(const world::Programme& programme, const Lexicon& lexicon)
      : programme_(&programme), lexicon_(&lexicon) {}
  std::string only_body(const std::string& kind, const std::string& area, Date day) const;

  const world::Programme* programme_;
  const Lexicon* lexicon_;
  PatternSet names_;
};

}  // namespace dostyq::reading
