#pragma once

#include "directive/compile.hpp"

namespace dostyq::directive {

// What surrounds a requirement: the area in turn, the time it inherits.
struct Compiler::Scope {
  world::Territory area;
  Date ordered_on;
  std::optional<When> when;

  world::Territory named(const std::string& id, const world::World& world) const {
    return id.empty() ? area : world.gazetteer().territory(id, ordered_on);
  }
};

}  // namespace dostyq::directive
