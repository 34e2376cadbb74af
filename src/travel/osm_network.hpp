#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "io/osm.hpp"
#include "travel/osm_graph.hpp"
#include "travel/profile.hpp"

// Between osm_graph.cpp and its parts only.
namespace dostyq::travel {

struct NetworkWay {
  uint32_t first = 0;  ///< its points are refs[first] .. refs[first + count]
  uint32_t count = 0;
  WayUse use;
};

/// The ways that a profile can use and their points, which are numbered by their ids.
struct OsmNetwork {
  static constexpr uint8_t kFound = 1;   ///< the extract holds it
  static constexpr uint8_t kVertex = 2;  ///< an end of a way, or on two ways or twice on one
  static constexpr uint8_t kClosed = 4;
  static constexpr uint8_t kDelayed = 8;  ///< it is in `delays`

  std::vector<NetworkWay> ways;
  std::vector<uint32_t> refs;
  std::vector<Coordinate> at;
  std::vector<uint8_t> flags;
  std::vector<std::pair<uint32_t, uint32_t>> delays;  ///< point, ms; sorted

  uint32_t delay_ms(uint32_t point) const;
};

/// Two passes over the file. Errors: see read_osm_roads.
Result<OsmNetwork> read_network(const io::OsmSource& source, const Profile& profile,
                                const OsmGraphOptions& options, OsmRoadStats& stats);

}  // namespace dostyq::travel
