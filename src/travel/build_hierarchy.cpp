#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "travel/contraction.hpp"
#include "travel/contraction_graph.hpp"
#include "travel/hierarchy.hpp"
#include "travel/hierarchy_image.hpp"
#include "travel/sweep_order.hpp"

namespace dostyq::travel {
namespace {

using contraction::Edge;
using contraction::WorkingGraph;

static_assert(contraction::kForward == UpArc::kUp && contraction::kBackward == UpArc::kDown);

image::Header make_header(const RoadGraph& graph, size_t up_arcs, size_t regions,
                          const InputHash& hash) {
  image::Header header;
  header.regions = static_cast<uint32_t>(regions);
  header.has_shapes = graph.first_shape.empty() ? 0 : 1;
  header.input_hash = hash;
  header.nodes = graph.node_count();
  header.up_arcs = up_arcs;
  header.road_arcs = graph.arc_count();
  header.shape_points = graph.shape.size();
  return header;
}

template <typename T>
void copy(image::Block& block, image::Section section, const std::vector<T>& from) {
  DOSTYQ_CHECK(section.bytes == from.size() * sizeof(T));
  if (!from.empty()) std::memcpy(block.array<T>(section).data(), from.data(), section.bytes);
}

// Upward edges in sweep order become arcs between places.
class ArcWriter {
 public:
  ArcWriter(const WorkingGraph& graph, const std::vector<uint32_t>& order)
      : graph_(graph), order_(order), place_(order.size()), first_(order.size() + 1, 0) {
    for (uint32_t p = 0; p < order.size(); ++p) place_[order[p]] = p;
    for (size_t p = 0; p < order.size(); ++p) {
      const size_t next = first_[p] + graph.edges[order[p]].size();
      DOSTYQ_CHECK(next <= UINT32_MAX);
      first_[p + 1] = static_cast<uint32_t>(next);
    }
  }

  const std::vector<uint32_t>& first() const { return first_; }

  void write(image::Block& block, const image::Layout& layout, unsigned threads) const {
    const auto arcs = block.array<UpArc>(layout.arcs);
    const auto middle = block.array<uint32_t>(layout.middle);
    const auto node_at = block.array<uint32_t>(layout.node_at);
    const auto place_of = block.array<uint32_t>(layout.place_of);
    parallel_for(order_.size(), threads, 4096, [&](size_t begin, size_t end, unsigned) {
      std::vector<Edge> edges;
      for (size_t p = begin; p < end; ++p) {
        node_at[p] = graph_.node_of[order_[p]];
        place_of[node_at[p]] = static_cast<uint32_t>(p);
        edges = graph_.edges[order_[p]];
        // Short arcs first: they make the lists that later ones have to beat.
        std::sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) {
          return std::tuple(a.milliseconds, place_[a.head], a.ways()) <
                 std::tuple(b.milliseconds, place_[b.head], b.ways());
        });
        for (size_t i = 0; i < edges.size(); ++i) {
          const Edge& e = edges[i];
          arcs[first_[p] + i] = {place_[e.head] << 2 | e.ways(), e.milliseconds};
          const bool original = e.middle == contraction::kNoMiddle;
          middle[first_[p] + i] = original ? Hierarchy::kNoMiddle : place_[e.middle];
        }
      }
    });
  }

 private:
  const WorkingGraph& graph_;
  const std::vector<uint32_t>& order_;
  std::vector<uint32_t> place_;
  std::vector<uint32_t> first_;
};

Hierarchy assemble(const RoadGraph& graph, const WorkingGraph& work,
                   const contraction::SweepOrder& order, const HierarchyOptions& options) {
  const ArcWriter writer(work, order.nodes);
  image::Header header = make_header(graph, writer.first().back(), order.first_of_region.size() - 1,
                                     options.input_hash);
  const auto layout = image::Layout::of(header);
  DOSTYQ_CHECK(layout.has_value());
  image::Block block(layout->size);
  copy(block, layout->first_of_region, order.first_of_region);
  copy(block, layout->first_arc, writer.first());
  writer.write(block, *layout, options.threads);
  copy(block, layout->coordinates, graph.nodes);
  copy(block, layout->road_first_arc, graph.first_arc);
  copy(block, layout->road_head, graph.head);
  copy(block, layout->road_milliseconds, graph.milliseconds);
  copy(block, layout->first_shape, graph.first_shape);
  copy(block, layout->shape, graph.shape);
  header.size = layout->size;
  std::memcpy(block.bytes().data(), &header, sizeof(header));
  header.checksum = image::checksum(block.bytes());
  std::memcpy(block.bytes().data(), &header, sizeof(header));
  return {block.owner(), block.bytes()};
}

}  // namespace

std::optional<Hierarchy> build_hierarchy(const RoadGraph& graph, const HierarchyOptions& options) {
  DOSTYQ_CHECK(graph.node_count() < contraction::kNoMiddle);
  DOSTYQ_CHECK(graph.first_arc.size() == graph.node_count() + 1);
  WorkingGraph work = contraction::make_working_graph(graph, options.threads);
  contraction::Report report;
  if (options.progress) {
    report = [&](size_t contracted) { options.progress(contracted, graph.node_count()); };
  }
  const auto contracted = contraction::contract(work, options.threads, options.stop, report);
  if (contracted.size() < graph.node_count()) return std::nullopt;
  // The order first: a shortcut's middle stays below its ends even where its halves are dropped.
  const contraction::SweepOrder order = contraction::sweep_order(work, contracted);
  contraction::drop_long_edges(work, options.threads);
  return assemble(graph, work, order, options);
}

}  // namespace dostyq::travel
