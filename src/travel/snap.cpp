#include "travel/snap.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <thread>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "travel/hilbert.hpp"

namespace dostyq::travel {
namespace {

constexpr size_t kLeaf = 8;  ///< nodes in a leaf, at most
constexpr int32_t kNorth = 900'000'000;
constexpr int32_t kEast = 1'800'000'000;

bool on_earth(Coordinate at) {
  return at.lat_e7 >= -kNorth && at.lat_e7 <= kNorth && at.lon_e7 >= -kEast && at.lon_e7 <= kEast;
}

}  // namespace

/// Sorts nodes into the tree.
class NodeFinder::Build {
 public:
  Build(NodeFinder& finder, std::span<const Coordinate> nodes, unsigned threads)
      : finder_(finder), items_(nodes.size()) {
    while (finder.leaves_ * kLeaf < nodes.size()) finder.leaves_ *= 2;
    finder.splits_.resize(finder.leaves_);
    for (uint32_t i = 0; i < items_.size(); ++i) items_[i] = {on_sphere(nodes[i]), i};
    split(1, 0, items_.size(), threads_or_all(threads));
    write();
  }

 private:
  struct Item {
    Vector at;
    uint32_t node = 0;
  };

  uint32_t widest(size_t first, size_t end) const {
    Vector least = items_[first].at;
    Vector most = least;
    for (size_t i = first; i < end; ++i) {
      for (size_t axis = 0; axis < 3; ++axis) {
        least[axis] = std::min(least[axis], items_[i].at[axis]);
        most[axis] = std::max(most[axis], items_[i].at[axis]);
      }
    }
    uint32_t best = 0;
    for (uint32_t axis = 1; axis < 3; ++axis) {
      if (most[axis] - least[axis] > most[best] - least[best]) best = axis;
    }
    return best;
  }

  void split(size_t at, size_t first, size_t end, size_t threads) {
    if (at >= finder_.leaves_ || first == end) return;
    const size_t middle = (first + end) / 2;
    const uint32_t axis = widest(first, end);
    const auto begin = items_.begin();
    std::nth_element(begin + static_cast<long>(first), begin + static_cast<long>(middle),
                     begin + static_cast<long>(end),
                     [axis](const Item& a, const Item& b) { return a.at[axis] < b.at[axis]; });
    finder_.splits_[at] = {items_[middle].at[axis], axis};
    if (threads < 2) {
      split(2 * at, first, middle, 1);
      split(2 * at + 1, middle, end, 1);
      return;
    }
    std::thread other([&] { split(2 * at, first, middle, threads / 2); });
    split(2 * at + 1, middle, end, threads - threads / 2);
    other.join();
  }

  void write() {
    for (const Item& item : items_) {
      finder_.x_.push_back(item.at[0]);
      finder_.y_.push_back(item.at[1]);
      finder_.z_.push_back(item.at[2]);
      finder_.node_.push_back(item.node);
    }
  }

