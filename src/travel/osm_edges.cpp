#include "travel/osm_edges.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.hpp"
#include "travel/segment.hpp"

namespace dostyq::travel {
namespace {

constexpr uint32_t kNoVertex = std::numeric_limits<uint32_t>::max();
constexpr uint32_t kOwn = 0x80000000;  ///< a vertex of the part's own, not yet numbered among all
/// The work is split in this many parts whatever the number of threads, and joined in their order.
constexpr size_t kParts = 16;

/// What one part of the ways gives.
struct Part {
  RoadEdges made;  ///< `vertices`: its own ones
  std::vector<double> km_by_class;
  uint64_t ways_cut = 0;
  uint64_t nodes_added = 0;
  bool too_large = false;
};

/// Time for a piece; an open direction is never free and never kNever.
uint32_t milliseconds(double metres, double kmh, uint64_t delay) {
  if (kmh <= 0) return RoadGraph::kNever;
  const double exact = metres * 3600.0 / kmh + static_cast<double>(delay);
  constexpr double kMost = RoadGraph::kNever - 1;
  return static_cast<uint32_t>(std::llround(std::clamp(exact, 1.0, kMost)));
}

/// Walks along ways and writes their edges.
class Walker {
 public:
  Walker(const OsmNetwork& network, const std::vector<uint32_t>& vertex_of,
         const OsmGraphOptions& options, size_t classes)
      : network_(network), vertex_of_(vertex_of), options_(options) {
    part_.km_by_class.assign(classes, 0);
  }

  void walk(const NetworkWay& way) {
    way_ = &way;
    forward_kmh_ = way.use.forward_kmh;
    backward_kmh_ = way.use.backward_kmh;
    if (way.use.duration_s > 0) use_duration();
    bool cut = false;
    for (uint32_t i = 0; i < way.count;) {
      if (!found(i)) {
        cut = true;
        ++i;
        continue;
      }
      uint32_t end = i;
      while (end < way.count && found(end)) ++end;
      if (end - i >= 2) walk_run(i, end);
      i = end;
    }
    if (cut) ++part_.ways_cut;
    part_.too_large = part_.too_large || part_.made.vertices.size() >= kOwn ||
                      part_.made.shape.size() >= kNoVertex;
  }

  Part take() { return std::move(part_); }

 private:
  uint32_t point(uint32_t i) const { return network_.refs[way_->first + i]; }
  bool found(uint32_t i) const { return (flags(i) & OsmNetwork::kFound) != 0; }
  uint8_t flags(uint32_t i) const { return network_.flags[point(i)]; }
  Coordinate at(uint32_t i) const { return network_.at[point(i)]; }

  /// A ferry says how long it takes, not how fast it is.
  void use_duration() {
    double metres = 0;
    for (uint32_t i = 1; i < way_->count; ++i) {
      if (found(i - 1) && found(i)) metres += segment_metres(at(i - 1), at(i));
    }
    const double kmh = std::max(metres * 3.6 / way_->use.duration_s, 1e-3);
    if (forward_kmh_ > 0) forward_kmh_ = kmh;
    if (backward_kmh_ > 0) backward_kmh_ = kmh;
  }

  uint32_t own_vertex(Coordinate at) {
    part_.made.vertices.push_back(at);
    return kOwn | static_cast<uint32_t>(part_.made.vertices.size() - 1);
  }

  /// The vertex at a point; a closed one has another for each way that ends at it.
  uint32_t vertex(uint32_t i) {
    const uint32_t shared = vertex_of_[point(i)];
    return shared != kNoVertex ? shared : own_vertex(at(i));
  }

  void begin_at(uint32_t vertex, uint64_t delay) {
    tail_ = vertex;
    tail_delay_ = delay;
    metres_ = 0;
    inner_delay_ = 0;
    first_shape_ = part_.made.shape.size();
  }

  void end_at(uint32_t vertex, uint64_t delay) {
    auto& shape = part_.made.shape;
    if (vertex != tail_) {
      part_.made.edges.push_back(
          {tail_, vertex, milliseconds(metres_, forward_kmh_, inner_delay_ + delay),
           milliseconds(metres_, backward_kmh_, inner_delay_ + tail_delay_),
           static_cast<uint32_t>(first_shape_), static_cast<uint32_t>(shape.size() - first_shape_),
           static_cast<float>(metres_)});
      part_.km_by_class[way_->use.road_class] += metres_ / 1000;
    } else {
      shape.resize(first_shape_);  // once round and back: no use for routing
    }
    begin_at(vertex, delay);
  }

  /// Points i .. end of the way are all there.
  void walk_run(uint32_t i, uint32_t end) {
    begin_at(vertex(i), network_.delay_ms(point(i)));
    for (uint32_t next = i + 1; next < end; ++next) {
      advance(next - 1, next);
      const uint64_t delay = network_.delay_ms(point(next));
      const bool last = next + 1 == end;
      const bool closed = (flags(next) & OsmNetwork::kClosed) != 0;
      if (last || closed || (flags(next) & OsmNetwork::kVertex) != 0) {
        end_at(vertex(next), delay);
        if (closed && !last) begin_at(vertex(next), delay);
      } else {
        inner_delay_ += delay;
        if (options_.keep_shape) part_.made.shape.push_back(at(next));
      }
    }
  }

