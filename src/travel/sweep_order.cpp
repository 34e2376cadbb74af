#include "travel/sweep_order.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"
#include "base/parallel.hpp"

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

constexpr uint32_t kTop = 0xffffffff;
constexpr size_t kRegions = 32;
constexpr size_t kSmallestRegion = 256;

// Disjoint sets of nodes with their sizes.
class Sets {
 public:
  explicit Sets(size_t count) : parent_(count), size_(count, 1) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  uint32_t find(uint32_t v) {
    for (; parent_[v] != v; v = parent_[v]) parent_[v] = parent_[parent_[v]];
    return v;
  }
  void join(uint32_t a, uint32_t b) {
    a = find(a);
    b = find(b);
    if (a == b) return;
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
  }
  uint32_t size(uint32_t v) { return size_[find(v)]; }

 private:
  std::vector<uint32_t> parent_;
  std::vector<uint32_t> size_;
};

// Region of each node, or kTop. From the least important node up, nodes join what is below them,
// until that would be too much for one region; then they, and so all above them, are the top.
std::vector<uint32_t> find_regions(const Below& below, const std::vector<uint32_t>& contracted) {
  const size_t limit = std::max(contracted.size() / kRegions, kSmallestRegion);
  std::vector<uint32_t> region(contracted.size(), 0);
  Sets sets(contracted.size());
  for (const uint32_t v : contracted) {
    size_t size = 1;
    for (uint32_t i = below.first[v]; i < below.first[v + 1]; ++i) {
      const uint32_t u = below.node[i];
      if (region[u] == kTop) region[v] = kTop;
      if (sets.find(u) != sets.find(v)) size += sets.size(u);
      if (size > limit) region[v] = kTop;
      if (region[v] == kTop) break;
      sets.join(u, v);
      size = sets.size(v);
    }
  }
  // Small sets share a region with the next ones along the curve.
  std::vector<uint32_t> region_of_set(contracted.size(), kTop);
  uint32_t last = 0;
  size_t filled = 0;
  for (uint32_t v = 0; v < region.size(); ++v) {
    if (region[v] == kTop) continue;
    uint32_t& of_set = region_of_set[sets.find(v)];
    if (of_set == kTop) {
      if (filled > 0 && filled + sets.size(v) > limit) {
        ++last;
        filled = 0;
      }
      filled += sets.size(v);
      of_set = last;
    }
    region[v] = of_set;
  }
  return region;
}

// Kahn's order with a stack: first the top, then region by region.
class DepthFirst {
 public:
  DepthFirst(const WorkingGraph& graph, const Below& below, const std::vector<uint32_t>& region)
      : below_(below), region_(region), waiting_for_(region.size()) {
    size_t regions = 0;
    for (const uint32_t r : region) regions = std::max<size_t>(regions, r == kTop ? 0 : r + 1);
    ready_.resize(regions);
    order_.nodes.reserve(region.size());
    for (auto v = static_cast<uint32_t>(region.size()); v-- > 0;) {
      waiting_for_[v] = static_cast<uint32_t>(graph.edges[v].size());
      if (waiting_for_[v] == 0) make_ready(v);
    }
  }

  SweepOrder run() {
    drain(ready_top_);
    for (auto& ready : ready_) {
      order_.first_of_region.push_back(static_cast<uint32_t>(order_.nodes.size()));
      drain(ready);
    }
    order_.first_of_region.push_back(static_cast<uint32_t>(order_.nodes.size()));
    DOSTYQ_CHECK(order_.nodes.size() == region_.size());
    return std::move(order_);
  }

 private:
  void make_ready(uint32_t v) {
    (region_[v] == kTop ? ready_top_ : ready_[region_[v]]).push_back(v);
  }

  void drain(std::vector<uint32_t>& ready) {
    while (!ready.empty()) {
      const uint32_t v = ready.back();
      ready.pop_back();
      order_.nodes.push_back(v);
      for (uint32_t i = below_.first[v]; i < below_.first[v + 1]; ++i) {
        if (--waiting_for_[below_.node[i]] == 0) make_ready(below_.node[i]);
      }
    }
  }

  const Below& below_;
  const std::vector<uint32_t>& region_;
  std::vector<uint32_t> waiting_for_;
  std::vector<uint32_t> ready_top_;
  std::vector<std::vector<uint32_t>> ready_;
  SweepOrder order_;
};

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

SweepOrder sweep_order(const WorkingGraph& graph, const std::vector<uint32_t>& contracted) {
  const Below below = nodes_below(graph);
  const std::vector<uint32_t> region = find_regions(below, contracted);
  return DepthFirst(graph, below, region).run();
}

}  // namespace dostyq::travel::contraction
