#pragma once

#include <optional>
#include <string>

#include "world/programme.hpp"

namespace dostyq::world {

/// A name as somebody wrote it, to be compared with areas: "Панфилов ауданы", "Panfilov district"
/// and "панфилов" are one.
class AreaName {
 public:
  enum class Match { kNone, kShort, kFull };

  explicit AreaName(const std::string& written);

  /// The best match among the three languages. A name that says "district" never matches a region,
  /// nor the other way round.
  Match match(const AreaVersion& area) const;
  /// The name has a word such as "ауданы" or "region".
  bool says_kind() const { return full_ != short_; }

 private:
  std::string full_;              ///< folded
  std::optional<AreaKind> kind_;  ///< set while short_ is made: keep it in front
  std::string short_;             ///< folded, without the words for a kind of area
};

}  // namespace dostyq::world
