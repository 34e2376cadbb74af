#include <algorithm>
#include <cmath>
#include <set>

#include "i18n/phrase.hpp"
#include "portal/api.hpp"
#include "portal/tourist_map.hpp"
#include "routes/export.hpp"

namespace dostyq::portal {
namespace {

using routes::DayPlan;
using routes::Itinerary;
using routes::Stop;
using routes::Visit;

using WithMap = std::function<http::Answer(const Call&, const Overview&, const TouristMap&)>;

using Maps = std::shared_ptr<TouristMaps>;

Handler with_map(const Facts& facts, const Maps& maps, WithMap make) {
  return with_overview(
      facts,
      [maps, make = std::move(make)](const Call& call, const Overview& overview) -> http::Answer {
        const auto profile = routes::parse_profile(call.query("profile"));
        const auto map = maps->of(overview, profile.value_or(routes::Profile::kCitizens));
        if (!map) return tl::unexpected(http::problem_of(map.error()));
        return make(call, overview, **map);
      });
}

/// Where a stop is not known better than "unverified", so is every route through it.
Confidence confidence_of(const TouristMap& map, const Itinerary& route) {
  Confidence all = Confidence::kModelled;  // a new route is this program's
  for (const routes::KnownRoute& known : map.tourism.routes) {
    if (known.id == route.id) all = known.confidence;
  }
  for (const size_t stop : route.stops()) all = weakest(all, map.tourism.stops[stop].confidence);
  return all;
}

bool is_popular(const TouristMap& map, const Itinerary& route) {
  return &route < map.routes.data() + map.popular;
}

Json brief(const TouristMap& map, const Itinerary& route) {
  Json houses = Json::array();
  std::set<std::string> regions;
  std::set<size_t> seen;
  int driving = 0;
  for (const DayPlan& day : route.days) driving += day.driving;
  for (const size_t index : route.stops()) {
    const Stop& stop = map.tourism.stops[index];
    if (!stop.region.empty()) regions.insert(stop.region);
    if (!stop.house || !seen.insert(index).second) continue;
    const bool added =
        std::find(route.inserted.begin(), route.inserted.end(), stop.id) != route.inserted.end();
    houses.push_back(
        {{"id", stop.id}, {"name", view(stop.name)}, {"region_id", stop.region}, {"added", added}});
  }
  Json line = Json::array();
  for (const Coordinate point : routes::line_along(map.tourism, route)) line.push_back(view(point));
  return {{"id", route.id},
          {"name", view(route.name)},
          {"profile", routes::name(map.tourism.profile)},
          {"kind", is_popular(map, route) ? "popular" : "new"},
          {"days", route.days.size()},
          {"metres", std::llround(routes::metres_along(map.tourism, route))},
          {"driving_minutes", driving},
          {"detour_minutes", route.detour_minutes},
          {"houses", std::move(houses)},
          {"regions", regions},
          {"confidence", name(confidence_of(map, route))},
          {"line", std::move(line)}};
}

Json stop_view(const TouristMap& map, size_t index) {
  const Stop& stop = map.tourism.stops[index];
  return {{"id", stop.id},
          {"name", view(stop.name)},
          {"house", stop.house},
          {"region_id", stop.region.empty() ? Json(nullptr) : Json(stop.region)},
          {"point", view(stop.at)},
          {"confidence", name(stop.confidence)},
          {"source", view(source_title(*map.snapshot, stop.source))}};
}

Json day_view(const TouristMap& map, const DayPlan& day) {
  Json visits = Json::array();
  size_t here = day.from;
  for (const Visit& visit : day.visits) {
    const double metres = visit.stop == here ? 0 : map.tourism.leg(here, visit.stop).metres;
    here = visit.stop;
    visits.push_back({{"stop", stop_view(map, visit.stop)},
                      {"arrives", routes::show_time(visit.arrives)},
                      {"begins", routes::show_time(visit.begins)},
                      {"leaves", routes::show_time(visit.leaves)},
                      {"driving_minutes", visit.driving},
                      {"metres", std::llround(metres)}});
  }
  return {{"from", stop_view(map, day.from)},
          {"visits", std::move(visits)},
          {"night", stop_view(map, day.night)},
          {"drive_to_night", day.drive_to_night},
          {"ends", routes::show_time(day.ends)},
          {"driving_minutes", day.driving},
          {"metres", std::llround(routes::metres_along(map.tourism, day))}};
}

http::Answer list(const Call&, const Overview& overview, const TouristMap& map) {
  Json all = Json::array();
  std::set<size_t> reached;
  for (const Itinerary& route : map.routes) {
    for (const size_t stop : route.stops()) {
      if (map.tourism.stops[stop].house) reached.insert(stop);
    }
    all.push_back(brief(map, route));
  }
  Json missing = Json::array();
  for (const routes::MissingRegion& region : map.cover.missing)
    missing.push_back({{"id", region.region}, {"name", view(region.name)}});
  Json unchanged = Json::array();
  for (const routes::KnownRoute& route : map.tourism.routes) {
    const auto& ids = map.cover.insertion.unchanged;
    if (std::find(ids.begin(), ids.end(), route.id) != ids.end())
      unchanged.push_back({{"id", route.id}, {"name", view(route.name)}});
  }
  return answer({{"items", std::move(all)},
                 {"next", nullptr},
                 {"total", map.routes.size()},
                 {"profile", routes::name(map.tourism.profile)},
                 {"as_of", view(overview.today)},
                 {"travel", map.tourism.travel},
                 {"proven", map.cover.status == optim::MipStatus::kOptimal},
                 {"houses", map.tourism.houses},
                 {"houses_on_routes", reached.size()},
                 {"regions_missing", std::move(missing)},
                 {"unchanged", std::move(unchanged)}});
}

http::Answer get(const Call& call, const Overview&, const TouristMap& map) {
  const Itinerary* route = map.find(call.path.text("id"));
  if (route == nullptr) return http::refuse(404, "register.no_record", {call.path.text("id")});
  Json shown = brief(map, *route);
  shown["travel"] = map.tourism.travel;
  shown["times_confidence"] = map.tourism.travel == "roads" ? "derived" : "modelled";
  shown["day_plans"] = Json::array();
  for (const DayPlan& day : route->days) shown["day_plans"].push_back(day_view(map, day));
  return answer(shown);
}

struct Format {
  const char* ending;
  const char* type;
  const char* summary;
  std::string (*make)(const routes::Publication&, const TouristMap&, Language);
};

template <std::string (*kMake)(const routes::Publication&, Language)>
std::string plain(const routes::Publication& publication, const TouristMap&, Language language) {
  return kMake(publication, language);
}

std::string sheet(const routes::Publication& publication, const TouristMap& map,
                  Language language) {
  return report::route_sheets(publication, map.land, language);
}

constexpr Format kFormats[] = {
    {"gpx", "application/gpx+xml", "The route as GPX 1.1.", plain<routes::gpx>},
    {"kml", "application/vnd.google-earth.kml+xml", "The route as KML 2.2.", plain<routes::kml>},
    {"geojson", "application/geo+json", "The route as GeoJSON.", plain<routes::geojson>},
    {"jsonld", "application/ld+json", "The route as a schema.org TouristTrip.",
     plain<routes::json_ld>},
    {"html", "text/html; charset=utf-8", "The route as one page to embed elsewhere.",
     plain<routes::page>},
    {"pdf", "application/pdf", "The route as a sheet to print.", sheet},
};

/// Where the route's page is, as the visitor's browser knows the server; "" when it sent no name
/// that could be one.
std::string address(const Call& call, const TouristMap& map, const Itinerary& route) {
  const std::string_view host = call.request.headers.get("Host");
  const bool is_name = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (host.empty() || !is_name) return "";
  return (call.request.secure ? "https://" : "http://") + std::string(host) + "/" +
         std::string(code(call.language)) + "/routes/" + route.id +
         "?profile=" + routes::name(map.tourism.profile);
}

http::Answer file(const Call& call, const TouristMap& map, const Format& format) {
  const Itinerary* route = map.find(call.path.text("id"));
  if (route == nullptr) return http::refuse(404, "register.no_record", {call.path.text("id")});
  const std::vector<Itinerary> one{*route};
  const routes::Publication publication{map.tourism, one, map.snapshot->programme().config.name,
                                        address(call, map, *route), map.today};
  return download(format.make(publication, map, call.language), format.type,
                  route->id + "." + std::string(code(call.language)) + "." + format.ending);
}

Parameter profile_parameter() {
  return text_parameter("profile", "Whose taste: citizens (as it is) or foreign-guests.",
                        {routes::kProfileNames.begin(), routes::kProfileNames.end()});
}

}  // namespace

void add_tourism_routes(RouteTable& table, const Facts& facts) {
  const auto maps = std::make_shared<TouristMaps>();
  Route all =
      public_get("/routes", "tourism.list", "Tourist routes of a profile with the Houses on them.",
                 with_map(facts, maps, list));
  all.query = {profile_parameter()};
  table.add(std::move(all));
  Route one = public_get("/routes/{id}", "tourism.get", "One tourist route, day by day.",
                         with_map(facts, maps, get));
  one.query = {profile_parameter()};
  table.add(std::move(one));
  for (const Format& format : kFormats) {
    Route made = public_get(
        std::string("/routes/{id}/route.") + format.ending, std::string("tourism.") + format.ending,
        format.summary,
        with_map(facts, maps, [&format](const Call& call, const Overview&, const TouristMap& map) {
          return file(call, map, format);
        }));
    made.cached = false;  // it names the server as the visitor does
    made.query = {profile_parameter()};
    made.gives_type = format.type;
    table.add(std::move(made));
  }
}

}  // namespace dostyq::portal
