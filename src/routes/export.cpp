#include "routes/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/markup.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::routes {
namespace {

using Json = nlohmann::ordered_json;

std::string degrees(double value) { return fmt::format("{:.6f}", value); }

const Stop& stop_of(const Publication& publication, size_t stop) {
  return publication.tourism.stops[stop];
}

std::string visit_words(const Visit& visit, Language language) {
  return i18n::say("routes.visit", {show_time(visit.begins), show_time(visit.leaves)}, language);
}

std::string kind_words(const Stop& stop, Language language) {
  return i18n::say(stop.house ? "routes.house" : "routes.attraction", {}, language);
}

/// Points of a route in travelling order, nights too, none twice in a row.
std::vector<size_t> line_of(const Itinerary& route) {
  std::vector<size_t> line;
  const auto add = [&](size_t stop) {
    if (line.empty() || line.back() != stop) line.push_back(stop);
  };
  for (const DayPlan& day : route.days) {
    add(day.from);
    for (const Visit& visit : day.visits) add(visit.stop);
    add(day.night);
  }
  return line;
}

std::string profile_words(const Itinerary& route, Language language) {
  return i18n::say("routes.profile." + route.profile, {}, language);
}

Json position(const Stop& stop) { return Json::array({stop.at.lon(), stop.at.lat()}); }

Json trip(const Publication& publication, const Itinerary& route, Language language) {
  Json json{{"@context", "https://schema.org"},
            {"@type", "TouristTrip"},
            {"name", route.name.in(language)},
            {"inLanguage", std::string(code(language))},
            {"description", confidence_words(publication, language)},
            {"touristType", profile_words(route, language)}};
  if (!publication.url.empty()) json["url"] = publication.url;
  Json list = Json::array();
  int number = 0;
  for (const DayPlan& day : route.days) {
    for (const Visit& visit : day.visits) {
      const Stop& stop = stop_of(publication, visit.stop);
      list.push_back({{"@type", "ListItem"},
                      {"position", ++number},
                      {"item",
                       {{"@type", "TouristAttraction"},
                        {"name", stop.name.in(language)},
                        {"geo",
                         {{"@type", "GeoCoordinates"},
                          {"latitude", stop.at.lat()},
                          {"longitude", stop.at.lon()}}}}}});
    }
  }
  json["itinerary"] = {
      {"@type", "ItemList"}, {"numberOfItems", number}, {"itemListElement", std::move(list)}};
  return json;
}

/// One track for each route, one segment for each day.
std::string tracks(const Publication& publication, Language language) {
  std::string xml;
  for (const Itinerary& route : publication.routes) {
    xml += "<trk><name>" + escape_markup(route.name.in(language)) + "</name>\n";
    for (const DayPlan& day : route.days) {
      xml += "<trkseg>\n";
      for (const Coordinate at : line_along(publication.tourism, day))
        xml +=
            fmt::format("<trkpt lat=\"{}\" lon=\"{}\"/>\n", degrees(at.lat()), degrees(at.lon()));
      xml += "</trkseg>\n";
    }
    xml += "</trk>\n";
  }
  return xml;
}

/// The route as a drawing: its stops fitted into a box, north up.
std::string drawing(const Publication& publication, const Itinerary& route, Language language) {
  constexpr double kWidth = 640, kHeight = 360, kMargin = 24;
  const std::vector<Coordinate> line = line_along(publication.tourism, route);
  double west = 180, east = -180, south = 90, north = -90;
  for (const Coordinate at : line) {
    west = std::min(west, at.lon());
    east = std::max(east, at.lon());
    south = std::min(south, at.lat());
    north = std::max(north, at.lat());
  }
  const double stretch = 0.66;  // of a degree of longitude, near 48 degrees north
  const double wide = std::max(1e-3, (east - west) * stretch), high = std::max(1e-3, north - south);
  const double scale = std::min((kWidth - 2 * kMargin) / wide, (kHeight - 2 * kMargin) / high);
  const auto x = [&](Coordinate at) { return kMargin + (at.lon() - west) * stretch * scale; };
  const auto y = [&](Coordinate at) { return kMargin + (north - at.lat()) * scale; };
  std::string points, marks;
  for (const Coordinate at : line) points += fmt::format("{:.1f},{:.1f} ", x(at), y(at));
  std::set<size_t> drawn;
  for (const size_t s : line_of(route)) {
    if (!drawn.insert(s).second) continue;
    const Stop& stop = stop_of(publication, s);
    marks += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" class=\"{}\"><title>{}</title></circle>\n",
        x(stop.at), y(stop.at), stop.house ? 7 : 4, stop.house ? "house" : "stop",
        escape_markup(stop.name.in(language)));
  }
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><polyline "
      "points=\"{}\"/>\n{}</svg>\n",
      kWidth, kHeight, escape_markup(route.name.in(language)), points, marks);
}

