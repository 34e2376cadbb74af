#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/outline_sources.hpp"

namespace dostyq::report {
namespace {

using nlohmann::json;

constexpr const char* kFile = "boundaries.geojson";

tl::unexpected<Error> wrong(std::string key, std::vector<std::string> args = {}) {
  return fail("report.boundaries." + std::move(key), std::move(args), {kFile, 0, ""});
}

Result<Coordinate> position(const json& value, const std::string& feature) {
  if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) {
    return wrong("position", {feature});
  }
  const double lon = value[0].get<double>(), lat = value[1].get<double>();
  const bool on_earth = std::abs(lon) <= 180 && std::abs(lat) <= 90;
  if (!on_earth) {
    return wrong("range", {feature, value[0].dump(), value[1].dump()});
  }
  return Coordinate::from_degrees(lon, lat);
}

Result<std::vector<Ring>> polygon(const json& rings, const std::string& feature) {
  if (!rings.is_array() || rings.empty()) return wrong("ring", {feature});
  std::vector<Ring> result;
  for (const json& points : rings) {
    Ring ring;
    if (!points.is_array()) return wrong("ring", {feature});
    for (const json& value : points) {
      auto point = position(value, feature);
      if (!point) return tl::unexpected(point.error());
      if (ring.points.empty() || ring.points.back() != *point) ring.points.push_back(*point);
    }
    if (ring.points.size() < 4 || ring.points.front() != ring.points.back())
      return wrong("ring", {feature});
    result.push_back(std::move(ring));
  }
  return result;
}

Result<Polygons> polygons(const json& geometry, const std::string& feature) {
  const std::string type = geometry.is_object() ? geometry.value("type", "") : "";
  if (type != "Polygon" && type != "MultiPolygon") return wrong("geometry", {feature, type});
  const json coordinates = geometry.value("coordinates", json::array());
  Polygons result;
  for (const json& rings : type == "Polygon" ? json::array({coordinates}) : coordinates) {
    auto part = polygon(rings, feature);
    if (!part) return tl::unexpected(part.error());
    result.push_back(std::move(*part));
  }
  if (result.empty()) return wrong("ring", {feature});
  return result;
}

Result<std::map<std::string, Polygons>> collect(const json& collection) {
  if (!collection.is_object() || collection.value("type", "") != "FeatureCollection" ||
      !collection.contains("features") || !collection["features"].is_array()) {
    return wrong("collection");
  }
  std::map<std::string, Polygons> by_area;
  int number = 0;
  for (const json& feature : collection["features"]) {
    const std::string nth = std::to_string(++number);
    const json properties =
        feature.is_object() ? feature.value("properties", json::object()) : json::object();
    const std::string area = properties.is_object() ? properties.value("area", "") : "";
    if (area.empty()) return wrong("no_area", {nth});
    auto parts = polygons(feature.value("geometry", json()), fmt::format("{} ({})", nth, area));
    if (!parts) return tl::unexpected(parts.error());
    Polygons& all = by_area[area];
    all.insert(all.end(), std::make_move_iterator(parts->begin()),
               std::make_move_iterator(parts->end()));
  }
  if (by_area.empty()) return wrong("empty");
  return by_area;
}

}  // namespace

Result<std::map<std::string, Polygons>> boundary_polygons(const std::string& geojson) {
  try {
    return collect(json::parse(geojson));
  } catch (const json::parse_error& broken) {
    return wrong("not_json", {std::to_string(broken.byte)});
  } catch (const json::exception&) {  // a member of another type than GeoJSON's
    return wrong("collection");
  }
}

}  // namespace dostyq::report
