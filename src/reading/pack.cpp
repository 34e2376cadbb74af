#include "reading/pack.hpp"

namespace dostyq::reading {

Result<Pack> Pack::make(Language language, const world::Programme& programme) {
  Pack pack;
  auto lexicon = Lexicon::built_in(language);
  if (!lexicon) return tl::unexpected(lexicon.error());
  pack.lexicon = std::move(*lexicon);
  auto places = PlaceNames::make(programme, *pack.lexicon);
  if (!places) return tl::unexpected(places.error());
  pack.places = std::make_unique<PlaceNames>(std::move(*places));
  auto bodies = BodyNames::make(programme, *pack.lexicon);
  if (!bodies) return tl::unexpected(bodies.error());
  pack.bodies = std::make_unique<BodyNames>(std::move(*bodies));
  return pack;
}

}  // namespace dostyq::reading
