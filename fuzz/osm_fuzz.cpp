// Any bytes as an extract, or (when the first byte is odd) as one block of a PBF file with good
// frames around it: a sound graph or an error that names the file.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "travel/osm_graph.hpp"

namespace {

using dostyq::Result;
using namespace dostyq::travel;

void append_length(std::string& out, size_t length) {
  for (; length >= 0x80; length >>= 7U) out += static_cast<char>(0x80U | (length & 0x7fU));
  out += static_cast<char>(length);
}

/// A frame with an uncompressed blob.
void append_frame(std::string& out, const std::string& type, const std::string& block) {
  std::string blob = "\x0a";
  append_length(blob, block.size());
  blob += block;
  std::string header = "\x0a";
  append_length(header, type.size());
  header += type + "\x18";
  append_length(header, blob.size());
  out += std::string(3, '\0') + static_cast<char>(header.size()) + header + blob;
}

std::string framed(const std::string& block) {
  std::string out;
  append_frame(out, "OSMHeader",
               "\x22\x0eOsmSchema-V0.6\x22\x0a"
               "DenseNodes");
  append_frame(out, "OSMData", block);
  return out;
}

void check(const RoadGraph& graph) {
  if (graph.node_count() < 2 || graph.first_arc.back() != graph.arc_count()) std::abort();
  for (size_t v = 0; v < graph.node_count(); ++v) {
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      if (graph.head[a] >= graph.node_count() || graph.head[a] == v) std::abort();
      if (graph.milliseconds[a] == 0 || graph.milliseconds[a] >= RoadGraph::kNever) std::abort();
    }
  }
  if (graph.first_shape.size() != graph.arc_count() + 1) std::abort();
  if (graph.first_shape.back() != graph.shape.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static const Profile car = *Profile::built_in("car");
  static const Profile foot = *Profile::built_in("foot")->in_season("winter");
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 1U) != 0) bytes = framed(bytes);
  const Profile& profile = (data[0] & 2U) != 0 ? car : foot;
  const Result<OsmRoads> roads =
      read_osm_roads(dostyq::io::OsmSource::memory(bytes, "fuzz.osm"), profile);
  if (roads) {
    check(roads->graph);
  } else if (roads.error().key.empty() || roads.error().where.file.empty()) {
    std::abort();
  }
  return 0;
}
