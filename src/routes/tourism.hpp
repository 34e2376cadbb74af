#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/confidence.hpp"
#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "routes/road_legs.hpp"
#include "world/world.hpp"

// Attractions, Houses and routes of a programme as one list of stops with times between them.
namespace dostyq::routes {

/// Whose taste scores an attraction: the columns citizens and foreign_guests of attractions.csv.
enum class Profile { kCitizens, kForeignGuests };
inline constexpr std::array<const char*, 2> kProfileNames{"citizens", "foreign-guests"};
inline const char* name(Profile profile) { return kProfileNames[static_cast<size_t>(profile)]; }
std::optional<Profile> parse_profile(std::string_view text);  ///< also "foreign"

/// Where a route can stop: an attraction, or a House that is open.
struct Stop {
  std::string id;
  Text name;
  Coordinate at;
  std::string region;  ///< area id
  bool house = false;
  int64_t score = 0;  ///< of the profile
  int visit_minutes = 0;
  int opens = 0;             ///< minutes of the day
  int closes = 24 * 60;      ///< a visit must end by then
  unsigned closed_days = 0;  ///< bit 0 is Monday
  unsigned season = 0xFFF;   ///< months it can be visited, bit 0 is January
  bool overnight = false;    ///< one can stay for the night
  Confidence confidence = Confidence::kUnverified;
  std::string source;
};

/// A route that exists: its stops in order, with the day each is reached on.
struct KnownRoute {
  std::string id;
  Text name;
  std::string profile;                        ///< "citizens", "foreign-guests", or "" for both
  std::vector<std::pair<size_t, int>> stops;  ///< index, day from 1
  unsigned season = 0xFFF;
  Confidence confidence = Confidence::kUnverified;
  std::string source;
};

/// What a day of a route may hold.
struct DayRules {
  int starts = 9 * 60;  ///< minutes of the day
  int ends = 20 * 60;
  int driving_minutes = 8 * 60;  ///< at the wheel, in a day
};

struct Tourism {
  Profile profile = Profile::kCitizens;
  std::vector<Stop> stops;  ///< Houses first, then attractions; each by id
  size_t houses = 0;
  std::vector<KnownRoute> routes;  ///< of the profile
  /// Seconds between stops; -1: no way. Symmetric: the longer of both directions.
  std::vector<int32_t> seconds;
  std::string travel;                      ///< "roads" or "modelled"
  std::shared_ptr<RoadLegs> road_legs;     ///< null when travel is modelled
  std::vector<std::string> unknown_stops;  ///< of routes: neither a House nor an attraction

  int32_t between(size_t a, size_t b) const { return seconds[a * stops.size() + b]; }
  std::optional<size_t> find(const std::string& id) const;
  /// Over the roads where there are some, else the straight line.
  Leg leg(size_t from, size_t to) const;
};

/// Reads the registers attractions, popular_routes, popular_route_points and the Houses open on
/// `day`, and finds the times between all of them: over the folder's file of roads if there is one,
/// else (or where `folder` is "") modelled. Without attractions there are only Houses. Errors:
/// routes.bad_number, routes.bad_time, routes.bad_position, routes.no_houses; those of
/// travel::open_network.
Checked<Tourism> read_tourism(const world::World& world, const std::filesystem::path& folder,
                              Profile profile, Date day);

/// "09:30" in minutes; nothing for other text.
std::optional<int> parse_time(std::string_view text);
std::string show_time(int minutes);

}  // namespace dostyq::routes
