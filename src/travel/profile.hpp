#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/osm.hpp"
#include "travel/profile_rules.hpp"

namespace dostyq::travel {

/// How one mode of travel uses a way; a direction that is closed has speed 0.
struct WayUse {
  double forward_kmh = 0;
  double backward_kmh = 0;
  uint16_t road_class = 0;  ///< index in Profile::classes()
  bool ferry = false;       ///< nobody gets on or off between its ends
  uint32_t duration_s = 0;  ///< of the whole way, instead of the speed; 0: none given

  bool open() const { return forward_kmh > 0 || backward_kmh > 0; }
};

struct NodeUse {
  bool closed = false;    ///< nobody passes, but the node can be reached from either side
  uint32_t delay_ms = 0;  ///< of each passing
};

/// What the tags of OpenStreetMap mean for one mode of travel: rules read from a TOML file
/// (docs/roads.md), so that a planner can change them without a new program. Immutable; a call
/// costs a hash look-up a tag and no allocation.
///
///   const Profile winter = *Profile::built_in("car")->in_season("winter");
///   const WayUse use = winter.way(tags);
class Profile {
 public:
  /// Problems: see read_profile (profile_read.hpp).
  static Checked<Profile> parse(std::string_view toml, const std::string& file);
  /// "car" or "foot"; another name is profile.unknown.
  static Result<Profile> built_in(std::string_view id);
  static std::vector<std::string> built_in_names() { return {"car", "foot"}; }
  /// The text of a built-in profile, to begin one's own with.
  static std::string_view built_in_toml(std::string_view id);

  const std::string& id() const { return rules_.id; }
  const Text& name() const { return rules_.name; }
  const std::string& season() const { return season_.name; }  ///< "": none
  std::vector<std::string> seasons() const;
  /// The same profile in one of its seasons; "" is none. Another name is profile.unknown_season.
  Result<Profile> in_season(const std::string& season) const;

  /// Names of the classes of roads that can be used: values of highway=*, then of route=*.
  const std::vector<std::string>& classes() const { return classes_; }

  WayUse way(std::span<const io::OsmTag> tags) const;
  NodeUse node(std::span<const io::OsmTag> tags) const;

 private:
  static constexpr size_t kMostKeys = 8;
  enum class Direction : uint8_t { kBoth, kForward, kBackward };
  enum class Special : uint8_t {
    kNone,
    kHighway,
    kRoute,
    kJunction,
    kArea,
    kMaxspeed,
    kMaxspeedType,
    kDuration,
    kBarrier
  };
  /// All that one key of a tag is good for; -1: not for this.
  struct KeyUse {
    Special special = Special::kNone;
    Direction direction = Direction::kBoth;
    int16_t access = -1;  ///< index in rules_.access
    int16_t oneway = -1;  ///< index in rules_.oneway
    int16_t most = -1;    ///< index in rules_.most
    int16_t factor = -1;  ///< index in season_.factors
    int16_t delay = -1;   ///< index in rules_.delay
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct TagsFound;
  enum class Access : uint8_t { kUnsaid, kAllowed, kDenied };

  explicit Profile(ProfileRules rules);
  void index_keys();
  TagsFound find(std::span<const io::OsmTag> tags) const;
  Access access(const TagsFound& found, Direction direction) const;
  Direction direction(const TagsFound& found, bool& closed) const;
  double speed(const TagsFound& found, Direction direction, double of_class) const;

  ProfileRules rules_;
  SeasonRules season_;
  std::vector<std::string> classes_;
  std::unordered_map<std::string, KeyUse, Hash, std::equal_to<>> keys_;
};

}  // namespace dostyq::travel
