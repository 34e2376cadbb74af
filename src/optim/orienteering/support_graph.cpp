#include "optim/orienteering/support_graph.hpp"

#include <algorithm>

namespace dostyq::optim::orienteering {
namespace {

constexpr double kDust = 1e-9;

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

SupportGraph::SupportGraph(int nodes, std::span<const WeightedEdge> edges)
    : edges_(edges.begin(), edges.end()), start_(at(nodes) + 1, 0) {
  for (const WeightedEdge& edge : edges_) {
    ++start_[at(edge.a) + 1];
    ++start_[at(edge.b) + 1];
  }
  for (size_t i = 1; i < start_.size(); ++i) start_[i] += start_[i - 1];
  arcs_.resize(2 * edges_.size());
  std::vector<int> fill(start_.begin(), start_.end() - 1);
  for (size_t e = 0; e < edges_.size(); ++e) {
    const WeightedEdge& edge = edges_[e];
    arcs_[at(fill[at(edge.a)]++)] = {edge.b, edge.weight, static_cast<int>(e)};
    arcs_[at(fill[at(edge.b)]++)] = {edge.a, edge.weight, static_cast<int>(e)};
  }
}

std::vector<int> SupportGraph::components(double least, double most) const {
  std::vector<int> component(at(nodes()), -1);
  std::vector<int> queue;
  int count = 0;
  for (int root = 0; root < nodes(); ++root) {
    if (component[at(root)] >= 0) continue;
    component[at(root)] = count;
    queue.assign(1, root);
    while (!queue.empty()) {
      const int node = queue.back();
      queue.pop_back();
      for (const Arc& arc : arcs(node)) {
        if (arc.weight <= least || arc.weight >= most || component[at(arc.to)] >= 0) continue;
        component[at(arc.to)] = count;
        queue.push_back(arc.to);
      }
    }
    ++count;
  }
  return component;
}

MinimumCut::MinimumCut(const SupportGraph& graph)
    : graph_(graph),
      flow_(graph.edges().size()),
      level_(at(graph.nodes())),
      cursor_(at(graph.nodes())) {}

bool MinimumCut::levels(int source, int sink) {
  std::fill(level_.begin(), level_.end(), -1);
  queue_.assign(1, source);
  level_[at(source)] = 0;
  for (size_t k = 0; k < queue_.size(); ++k) {
    const int node = queue_[k];
    for (const auto& arc : graph_.arcs(node)) {
      if (level_[at(arc.to)] >= 0) continue;
      const double flow = flow_[at(arc.edge)];
      const double room = arc.weight - (graph_.edges()[at(arc.edge)].a == node ? flow : -flow);
      if (room <= kDust) continue;
      level_[at(arc.to)] = level_[at(node)] + 1;
      if (arc.to == sink) return true;
      queue_.push_back(arc.to);
    }
  }
  return false;
}

double MinimumCut::push(int node, int sink, double room) {
  if (node == sink) return room;
  const auto arcs = graph_.arcs(node);
  for (size_t& k = cursor_[at(node)]; k < arcs.size(); ++k) {
    const auto& arc = arcs[k];
    if (level_[at(arc.to)] != level_[at(node)] + 1) continue;
    const bool along = graph_.edges()[at(arc.edge)].a == node;
    double& flow = flow_[at(arc.edge)];
    const double left = arc.weight - (along ? flow : -flow);
    if (left <= kDust) continue;
    const double pushed = push(arc.to, sink, std::min(room, left));
    if (pushed <= 0) continue;
    flow += along ? pushed : -pushed;
    return pushed;
  }
  return 0;
}

double MinimumCut::run(int source, int sink, double enough) {
  std::fill(flow_.begin(), flow_.end(), 0.0);
  sink_ = sink;
  double total = 0;
  while (total < enough && levels(source, sink)) {
    std::fill(cursor_.begin(), cursor_.end(), 0);
    while (total < enough) {
      const double pushed = push(source, sink, 1e30);
      if (pushed <= 0) break;
      total += pushed;
    }
  }
  return total;
}

const std::vector<int>& MinimumCut::sink_side() {
  std::fill(level_.begin(), level_.end(), -1);
  side_.assign(1, sink_);
  level_[at(sink_)] = 0;
  for (size_t k = 0; k < side_.size(); ++k) {
    const int node = side_[k];
    for (const auto& arc : graph_.arcs(node)) {
      if (level_[at(arc.to)] >= 0) continue;
      // What could still flow from arc.to to node.
      const double flow = flow_[at(arc.edge)];
      const double room = arc.weight - (graph_.edges()[at(arc.edge)].a == arc.to ? flow : -flow);
      if (room <= kDust) continue;
      level_[at(arc.to)] = 0;
      side_.push_back(arc.to);
    }
  }
  return side_;
}

}  // namespace dostyq::optim::orienteering
