#pragma once

#include <string>

#include "base/error.hpp"
#include "world/programme.hpp"

namespace dostyq::planning {

/// A place, and if wanted a kind (or class) and a phase: "korday", "korday:branch",
/// "korday:branch:2027".
struct SitePick {
  std::string place, kind, phase;
  std::string text() const {
    return place + (kind.empty() ? "" : ":" + kind) + (phase.empty() ? "" : ":" + phase);
  }
};

/// Every part is known to the programme. Errors: planning.unknown_place (with the place that was
/// probably meant, by id or by name in any language), planning.unknown_kind,
/// planning.unknown_phase.
Result<void> check_pick(const SitePick& pick, const world::Programme& programme);

/// Parts between colons, checked.
Result<SitePick> parse_pick(const std::string& text, const world::Programme& programme);

}  // namespace dostyq::planning
