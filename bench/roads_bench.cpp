// Travel times on a road network, beside peers on the same one; prints JSON.
//   roads_bench generated            a country of towns and highways, about 1.6 million nodes
//   roads_bench EXTRACT.osm.pbf      the roads of an extract, for cars
//   roads_bench GRAPH.gr GRAPH.co    DIMACS, milliseconds and millionths of a degree
// With "check" as the last argument, every list of nearest sites is compared with plain Dijkstra's.
//
// Peers: the folder DOSTYQ_PEERS holds programs routingkit_roads and pandana_roads. Each is run as
//   PEER GRAPH.gr GRAPH.co SITES.txt
// (a node of the .gr file on each line of SITES.txt) and prints one line of JSON: "peer",
// "build_seconds", and of "table_seconds" (sites x sites, one core) and "nearest_seconds" (the five
// nearest sites of every node within 30 minutes) what it can do.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>

#include "generated_country.hpp"
#include "io/file.hpp"
#include "travel/build_road_graph.hpp"
#include "travel/dijkstra.hpp"
#include "travel/dimacs.hpp"
#include "travel/hierarchy.hpp"
#include "travel/nearest_sites.hpp"
#include "travel/one_to_all.hpp"
#include "travel/osm_graph.hpp"
#include "travel/route.hpp"
#include "travel/travel_matrix.hpp"

using namespace dostyq;
using namespace dostyq::travel;

namespace {

constexpr NearestQuestion kQuestion{.k = 5, .limit_milliseconds = 30 * 60 * 1000};

// Of all threads: says what the work costs when the machine is busy with something else too.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <typename Work>
double seconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The first run, which also claims memory, and the best of a few.
struct Timing {
  double first = 0;
  double best = 0;
  double processor = 0;
};

template <typename Work>
Timing timed(int runs, const Work& work) {
  Timing timing;
  for (int i = 0; i < runs; ++i) {
    const double before = processor_seconds();
    const double wall = seconds(work);
    const double processor = processor_seconds() - before;
    if (i == 0) timing = {wall, wall, processor};
    timing.best = std::min(timing.best, wall);
    timing.processor = std::min(timing.processor, processor);
  }
  return timing;
}

void print(const std::string& name, const Timing& timing) {
  fmt::print(" \"{0}_seconds\":{1:.4f},\"{0}_seconds_first\":{2:.4f},", name, timing.best,
             timing.first);
  fmt::print("\"{0}_processor_seconds\":{1:.4f},\n", name, timing.processor);
}

std::vector<uint32_t> random_nodes(size_t count, size_t nodes, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<uint32_t> chosen(count);
  for (uint32_t& node : chosen) node = static_cast<uint32_t>(random() % nodes);
  return chosen;
}

std::vector<Site> sites_at(const std::vector<uint32_t>& nodes) {
  std::vector<Site> sites;
  sites.reserve(nodes.size());
  for (const uint32_t node : nodes) sites.push_back({node, 0});
  return sites;
}

uint64_t sum_of_lists(const NearestSites& nearest, size_t nodes) {
  uint64_t sum = 0;
  for (uint32_t v = 0; v < nodes; ++v) {
    for (const auto& found : nearest.of(v)) sum += found.milliseconds();
  }
  return sum;
}

// Nodes whose list differs from that of one Dijkstra for each site.
size_t nodes_unlike_dijkstra(const RoadGraph& graph, const NearestSites& nearest,
                             const std::vector<uint32_t>& sites) {
  using Entry = std::pair<uint32_t, uint32_t>;
  std::vector<std::vector<Entry>> lists(graph.node_count());
  const RoadGraph turned = reversed(graph);
  Dijkstra search(turned);
  for (uint32_t i = 0; i < sites.size(); ++i) {
    search.run(sites[i], kQuestion.limit_milliseconds);
    for (const uint32_t v : search.reached()) {
      auto& list = lists[v];
      const Entry entry(*search.milliseconds(v), i);
      list.insert(std::upper_bound(list.begin(), list.end(), entry), entry);
      if (list.size() > kQuestion.k) list.pop_back();
    }
  }
  size_t different = 0;
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    std::vector<Entry> found;
    for (const auto& f : nearest.of(v)) found.emplace_back(f.milliseconds(), f.site());
    different += found == lists[v] ? 0 : 1;
  }
  return different;
}

void measure_peer(const char* name, const std::filesystem::path& folder) {
  const char* const peers = std::getenv("DOSTYQ_PEERS");
  const std::filesystem::path program = std::filesystem::path(peers != nullptr ? peers : "") / name;
  if (peers == nullptr || !std::filesystem::exists(program)) {
    fmt::print("{{\"peer\":\"{}\",\"note\":\"peer not measured\"}}\n", name);
    return;
  }
  std::fflush(stdout);
  const auto file = [&](const char* end) { return "'" + (folder / end).string() + "' "; };
  const std::string command =
      "'" + program.string() + "' " + file("roads.gr") + file("roads.co") + file("sites.txt");
  if (std::system(command.c_str()) != 0) {
    fmt::print("{{\"peer\":\"{}\",\"note\":\"peer failed\"}}\n", name);
  }
}