  /// Along one stretch, with vertices where the way would be too long without.
  void advance(uint32_t from, uint32_t to) {
    const double stretch = segment_metres(at(from), at(to));
    if (way_->use.ferry || metres_ + stretch <= options_.spacing_metres) {
      metres_ += stretch;
      return;
    }
    if (metres_ > 0) make_vertex_of(from);
    const auto pieces = static_cast<int64_t>(std::ceil(stretch / options_.spacing_metres));
    const double metres = stretch / static_cast<double>(pieces);
    for (int64_t k = 1; k < pieces; ++k) {
      metres_ = metres;
      end_at(own_vertex(point_between(at(from), at(to),
                                      static_cast<double>(k) / static_cast<double>(pieces))),
             0);
      ++part_.nodes_added;
    }
    metres_ = metres;
  }

  /// The point just passed was taken for shape.
  void make_vertex_of(uint32_t i) {
    const uint64_t delay = network_.delay_ms(point(i));
    inner_delay_ -= delay;
    if (options_.keep_shape) part_.made.shape.pop_back();
    end_at(own_vertex(at(i)), delay);
  }

  const OsmNetwork& network_;
  const std::vector<uint32_t>& vertex_of_;
  const OsmGraphOptions& options_;
  Part part_;
  const NetworkWay* way_ = nullptr;
  double forward_kmh_ = 0;
  double backward_kmh_ = 0;
  // The edge being walked:
  uint32_t tail_ = 0;
  uint64_t tail_delay_ = 0;
  uint64_t inner_delay_ = 0;
  double metres_ = 0;
  size_t first_shape_ = 0;
};

/// The common vertices: points on several ways or at their ends, unless closed.
std::vector<uint32_t> number_vertices(const OsmNetwork& network, RoadEdges& all) {
  std::vector<uint32_t> vertex_of(network.at.size(), kNoVertex);
  constexpr uint8_t kWanted = OsmNetwork::kFound | OsmNetwork::kVertex;
  for (size_t point = 0; point < network.at.size(); ++point) {
    const bool closed = (network.flags[point] & OsmNetwork::kClosed) != 0;
    if ((network.flags[point] & kWanted) != kWanted || closed) continue;
    vertex_of[point] = static_cast<uint32_t>(all.vertices.size());
    all.vertices.push_back(network.at[point]);
  }
  return vertex_of;
}

std::vector<Part> walk_all(const OsmNetwork& network, const std::vector<uint32_t>& vertex_of,
                           const Profile& profile, const OsmGraphOptions& options) {
  std::vector<Part> parts(kParts);
  parallel_for(kParts, threads_or_all(options.threads), 1, [&](size_t part, size_t, unsigned) {
    Walker walker(network, vertex_of, options, profile.classes().size());
    const size_t first = network.ways.size() * part / kParts;
    const size_t end = network.ways.size() * (part + 1) / kParts;
    for (size_t i = first; i < end; ++i) {
      if (options.stop != nullptr && options.stop->requested()) return;
      walker.walk(network.ways[i]);
    }
    parts[part] = walker.take();
  });
  return parts;
}

/// Puts the parts behind one another and numbers their own vertices.
bool join(std::vector<Part>& parts, RoadEdges& all) {
  uint64_t vertices = all.vertices.size();
  uint64_t shape = 0;
  uint64_t edges = 0;
  for (const Part& part : parts) {
    vertices += part.made.vertices.size();
    shape += part.made.shape.size();
    edges += part.made.edges.size();
    if (part.too_large) return false;
  }
  if (vertices >= kOwn || shape * 2 >= kNoVertex || edges * 2 >= kNoVertex) return false;
  all.vertices.reserve(vertices);
  all.shape.reserve(shape);
  all.edges.reserve(edges);
  for (Part& part : parts) {
    const auto base = static_cast<uint32_t>(all.vertices.size());
    const auto shape_base = static_cast<uint32_t>(all.shape.size());
    const auto numbered = [base](uint32_t vertex) {
      return (vertex & kOwn) != 0 ? base + (vertex & ~kOwn) : vertex;
    };
    for (RoadEdge edge : part.made.edges) {
      edge.tail = numbered(edge.tail);
      edge.head = numbered(edge.head);
      edge.first_shape += shape_base;
      all.edges.push_back(edge);
    }
    all.vertices.insert(all.vertices.end(), part.made.vertices.begin(), part.made.vertices.end());
    all.shape.insert(all.shape.end(), part.made.shape.begin(), part.made.shape.end());
    part.made = {};
  }
  return true;
}

void count(const OsmNetwork& network, const Profile& profile, const std::vector<Part>& parts,
           OsmRoadStats& stats) {
  for (const uint8_t flags : network.flags) {
    if ((flags & OsmNetwork::kFound) == 0) ++stats.nodes_missing;
    if ((flags & OsmNetwork::kClosed) != 0) ++stats.nodes_closed;
  }
  for (const Part& part : parts) {
    stats.ways_cut += part.ways_cut;
    stats.nodes_added += part.nodes_added;
  }
  for (size_t i = 0; i < profile.classes().size(); ++i) {
    double km = 0;
    for (const Part& part : parts) km += part.km_by_class[i];
    if (km > 0) stats.km_by_class.emplace_back(profile.classes()[i], km);
    stats.km += km;
  }
}

}  // namespace

Result<RoadEdges> cut_into_edges(const OsmNetwork& network, const Profile& profile,
                                 const OsmGraphOptions& options, OsmRoadStats& stats) {
  RoadEdges all;
  const std::vector<uint32_t> vertex_of = number_vertices(network, all);
  std::vector<Part> parts = walk_all(network, vertex_of, profile, options);
  if (options.stop != nullptr && options.stop->requested()) {
    return fail("osm.stopped", {}, {}, ErrorCode::kLimit);
  }
  count(network, profile, parts, stats);
  if (!join(parts, all)) return fail("roads.too_large");
  if (all.edges.empty()) return fail("roads.no_nodes", {std::to_string(stats.nodes_missing)});
  return all;
}

}  // namespace dostyq::travel
