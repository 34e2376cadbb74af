#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "routes/tourism.hpp"

namespace dostyq::routes {

/// One stop of a day, in minutes of that day.
struct Visit {
  size_t stop = 0;
  int arrives = 0;
  int begins = 0;  ///< later than `arrives` when it has to open first
  int leaves = 0;
  int driving = 0;  ///< minutes at the wheel to get here, rounded up
};

struct DayPlan {
  size_t from = 0;  ///< where the day begins: the last night's stop
  std::vector<Visit> visits;
  size_t night = 0;        ///< where it ends
  int drive_to_night = 0;  ///< minutes after the last visit
  int ends = 0;            ///< minutes of the day
  int driving = 0;         ///< minutes in all
};

/// A route as it is published.
struct Itinerary {
  std::string id;
  Text name;
  std::string profile;
  std::vector<DayPlan> days;
  std::vector<std::string> inserted;  ///< Houses added to a known route
  int detour_minutes = 0;             ///< that they cost
  int64_t score = 0;

  /// Stops visited, in order.
  std::vector<size_t> stops() const;
};

/// The earliest day through `order`, from `from` to `to`, if opening hours, the end of the day and
/// the driving limit allow it. A stop that equals the last night's place needs no drive. `weekday`:
/// 0 is Monday, or -1 when no date is known: then closed days are not looked at. O(stops).
std::optional<DayPlan> schedule(const Tourism& tourism, const DayRules& rules, size_t from,
                                const std::vector<size_t>& order, size_t to, int weekday);

/// Day `number` (from 0) after `start` as a weekday, -1 without a start.
int weekday_of(std::optional<Date> start, int number);
/// Whether the stop can be visited in the month of `start` (always without a start).
bool in_season(unsigned months, std::optional<Date> start);

/// Metres along the ways of a day or of all days: over the roads where there are some, else along
/// straight lines.
double metres_along(const Tourism& tourism, const DayPlan& day);
double metres_along(const Tourism& tourism, const Itinerary& itinerary);
/// The line of a day or of a route, to be drawn; no point twice in a row.
std::vector<Coordinate> line_along(const Tourism& tourism, const DayPlan& day);
std::vector<Coordinate> line_along(const Tourism& tourism, const Itinerary& itinerary);

}  // namespace dostyq::routes
