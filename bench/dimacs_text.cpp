#include "dimacs_text.hpp"

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "travel/build_road_graph.hpp"

namespace dostyq::bench {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File file_to_write(const std::filesystem::path& path) {
  return {std::fopen(path.c_str(), "w"), &std::fclose};
}

}  // namespace

void write_dimacs(const travel::RoadGraph& graph, const std::filesystem::path& arcs,
                  const std::filesystem::path& places) {
  const File gr = file_to_write(arcs);
  const File co = file_to_write(places);
  if (!gr || !co) return;
  std::fprintf(gr.get(), "p sp %zu %zu\n", graph.node_count(), graph.arc_count());
  std::fprintf(co.get(), "p aux sp co %zu\n", graph.node_count());
  for (size_t v = 0; v < graph.node_count(); ++v) {
    const Coordinate& place = graph.nodes[v];
    std::fprintf(co.get(), "v %zu %d %d\n", v + 1, place.lon_e7 / 10, place.lat_e7 / 10);
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      std::fprintf(gr.get(), "a %zu %u %u\n", v + 1, graph.head[a] + 1, graph.milliseconds[a]);
    }
  }
}

travel::RoadGraph read_dimacs(const std::filesystem::path& arcs,
                              const std::filesystem::path& places) {
  std::vector<Coordinate> nodes;
  std::vector<travel::RoadArc> found;
  std::string line;
  std::ifstream gr(arcs);
  while (std::getline(gr, line)) {
    size_t count = 0;
    travel::RoadArc arc;
    if (std::sscanf(line.c_str(), "p sp %zu", &count) == 1) nodes.resize(count);
    if (std::sscanf(line.c_str(), "a %u %u %u", &arc.tail, &arc.head, &arc.milliseconds) != 3) {
      continue;
    }
    if (--arc.tail < nodes.size() && --arc.head < nodes.size()) found.push_back(arc);
  }
  std::ifstream co(places);
  while (std::getline(co, line)) {
    size_t node = 0;
    int lon = 0;
    int lat = 0;
    if (std::sscanf(line.c_str(), "v %zu %d %d", &node, &lon, &lat) != 3) continue;
    if (node >= 1 && node <= nodes.size()) nodes[node - 1] = {lon * 10, lat * 10};
  }
  return travel::make_road_graph(std::move(nodes), found);
}

void write_nodes(const std::vector<uint32_t>& nodes, const std::filesystem::path& path) {
  const File file = file_to_write(path);
  if (!file) return;
  for (const uint32_t node : nodes) std::fprintf(file.get(), "%u\n", node + 1);
}

}  // namespace dostyq::bench
