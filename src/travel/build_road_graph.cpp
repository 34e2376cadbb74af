#include "travel/build_road_graph.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::travel {
namespace {

bool is_kept(const RoadArc& arc) {
  return arc.tail != arc.head && arc.milliseconds < RoadGraph::kNever;
}

// Indexes of the arcs worth keeping, grouped by tail in the order given.
std::vector<uint32_t> grouped_by_tail(size_t node_count, std::span<const RoadArc> arcs,
                                      std::vector<uint32_t>& first) {
  first.assign(node_count + 1, 0);
  for (const RoadArc& arc : arcs) {
    DOSTYQ_CHECK(std::max(arc.tail, arc.head) < node_count);
    if (is_kept(arc)) ++first[arc.tail + 1];
  }
  for (size_t v = 0; v < node_count; ++v) first[v + 1] += first[v];
  std::vector<uint32_t> order(first[node_count]);
  std::vector<uint32_t> next(first.begin(), first.end() - 1);
  for (size_t a = 0; a < arcs.size(); ++a) {
    if (is_kept(arcs[a])) order[next[arcs[a].tail]++] = static_cast<uint32_t>(a);
  }
  return order;
}

void append(RoadGraph& graph, const RoadArc& arc, std::span<const Coordinate> pool) {
  graph.head.push_back(arc.head);
  graph.milliseconds.push_back(std::max<uint32_t>(arc.milliseconds, 1));
  if (pool.empty()) return;
  DOSTYQ_CHECK(arc.shape_begin <= arc.shape_end);
  DOSTYQ_CHECK(arc.shape_end <= pool.size());
  graph.shape.insert(graph.shape.end(), pool.begin() + arc.shape_begin,
                     pool.begin() + arc.shape_end);
  graph.first_shape.push_back(static_cast<uint32_t>(graph.shape.size()));
}

}  // namespace

RoadGraph make_road_graph(std::vector<Coordinate> nodes, std::span<const RoadArc> arcs,
                          std::span<const Coordinate> shape) {
  RoadGraph graph;
  graph.nodes = std::move(nodes);
  const size_t n = graph.nodes.size();
  std::vector<uint32_t> first;
  std::vector<uint32_t> order = grouped_by_tail(n, arcs, first);
  graph.first_arc.assign(n + 1, 0);
  graph.head.reserve(order.size());
  graph.milliseconds.reserve(order.size());
  if (!shape.empty()) graph.first_shape.push_back(0);
  const auto before = [&](uint32_t a, uint32_t b) {
    if (arcs[a].head != arcs[b].head) return arcs[a].head < arcs[b].head;
    if (arcs[a].milliseconds != arcs[b].milliseconds) {
      return arcs[a].milliseconds < arcs[b].milliseconds;
    }
    return a < b;
  };
  for (size_t v = 0; v < n; ++v) {
    const auto begin = order.begin() + first[v];
    const auto end = order.begin() + first[v + 1];
    std::sort(begin, end, before);
    for (auto it = begin; it != end; ++it) {
      if (it == begin || arcs[*it].head != arcs[*(it - 1)].head) append(graph, arcs[*it], shape);
    }
    graph.first_arc[v + 1] = static_cast<uint32_t>(graph.head.size());
  }
  return graph;
}

RoadGraph reversed(const RoadGraph& graph) {
  const size_t n = graph.node_count();
  RoadGraph result;
  result.nodes = graph.nodes;
  result.first_arc.assign(n + 1, 0);
  for (const uint32_t head : graph.head) ++result.first_arc[head + 1];
  for (size_t v = 0; v < n; ++v) result.first_arc[v + 1] += result.first_arc[v];
  std::vector<uint32_t> next(result.first_arc.begin(), result.first_arc.end() - 1);
  std::vector<uint32_t> source(graph.arc_count());
  result.head.resize(graph.arc_count());
  result.milliseconds.resize(graph.arc_count());
  for (size_t v = 0; v < n; ++v) {
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      const uint32_t slot = next[graph.head[a]]++;
      result.head[slot] = static_cast<uint32_t>(v);
      result.milliseconds[slot] = graph.milliseconds[a];
      source[slot] = a;
    }
  }
  if (graph.first_shape.empty()) return result;
  result.first_shape.push_back(0);
  result.shape.reserve(graph.shape.size());
  for (const uint32_t a : source) {
    for (uint32_t p = graph.first_shape[a + 1]; p > graph.first_shape[a]; --p) {
      result.shape.push_back(graph.shape[p - 1]);
    }
    result.first_shape.push_back(static_cast<uint32_t>(result.shape.size()));
  }
  return result;
}

}  // namespace dostyq::travel
