#pragma once

#include <string>
#include <vector>

#include "routes/itinerary.hpp"

namespace dostyq::routes {

/// Routes as other programs read them, every word in one language. The same routes give the same
/// bytes. Names of stops that lack the language stay as the register has them.
struct Publication {
  const Tourism& tourism;
  const std::vector<Itinerary>& routes;
  Text programme;   ///< its name
  std::string url;  ///< where the routes are published; "": nowhere
  Date as_of;
};

/// GPX 1.1: stops, a route through them, and where there are roads a track along them.
std::string gpx(const Publication& publication, Language language);
std::string kml(const Publication& publication, Language language);      ///< KML 2.2
std::string geojson(const Publication& publication, Language language);  ///< RFC 7946
/// schema.org TouristTrip, one for each route, as JSON-LD.
std::string json_ld(const Publication& publication, Language language);
/// One file to embed: a drawing, the days with times, the JSON-LD inside; no script, nothing
/// loaded.
std::string page(const Publication& publication, Language language);

/// "Day 2: 310 km, 4 h 20 min at the wheel" and the like, shared by all faces.
std::string day_words(const Tourism& tourism, int number, const DayPlan& day, Language language);
/// "About 310 km by road, 2 days"; as the crow flies where there are no roads.
std::string distance_words(const Tourism& tourism, const Itinerary& route, Language language);
std::string confidence_words(const Publication& publication, Language language);

}  // namespace dostyq::routes
