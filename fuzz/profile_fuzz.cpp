// Any bytes as a profile: problems with keys, or rules whose speeds are within their range for any
// tags.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "travel/profile.hpp"

namespace {

using namespace dostyq;

void check(const travel::Profile& profile, std::string_view text) {
  // The text's own words as tags, so that its keys and values occur.
  std::vector<io::OsmTag> tags{{"highway", "residential"}, {"maxspeed", text.substr(0, 30)}};
  for (size_t at = 0; at + 8 < text.size() && tags.size() < 40; at += 11) {
    tags.push_back({text.substr(at, 4), text.substr(at + 4, 4)});
  }
  for (const std::string& road : profile.classes()) {
    tags[0].value = road;
    const travel::WayUse use = profile.way(tags);
    for (const double kmh : {use.forward_kmh, use.backward_kmh}) {
      if (!std::isfinite(kmh) || kmh < 0 || kmh > 1e12) std::abort();
    }
    if (use.open() && use.road_class >= profile.classes().size()) std::abort();
  }
  profile.node(tags);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Checked<travel::Profile> profile = travel::Profile::parse(text, "fuzz.toml");
  if (!profile) {
    if (profile.error().empty() || profile.error().front().key.empty()) std::abort();
    return 0;
  }
  check(*profile, text);
  for (const std::string& season : profile->seasons()) check(*profile->in_season(season), text);
  return 0;
}
