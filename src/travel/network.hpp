#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "io/file.hpp"
#include "travel/hierarchy.hpp"
#include "travel/osm_graph.hpp"

namespace dostyq::travel {

/// A file of roads and how they are used.
struct NetworkSource {
  std::filesystem::path roads;  ///< an extract of OpenStreetMap, or NAME.gr with NAME.co beside it
  std::string profile = "car";  ///< a built-in one, or a TOML file (docs/roads.md); not for .gr
  std::string season;           ///< of the profile; "": none
  std::optional<io::Sha256> roads_hash = std::nullopt;  ///< of the file, where it is known already
};

struct NetworkOptions {
  std::filesystem::path cache;  ///< where the hierarchy is kept; "": nowhere
  unsigned threads = 0;         ///< 0: as many as the machine has
  const StopFlag* stop = nullptr;
  /// `stage` is a message key; `done` goes from 0 to 1 in each.
  std::function<void(const char* stage, double done)> progress;
};

struct Network {
  Hierarchy hierarchy;
  std::optional<OsmRoadStats> stats;  ///< when an extract was read just now
  bool built = false;                 ///< just now; else it was kept
  std::optional<Error> why;  ///< of a kept one that could not be used: damaged, stale, version
  bool kept = false;         ///< in the cache, for the next time
};

/// The hierarchy of a file of roads: the kept one when it was made of the same bytes in the same
/// way, else built and kept. Errors: those of io/osm.hpp, osm_graph.hpp, dimacs.hpp and of
/// profiles, all problems at once; roads.stopped.
Checked<Network> open_network(const NetworkSource& source, const NetworkOptions& options);

/// The profile, in its season.
Checked<Profile> open_profile(const std::string& profile, const std::string& season);

}  // namespace dostyq::travel