void measure_peers(const RoadGraph& graph, const std::vector<uint32_t>& sites) {
  const auto folder = std::filesystem::temp_directory_path() /
                      fmt::format("dostyq-roads-{}", std::random_device()());
  std::filesystem::create_directories(folder);
  if (std::getenv("DOSTYQ_PEERS") != nullptr) {
    DimacsTexts texts = to_dimacs(graph);
    std::string nodes;
    for (const uint32_t site : sites) nodes += std::to_string(site + 1) + "\n";
    if (!io::write_files({{folder / "roads.gr", std::move(texts.arcs)},
                          {folder / "roads.co", std::move(texts.coordinates)},
                          {folder / "sites.txt", std::move(nodes)}}))
      fmt::print(stderr, "cannot write to {}\n", folder.string());
  }
  measure_peer("routingkit_roads", folder);
  measure_peer("pandana_roads", folder);
  std::filesystem::remove_all(folder);
}

void measure_build(const RoadGraph& graph, std::optional<Hierarchy>& hierarchy) {
  double build[2] = {};
  double processor[2] = {};
  for (unsigned threads = 1; threads <= 2; ++threads) {
    const double before = processor_seconds();
    build[threads - 1] = seconds([&] { hierarchy = build_hierarchy(graph, {.threads = threads}); });
    processor[threads - 1] = processor_seconds() - before;
  }
  const auto nodes = static_cast<double>(graph.node_count());
  fmt::print("{{\"nodes\":{},\"arcs\":{},\"build_seconds_1_thread\":{:.3f},\n", graph.node_count(),
             graph.arc_count(), build[0]);
  fmt::print(" \"build_processor_seconds_1_thread\":{:.3f},\"build_processor_seconds\":{:.3f},\n",
             processor[0], processor[1]);
  fmt::print(" \"build_seconds\":{:.3f},\"up_arcs\":{},\"bytes_per_node\":{:.1f},\n", build[1],
             hierarchy->arc_count(), static_cast<double>(hierarchy->query_bytes()) / nodes);
  fmt::print(" \"file_bytes_per_node\":{:.1f},\n",
             static_cast<double>(hierarchy->bytes().size()) / nodes);
}

void measure_table(const Hierarchy& hierarchy, const std::vector<uint32_t>& sites) {
  const Timing table = timed(7, [&] {
    TravelMatrix matrix(hierarchy);
    matrix.set_targets(sites);
    matrix.run(sites);
  });
  print("table", table);
}

void measure_nearest(const RoadGraph& graph, const Hierarchy& hierarchy,
                     const std::vector<uint32_t>& sites, bool check) {
  const std::vector<Site> few = sites_at(sites);
  const std::vector<Site> many = sites_at(random_nodes(100'000, graph.node_count(), 8));
  NearestSites nearest(hierarchy);
  for (const unsigned threads : {1U, 2U}) {
    NearestQuestion question = kQuestion;
    question.threads = threads;
    const Timing time = timed(7, [&] { nearest.run(few, question); });
    print(fmt::format("nearest_{}_threads", threads), time);
  }
  fmt::print(" \"nearest_sum\":{},\n", sum_of_lists(nearest, graph.node_count()));
  if (check) {
    fmt::print(" \"nodes_unlike_dijkstra\":{},\n", nodes_unlike_dijkstra(graph, nearest, sites));
  }
  const Timing time = timed(5, [&] { nearest.run(many, kQuestion); });
  print("nearest_100000_sites", time);
  fmt::print(" \"nearest_100000_sites_sum\":{},\n", sum_of_lists(nearest, graph.node_count()));
}

void measure_single(const Hierarchy& hierarchy, const std::vector<uint32_t>& sites) {
  OneToAll all(hierarchy);
  const Timing sweep = timed(7, [&] { all.run(sites[0], OneToAll::Direction::kFromSource); });
  RouteQuery query(hierarchy);
  size_t nodes = 0;
  const double routes = seconds([&] {
    for (size_t i = 0; i < sites.size(); ++i) {
      const auto route = query.run(sites[i], sites[(i * 7 + 1) % sites.size()]);
      if (route) nodes += route->nodes.size();
    }
  });
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print("one_to_all", sweep);
  fmt::print(" \"route_microseconds\":{:.1f},\n", routes * 1e6 / static_cast<double>(sites.size()));
  fmt::print(" \"route_nodes\":{},\"peak_megabytes\":{}}}\n", nodes / sites.size(),
             usage.ru_maxrss / 1024);
}

std::optional<RoadGraph> graph_of(const std::vector<std::string>& arguments) {
  if (arguments.size() == 2) {
    Result<RoadGraph> graph = read_dimacs(arguments[0], arguments[1]);
    if (graph) return std::move(*graph);
  } else if (arguments.size() == 1 && arguments[0] == "generated") {
    return bench::generate_country({});
  } else if (arguments.size() == 1) {
    auto roads = read_osm_roads(io::OsmSource::file(arguments[0]), *Profile::built_in("car"));
    if (roads) return std::move(roads->graph);
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool check = !arguments.empty() && arguments.back() == "check";
  if (check) arguments.pop_back();
  const std::optional<RoadGraph> graph = graph_of(arguments);
  if (!graph || graph->node_count() == 0) {
    fmt::print(stderr,
               "usage: roads_bench generated | EXTRACT.osm.pbf | GRAPH.gr GRAPH.co [check]\n");
    return 2;
  }
  const std::vector<uint32_t> sites = random_nodes(1000, graph->node_count(), 7);
  std::optional<Hierarchy> hierarchy;
  measure_build(*graph, hierarchy);
  measure_table(*hierarchy, sites);
  measure_nearest(*graph, *hierarchy, sites, check);
  measure_single(*hierarchy, sites);
  measure_peers(*graph, sites);
  return 0;
}
