#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace dostyq::travel {

/// Numbers by a tag's value, sorted by it.
class TagNumbers {
 public:
  void set(std::string value, double number) {
    const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), value, before);
    if (at != numbers_.end() && at->first == value) {
      at->second = number;
    } else {
      numbers_.insert(at, {std::move(value), number});
    }
  }
  /// The value's place in all(), or nothing.
  std::optional<size_t> index(std::string_view value) const {
    const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), value, before);
    if (at == numbers_.end() || at->first != value) return std::nullopt;
    return static_cast<size_t>(at - numbers_.begin());
  }
  std::optional<double> find(std::string_view value) const {
    const auto at = index(value);
    return at ? std::optional(numbers_[*at].second) : std::nullopt;
  }
  const std::vector<std::pair<std::string, double>>& all() const { return numbers_; }
  bool empty() const { return numbers_.empty(); }

 private:
  static bool before(const std::pair<std::string, double>& entry, std::string_view value) {
    return entry.first < value;
  }
  std::vector<std::pair<std::string, double>> numbers_;
};

/// One table for each key of a tag: most.surface, most.tracktype ...
using TablesByKey = std::vector<std::pair<std::string, TagNumbers>>;

/// How a posted limit is read: docs/roads.md.
struct SpeedLimits {
  double factor = 1;
  double none = 130;  ///< km/h
  double walk = 7;    ///< km/h
  TagNumbers zones;   ///< km/h; names in lower case
};

struct SeasonRules {
  std::string name;
  double all = 1;
  TablesByKey factors;
};

/// A profile's file as data: every key is explained in docs/roads.md. Speeds in km/h, delays in
/// seconds.
struct ProfileRules {
  std::string id;
  Text name;
  std::vector<std::string> access;  ///< the most specific first
  std::vector<std::string> allowed;
  std::vector<std::string> denied;
  std::vector<std::string> closed_unless_allowed;
  std::vector<std::string> oneway;  ///< the most specific first
  std::vector<std::string> oneway_highways;
  std::vector<std::string> oneway_junctions;
  double least = 1;
  TagNumbers highway;
  TagNumbers route;
  std::optional<SpeedLimits> limit;  ///< nothing: limits are of no concern
  TablesByKey most;
  std::vector<std::string> barriers_closed;
  TablesByKey delay;
  std::vector<SeasonRules> seasons;
};

}  // namespace dostyq::travel
