#include "travel/road_graph_part.hpp"

#include "travel/components.hpp"

namespace dostyq::travel {
namespace {

void copy_arcs(const RoadGraph& graph, uint32_t old_node, RoadGraphPart& part) {
  for (uint32_t a = graph.first_arc[old_node]; a < graph.first_arc[old_node + 1]; ++a) {
    const uint32_t head = part.new_of_old[graph.head[a]];
    if (head == RoadGraphPart::kNone) continue;
    part.graph.head.push_back(head);
    part.graph.milliseconds.push_back(graph.milliseconds[a]);
    if (graph.first_shape.empty()) continue;
    part.graph.shape.insert(part.graph.shape.end(), graph.shape.begin() + graph.first_shape[a],
                            graph.shape.begin() + graph.first_shape[a + 1]);
    part.graph.first_shape.push_back(static_cast<uint32_t>(part.graph.shape.size()));
  }
  part.graph.first_arc.push_back(static_cast<uint32_t>(part.graph.head.size()));
}

}  // namespace

RoadGraphPart largest_component(const RoadGraph& graph) {
  RoadGraphPart part;
  part.new_of_old.assign(graph.node_count(), RoadGraphPart::kNone);
  part.graph.first_arc.push_back(0);
  if (graph.node_count() == 0) return part;
  if (!graph.first_shape.empty()) part.graph.first_shape.push_back(0);
  const Components components = strong_components(graph.first_arc, graph.head);
  const uint32_t chosen = largest(components);
  for (uint32_t v = 0; v < graph.node_count(); ++v) {
    if (components.of_node[v] != chosen) continue;
    part.new_of_old[v] = static_cast<uint32_t>(part.old_of_new.size());
    part.old_of_new.push_back(v);
    part.graph.nodes.push_back(graph.nodes[v]);
  }
  for (const uint32_t v : part.old_of_new) copy_arcs(graph, v, part);
  return part;
}

}  // namespace dostyq::travel