constexpr const char* kStyle =
    "body{font:16px/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1b1f24}"
    "svg{width:100%;height:auto;background:#f2f4f6}polyline{fill:none;stroke:#00558c;"
    "stroke-width:2}.house{fill:#d55e00}.stop{fill:#24364b}small{color:#57606a}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem .2rem 0;"
    "vertical-align:top}";

std::string day_table(const Publication& publication, const Itinerary& route, Language language) {
  std::string html;
  int number = 0;
  for (const DayPlan& day : route.days) {
    html += fmt::format("<h3>{}</h3>\n<table>\n",
                        escape_markup(day_words(publication.tourism, ++number, day, language)));
    for (const Visit& visit : day.visits) {
      const Stop& stop = stop_of(publication, visit.stop);
      html += fmt::format("<tr><td>{}–{}</td><td>{}<br><small>{}</small></td></tr>\n",
                          show_time(visit.begins), show_time(visit.leaves),
                          escape_markup(stop.name.in(language)),
                          escape_markup(kind_words(stop, language)));
    }
    html += "</table>\n";
  }
  return html;
}

}  // namespace

std::string day_words(const Tourism& tourism, int number, const DayPlan& day, Language language) {
  return i18n::say(
      "routes.day",
      {std::to_string(number), std::to_string(day.driving / 60), std::to_string(day.driving % 60),
       fmt::format("{:.0f}", metres_along(tourism, day) / 1000)},
      language);
}

std::string distance_words(const Tourism& tourism, const Itinerary& route, Language language) {
  return i18n::say(tourism.road_legs == nullptr ? "routes.distance" : "routes.distance_roads",
                   {fmt::format("{:.0f}", metres_along(tourism, route) / 1000),
                    std::to_string(route.days.size())},
                   language);
}

std::string confidence_words(const Publication& publication, Language language) {
  Confidence weakest_of = Confidence::kPublished;
  for (const Itinerary& route : publication.routes) {
    for (const size_t s : route.stops())
      weakest_of = weakest(weakest_of, stop_of(publication, s).confidence);
  }
  return i18n::say("routes.times." + publication.tourism.travel, {}, language) + " " +
         i18n::say("routes.weakest",
                   {i18n::say("routes.confidence." + std::string(dostyq::name(weakest_of)), {},
                              language)},
                   language);
}

std::string gpx(const Publication& publication, Language language) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gpx version=\"1.1\" creator=\"Dostyq\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
  xml += fmt::format("<metadata><name>{}</name><desc>{}</desc></metadata>\n",
                     escape_markup(publication.programme.in(language)),
                     escape_markup(confidence_words(publication, language)));
  std::set<size_t> seen;
  for (const Itinerary& route : publication.routes) {
    for (const size_t s : route.stops()) {
      if (!seen.insert(s).second) continue;
      const Stop& stop = stop_of(publication, s);
      xml += fmt::format("<wpt lat=\"{}\" lon=\"{}\"><name>{}</name><type>{}</type></wpt>\n",
                         degrees(stop.at.lat()), degrees(stop.at.lon()),
                         escape_markup(stop.name.in(language)),
                         escape_markup(kind_words(stop, language)));
    }
  }
  for (const Itinerary& route : publication.routes) {
    xml +=
        fmt::format("<rte><name>{}</name><type>{}</type>\n", escape_markup(route.name.in(language)),
                    escape_markup(profile_words(route, language)));
    for (const size_t s : line_of(route)) {
      const Stop& stop = stop_of(publication, s);
      xml += fmt::format("<rtept lat=\"{}\" lon=\"{}\"><name>{}</name></rtept>\n",
                         degrees(stop.at.lat()), degrees(stop.at.lon()),
                         escape_markup(stop.name.in(language)));
    }
    xml += "</rte>\n";
  }
  if (publication.tourism.road_legs != nullptr) xml += tracks(publication, language);
  return xml + "</gpx>\n";
}

