#include "travel/osm_graph.hpp"

#include <algorithm>
#include <limits>

#include "base/parallel.hpp"
#include "travel/components.hpp"
#include "travel/hilbert.hpp"
#include "travel/osm_edges.hpp"
#include "travel/osm_network.hpp"

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

/// The kept vertices in the order of Hilbert's curve.
std::vector<uint32_t> along_the_curve(const RoadEdges& roads, const Components& parts,
                                      uint32_t kept) {
  std::vector<uint32_t> vertices;
  std::vector<Coordinate> at;
  for (uint32_t v = 0; v < roads.vertices.size(); ++v) {
    if (parts.of_node[v] != kept) continue;
    vertices.push_back(v);
    at.push_back(roads.vertices[v]);
  }
  std::vector<uint32_t> order = hilbert_order(at);
  for (uint32_t& index : order) index = vertices[index];
  return order;
}

/// The kept part with its new numbers; of parallel arcs the quickest, of equals the first.
class Finish {
 public:
  Finish(const RoadEdges& roads, Rows& rows, const std::vector<uint32_t>& order,
         const OsmGraphOptions& options)
      : roads_(roads), rows_(rows), order_(order), options_(options) {}

  RoadGraph run() {
    const size_t nodes = order_.size();
    number_.assign(roads_.vertices.size(), kLeftOut);
    for (uint32_t i = 0; i < nodes; ++i) number_[order_[i]] = i;
    graph_.nodes.resize(nodes);
    graph_.first_arc.assign(nodes + 1, 0);
    first_point_.assign(nodes + 1, 0);
    each_node([this](size_t i) { sort_row(i); });
    for (size_t i = 0; i < nodes; ++i) graph_.first_arc[i + 1] += graph_.first_arc[i];
    for (size_t i = 0; i < nodes; ++i) first_point_[i + 1] += first_point_[i];
    const size_t arcs = graph_.first_arc.back();
    graph_.head.resize(arcs);
    graph_.milliseconds.resize(arcs);
    if (options_.keep_shape) graph_.first_shape.assign(arcs + 1, first_point_.back());
    graph_.shape.resize(first_point_.back());
    each_node([this](size_t i) { write_row(i); });
    return std::move(graph_);
  }

 private:
  template <typename Work>
  void each_node(const Work& work) {
    constexpr size_t kAtOnce = 1U << 15U;
    parallel_for(order_.size(), threads_or_all(options_.threads), kAtOnce,
                 [&](size_t first, size_t end, unsigned) {
                   for (size_t i = first; i < end; ++i) work(i);
                 });
  }

  /// Leaves the arcs to keep at the beginning of the row, and their numbers in the next place.
  void sort_row(size_t i) {
    const auto begin = rows_.arcs.begin() + rows_.first[order_[i]];
    auto end = rows_.arcs.begin() + rows_.first[order_[i] + 1];
    for (auto arc = begin; arc != end; ++arc) arc->head = number_[arc->head];
    end = std::remove_if(begin, end, [](const Way& arc) { return arc.head == kLeftOut; });
    std::sort(begin, end, [](const Way& a, const Way& b) {
      if (a.head != b.head) return a.head < b.head;
      if (a.milliseconds != b.milliseconds) return a.milliseconds < b.milliseconds;
      return a.edge != b.edge ? a.edge < b.edge : a.backward < b.backward;
    });
    end = std::unique(begin, end, [](const Way& a, const Way& b) { return a.head == b.head; });
    graph_.first_arc[i + 1] = static_cast<uint32_t>(end - begin);
    if (!options_.keep_shape) return;
    uint32_t points = 0;
    for (auto arc = begin; arc != end; ++arc) points += roads_.edges[arc->edge].shape_count;
    first_point_[i + 1] = points;
  }

  void write_row(size_t i) {
    graph_.nodes[i] = roads_.vertices[order_[i]];
    uint32_t point = first_point_[i];
    const Way* arc = &rows_.arcs[rows_.first[order_[i]]];
    for (uint32_t a = graph_.first_arc[i]; a < graph_.first_arc[i + 1]; ++a, ++arc) {
      graph_.head[a] = arc->head;
      graph_.milliseconds[a] = arc->milliseconds;
      if (options_.keep_shape) {
        graph_.first_shape[a] = point;
        point = write_shape(*arc, point);
      }
    }
  }

  uint32_t write_shape(const Way& arc, uint32_t point) {
    const RoadEdge& edge = roads_.edges[arc.edge];
    const auto begin = roads_.shape.begin() + edge.first_shape;
    const auto end = begin + edge.shape_count;
    const auto to = graph_.shape.begin() + point;
    if (arc.backward) {
      std::reverse_copy(begin, end, to);
    } else {
      std::copy(begin, end, to);
    }
    return point + edge.shape_count;
  }

  const RoadEdges& roads_;
  Rows& rows_;
  const std::vector<uint32_t>& order_;
  const OsmGraphOptions& options_;
  std::vector<uint32_t> number_;
  std::vector<uint32_t> first_point_;
  RoadGraph graph_;
};

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
  Rows rows = arrange(*edges);
  const Components parts = components_of(rows);
  const uint32_t kept = largest(parts);
  tell(options, 0.7);
  count_islands(*edges, rows, parts, kept, roads.stats);
  const std::vector<uint32_t> order = along_the_curve(*edges, parts, kept);
  roads.graph = Finish(*edges, rows, order, options).run();
  if (roads.graph.head.empty()) {
    return fail("roads.not_connected", {profile.id()}, {source.name(), 0, ""});
  }
  tell(options, 1);
  return roads;
}

}  // namespace dostyq::travel
