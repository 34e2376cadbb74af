#include "routes/itinerary.hpp"

#include <algorithm>

#include "travel/segment.hpp"

namespace dostyq::routes {
namespace {

int minutes_up(int32_t seconds) { return (seconds + 59) / 60; }

}  // namespace

std::vector<size_t> Itinerary::stops() const {
  std::vector<size_t> all;
  for (const DayPlan& day : days) {
    for (const Visit& visit : day.visits) all.push_back(visit.stop);
  }
  return all;
}

int weekday_of(std::optional<Date> start, int number) {
  if (!start) return -1;
  const int32_t day = start->days() + number;
  return ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
}

bool in_season(unsigned months, std::optional<Date> start) {
  return !start || (months >> (start->month() - 1) & 1U) != 0;
}

std::optional<DayPlan> schedule(const Tourism& tourism, const DayRules& rules, size_t from,
                                const std::vector<size_t>& order, size_t to, int weekday) {
  DayPlan day;
  day.from = from;
  day.night = to;
  size_t here = from;
  int clock = rules.starts;
  const auto drive = [&](size_t next) -> std::optional<int> {
    const int32_t seconds = tourism.between(here, next);
    if (seconds < 0) return std::nullopt;
    const int minutes = minutes_up(seconds);
    day.driving += minutes;
    clock += minutes;
    here = next;
    if (day.driving > rules.driving_minutes || clock > rules.ends) return std::nullopt;
    return minutes;
  };
  for (const size_t next : order) {
    const Stop& stop = tourism.stops[next];
    if (weekday >= 0 && (stop.closed_days >> static_cast<unsigned>(weekday) & 1U) != 0)
      return std::nullopt;
    const std::optional<int> minutes = drive(next);
    if (!minutes) return std::nullopt;
    Visit visit;
    visit.stop = next;
    visit.driving = *minutes;
    visit.arrives = clock;
    visit.begins = std::max(clock, stop.opens);
    visit.leaves = visit.begins + stop.visit_minutes;
    if (visit.leaves > std::min(stop.closes, rules.ends)) return std::nullopt;
    clock = visit.leaves;
    day.visits.push_back(visit);
  }
  const std::optional<int> home = drive(to);
  if (!home) return std::nullopt;
  day.drive_to_night = *home;
  day.ends = clock;
  return day;
}

double metres_along(const Tourism& tourism, const Itinerary& itinerary) {
  double sum = 0;
  for (const DayPlan& day : itinerary.days) {
    size_t here = day.from;
    const auto go = [&](size_t next) {
      if (next != here)
        sum += travel::segment_metres(tourism.stops[here].at, tourism.stops[next].at);
      here = next;
    };
    for (const Visit& visit : day.visits) go(visit.stop);
    go(day.night);
  }
  return sum;
}

}  // namespace dostyq::routes
