#include "routes/itinerary.hpp"

#include <algorithm>
#include <functional>

namespace dostyq::routes {
namespace {

int minutes_up(int32_t seconds) { return (seconds + 59) / 60; }

void each_leg(const DayPlan& day, const std::function<void(size_t, size_t)>& go) {
  size_t here = day.from;
  const auto step = [&](size_t next) {
    if (next != here) go(here, next);
    here = next;
  };
  for (const Visit& visit : day.visits) step(visit.stop);
  step(day.night);
}

void append(std::vector<Coordinate>& line, const std::vector<Coordinate>& more) {
  for (const Coordinate point : more) {
    if (line.empty() || line.back() != point) line.push_back(point);
  }
}

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

double metres_along(const Tourism& tourism, const DayPlan& day) {
  double sum = 0;
  each_leg(day, [&](size_t from, size_t to) { sum += tourism.leg(from, to).metres; });
  return sum;
}

double metres_along(const Tourism& tourism, const Itinerary& itinerary) {
  double sum = 0;
  for (const DayPlan& day : itinerary.days) sum += metres_along(tourism, day);
  return sum;
}

std::vector<Coordinate> line_along(const Tourism& tourism, const DayPlan& day) {
  std::vector<Coordinate> line{tourism.stops[day.from].at};
  each_leg(day, [&](size_t from, size_t to) { append(line, tourism.leg(from, to).line); });
  return line;
}

std::vector<Coordinate> line_along(const Tourism& tourism, const Itinerary& itinerary) {
  std::vector<Coordinate> line;
  for (const DayPlan& day : itinerary.days) append(line, line_along(tourism, day));
  return line;
}

}  // namespace dostyq::routes
