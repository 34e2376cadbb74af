#include "travel/contraction_graph.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"
#include "travel/build_road_graph.hpp"
#include "travel/hilbert.hpp"

namespace dostyq::travel::contraction {
namespace {

// Out-arcs and in-arcs of each node are sorted by head, so that they merge into edges.
class EdgeMerge {
 public:
  EdgeMerge(const RoadGraph& out, const RoadGraph& in, std::span<const uint32_t> new_of)
      : out_(out),
        in_(in),
        new_of_(new_of),
        tie_range_(static_cast<uint32_t>(0xffffffffU / (out.node_count() + 1))) {}

  void collect(uint32_t node, std::vector<Edge>& edges) const {
    uint32_t o = out_.first_arc[node];
    uint32_t i = in_.first_arc[node];
    const uint32_t out_end = out_.first_arc[node + 1];
    const uint32_t in_end = in_.first_arc[node + 1];
    while (o < out_end || i < in_end) {
      const uint32_t out_head = o < out_end ? out_.head[o] : UINT32_MAX;
      const uint32_t in_head = i < in_end ? in_.head[i] : UINT32_MAX;
      if (out_head == in_head && out_.milliseconds[o] == in_.milliseconds[i]) {
        edges.push_back(edge(node, out_head, out_.milliseconds[o], kBothWays));
        ++o;
        ++i;
      } else if (out_head <= in_head) {
        edges.push_back(edge(node, out_head, out_.milliseconds[o++], kForward));
      } else {
        edges.push_back(edge(node, in_head, in_.milliseconds[i++], kBackward));
      }
      // Equal heads with unequal times: the forward edge first, then the backward one.
    }
  }

 private:
  Edge edge(uint32_t node, uint32_t head, uint32_t milliseconds, uint32_t ways) const {
    const uint32_t low = std::min(node, head);
    const uint32_t high = std::max(node, head);
    // The sum of the ties of a path without repeated nodes fits 32 bits.
    const uint32_t tie = 1 + scrambled(scrambled(low) + high) % std::max(1U, tie_range_);
    return {new_of_[head], kNoMiddle, milliseconds, tie, 1U << 2 | ways};
  }

  const RoadGraph& out_;
  const RoadGraph& in_;
  std::span<const uint32_t> new_of_;
  uint32_t tie_range_;
};

}  // namespace

WorkingGraph make_working_graph(const RoadGraph& graph, unsigned threads) {
  WorkingGraph work;
  work.node_of = hilbert_order(graph.nodes);
  std::vector<uint32_t> new_of(graph.node_count());
  for (uint32_t v = 0; v < new_of.size(); ++v) new_of[work.node_of[v]] = v;
  const RoadGraph in = reversed(graph);
  const EdgeMerge merge(graph, in, new_of);
  work.edges.resize(graph.node_count());
  parallel_for(work.edges.size(), threads, 4096, [&](size_t begin, size_t end, unsigned) {
    std::vector<Edge> found;
    for (size_t v = begin; v < end; ++v) {
      found.clear();
      merge.collect(work.node_of[v], found);
      work.edges[v] = found;
    }
  });
  return work;
}

void insert_or_shorten(std::vector<Edge>& edges, Edge edge) {
  uint32_t wanted = edge.ways();
  for (Edge& other : edges) {
    const uint32_t shared = other.head == edge.head ? other.ways() & wanted : 0;
    if (shared == 0) continue;
    if (other.length() <= edge.length()) {
      wanted &= ~shared;
    } else {
      other.hops_and_ways &= ~shared;
    }
  }
  std::erase_if(edges, [](const Edge& e) { return e.ways() == 0; });
  if (wanted == 0) return;
  edge.hops_and_ways = (edge.hops_and_ways & ~3U) | wanted;
  edges.push_back(edge);
}

}  // namespace dostyq::travel::contraction
