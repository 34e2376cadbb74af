#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/roads_session.hpp"
#include "travel/route.hpp"
#include "travel/segment.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using travel::Snap;

double metres(const std::vector<Coordinate>& line) {
  double sum = 0;
  for (size_t i = 1; i < line.size(); ++i) sum += travel::segment_metres(line[i - 1], line[i]);
  return sum;
}

int no_way(const std::string& reason, const Context& context) {
  if (context.json)
    fmt::print("{}\n", Json{{"status", "unreachable"}, {"reason", reason}}.dump(2));
  else
    fmt::print("{}\n", context.say("roads.no_way", {context.say("roads.snap_reason", {reason})}));
  return kDone;
}

/// The ends of the way as given, then the points of the road between.
Json feature(const travel::Route& route, Coordinate from, Coordinate to, int64_t seconds) {
  std::vector<Coordinate> line{from};
  line.insert(line.end(), route.line.begin(), route.line.end());
  line.push_back(to);
  return {{"type", "Feature"},
          {"properties", {{"seconds", seconds}, {"metres", std::round(metres(route.line))}}},
          {"geometry", {{"type", "LineString"}, {"coordinates", positions(line)}}}};
}

}  // namespace

int roads_route(const RouteArguments& arguments, const Context& context) {
  const Result<Coordinate> from = parse_point(arguments.from), to = parse_point(arguments.to);
  if (!from) return context.fail(from.error());
  if (!to) return context.fail(to.error());
  const Checked<travel::Network> network = open_roads(arguments, context);
  if (!network) return context.fail(network.error());
  const Joiner joiner(network->hierarchy, arguments);
  const std::vector<Snap> ends = joiner.join(std::array{*from, *to});
  for (const Snap& end : ends) {
    if (!end.snapped()) return no_way(name(end.status), context);
  }
  const auto route = travel::RouteQuery(network->hierarchy).run(ends[0].node, ends[1].node);
  if (!route) return no_way("no_way", context);
  const int64_t seconds =
      whole_seconds(uint64_t{route->milliseconds} + ends[0].last_mile_ms + ends[1].last_mile_ms);
  const Json line = feature(*route, *from, *to, seconds);
  if (!arguments.out.empty()) {
    if (const auto done = deliver(line.dump() + "\n", arguments, context); !done)
      return context.fail(done.error());
  }
  if (context.json) {
    fmt::print("{}\n", Json{{"status", "found"},
                            {"seconds", seconds},
                            {"road_milliseconds", route->milliseconds},
                            {"metres", std::round(metres(route->line))},
                            {"metres_to_road", std::round(ends[0].metres)},
                            {"metres_from_road", std::round(ends[1].metres)},
                            {"geometry", line["geometry"]}}
                           .dump(2));
    return kDone;
  }
  fmt::print("{}\n",
             context.say("roads.way", {std::to_string(seconds / 60), std::to_string(seconds % 60),
                                       fmt::format("{:.1f}", metres(route->line) / 1000),
                                       fmt::format("{:.0f}", ends[0].metres),
                                       fmt::format("{:.0f}", ends[1].metres)}));
  return kDone;
}

}  // namespace dostyq::cli
