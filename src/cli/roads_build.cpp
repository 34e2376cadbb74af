#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "cli/progress_line.hpp"
#include "cli/roads_session.hpp"
#include "io/file.hpp"
#include "travel/hierarchy_file.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const travel::Hierarchy& hierarchy) {
  const size_t nodes = hierarchy.node_count();
  return {{"nodes", nodes},
          {"road_arcs", hierarchy.road().arc_count()},
          {"hierarchy_arcs", hierarchy.arc_count()},
          {"bytes", hierarchy.bytes().size()},
          {"query_bytes", hierarchy.query_bytes()},
          {"query_bytes_per_node",
           nodes == 0 ? 0.0
                      : static_cast<double>(hierarchy.query_bytes()) / static_cast<double>(nodes)},
          {"made_from", io::hex(hierarchy.input_hash())}};
}

Json to_json(const travel::OsmRoadStats& stats) {
  Json classes = Json::object(), islands = Json::array();
  for (const auto& [name, km] : stats.km_by_class) classes[name] = km;
  for (const travel::RoadIsland& island : stats.biggest_islands) {
    islands.push_back(
        {{"nodes", island.nodes}, {"km", island.km}, {"at", positions({island.at})[0]}});
  }
  return {{"ways_read", stats.ways_read},
          {"ways_kept", stats.ways_kept},
          {"ways_cut", stats.ways_cut},
          {"nodes_missing", stats.nodes_missing},
          {"nodes_closed", stats.nodes_closed},
          {"nodes_added", stats.nodes_added},
          {"km", stats.km},
          {"km_by_class", classes},
          {"islands", stats.islands},
          {"island_nodes", stats.island_nodes},
          {"island_km", stats.island_km},
          {"biggest_islands", islands}};
}

void print(const travel::OsmRoadStats& stats, const Context& context) {
  fmt::print("{}\n", context.say("roads.stats",
                                 {std::to_string(stats.ways_read), std::to_string(stats.ways_kept),
                                  fmt::format("{:.0f}", stats.km), std::to_string(stats.ways_cut),
                                  std::to_string(stats.nodes_missing),
                                  std::to_string(stats.nodes_closed)}));
  if (stats.islands == 0) return;
  fmt::print("{}\n", context.say("roads.islands",
                                 {std::to_string(stats.islands), std::to_string(stats.island_nodes),
                                  fmt::format("{:.1f}", stats.island_km)}));
  for (const travel::RoadIsland& island : stats.biggest_islands)
    fmt::print("  {:>8.2f} km  {:.5f},{:.5f}\n", island.km, island.at.lon(), island.at.lat());
}

int say(const travel::Network& network, const std::string& file, double seconds,
        const Context& context) {
  const travel::Hierarchy& hierarchy = network.hierarchy;
  if (context.json) {
    Json json = to_json(hierarchy);
    json["seconds"] = seconds;
    json["built"] = network.built;
    if (network.stats) json["roads"] = to_json(*network.stats);
    fmt::print("{}\n", json.dump(2));
    return kDone;
  }
  fmt::print("{}\n",
             context.say("roads.built",
                         {std::to_string(hierarchy.node_count()),
                          std::to_string(hierarchy.road().arc_count()),
                          fmt::format("{:.1f}", static_cast<double>(hierarchy.query_bytes()) /
                                                    static_cast<double>(hierarchy.node_count())),
                          fmt::format("{:.1f}", seconds), file}));
  if (network.stats) print(*network.stats, context);
  return kDone;
}

}  // namespace

int roads_build(const RoadArguments& arguments, const Context& context) {
  const Clock clock;
  if (is_hierarchy(arguments.roads))
    return context.fail(
        Error{ErrorCode::kBadInput, "roads.is_hierarchy", {}, {arguments.roads, 0, ""}});
  travel::NetworkOptions options;
  options.threads = arguments.threads;
  options.stop = context.stop;
  std::optional<ProgressLine> line(std::in_place, context);
  options.progress = [&](const char* stage, double done) { line->part(context.say(stage), done); };
  const Checked<travel::Network> network =
      travel::open_network({arguments.roads, arguments.profile, arguments.season}, options);
  line.reset();
  if (!network) return context.fail(network.error());
  if (const Result<void> saved = travel::save_hierarchy(network->hierarchy, arguments.out); !saved)
    return context.fail(saved.error());
  return say(*network, arguments.out, clock.seconds(), context);
}

int roads_info(const RoadArguments& arguments, const Context& context) {
  const Clock clock;
  const Checked<travel::Network> network = open_roads(arguments, context);
  if (!network) return context.fail(network.error());
  return say(*network, arguments.roads, clock.seconds(), context);
}

}  // namespace dostyq::cli
