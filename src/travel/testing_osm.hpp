#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "travel/osm_graph.hpp"

namespace dostyq::travel::testing_osm {

/// A small map in OpenStreetMap's XML. Tags are written "highway=residential oneway=yes".
class Map {
 public:
  Map& node(int64_t id, double lon, double lat, const std::string& tags = "") {
    text_ += "<node id='" + std::to_string(id) + "' lon='" + std::to_string(lon) + "' lat='" +
             std::to_string(lat) + "'>" + tags_of(tags) + "</node>\n";
    return *this;
  }
  Map& way(int64_t id, const std::vector<int64_t>& nodes, const std::string& tags) {
    text_ += "<way id='" + std::to_string(id) + "'>";
    for (const int64_t node : nodes) text_ += "<nd ref='" + std::to_string(node) + "'/>";
    text_ += tags_of(tags) + "</way>\n";
    return *this;
  }
  std::string xml() const { return "<osm version='0.6'>\n" + text_ + "</osm>\n"; }

  Result<OsmRoads> roads(const std::string& profile = "car",
                         const OsmGraphOptions& options = {}) const {
    const std::string bytes = xml();
    return read_osm_roads(io::OsmSource::memory(bytes, "map.osm"), *Profile::built_in(profile),
                          options);
  }

 private:
  static std::string tags_of(const std::string& tags) {
    std::string text;
    for (size_t at = 0; at < tags.size();) {
      const size_t end = std::min(tags.find(' ', at), tags.size());
      const size_t equals = tags.find('=', at);
      text += "<tag k='" + tags.substr(at, equals - at) + "' v='" +
              tags.substr(equals + 1, end - equals - 1) + "'/>";
      at = end + 1;
    }
    return text;
  }

  std::string text_;
};

/// Time of the arc between the nodes at two places, in ms; 0 when there is none.
inline uint32_t arc_ms(const RoadGraph& graph, Coordinate from, Coordinate to) {
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    if (graph.nodes[v] != from) continue;
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      if (graph.nodes[graph.head[a]] == to) return graph.milliseconds[a];
    }
  }
  return 0;
}

/// What RoadGraph promises.
inline void expect_sound(const RoadGraph& graph) {
  ASSERT_EQ(graph.first_arc.size(), graph.node_count() + 1);
  ASSERT_EQ(graph.first_arc.front(), 0U);
  ASSERT_EQ(graph.first_arc.back(), graph.arc_count());
  ASSERT_EQ(graph.milliseconds.size(), graph.arc_count());
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    ASSERT_LE(graph.first_arc[v], graph.first_arc[v + 1]);
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      ASSERT_LT(graph.head[a], graph.node_count());
      ASSERT_NE(graph.head[a], v);
      ASSERT_TRUE(a == graph.first_arc[v] || graph.head[a - 1] < graph.head[a]);
      ASSERT_GE(graph.milliseconds[a], 1U);
      ASSERT_LT(graph.milliseconds[a], RoadGraph::kNever);
    }
  }
  if (graph.first_shape.empty()) return;
  ASSERT_EQ(graph.first_shape.size(), graph.arc_count() + 1);
  ASSERT_EQ(graph.first_shape.back(), graph.shape.size());
  for (size_t a = 0; a < graph.arc_count(); ++a) {
    ASSERT_LE(graph.first_shape[a], graph.first_shape[a + 1]);
  }
}

inline bool same(const RoadGraph& a, const RoadGraph& b) {
  return a.nodes == b.nodes && a.first_arc == b.first_arc && a.head == b.head &&
         a.milliseconds == b.milliseconds && a.first_shape == b.first_shape && a.shape == b.shape;
}

/// The folder of real data: $DOSTYQ_DATA, or shared/data beside the sources; empty when there is
/// none, and then the test is skipped.
inline std::filesystem::path data_folder() {
  const char* given = std::getenv("DOSTYQ_DATA");
  const std::filesystem::path folder =
      given != nullptr ? std::filesystem::path(given)
                       : std::filesystem::path(DOSTYQ_SOURCE_DIR) / "../shared/data";
  return std::filesystem::is_directory(folder / "osm") ? folder : std::filesystem::path();
}

}  // namespace dostyq::travel::testing_osm