std::string kml(const Publication& publication, Language language) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n";
  xml += fmt::format("<name>{}</name>\n<description>{}</description>\n",
                     escape_markup(publication.programme.in(language)),
                     escape_markup(confidence_words(publication, language)));
  for (const Itinerary& route : publication.routes) {
    xml += fmt::format("<Folder>\n<name>{}</name>\n", escape_markup(route.name.in(language)));
    std::string line;
    for (const Coordinate at : line_along(publication.tourism, route))
      line += degrees(at.lon()) + "," + degrees(at.lat()) + " ";
    xml += fmt::format(
        "<Placemark><name>{}</name><description>{}</description><LineString><coordinates>{}"
        "</coordinates></LineString></Placemark>\n",
        escape_markup(route.name.in(language)), escape_markup(profile_words(route, language)),
        line);
    for (const DayPlan& day : route.days) {
      for (const Visit& visit : day.visits) {
        const Stop& stop = stop_of(publication, visit.stop);
        xml += fmt::format(
            "<Placemark><name>{}</name><description>{}, {}</description><Point><coordinates>{},{}"
            "</coordinates></Point></Placemark>\n",
            escape_markup(stop.name.in(language)), escape_markup(kind_words(stop, language)),
            escape_markup(visit_words(visit, language)), degrees(stop.at.lon()),
            degrees(stop.at.lat()));
      }
    }
    xml += "</Folder>\n";
  }
  return xml + "</Document>\n</kml>\n";
}

std::string geojson(const Publication& publication, Language language) {
  Json features = Json::array();
  for (const Itinerary& route : publication.routes) {
    Json line = Json::array();
    for (const Coordinate at : line_along(publication.tourism, route))
      line.push_back(Json::array({at.lon(), at.lat()}));
    if (line.size() > 1) {
      features.push_back(
          {{"type", "Feature"},
           {"properties",
            {{"route", route.id},
             {"name", route.name.in(language)},
             {"profile", route.profile},
             {"days", route.days.size()},
             {"metres", static_cast<int64_t>(metres_along(publication.tourism, route))},
             {"line", publication.tourism.road_legs == nullptr ? "straight" : "roads"}}},
           {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}});
    }
    int number = 0;
    for (const DayPlan& day : route.days) {
      ++number;
      for (const Visit& visit : day.visits) {
        const Stop& stop = stop_of(publication, visit.stop);
        features.push_back({{"type", "Feature"},
                            {"properties",
                             {{"route", route.id},
                              {"stop", stop.id},
                              {"name", stop.name.in(language)},
                              {"house", stop.house},
                              {"day", number},
                              {"begins", show_time(visit.begins)},
                              {"leaves", show_time(visit.leaves)},
                              {"confidence", std::string(dostyq::name(stop.confidence))}}},
                            {"geometry", {{"type", "Point"}, {"coordinates", position(stop)}}}});
      }
    }
  }
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump(1) + "\n";
}

std::string json_ld(const Publication& publication, Language language) {
  Json all = Json::array();
  for (const Itinerary& route : publication.routes)
    all.push_back(trip(publication, route, language));
  return all.dump(1) + "\n";
}

std::string page(const Publication& publication, Language language) {
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n",
      code(language), escape_markup(i18n::say("routes.title", {}, language)), kStyle);
  std::string linked = json_ld(publication, language);
  // "</script" must not end the element.
  for (size_t at = linked.find("</"); at != std::string::npos; at = linked.find("</", at + 3))
    linked.insert(at + 1, "\\");
  html +=
      "<script type=\"application/ld+json\">\n" + linked + "</script>\n</head>\n<body>\n<main>\n";
  html += fmt::format("<h1>{}</h1>\n<p>{}</p>\n<p><small>{}</small></p>\n",
                      escape_markup(i18n::say("routes.title", {}, language)),
                      escape_markup(publication.programme.in(language)),
                      escape_markup(confidence_words(publication, language)));
  for (const Itinerary& route : publication.routes) {
    html += fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n<p>{}. {}</p>\n",
                        escape_markup(route.id), escape_markup(route.name.in(language)),
                        escape_markup(profile_words(route, language)),
                        escape_markup(distance_words(publication.tourism, route, language)));
    html += drawing(publication, route, language);
    html += day_table(publication, route, language) + "</section>\n";
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace dostyq::routes
