#include "instances/orlib_pmed.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "instances/words.hpp"

namespace dostyq::instances {
namespace {

constexpr uint32_t kFar = std::numeric_limits<uint32_t>::max();

/// Arcs of node v are those from first[v] to first[v + 1].
struct Neighbours {
  std::vector<size_t> first;
  std::vector<int> head;
  std::vector<int32_t> cost;
};

/// The last edge between two nodes stays.
std::vector<Edge> lasting(std::vector<Edge> edges) {
  for (Edge& edge : edges) {
    if (edge.a > edge.b) std::swap(edge.a, edge.b);
  }
  const auto ends = [](const Edge& edge) { return std::pair(edge.a, edge.b); };
  std::stable_sort(edges.begin(), edges.end(),
                   [&](const Edge& x, const Edge& y) { return ends(x) < ends(y); });
  std::vector<Edge> kept;
  for (const Edge& edge : edges) {
    if (edge.a == edge.b) continue;
    if (!kept.empty() && ends(kept.back()) == ends(edge))
      kept.back() = edge;
    else
      kept.push_back(edge);
  }
  return kept;
}

Neighbours neighbours(int nodes, const std::vector<Edge>& edges) {
  Neighbours graph;
  graph.first.assign(static_cast<size_t>(nodes) + 1, 0);
  for (const Edge& edge : edges) {
    ++graph.first[static_cast<size_t>(edge.a) + 1];
    ++graph.first[static_cast<size_t>(edge.b) + 1];
  }
  for (size_t v = 1; v < graph.first.size(); ++v) graph.first[v] += graph.first[v - 1];
  graph.head.resize(graph.first.back());
  graph.cost.resize(graph.first.back());
  std::vector<size_t> next = graph.first;
  for (const Edge& edge : edges) {
    for (const auto& [tail, head] : {std::pair(edge.a, edge.b), std::pair(edge.b, edge.a)}) {
      const size_t at = next[static_cast<size_t>(tail)]++;
      graph.head[at] = head;
      graph.cost[at] = edge.cost;
    }
  }
  return graph;
}

/// Dijkstra's algorithm with a heap that keeps outdated entries: (distance, node) in one number,
/// which makes it half as large and twice as quick.
class Paths {
 public:
  explicit Paths(const Neighbours& graph) : graph_(graph) {}

  /// distance[v] stays kFar where there is no way, and where it does not fit 31 bits.
  void from(int node, std::vector<uint32_t>& distance) {
    std::fill(distance.begin(), distance.end(), kFar);
    distance[static_cast<size_t>(node)] = 0;
    push(0, static_cast<uint32_t>(node));
    while (!heap_.empty()) {
      const uint64_t top = heap_.front();
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
      const auto v = static_cast<uint32_t>(top);
      const auto reached = static_cast<uint32_t>(top >> 32);
      if (reached > distance[v]) continue;
      for (size_t a = graph_.first[v]; a < graph_.first[v + 1]; ++a) {
        const uint32_t further = reached + static_cast<uint32_t>(graph_.cost[a]);
        uint32_t& best = distance[static_cast<size_t>(graph_.head[a])];
        if (further >= best) continue;
        too_far_ = too_far_ || further >= static_cast<uint32_t>(optim::Costs::kNever);
        best = further;
        if (!too_far_) push(further, static_cast<uint32_t>(graph_.head[a]));
      }
    }
  }

  bool too_far() const { return too_far_; }

 private:
  void push(uint32_t distance, uint32_t node) {
    heap_.push_back(uint64_t{distance} << 32 | node);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

  const Neighbours& graph_;
  std::vector<uint64_t> heap_;
  bool too_far_ = false;
};

}  // namespace

bool looks_like_orlib_pmed(const Source& source) {
  // Three numbers in the first line with text and three in the second, if there is one.
  Source start = source;
  for (int line = 0; line < 2; ++line) {
    const size_t text = start.text.find_first_not_of(" \t\r\n");
    if (text == std::string_view::npos) return line == 1;
    start.text.remove_prefix(text);
    const size_t end = std::min(start.text.find('\n'), start.text.size());
    Source one = source;
    one.text = start.text.substr(0, end);
    Words words(one);
    for (int word = 0; word < 3; ++word) words.whole("");
    words.expect_end();
    if (words.failed()) return false;
    start.text.remove_prefix(end);
  }
  return true;
}

Checked<Instance> read_orlib_pmed(const Source& source) {
  Words words(source);
  Instance instance;
  const int nodes = words.count("n m p", 1, kMostMatrixSide);
  const int64_t edges = words.whole("n m p");
  instance.p = words.count("n m p");
  if (words.failed()) return words.problems();
  instance.edges.reserve(std::min(static_cast<size_t>(edges), words.bytes_left() / 6 + 1));
  for (int64_t e = 0; e < edges && !words.failed(); ++e) {
    const int a = words.count("i j c", 1, nodes);
    const int b = words.count("i j c", 1, nodes);
    const int cost = words.count("i j c", 0, optim::Costs::kNever - 1);
    instance.edges.push_back({a - 1, b - 1, cost});
  }
  words.expect_end();
  if (words.failed()) return words.problems();

  const Neighbours graph = neighbours(nodes, lasting(instance.edges));
  const auto n = static_cast<size_t>(nodes);
  std::vector<int32_t> matrix(n * n, optim::Costs::kNever);
  std::vector<uint32_t> distance(n);
  Paths paths(graph);
  for (size_t v = 0; v < n; ++v) {
    paths.from(static_cast<int>(v), distance);
    for (size_t u = 0; u < n; ++u) {
      if (distance[u] != kFar) matrix[v * n + u] = static_cast<int32_t>(distance[u]);
    }
  }
  if (paths.too_far()) {
    return tl::unexpected(
        Problems{{ErrorCode::kBadInput, "instances.too_far", {}, {source.file, 0, ""}}});
  }
  instance.sites = instance.customers = nodes;
  instance.weight.assign(n, 1);
  instance.costs = optim::matrix_costs(nodes, nodes, std::move(matrix));
  return instance;
}

}  // namespace dostyq::instances
