#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "travel/profile_rules.hpp"

namespace dostyq::travel {

/// The limit in km/h that a value of maxspeed=* means, before the profile's factor: "50",
/// "50 km/h", "30 mph", "10 knots", "none", "walk", "KZ:urban", "urban"; of several ("50;60") the
/// lowest. Nothing for what gives no number ("signals", "variable", an unknown zone, no sense).
/// https://wiki.openstreetmap.org/wiki/Key:maxspeed
std::optional<double> parse_maxspeed(std::string_view value, const SpeedLimits& limits);

/// Seconds of duration=*: "HH:MM", "HH:MM:SS", "MM" (minutes); nothing for another form, zero or
/// more than 14 days. https://wiki.openstreetmap.org/wiki/Key:duration
std::optional<uint32_t> parse_duration(std::string_view value);

}  // namespace dostyq::travel
