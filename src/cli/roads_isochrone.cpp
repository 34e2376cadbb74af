#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/roads_session.hpp"
#include "travel/isochrone.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using travel::Snap;

/// Minutes between commas, as milliseconds, the shortest first.
Result<std::vector<uint32_t>> parse_minutes(const std::string& text) {
  std::vector<uint32_t> limits;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t comma = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, comma - begin);
    char* end = nullptr;
    const double minutes = std::strtod(item.c_str(), &end);
    if (item.empty() || *end != '\0' || !(minutes > 0) || minutes > 30'000)
      return fail("roads.bad_minutes", {text});
    limits.push_back(static_cast<uint32_t>(minutes * 60'000));
    begin = comma + 1;
  }
  std::sort(limits.begin(), limits.end());
  return limits;
}

Json to_json(const travel::Isochrone& isochrone) {
  Json polygons = Json::array();
  for (const travel::Polygon& polygon : isochrone.polygons) {
    Json rings = Json::array({positions(polygon.shell)});
    for (const travel::Ring& hole : polygon.holes) rings.push_back(positions(hole));
    polygons.push_back(std::move(rings));
  }
  return {{"type", "Feature"},
          {"properties", {{"minutes", isochrone.limit_milliseconds / 60'000.0}}},
          {"geometry", {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}}}};
}

Checked<RoadPoints> isochrone_points(const IsochroneArguments& arguments) {
  if (!arguments.sites.empty()) return read_points(arguments.sites);
  const Result<Coordinate> at = parse_point(arguments.at);
  if (!at) return tl::unexpected(Problems{at.error()});
  return RoadPoints{{arguments.at}, {*at}};
}

}  // namespace

int roads_isochrone(const IsochroneArguments& arguments, const Context& context) {
  const Result<std::vector<uint32_t>> limits = parse_minutes(arguments.within_minutes);
  if (!limits) return context.fail(limits.error());
  const Checked<RoadPoints> sites = isochrone_points(arguments);
  if (!sites) return context.fail(sites.error());
  const Checked<travel::Network> network = open_roads(arguments, context);
  if (!network) return context.fail(network.error());
  const Joiner joiner(network->hierarchy, arguments);
  const std::vector<Snap> doors = joiner.join(sites->at);
  std::vector<travel::OneToAll::Source> sources;
  for (const Snap& door : doors) {
    if (door.snapped()) sources.push_back({door.node, door.last_mile_ms});
  }
  const auto direction = arguments.from_sites ? travel::OneToAll::Direction::kFromSource
                                              : travel::OneToAll::Direction::kToSource;
  travel::OneToAll times(network->hierarchy);
  times.run(sources, direction, limits->back());
  const auto made = travel::isochrones(network->hierarchy, times, direction, *limits);
  if (!made) return context.fail(made.error());
  Json features = Json::array();
  for (const travel::Isochrone& isochrone : *made) features.push_back(to_json(isochrone));
  const Json out = not_joined(*sites, doors);
  const Json collection{{"type", "FeatureCollection"}, {"features", std::move(features)}};
  if (context.json && arguments.out.empty()) {
    Json answer = collection;
    answer["not_joined"] = out;
    fmt::print("{}\n", answer.dump());
    return kDone;
  }
  if (const auto done = deliver(collection.dump() + "\n", arguments, context); !done)
    return context.fail(done.error());
  if (context.json)
    fmt::print("{}\n", Json{{"not_joined", out}}.dump(2));
  else
    say_left_out(out, context);
  return kDone;
}

}  // namespace dostyq::cli
