#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "io/file.hpp"
#include "travel/table.hpp"
#include "world/world.hpp"

namespace dostyq::world {

struct RoadFile {
  std::filesystem::path path;
  io::Sha256 hash{};  ///< of its bytes
};

/// The file of roads of a programme folder: roads.osm.pbf, .osm.bz2, .osm.gz or .osm; nothing when
/// there is none. Errors: roads.two_files; those of io::sha256_of_file.
Result<std::optional<RoadFile>> find_road_file(const std::filesystem::path& folder);

struct RoadOptions {
  std::string season;    ///< of the profile; "": none
  unsigned threads = 0;  ///< 0: as many as the machine has; times do not depend on it
  const StopFlag* stop = nullptr;
  std::function<void(const char* stage, double done)> progress;  ///< as travel::NetworkOptions
};

struct RoadTimes {
  travel::Table table;  ///< confidence derived; trips past travel.limit_minutes are unreachable
  RoadFacts facts;
};

/// Travel times between all places of a programme over the roads of `file`, last miles included.
/// The hierarchy and the times are kept in FOLDER/.roads and used again while roads, profile and
/// places are the same; a folder that cannot be written to costs time, nothing else.
/// Errors: those of travel::open_network.
Checked<RoadTimes> road_times(const Programme& programme, const std::filesystem::path& folder,
                              const RoadFile& file, const RoadOptions& options);

/// The seasons that the programme's profile of road use knows.
Checked<std::vector<std::string>> road_seasons(const Programme& programme,
                                               const std::filesystem::path& folder);

}  // namespace dostyq::world
