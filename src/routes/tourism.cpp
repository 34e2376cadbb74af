#include "routes/tourism.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "routes/leg_times.hpp"
#include "world/gazetteer.hpp"

namespace dostyq::routes {
namespace {

using world::Fact;

constexpr int kHouseVisit = 45;  // minutes, where the register says nothing
constexpr int kMostScore = 1'000'000;

/// The cells of one fact, with what is wrong in them.
class Row {
 public:
  Row(const Fact& fact, std::string table, Problems& problems)
      : fact_(fact), table_(std::move(table)), problems_(problems) {}

  const std::string& text(const char* column) const { return fact_.property(column); }

  int number(const char* column, int otherwise, int most) {
    const std::string& cell = text(column);
    if (cell.empty()) return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc() && end == cell.data() + cell.size() && value >= 0 && value <= most)
      return value;
    wrong("routes.bad_number", column, {cell, std::to_string(most)});
    return otherwise;
  }

  int time(const char* column, int otherwise) {
    if (text(column).empty()) return otherwise;
    if (const auto minutes = parse_time(text(column))) return *minutes;
    wrong("routes.bad_time", column, {text(column)});
    return otherwise;
  }

  double degrees(const char* column, double most) {
    double value = 0;
    const std::string& cell = text(column);
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool good = error == std::errc() && end == cell.data() + cell.size();
    if (!good || !(value >= -most && value <= most)) wrong("routes.bad_position", column, {cell});
    return value;
  }

  /// Numbers from 1 separated by |, as bits; "" is `otherwise`.
  unsigned set(const char* column, int most, unsigned otherwise) {
    unsigned bits = 0;
    const std::string& cell = text(column);
    for (size_t at = 0; at < cell.size();) {
      const size_t end = std::min(cell.find('|', at), cell.size());
      int value = 0;
      std::from_chars(cell.data() + at, cell.data() + end, value);
      if (value < 1 || value > most) {
        wrong("routes.bad_number", column, {cell, std::to_string(most)});
        return otherwise;
      }
      bits |= 1U << static_cast<unsigned>(value - 1);
      at = end + 1;
    }
    return cell.empty() ? otherwise : bits;
  }

  Text name() const {
    Text name{text("name_kk"), text("name_ru"), text("name_en")};
    for (const Language language : kLanguages) {
      if (name.in(language).empty()) name.in(language) = fact_.id;
    }
    return name;
  }

 private:
  void wrong(const char* key, const char* column, std::vector<std::string> args) {
    args.insert(args.begin(), fact_.id);
    problems_.push_back({ErrorCode::kBadInput, key, std::move(args), {table_ + ".csv", 0, column}});
  }

