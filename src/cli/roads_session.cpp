#include "cli/roads_session.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/progress_line.hpp"
#include "io/file.hpp"
#include "travel/hierarchy_file.hpp"

namespace dostyq::cli {
namespace {

nlohmann::ordered_json position(Coordinate c) {
  // The seven decimals that there are, and no more.
  return nlohmann::ordered_json::array(
      {std::round(c.lon() * 1e7) / 1e7, std::round(c.lat() * 1e7) / 1e7});
}

}  // namespace

bool is_hierarchy(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string magic(8, '\0');
  in.read(magic.data(), 8);
  return in.gcount() == 8 && magic == "DOSTYQCH";
}

Checked<travel::Network> open_roads(const RoadArguments& arguments, const Context& context) {
  if (is_hierarchy(arguments.roads)) {
    Result<travel::Hierarchy> kept = travel::open_hierarchy(arguments.roads);
    if (!kept) return tl::unexpected(Problems{kept.error()});
    return travel::Network{std::move(*kept), {}, false, {}, true};
  }
  std::string name = std::filesystem::path(arguments.profile).stem().string();
  if (!arguments.season.empty()) name += "-" + arguments.season;
  travel::NetworkOptions options;
  options.cache = fmt::format("{}.{}.hierarchy", arguments.roads, name);
  options.threads = arguments.threads;
  options.stop = context.stop;
  std::optional<ProgressLine> line;
  options.progress = [&](const char* stage, double done) {
    if (!line) line.emplace(context);
    line->part(context.say(stage), done);
  };
  Checked<travel::Network> network =
      travel::open_network({arguments.roads, arguments.profile, arguments.season}, options);
  line.reset();
  if (network && network->why) {
    const std::string why = context.say(network->why->key, network->why->args);
    fmt::print(stderr, "{}\n", context.say("roads.rebuilt", {why}));
  }
  return network;
}

Joiner::Joiner(const travel::Hierarchy& hierarchy, const RoadArguments& arguments)
    : finder_(hierarchy.road().nodes, arguments.threads) {
  options_.limit_metres = arguments.snap_limit_metres;
  options_.speed_kmh = arguments.last_mile_kmh;
  options_.threads = arguments.threads;
}

std::vector<travel::Snap> Joiner::join(std::span<const Coordinate> points) const {
  return finder_.snap(points, options_);
}

const char* name(travel::SnapStatus status) {
  switch (status) {
    case travel::SnapStatus::kSnapped:
      return "snapped";
    case travel::SnapStatus::kTooFar:
      return "too_far";
    case travel::SnapStatus::kNotOnEarth:
      return "not_on_earth";
  }
  return "";
}

nlohmann::ordered_json not_joined(const RoadPoints& points,
                                  const std::vector<travel::Snap>& snaps) {
  auto list = nlohmann::ordered_json::array();
  for (size_t i = 0; i < snaps.size(); ++i) {
    if (!snaps[i].snapped())
      list.push_back({{"id", points.ids[i]}, {"reason", name(snaps[i].status)}});
  }
  return list;
}

nlohmann::ordered_json positions(const std::vector<Coordinate>& line) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Coordinate c : line) list.push_back(position(c));
  return list;
}

void say_left_out(const nlohmann::ordered_json& list, const Context& context) {
  for (const nlohmann::ordered_json& one : list) {
    const std::string reason = context.say("roads.snap_reason", {one["reason"].get<std::string>()});
    fmt::print(stderr, "{}\n",
               context.say("roads.left_out", {one["id"].get<std::string>(), reason}));
  }
}

Result<void> deliver(const std::string& text, const RoadArguments& arguments,
                     const Context& context) {
  if (!arguments.out.empty()) return io::write_files({{arguments.out, text}});
  if (!context.json) fmt::print("{}", text);
  return {};
}

}  // namespace dostyq::cli
