#include "travel/profile.hpp"

#include <algorithm>
#include <cmath>

#include "travel/maxspeed.hpp"
#include "travel/profile_read.hpp"

namespace dostyq::embedded {
std::string_view profile_car();
std::string_view profile_foot();
}  // namespace dostyq::embedded

namespace dostyq::travel {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

/// The tags of a way or a node that a rule can ask for.
struct Profile::TagsFound {
  std::array<std::array<std::string_view, kMostKeys>, 3> access;  ///< by direction and rank
  std::array<std::string_view, kMostKeys> oneway;                 ///< by rank
  std::array<std::string_view, 3> maxspeed;                       ///< by direction
  std::string_view maxspeed_type, highway, route, junction, duration, barrier;
  bool area = false;
  double most = std::numeric_limits<double>::infinity();
  double factor = 1;
  double delay = 0;
};

Profile::Profile(ProfileRules rules) : rules_(std::move(rules)) {
  for (const auto& entry : rules_.highway.all()) classes_.push_back(entry.first);
  for (const auto& entry : rules_.route.all()) classes_.push_back(entry.first);
  index_keys();
}

void Profile::index_keys() {
  keys_.clear();
  constexpr std::array<std::pair<std::string_view, Direction>, 3> kSuffixes{
      {{"", Direction::kBoth},
       {":forward", Direction::kForward},
       {":backward", Direction::kBackward}}};
  for (const auto& [suffix, direction] : kSuffixes) {
    for (size_t i = 0; i < rules_.access.size(); ++i) {
      KeyUse& use = keys_[rules_.access[i] + std::string(suffix)];
      use.access = static_cast<int16_t>(i);
      use.direction = direction;
    }
    KeyUse& use = keys_["maxspeed" + std::string(suffix)];
    use.special = Special::kMaxspeed;
    use.direction = direction;
  }
  for (size_t i = 0; i < rules_.oneway.size(); ++i) {
    keys_[rules_.oneway[i]].oneway = static_cast<int16_t>(i);
  }
  keys_["highway"].special = Special::kHighway;
  keys_["route"].special = Special::kRoute;
  keys_["junction"].special = Special::kJunction;
  keys_["area"].special = Special::kArea;
  keys_["duration"].special = Special::kDuration;
  keys_["barrier"].special = Special::kBarrier;
  for (const char* key : {"maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"}) {
    keys_[key].special = Special::kMaxspeedType;
  }
  for (size_t i = 0; i < rules_.most.size(); ++i) {
    keys_[rules_.most[i].first].most = static_cast<int16_t>(i);
  }
  for (size_t i = 0; i < season_.factors.size(); ++i) {
    keys_[season_.factors[i].first].factor = static_cast<int16_t>(i);
  }
  for (size_t i = 0; i < rules_.delay.size(); ++i) {
    keys_[rules_.delay[i].first].delay = static_cast<int16_t>(i);
  }
}

Checked<Profile> Profile::parse(std::string_view toml, const std::string& file) {
  Checked<ProfileRules> rules = read_profile(toml, file);
  if (!rules) return tl::unexpected(std::move(rules.error()));
  return Profile(std::move(*rules));
}

std::string_view Profile::built_in_toml(std::string_view id) {
  if (id == "car") return embedded::profile_car();
  if (id == "foot") return embedded::profile_foot();
  return {};
}

Result<Profile> Profile::built_in(std::string_view id) {
  const std::string_view toml = built_in_toml(id);
  if (toml.empty()) return fail("profile.unknown", {std::string(id), "car, foot"});
  Checked<Profile> profile = parse(toml, std::string(id) + ".toml");
  if (!profile) return tl::unexpected(profile.error().front());
  return std::move(*profile);
}

std::vector<std::string> Profile::seasons() const {
  std::vector<std::string> names;
  names.reserve(rules_.seasons.size());
  for (const SeasonRules& season : rules_.seasons) names.push_back(season.name);
  return names;
}

Result<Profile> Profile::in_season(const std::string& season) const {
  Profile copy = *this;
  copy.season_ = {};
  const auto found = std::find_if(rules_.seasons.begin(), rules_.seasons.end(),
                                  [&](const SeasonRules& rules) { return rules.name == season; });
  if (found != rules_.seasons.end()) {
    copy.season_ = *found;
  } else if (!season.empty()) {
    std::string names;
    for (const std::string& name : seasons()) names += (names.empty() ? "" : ", ") + name;
    return fail("profile.unknown_season", {season, names.empty() ? "none" : names});
  }
  copy.index_keys();
  return copy;
}

Profile::TagsFound Profile::find(std::span<const io::OsmTag> tags) const {
  TagsFound found;
  for (const io::OsmTag& tag : tags) {
    const auto at = keys_.find(tag.key);
    if (at == keys_.end()) continue;
    const KeyUse& use = at->second;
    const auto direction = static_cast<size_t>(use.direction);
    if (use.access >= 0) found.access[direction][static_cast<size_t>(use.access)] = tag.value;
    if (use.oneway >= 0) found.oneway[static_cast<size_t>(use.oneway)] = tag.value;
    if (use.most >= 0) {
      const auto most = rules_.most[static_cast<size_t>(use.most)].second.find(tag.value);
      found.most = std::min(found.most, most.value_or(found.most));
    }
    if (use.factor >= 0) {
      const auto& table = season_.factors[static_cast<size_t>(use.factor)].second;
      found.factor *= table.find(tag.value).value_or(1);
    }
    if (use.delay >= 0) {
      found.delay +=
          rules_.delay[static_cast<size_t>(use.delay)].second.find(tag.value).value_or(0);
    }
    switch (use.special) {
      case Special::kNone:
        break;
      case Special::kHighway:
        found.highway = tag.value;
        break;
      case Special::kRoute:
        found.route = tag.value;
        break;
      case Special::kJunction:
        found.junction = tag.value;
        break;
      case Special::kArea:
        found.area = tag.value == "yes";
        break;
      case Special::kMaxspeed:
        found.maxspeed[direction] = tag.value;
        break;
      case Special::kMaxspeedType:
        if (found.maxspeed_type.empty()) found.maxspeed_type = tag.value;
        break;
      case Special::kDuration:
        found.duration = tag.value;
        break;
      case Special::kBarrier:
        found.barrier = tag.value;
        break;
    }
  }
  return found;
}

Profile::Access Profile::access(const TagsFound& found, Direction direction) const {
  for (size_t rank = 0; rank < rules_.access.size(); ++rank) {
    std::string_view value = found.access[static_cast<size_t>(direction)][rank];
    if (value.empty()) value = found.access[0][rank];
    if (value.empty()) continue;
    if (holds(rules_.allowed, value)) return Access::kAllowed;
    if (holds(rules_.denied, value)) return Access::kDenied;
  }
  return Access::kUnsaid;
}

Profile::Direction Profile::direction(const TagsFound& found, bool& closed) const {
  closed = false;
  for (const std::string_view value : found.oneway) {
    if (value.empty()) continue;
    if (value == "yes" || value == "true" || value == "1") return Direction::kForward;
    if (value == "-1" || value == "reverse" || value == "backward") return Direction::kBackward;
    if (value == "no" || value == "false" || value == "0") return Direction::kBoth;
    if (value == "alternating") return Direction::kBoth;
    if (value == "reversible") {
      closed = true;
      return Direction::kBoth;
    }
  }
  const bool implied = holds(rules_.oneway_junctions, found.junction) ||
                       holds(rules_.oneway_highways, found.highway);
  return implied ? Direction::kForward : Direction::kBoth;
}

double Profile::speed(const TagsFound& found, Direction direction, double of_class) const {
  double speed = of_class;
  if (rules_.limit) {
    std::string_view posted = found.maxspeed[static_cast<size_t>(direction)];
    if (posted.empty()) posted = found.maxspeed[0];
    auto limit = parse_maxspeed(posted, *rules_.limit);
    if (!limit && found.maxspeed_type.find(':') != std::string_view::npos) {
      limit = parse_maxspeed(found.maxspeed_type, *rules_.limit);
    }
    if (limit) speed = *limit * rules_.limit->factor;
  }
  if (found.most <= 0) return 0;
  return std::max(std::min(speed, found.most) * found.factor * season_.all, rules_.least);
}

WayUse Profile::way(std::span<const io::OsmTag> tags) const {
  WayUse use;
  // Most ways are no roads: they must not cost more than this.
  const auto highway = rules_.highway.index(io::tag_value(tags, "highway"));
  const auto route = highway ? std::nullopt : rules_.route.index(io::tag_value(tags, "route"));
  if (!highway && !route) return use;
  const TagsFound found = find(tags);
  use.ferry = !highway;
  const size_t road_class = highway ? *highway : rules_.highway.all().size() + *route;
  use.road_class = static_cast<uint16_t>(road_class);
  bool closed = false;
  const Direction open = direction(found, closed);
  if (closed || found.area || found.factor <= 0) return use;
  const bool needs_permit = holds(rules_.closed_unless_allowed, classes_[road_class]);
  const double of_class =
      highway ? rules_.highway.all()[*highway].second : rules_.route.all()[*route].second;
  const auto kmh = [&](Direction way, Direction other) {
    const Access access = this->access(found, way);
    if (open == other || access == Access::kDenied) return 0.0;
    if (needs_permit && access != Access::kAllowed) return 0.0;
    return use.ferry ? of_class : speed(found, way, of_class);
  };
  use.forward_kmh = kmh(Direction::kForward, Direction::kBackward);
  use.backward_kmh = kmh(Direction::kBackward, Direction::kForward);
  if (use.ferry) use.duration_s = parse_duration(found.duration).value_or(0);
  return use;
}

NodeUse Profile::node(std::span<const io::OsmTag> tags) const {
  NodeUse use;
  if (tags.empty()) return use;
  const TagsFound found = find(tags);
  use.delay_ms = static_cast<uint32_t>(std::llround(found.delay * 1000));
  if (found.barrier.empty()) return use;
  const Access access = this->access(found, Direction::kBoth);
  use.closed = access == Access::kDenied ||
               (access == Access::kUnsaid && holds(rules_.barriers_closed, found.barrier));
  return use;
}

}  // namespace dostyq::travel