  const Fact& fact_;
  std::string table_;
  Problems& problems_;
};

void add_houses(const world::World& world, Date day, Tourism& tourism, Problems& problems) {
  const world::Programme& programme = world.programme();
  for (const Fact* site : world.facts(world::kSites)) {
    const world::SiteKind* kind = programme.find_kind(site->property("kind"));
    if (kind == nullptr || !kind->is("house") || !site->period.contains(day)) continue;
    const world::Place* place = programme.find_place(site->place);
    if (place == nullptr) continue;
    Row row(*site, world::kSites, problems);
    Stop stop;
    stop.id = site->id;
    stop.name = row.name();
    stop.at = place->point;
    if (!row.text("lon").empty() && !row.text("lat").empty())
      stop.at = Coordinate::from_degrees(row.degrees("lon", 180), row.degrees("lat", 90));
    stop.region = world.gazetteer().region_of(place->area, day);
    stop.house = true;
    stop.visit_minutes = kHouseVisit;
    stop.opens = 9 * 60;
    stop.closes = 18 * 60;
    stop.overnight = true;  // Houses stand in towns
    stop.confidence = site->provenance.confidence;
    stop.source = site->provenance.source;
    tourism.stops.push_back(std::move(stop));
  }
  tourism.houses = tourism.stops.size();
}

void add_attractions(const world::World& world, Date day, Tourism& tourism, Problems& problems) {
  const char* column = tourism.profile == Profile::kCitizens ? "citizens" : "foreign_guests";
  for (const Fact* fact : world.facts("attractions")) {
    if (!fact->period.contains(day)) continue;
    Row row(*fact, "attractions", problems);
    Stop stop;
    stop.id = fact->id;
    stop.name = row.name();
    stop.at = Coordinate::from_degrees(row.degrees("lon", 180), row.degrees("lat", 90));
    if (!fact->area.empty()) stop.region = world.gazetteer().region_of(fact->area, day);
    stop.score = row.number(column, 0, kMostScore);
    stop.visit_minutes = row.number("minutes", 60, 24 * 60);
    stop.opens = row.time("opens", 0);
    stop.closes = row.time("closes", 24 * 60);
    stop.closed_days = row.set("closed_days", 7, 0);
    stop.season = row.set("months", 12, 0xFFF);
    stop.overnight = row.text("overnight") == "yes";
    stop.confidence = fact->provenance.confidence;
    stop.source = fact->provenance.source;
    tourism.stops.push_back(std::move(stop));
  }
}

void add_routes(const world::World& world, Date day, Tourism& tourism, Problems& problems) {
  std::map<std::string, std::vector<std::pair<std::pair<int, int>, const Fact*>>> points;
  for (const Fact* point : world.facts("popular_route_points")) {
    if (!point->period.contains(day)) continue;
    Row row(*point, "popular_route_points", problems);
    points[row.text("route")].push_back(
        {{row.number("day", 1, 60), row.number("position", 0, 1000)}, point});
  }
  for (const Fact* fact : world.facts("popular_routes")) {
    if (!fact->period.contains(day)) continue;
    Row row(*fact, "popular_routes", problems);
    KnownRoute route;
    route.id = fact->id;
    route.name = row.name();
    route.profile = row.text("profile");
    if (!route.profile.empty() && route.profile != name(tourism.profile)) continue;
    route.season = row.set("months", 12, 0xFFF);
    route.confidence = fact->provenance.confidence;
    route.source = fact->provenance.source;
    auto& own = points[fact->id];
    std::stable_sort(own.begin(), own.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [place, point] : own) {
      const std::string& id = point->property("stop");
      if (const auto found = tourism.find(id)) {
        route.stops.emplace_back(*found, place.first);
      } else {
        tourism.unknown_stops.push_back(fact->id + ": " + id);
      }
    }
    if (route.stops.size() >= 2) tourism.routes.push_back(std::move(route));
  }
}

}  // namespace

std::optional<Profile> parse_profile(std::string_view text) {
  if (text == "citizens") return Profile::kCitizens;
  if (text == "foreign-guests" || text == "foreign") return Profile::kForeignGuests;
  return std::nullopt;
}

std::optional<int> parse_time(std::string_view text) {
  int hours = 0, minutes = 0;
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon != 3) return std::nullopt;
  const char* middle = text.data() + colon;
  const auto [a, wrong_a] = std::from_chars(text.data(), middle, hours);
  const auto [b, wrong_b] = std::from_chars(middle + 1, middle + 3, minutes);
  if (wrong_a != std::errc() || wrong_b != std::errc() || a != middle || b != middle + 3)
    return std::nullopt;
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 24 * 60)
    return std::nullopt;
  return hours * 60 + minutes;
}

std::string show_time(int minutes) {
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(minutes / 60 % 24) + ":" + two(minutes % 60);
}

std::optional<size_t> Tourism::find(const std::string& id) const {
  for (size_t i = 0; i < stops.size(); ++i) {
    if (stops[i].id == id) return i;
  }
  return std::nullopt;
}

Leg Tourism::leg(size_t from, size_t to) const {
  if (road_legs != nullptr) {
    if (std::optional<Leg> found = road_legs->find(from, to)) return *found;
  }
  return straight_leg(stops[from].at, stops[to].at);
}

Checked<Tourism> read_tourism(const world::World& world, const std::filesystem::path& folder,
                              Profile profile, Date day) {
  Tourism tourism;
  tourism.profile = profile;
  Problems problems;
  add_houses(world, day, tourism, problems);
  if (tourism.houses == 0)
    problems.push_back({ErrorCode::kBadInput, "routes.no_houses", {day.to_string()}, {}});
  add_attractions(world, day, tourism, problems);
  add_routes(world, day, tourism, problems);
  if (!problems.empty()) return tl::unexpected(problems);
  std::vector<Coordinate> points;
  for (const Stop& stop : tourism.stops) points.push_back(stop.at);
  Checked<LegTimes> times = leg_times(world.programme(), folder, points);
  if (!times) return tl::unexpected(times.error());
  tourism.seconds = std::move(times->seconds);
  tourism.travel = times->road_legs ? "roads" : "modelled";
  tourism.road_legs = std::move(times->road_legs);
  return tourism;
}

}  // namespace dostyq::routes
