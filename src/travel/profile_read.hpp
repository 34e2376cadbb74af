#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "travel/profile_rules.hpp"

namespace dostyq::travel {

/// Reads a profile's TOML and reports all that is wrong, in the order of the text: toml.syntax,
/// toml.wrong_type, profile.missing_key, profile.unknown_key, profile.range, profile.unknown_class,
/// profile.both_ways, profile.too_large.
Checked<ProfileRules> read_profile(std::string_view toml, const std::string& file);

}  // namespace dostyq::travel
