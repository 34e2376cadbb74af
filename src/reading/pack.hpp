#pragma once

#include <memory>

#include "reading/bodies.hpp"

namespace dostyq::reading {

/// All that is known of one language: its tables, and the programme's names in it.
struct Pack {
  std::unique_ptr<Lexicon> lexicon;
  std::unique_ptr<PlaceNames> places;
  std::unique_ptr<BodyNames> bodies;

  static Result<Pack> make(Language language, const world::Programme& programme);
};

}  // namespace dostyq::reading
