// Seconds and memory of reading an extract into a road graph, and of snapping places to it.
//   roads_read_bench EXTRACT [POINTS_FILE]
// Prints JSON. The million places are nodes of the graph moved by a few hundred metres, from a
// fixed seed; POINTS_FILE receives them, "longitude latitude" a line, for the peers.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <random>

#include "travel/osm_graph.hpp"
#include "travel/snap.hpp"

using namespace dostyq;

namespace {

constexpr size_t kPoints = 1'000'000;

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

long peak_kb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::vector<Coordinate> places_near(const std::vector<Coordinate>& nodes) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> away(0, 0.003);
  std::vector<Coordinate> places;
  for (size_t i = 0; i < kPoints; ++i) {
    const Coordinate node = nodes[random() % nodes.size()];
    const double lon = node.lon() + away(random);
    places.push_back(Coordinate::from_degrees(lon, node.lat() + away(random)));
  }
  return places;
}

void write(const std::vector<Coordinate>& places, const char* file) {
  std::ofstream out(file);
  for (const Coordinate at : places) out << fmt::format("{:.7f} {:.7f}\n", at.lon(), at.lat());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: roads_read_bench EXTRACT [POINTS_FILE]\n");
    return 2;
  }
  const double began = seconds();
  const auto roads =
      travel::read_osm_roads(io::OsmSource::file(argv[1]), *travel::Profile::built_in("car"));
  const double read = seconds();
  if (!roads) {
    fmt::print(stderr, "{}\n", roads.error().key);
    return 2;
  }
  const long peak = peak_kb();
  const std::vector<Coordinate> places = places_near(roads->graph.nodes);
  if (argc > 2) write(places, argv[2]);
  const double before_index = seconds();
  const travel::NodeFinder finder(roads->graph.nodes);
  const double indexed = seconds();
  travel::SnapOptions options;
  options.threads = 1;
  const std::vector<travel::Snap> snaps = finder.snap(places, options);
  const double snapped = seconds();
  size_t found = 0;
  for (const travel::Snap& snap : snaps) found += snap.snapped() ? 1 : 0;
  fmt::print(
      "{{\"read_seconds\": {:.3f}, \"nodes\": {}, \"arcs\": {}, \"peak_kb\": {}, "
      "\"index_seconds\": {:.3f}, \"snap_seconds\": {:.3f}, \"points\": {}, \"found\": {}}}\n",
      read - began, roads->graph.node_count(), roads->graph.arc_count(), peak,
      indexed - before_index, snapped - indexed, kPoints, found);
  return 0;
}
