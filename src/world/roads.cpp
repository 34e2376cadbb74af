#include "world/roads.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>

#include "base/parallel.hpp"
#include "io/file.hpp"
#include "travel/snap.hpp"
#include "travel/table_file.hpp"
#include "travel/travel_matrix.hpp"
#include "world/road_network.hpp"

namespace dostyq::world {
namespace fs = std::filesystem;
namespace {

constexpr std::array kEndings{".osm.pbf", ".osm.bz2", ".osm.gz", ".osm"};

RoadUse use_of(const Programme& programme) { return programme.config.roads.value_or(RoadUse{}); }

/// A profile that is a file lies in the programme's folder.
std::string profile_of(const Programme& programme, const fs::path& folder) {
  const std::string profile = use_of(programme).profile;
  return profile.ends_with(".toml") ? (folder / profile).string() : profile;
}

/// Makes FOLDER/.roads, which version control leaves out; "" when that cannot be done.
fs::path cache_folder(const fs::path& folder) {
  fs::path cache = folder / ".roads";
  std::error_code error;
  fs::create_directories(cache, error);
  if (error) return {};
  const fs::path ignore = cache / ".gitignore";
  if (!fs::exists(ignore, error) && !io::write_files({{ignore, "*\n"}})) return {};
  return cache;
}

std::string cache_name(const RoadUse& use, const std::string& season) {
  const std::string profile = fs::path(use.profile).stem().string();
  return season.empty() ? profile : profile + "-" + season;
}

class PlaceTimes {
 public:
  PlaceTimes(const Programme& programme, const RoadOptions& options)
      : programme_(programme), use_(use_of(programme)), options_(options) {
    for (const Place& place : programme.places) points_.push_back(place.point);
  }

  /// Of all that the times depend on.
  io::Sha256 made_from(const travel::Hierarchy& hierarchy) const {
    std::string text = "dostyq place times 1\n" + io::hex(hierarchy.input_hash());
    text += fmt::format("\n{} {} {}", use_.snap_limit_metres, use_.last_mile_kmh,
                        programme_.config.travel.limit_minutes);
    for (const Coordinate& point : points_)
      text += fmt::format("\n{} {}", point.lon_e7, point.lat_e7);
    return io::sha256(text);
  }

  std::vector<travel::Snap> snap(const travel::Hierarchy& hierarchy) const {
    travel::SnapOptions options;
    options.limit_metres = use_.snap_limit_metres;
    options.speed_kmh = use_.last_mile_kmh;
    options.threads = options_.threads;
    return travel::NodeFinder(hierarchy.road().nodes, options_.threads).snap(points_, options);
  }

  travel::Table table(const travel::Hierarchy& hierarchy,
                      const std::vector<travel::Snap>& snaps) const {
    std::vector<size_t> joined;
    std::vector<uint32_t> nodes;
    for (size_t i = 0; i < snaps.size(); ++i) {
      if (!snaps[i].snapped()) continue;
      joined.push_back(i);
      nodes.push_back(snaps[i].node);
    }
    travel::TravelMatrix matrix(hierarchy);
    matrix.set_targets(nodes);
    const travel::TimeTable times = matrix.run(nodes, threads_or_all(options_.threads));
    travel::Table table(snaps.size(), Confidence::kDerived);
    const uint64_t limit =
        uint64_t{60'000} * static_cast<uint64_t>(programme_.config.travel.limit_minutes);
    for (size_t row = 0; row < joined.size(); ++row) {
      for (size_t column = 0; column < joined.size(); ++column) {
        const std::optional<uint32_t> time = times.milliseconds(row, column);
        if (!time) continue;
        const uint64_t all =
            uint64_t{*time} + snaps[joined[row]].last_mile_ms + snaps[joined[column]].last_mile_ms;
        if (all <= limit)
          table.set(joined[row], joined[column], static_cast<int32_t>((all + 999) / 1000));
      }
    }
    for (size_t i = 0; i < snaps.size(); ++i) table.set(i, i, 0);
    return table;
  }

 private:
  const Programme& programme_;
  RoadUse use_;
  const RoadOptions& options_;
  std::vector<Coordinate> points_;
};

}  // namespace

Result<std::optional<RoadFile>> find_road_file(const fs::path& folder) {
  std::optional<RoadFile> found;
  for (const char* ending : kEndings) {
    const std::string name = std::string("roads") + ending;
    std::error_code error;
    if (!fs::exists(folder / name, error)) continue;
    if (found)
      return fail("roads.two_files", {found->path.filename().string(), name}, {name, 0, ""});
    found = RoadFile{folder / name, {}};
  }
  if (!found) return found;
  const Result<io::Sha256> hash = io::sha256_of_file(found->path);
  if (!hash) return tl::unexpected(hash.error());
  found->hash = *hash;
  return found;
}

Checked<std::vector<std::string>> road_seasons(const Programme& programme, const fs::path& folder) {
  const auto profile = travel::open_profile(profile_of(programme, folder), "");
  if (!profile) return tl::unexpected(profile.error());
  return profile->seasons();
}

Checked<travel::Network> road_network(const Programme& programme, const fs::path& folder,
                                      const RoadFile& file, const RoadOptions& options) {
  const fs::path cache = cache_folder(folder);
  travel::NetworkOptions opening;
  opening.threads = options.threads;
  opening.stop = options.stop;
  opening.progress = options.progress;
  if (!cache.empty())
    opening.cache = cache / (cache_name(use_of(programme), options.season) + ".hierarchy");
  return travel::open_network({file.path, profile_of(programme, folder), options.season, file.hash},
                              opening);
}

Checked<RoadTimes> road_times(const Programme& programme, const fs::path& folder,
                              const RoadFile& file, const RoadOptions& options) {
  const Checked<travel::Network> network = road_network(programme, folder, file, options);
  if (!network) return tl::unexpected(network.error());
  const fs::path cache = cache_folder(folder);
  const std::string name = cache_name(use_of(programme), options.season);
  const PlaceTimes times(programme, options);
  const std::vector<travel::Snap> snaps = times.snap(network->hierarchy);
  RoadFacts facts{file.path.filename().string(), use_of(programme).profile, options.season, {}};
  for (size_t i = 0; i < snaps.size(); ++i) {
    if (!snaps[i].snapped()) facts.not_joined.push_back(programme.places[i].id);
  }
  const io::Sha256 made_from = times.made_from(network->hierarchy);
  std::optional<travel::Table> table;
  if (!cache.empty()) table = travel::open_table(cache / (name + ".times"), made_from);
  if (!table) {
    table = times.table(network->hierarchy, snaps);
    // Not kept: made again the next time.
    if (!cache.empty()) (void)travel::save_table(*table, made_from, cache / (name + ".times"));
  }
  return RoadTimes{std::move(*table), std::move(facts)};
}

}  // namespace dostyq::world