  NodeFinder& finder_;
  std::vector<Item> items_;
};

NodeFinder::NodeFinder(std::span<const Coordinate> nodes, unsigned threads) {
  Build(*this, nodes, threads);
}

NodeFinder::Vector NodeFinder::on_sphere(Coordinate at) {
  constexpr double kRadians = std::numbers::pi / 180e7;
  const double lat = at.lat_e7 * kRadians;
  const double lon = at.lon_e7 * kRadians;
  const double level = std::cos(lat);
  return {level * std::cos(lon), level * std::sin(lon), std::sin(lat)};
}

double NodeFinder::chord_squared(double metres) {
  const double angle = std::clamp(metres / kEarthRadius, 0.0, std::numbers::pi);
  const double chord = 2 * std::sin(angle / 2);
  return chord * chord;
}

double NodeFinder::metres(double squared) {
  return 2 * kEarthRadius * std::asin(std::min(std::sqrt(squared) / 2, 1.0));
}

double NodeFinder::squared_to(const Vector& from, size_t place) const {
  const double x = from[0] - x_[place];
  const double y = from[1] - y_[place];
  const double z = from[2] - z_[place];
  return x * x + y * y + z * z;
}

void NodeFinder::scan(const Vector& from, size_t first, size_t end, Best& best) const {
  for (size_t i = first; i < end; ++i) {
    const double squared = squared_to(from, i);
    if (squared > best.squared) continue;
    if (squared == best.squared && node_[i] > best.node) continue;
    best = {squared, static_cast<uint32_t>(i), node_[i]};
  }
}

/// The distance to a box is summed in the order of squared_to(): rounding keeps it from ever
/// passing the distance of a node in the box, so nothing is lost by leaving the box out.
void NodeFinder::search(const Vector& from, Best& best) const {
  struct Box {
    size_t at, first, end;
    Vector away;  ///< from `from`, along each axis
    double squared;
  };
  std::array<Box, 64> waiting;
  size_t count = 0;
  waiting[count++] = {1, 0, node_.size(), {0, 0, 0}, 0};
  while (count > 0) {
    Box box = waiting[--count];
    if (box.squared > best.squared) continue;
    while (box.at < leaves_) {
      const Split split = splits_[box.at];
      const double beyond = from[split.axis] - split.at;
      const size_t middle = (box.first + box.end) / 2;
      Box other = box;
      other.away[split.axis] = beyond;
      other.squared = other.away[0] * other.away[0] + other.away[1] * other.away[1] +
                      other.away[2] * other.away[2];
      if (beyond < 0) {
        other.at = 2 * box.at + 1;
        other.first = middle;
        box.at = 2 * box.at;
        box.end = middle;
      } else {
        other.at = 2 * box.at;
        other.end = middle;
        box.at = 2 * box.at + 1;
        box.first = middle;
      }
      if (other.squared <= best.squared) waiting[count++] = other;
    }
    scan(from, box.first, box.end, best);
  }
}

std::optional<NearestNode> NodeFinder::nearest(Coordinate point, double limit_metres) const {
  if (!on_earth(point)) return std::nullopt;
  // A little more than the limit, which is compared in metres at the end.
  Best best{chord_squared(limit_metres) * (1 + 1e-9) + 1e-20, 0, Snap::kNoNode};
  search(on_sphere(point), best);
  if (best.node == Snap::kNoNode || metres(best.squared) > limit_metres) return std::nullopt;
  return NearestNode{best.node, metres(best.squared)};
}

std::vector<Snap> NodeFinder::snap(std::span<const Coordinate> points,
                                   const SnapOptions& options) const {
  DOSTYQ_CHECK(options.limit_metres >= 0 && options.detour >= 0 && options.speed_kmh > 0);
  std::vector<Snap> snaps(points.size(), Snap{SnapStatus::kNotOnEarth, Snap::kNoNode, 0, 0});
  const std::vector<uint32_t> order = hilbert_order(points);
  const double limit = chord_squared(options.limit_metres) * (1 + 1e-9) + 1e-20;
  const double ms_per_metre = options.detour * 3600 / options.speed_kmh;
  constexpr double kMostMs = 0x7ffffffe;
  constexpr size_t kAtOnce = 1U << 14U;
  parallel_for(order.size(), threads_or_all(options.threads), kAtOnce,
               [&](size_t first, size_t end, unsigned) {
                 Best last{0, 0, Snap::kNoNode};
                 for (size_t i = first; i < end; ++i) {
                   const Coordinate at = points[order[i]];
                   if (!on_earth(at)) continue;
                   const Vector from = on_sphere(at);
                   Best best{limit, 0, Snap::kNoNode};
                   // The last answer is a candidate like any other, and bounds the search from its
                   // beginning.
                   if (last.node != Snap::kNoNode) scan(from, last.place, last.place + 1, best);
                   search(from, best);
                   if (best.node != Snap::kNoNode) last = best;
                   const double away = metres(best.squared);
                   Snap& snap = snaps[order[i]];
                   snap.status = SnapStatus::kTooFar;
                   if (best.node == Snap::kNoNode || away > options.limit_metres) continue;
                   const auto ms = std::llround(std::min(away * ms_per_metre, kMostMs));
                   snap = {SnapStatus::kSnapped, best.node, static_cast<float>(away),
                           static_cast<uint32_t>(ms)};
                 }
               });
  return snaps;
}

}  // namespace dostyq::travel
