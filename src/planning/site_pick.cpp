#include "planning/site_pick.hpp"

#include <algorithm>
#include <vector>

#include "world/words.hpp"

namespace dostyq::planning {
namespace {

/// The id that was probably meant, or "none".
std::string meant(const std::string& typed, const world::Programme& programme) {
  std::vector<std::string> ids;
  const std::string folded = world::fold_name(typed);
  for (const world::Place& place : programme.places) {
    for (Language language : kLanguages) {
      if (world::fold_name(place.name.in(language)) == folded) return place.id;
    }
    ids.push_back(place.id);
  }
  const std::string near = world::nearest(typed, ids);
  return near.empty() ? "none" : near;
}

}  // namespace

Result<void> check_pick(const SitePick& pick, const world::Programme& programme) {
  const auto& config = programme.config;
  if (programme.find_place(pick.place) == nullptr)
    return fail("planning.unknown_place", {pick.place, meant(pick.place, programme)});
  const bool kind =
      pick.kind.empty() || std::any_of(config.kinds.begin(), config.kinds.end(),
                                       [&](const auto& k) { return k.is(pick.kind); });
  if (!kind) return fail("planning.unknown_kind", {pick.kind});
  const bool phase =
      pick.phase.empty() || std::any_of(config.phases.begin(), config.phases.end(),
                                        [&](const auto& p) { return p.id == pick.phase; });
  if (!phase) return fail("planning.unknown_phase", {pick.phase});
  return {};
}

Result<SitePick> parse_pick(const std::string& text, const world::Programme& programme) {
  SitePick pick;
  const size_t first = text.find(':');
  pick.place = text.substr(0, first);
  if (first != std::string::npos) {
    const size_t second = text.find(':', first + 1);
    pick.kind = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    if (second != std::string::npos) pick.phase = text.substr(second + 1);
  }
  if (Result<void> known = check_pick(pick, programme); !known)
    return tl::unexpected(known.error());
  return pick;
}

}  // namespace dostyq::planning
