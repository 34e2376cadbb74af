#include "travel/maxspeed.hpp"

#include <array>
#include <cctype>
#include <charconv>

namespace dostyq::travel {
namespace {

constexpr double kMile = 1.609344;  ///< km
constexpr double kKnot = 1.852;     ///< km/h
constexpr double kMostLimit = 400;  ///< km/h; above it a limit is a slip of the pen

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// "50", "50 mph", "62.5km/h".
std::optional<double> number_with_unit(std::string_view text) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit =
      trimmed({end, static_cast<size_t>(text.data() + text.size() - end)});
  if (unit == "mph") {
    number *= kMile;
  } else if (unit == "knots" || unit == "kn") {
    number *= kKnot;
  } else if (!unit.empty() && unit != "km/h" && unit != "kmh" && unit != "kph") {
    return std::nullopt;
  }
  if (!(number > 0) || number > kMostLimit) return std::nullopt;
  return number;
}

std::optional<double> one_limit(std::string_view text, const SpeedLimits& limits) {
  if (const auto number = number_with_unit(text)) return number;
  std::array<char, 40> lower{};
  if (text.size() > lower.size()) return std::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    lower[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
  }
  const std::string_view name(lower.data(), text.size());
  if (name == "none") return limits.none;
  if (name == "walk") return limits.walk;
  if (const auto zone = limits.zones.find(name)) return zone;
  const size_t colon = name.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view zone = name.substr(colon + 1);
  if (zone == "walk") return limits.walk;
  // "DE:zone30", "BE:zone:30"
  if (zone.starts_with("zone")) {
    return number_with_unit(zone.substr(zone.starts_with("zone:") ? 5 : 4));
  }
  return limits.zones.find(zone);
}

}  // namespace

std::optional<double> parse_maxspeed(std::string_view value, const SpeedLimits& limits) {
  std::optional<double> lowest;
  for (bool more = true; more;) {
    const size_t end = value.find(';');
    const auto limit = one_limit(trimmed(value.substr(0, end)), limits);
    if (limit && (!lowest || *limit < *lowest)) lowest = limit;
    more = end != std::string_view::npos;
    if (more) value.remove_prefix(end + 1);
  }
  return lowest;
}

std::optional<uint32_t> parse_duration(std::string_view value) {
  constexpr uint32_t kMost = 14 * 24 * 3600;
  std::array<uint32_t, 3> parts{};
  size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == parts.size()) return std::nullopt;
    const size_t colon = value.find(':');
    const std::string_view part = value.substr(0, colon);
    const auto [end, error] =
        std::from_chars(part.data(), part.data() + part.size(), parts.at(count));
    const bool whole = error == std::errc() && end == part.data() + part.size();
    if (!whole || parts.at(count) > kMost) return std::nullopt;
    more = colon != std::string_view::npos;
    if (more) value.remove_prefix(colon + 1);
  }
  const uint64_t first = parts[0];
  const uint64_t seconds =
      count == 1 ? 60 * first : 3600 * first + uint64_t{60} * parts[1] + parts[2];
  if (seconds == 0 || seconds > kMost) return std::nullopt;
  return static_cast<uint32_t>(seconds);
}

}  // namespace dostyq::travel
