#include "travel/osm_graph.hpp"

#include <algorithm>
#include <limits>

#include "travel/components.hpp"
#include "travel/hilbert.hpp"
#include "travel/osm_edges.hpp"
#include "travel/osm_network.hpp"
#include "travel/radix_sort.hpp"

namespace dostyq::travel {
namespace {

constexpr uint32_t kLeftOut = std::numeric_limits<uint32_t>::max();

/// An arc before it has its place: one direction of an edge.
struct Way {
  uint32_t head = 0;
  uint32_t milliseconds = 0;
  uint32_t edge = 0;
  bool backward = false;
};

/// The arcs of every vertex, not yet sorted.
struct Rows {
  std::vector<uint32_t> first;
  std::vector<Way> arcs;
};

Rows arrange(const RoadEdges& roads) {
  Rows rows;
  rows.first.assign(roads.vertices.size() + 1, 0);
  for (const RoadEdge& edge : roads.edges) {
    if (edge.forward_ms != RoadGraph::kNever) ++rows.first[edge.tail + 1];
    if (edge.backward_ms != RoadGraph::kNever) ++rows.first[edge.head + 1];
  }
  for (size_t i = 0; i < roads.vertices.size(); ++i) rows.first[i + 1] += rows.first[i];
  rows.arcs.resize(rows.first.back());
  std::vector<uint32_t> next(rows.first.begin(), rows.first.end() - 1);
  for (uint32_t i = 0; i < roads.edges.size(); ++i) {
    const RoadEdge& edge = roads.edges[i];
    if (edge.forward_ms != RoadGraph::kNever) {
      rows.arcs[next[edge.tail]++] = {edge.head, edge.forward_ms, i, false};
    }
    if (edge.backward_ms != RoadGraph::kNever) {
      rows.arcs[next[edge.head]++] = {edge.tail, edge.backward_ms, i, true};
    }
  }
  return rows;
}

Components components_of(const Rows& rows) {
  std::vector<uint32_t> heads;
  heads.reserve(rows.arcs.size());
  for (const Way& arc : rows.arcs) heads.push_back(arc.head);
  return strong_components(rows.first, heads);
}

void count_islands(const RoadEdges& roads, const Rows& rows, const Components& parts, uint32_t kept,
                   OsmRoadStats& stats) {
  std::vector<RoadIsland> islands(parts.count);
  for (size_t v = roads.vertices.size(); v-- > 0;) {
    RoadIsland& island = islands[parts.of_node[v]];
    ++island.nodes;
    island.at = roads.vertices[v];
  }
  for (const RoadEdge& edge : roads.edges) {
    const uint32_t part = parts.of_node[edge.tail];
    if (part == parts.of_node[edge.head]) {
      islands[part].km += static_cast<double>(edge.metres) / 1000;
    }
  }
  islands[kept] = {};
  // A vertex that no edge touches belongs to a ring without a crossing.
  std::vector<bool> touched(roads.vertices.size(), false);
  for (const Way& arc : rows.arcs) touched[arc.head] = true;
  for (size_t v = 0; v < roads.vertices.size(); ++v) {
    if (!touched[v] && rows.first[v] == rows.first[v + 1]) islands[parts.of_node[v]] = {};
  }
  std::erase_if(islands, [](const RoadIsland& island) { return island.nodes == 0; });
  std::stable_sort(islands.begin(), islands.end(), [](const RoadIsland& a, const RoadIsland& b) {
    return a.km != b.km ? a.km > b.km : a.nodes > b.nodes;
  });
  stats.islands = islands.size();
  for (const RoadIsland& island : islands) {
    stats.island_nodes += island.nodes;
    stats.island_km += island.km;
  }
  constexpr size_t kShown = 10;
  islands.resize(std::min(islands.size(), kShown));
  stats.biggest_islands = std::move(islands);
}

/// The kept vertices in the order of Hilbert's curve over their bounding box.
std::vector<uint32_t> along_the_curve(const RoadEdges& roads, const Components& parts,
                                      uint32_t kept) {
  int64_t west = std::numeric_limits<int32_t>::max();
  int64_t south = west;
  int64_t east = std::numeric_limits<int32_t>::min();
  int64_t north = east;
  for (const Coordinate& at : roads.vertices) {
    west = std::min<int64_t>(west, at.lon_e7);
    east = std::max<int64_t>(east, at.lon_e7);
    south = std::min<int64_t>(south, at.lat_e7);
    north = std::max<int64_t>(north, at.lat_e7);
  }
  const int64_t side = std::max({east - west, north - south, int64_t{1}});
  const auto cell = [side](int64_t from, int64_t to) {
    return static_cast<uint32_t>((to - from) * 0xffff / side);
  };
  std::vector<std::pair<uint32_t, uint32_t>> keyed;
  for (uint32_t v = 0; v < roads.vertices.size(); ++v) {
    if (parts.of_node[v] != kept) continue;
    const Coordinate at = roads.vertices[v];
    keyed.emplace_back(hilbert_key(cell(west, at.lon_e7), cell(south, at.lat_e7)), v);
  }
  radix_sort(keyed, 32, [](const auto& entry) { return entry.first; });
  std::vector<uint32_t> order;
  order.reserve(keyed.size());
  for (const auto& entry : keyed) order.push_back(entry.second);
  return order;
}

void append_shape(const RoadEdges& roads, const Way& arc, RoadGraph& graph) {
  const RoadEdge& edge = roads.edges[arc.edge];
  const auto begin = roads.shape.begin() + edge.first_shape;
  const auto end = begin + edge.shape_count;
  if (arc.backward) {
    graph.shape.insert(graph.shape.end(), std::make_reverse_iterator(end),
                       std::make_reverse_iterator(begin));
  } else {
    graph.shape.insert(graph.shape.end(), begin, end);
  }
  graph.first_shape.push_back(static_cast<uint32_t>(graph.shape.size()));
}

/// The kept part with its new numbers; of parallel arcs the quickest, of equals the first.
RoadGraph finish(const RoadEdges& roads, const Rows& rows, const std::vector<uint32_t>& order,
                 bool keep_shape) {
  std::vector<uint32_t> number(roads.vertices.size(), kLeftOut);
  for (uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;
  RoadGraph graph;
  graph.nodes.reserve(order.size());
  graph.first_arc.assign(1, 0);
  if (keep_shape) graph.first_shape.assign(1, 0);
  std::vector<Way> row;
  for (const uint32_t v : order) {
    row.clear();
    for (uint32_t i = rows.first[v]; i < rows.first[v + 1]; ++i) {
      Way arc = rows.arcs[i];
      arc.head = number[arc.head];
      if (arc.head != kLeftOut) row.push_back(arc);
    }
    std::sort(row.begin(), row.end(), [](const Way& a, const Way& b) {
      if (a.head != b.head) return a.head < b.head;
      if (a.milliseconds != b.milliseconds) return a.milliseconds < b.milliseconds;
      return a.edge != b.edge ? a.edge < b.edge : a.backward < b.backward;
    });
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0 && row[i].head == row[i - 1].head) continue;
      graph.head.push_back(row[i].head);
      graph.milliseconds.push_back(row[i].milliseconds);
      if (keep_shape) append_shape(roads, row[i], graph);
    }
    graph.nodes.push_back(roads.vertices[v]);
    graph.first_arc.push_back(static_cast<uint32_t>(graph.head.size()));
  }
  return graph;
}

void tell(const OsmGraphOptions& options, double done) {
  if (options.progress) options.progress("roads.stage_graph", done);
}

}  // namespace

Result<OsmRoads> read_osm_roads(const io::OsmSource& source, const Profile& profile,
                                const OsmGraphOptions& options) {
  OsmRoads roads;
  Result<OsmNetwork> network = read_network(source, profile, options, roads.stats);
  if (!network) return tl::unexpected(std::move(network.error()));
  tell(options, 0);
  Result<RoadEdges> edges = cut_into_edges(*network, profile, options, roads.stats);
  if (!edges) {
    edges.error().where.file = source.name();
    return tl::unexpected(std::move(edges.error()));
  }
  *network = {};
  tell(options, 0.4);
  const Rows rows = arrange(*edges);
  const Components parts = components_of(rows);
  const uint32_t kept = largest(parts);
  tell(options, 0.7);
  count_islands(*edges, rows, parts, kept, roads.stats);
  roads.graph = finish(*edges, rows, along_the_curve(*edges, parts, kept), options.keep_shape);
  if (roads.graph.head.empty()) {
    return fail("roads.not_connected", {profile.id()}, {source.name(), 0, ""});
  }
  tell(options, 1);
  return roads;
}

}  // namespace dostyq::travel
