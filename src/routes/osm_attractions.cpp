#include "routes/osm_attractions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace dostyq::routes {
namespace {

constexpr std::array<std::string_view, 8> kTourism{
    "attraction", "museum", "viewpoint", "gallery", "zoo", "theme_park", "artwork", "aquarium"};
constexpr std::array<std::string_view, 10> kHistoric{
    "archaeological_site", "castle", "fort",  "monument",  "memorial",
    "mausoleum",           "tomb",   "ruins", "city_gate", "caravanserai"};

std::string category(std::span<const io::OsmTag> tags) {
  const std::string_view tourism = io::tag_value(tags, "tourism");
  if (std::find(kTourism.begin(), kTourism.end(), tourism) != kTourism.end())
    return std::string(tourism);
  const std::string_view historic = io::tag_value(tags, "historic");
  if (std::find(kHistoric.begin(), kHistoric.end(), historic) != kHistoric.end())
    return std::string(historic);
  return "";
}

/// Nothing for what has no name or is nothing to see.
bool describe(std::span<const io::OsmTag> tags, OsmAttraction& attraction) {
  attraction.category = category(tags);
  attraction.name = io::tag_value(tags, "name");
  if (attraction.category.empty() || attraction.name.empty()) return false;
  attraction.name_kk = io::tag_value(tags, "name:kk");
  attraction.name_ru = io::tag_value(tags, "name:ru");
  attraction.name_en = io::tag_value(tags, "name:en");
  attraction.opening_hours = io::tag_value(tags, "opening_hours");
  attraction.url = io::tag_value(tags, "website");
  return true;
}

struct Extent {
  int32_t west = 1'800'000'001, east = -1'800'000'001, south = 900'000'001, north = -900'000'001;
  void add(Coordinate at) {
    west = std::min(west, at.lon_e7);
    east = std::max(east, at.lon_e7);
    south = std::min(south, at.lat_e7);
    north = std::max(north, at.lat_e7);
  }
  bool empty() const { return west > east; }
  Coordinate middle() const { return {west / 2 + east / 2, south / 2 + north / 2}; }
};

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c == '\n' || c == '\r' ? ' ' : c;
  }
  return quoted + "\"";
}

}  // namespace

Result<std::vector<OsmAttraction>> read_attractions(const io::OsmSource& source,
                                                    const StopFlag* stop) {
  io::OsmOptions options;
  options.stop = stop;
  std::vector<OsmAttraction> found;
  std::vector<size_t> ways;
  std::unordered_map<int64_t, std::vector<size_t>> nodes_of;  // node → ways
  const auto first = io::read_osm_ways(source, options, [&](const io::OsmWay& way) {
    OsmAttraction attraction;
    if (!describe(way.tags, attraction)) return;
    attraction.id = "w" + std::to_string(way.id);
    for (const int64_t node : way.nodes) nodes_of[node].push_back(ways.size());
    ways.push_back(found.size());
    found.push_back(std::move(attraction));
  });
  if (!first) return tl::unexpected(first.error());
  std::vector<Extent> extents(ways.size());
  const auto second = io::read_osm_nodes(source, options, [&](const io::OsmNode& node) {
    if (const auto of = nodes_of.find(node.id); of != nodes_of.end()) {
      for (const size_t way : of->second) extents[way].add(node.at);
    }
    OsmAttraction attraction;
    if (node.tags.empty() || !describe(node.tags, attraction)) return;
    attraction.id = "n" + std::to_string(node.id);
    attraction.at = node.at;
    found.push_back(std::move(attraction));
  });
  if (!second) return tl::unexpected(second.error());
  for (size_t w = 0; w < ways.size(); ++w) found[ways[w]].at = extents[w].middle();
  // A way none of whose nodes is in the extract lies nowhere.
  std::vector<OsmAttraction> kept;
  for (size_t k = 0; k < found.size(); ++k) {
    const auto way = std::find(ways.begin(), ways.end(), k);
    if (way != ways.end() && extents[static_cast<size_t>(way - ways.begin())].empty()) continue;
    kept.push_back(std::move(found[k]));
  }
  std::sort(kept.begin(), kept.end(),
            [](const OsmAttraction& a, const OsmAttraction& b) { return a.id < b.id; });
  return kept;
}

std::string attractions_csv(const std::vector<OsmAttraction>& attractions,
                            const std::string& source) {
  std::string csv =
      "id,area,from,to,name_kk,name_ru,name_en,category,lon,lat,citizens,foreign_guests,minutes,"
      "opens,closes,closed_days,months,overnight,source,confidence\n";
  for (const OsmAttraction& one : attractions) {
    const auto named = [&](const std::string& own) { return cell(own.empty() ? one.name : own); };
    csv += fmt::format("{},,,,{},{},{},{},{:.5f},{:.5f},,,,,,,,,{},unverified\n", one.id,
                       named(one.name_kk), named(one.name_ru), named(one.name_en),
                       cell(one.category), one.at.lon(), one.at.lat(), source);
  }
  return csv;
}

}  // namespace dostyq::routes
