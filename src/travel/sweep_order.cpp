#include "travel/sweep_order.hpp"

#include "base/check.hpp"
#include "travel/parallel.hpp"

namespace dostyq::travel::contraction {
namespace {

// Those of `ways_round`, the ways that a way round in so much time can be travelled, that the edge
// takes longer for. By time alone: a route may be made of any edges of the least time.
uint32_t slower_ways(const Edge& edge, uint32_t ways_round, uint64_t milliseconds_round) {
  return edge.milliseconds > milliseconds_round ? edge.ways() & ways_round : 0;
}

uint64_t time_over(const Edge& a, const Edge& b) {
  return uint64_t{a.milliseconds} + b.milliseconds;
}

// Ways to drop of each edge of `node`, all judged by the edges as they are now.
void find_long_edges(const WorkingGraph& graph, uint32_t node, std::vector<uint32_t>& drop) {
  const std::vector<Edge>& edges = graph.edges[node];
  drop.assign(edges.size(), 0);
  for (size_t a = 0; a < edges.size(); ++a) {
    for (const Edge& cross : graph.edges[edges[a].head]) {
      for (size_t b = 0; b < edges.size(); ++b) {
        if (edges[b].head != cross.head || b == a) continue;
        // node - a - b, compared with node - b; and node - b - a, compared with node - a.
        drop[b] |=
            slower_ways(edges[b], edges[a].ways() & cross.ways(), time_over(edges[a], cross));
        drop[a] |= slower_ways(edges[a], edges[b].ways() & mirrored(cross.ways()),
                               time_over(edges[b], cross));
      }
    }
  }
}

// Lower neighbours of every node, in compressed sparse rows.
struct Below {
  std::vector<uint32_t> first;
  std::vector<uint32_t> node;
};

Below nodes_below(const WorkingGraph& graph) {
  Below below;
  below.first.assign(graph.edges.size() + 1, 0);
  for (const auto& edges : graph.edges) {
    for (const Edge& edge : edges) ++below.first[edge.head + 1];
  }
  for (size_t v = 0; v < graph.edges.size(); ++v) below.first[v + 1] += below.first[v];
  below.node.resize(below.first.back());
  std::vector<uint32_t> next(below.first.begin(), below.first.end() - 1);
  for (uint32_t v = 0; v < graph.edges.size(); ++v) {
    for (const Edge& edge : graph.edges[v]) below.node[next[edge.head]++] = v;
  }
  return below;
}

}  // namespace

void drop_long_edges(WorkingGraph& graph, unsigned threads) {
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> found(graph.edges.size() / 4096 + 1);
  parallel_for(graph.edges.size(), threads, 4096, [&](size_t begin, size_t end, unsigned) {
    std::vector<uint32_t> drop;
    for (size_t v = begin; v < end; ++v) {
      find_long_edges(graph, static_cast<uint32_t>(v), drop);
      uint64_t any = 0;
      for (size_t i = 0; i < drop.size(); ++i) any |= drop[i];
      for (size_t i = 0; i < drop.size() && any != 0; ++i) {
        found[begin / 4096].emplace_back(static_cast<uint32_t>(v), drop[i]);
      }
    }
  });
  for (const auto& piece : found) {
    for (size_t i = 0; i < piece.size();) {
      std::vector<Edge>& edges = graph.edges[piece[i].first];
      for (Edge& edge : edges) edge.hops_and_ways &= ~piece[i++].second;
      std::erase_if(edges, [](const Edge& e) { return e.ways() == 0; });
    }
  }
}

std::vector<uint32_t> sweep_order(const WorkingGraph& graph) {
  const Below below = nodes_below(graph);
  std::vector<uint32_t> waiting_for(graph.edges.size());
  std::vector<uint32_t> ready;
  for (auto v = static_cast<uint32_t>(graph.edges.size()); v-- > 0;) {
    waiting_for[v] = static_cast<uint32_t>(graph.edges[v].size());
    if (waiting_for[v] == 0) ready.push_back(v);
  }
  std::vector<uint32_t> order;
  order.reserve(graph.edges.size());
  while (!ready.empty()) {
    const uint32_t v = ready.back();
    ready.pop_back();
    order.push_back(v);
    for (uint32_t i = below.first[v]; i < below.first[v + 1]; ++i) {
      if (--waiting_for[below.node[i]] == 0) ready.push_back(below.node[i]);
    }
  }
  DOSTYQ_CHECK(order.size() == graph.edges.size());
  return order;
}

}  // namespace dostyq::travel::contraction
