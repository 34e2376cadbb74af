#include "travel/osm_network.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "travel/radix_sort.hpp"

namespace dostyq::travel {
namespace {

constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max() - 1;

io::OsmOptions pass_options(const OsmGraphOptions& options, const char* stage) {
  io::OsmOptions pass;
  pass.stop = options.stop;
  if (options.progress) {
    pass.progress = [&options, stage](uint64_t read, uint64_t total) {
      options.progress(stage,
                       total == 0 ? 1.0 : static_cast<double>(read) / static_cast<double>(total));
    };
  }
  return pass;
}

/// Which node of the file is which point.
class Points {
 public:
  /// `refs`: the node ids of all ways. Numbers the points by id, writes their numbers to
  /// network.refs and marks those that occur twice.
  Points(std::vector<uint64_t> refs, OsmNetwork& network) {
    if (refs.empty()) return;
    const auto [least, most] =
        std::minmax_element(refs.begin(), refs.end(),
                            [](uint64_t a, uint64_t b) { return signed_id(a) < signed_id(b); });
    const uint64_t base = *least;
    const auto id_bits = static_cast<int>(std::bit_width(*most - base));
    const auto place_bits = static_cast<int>(std::bit_width(refs.size()));
    network.refs.resize(refs.size());
    if (id_bits + place_bits <= 64) {
      // An id and its place fit one word: half the memory, and half the time.
      for (size_t i = 0; i < refs.size(); ++i) refs[i] = (refs[i] - base) << place_bits | i;
      radix_sort(refs, id_bits, [place_bits](uint64_t ref) { return ref >> place_bits; });
      const uint64_t place = (uint64_t{1} << place_bits) - 1;
      for (const uint64_t ref : refs) number((ref >> place_bits) + base, ref & place, network);
    } else {
      std::vector<std::pair<uint64_t, uint32_t>> placed;
      placed.reserve(refs.size());
      for (const uint64_t ref : refs) {
        placed.emplace_back(ref - base, static_cast<uint32_t>(placed.size()));
      }
      radix_sort(placed, id_bits, [](const auto& ref) { return ref.first; });
      for (const auto& ref : placed) number(ref.first + base, ref.second, network);
    }
    network.at.resize(ids_.size());
  }

  /// The point with this id, or the number of points. O(1) when ids come in ascending order.
  size_t find(int64_t id) {
    if (next_ == ids_.size() || ids_[next_] < id) {
      while (next_ < ids_.size() && ids_[next_] < id) ++next_;
    } else if (next_ > 0 && ids_[next_ - 1] >= id) {
      next_ = static_cast<size_t>(std::lower_bound(ids_.begin(), ids_.end(), id) - ids_.begin());
    }
    return next_ < ids_.size() && ids_[next_] == id ? next_ : ids_.size();
  }

  size_t size() const { return ids_.size(); }

 private:
  static int64_t signed_id(uint64_t id) { return static_cast<int64_t>(id); }

  /// The next reference in the order of ids, which stands at `place`.
  void number(uint64_t id, size_t place, OsmNetwork& network) {
    if (ids_.empty() || ids_.back() != signed_id(id)) {
      ids_.push_back(signed_id(id));
      network.flags.push_back(0);
    } else {
      network.flags.back() = OsmNetwork::kVertex;
    }
    network.refs[place] = static_cast<uint32_t>(ids_.size() - 1);
  }

  std::vector<int64_t> ids_;
  size_t next_ = 0;
};

/// The first pass: the ways that the profile can use.
class WayPass {
 public:
  WayPass(const Profile& profile, OsmNetwork& network) : profile_(profile), network_(network) {}

  void take(const io::OsmWay& way) {
    const WayUse use = profile_.way(way.tags);
    if (!use.open() || way.nodes.size() < 2 || refs_.size() + way.nodes.size() > kMost) {
      too_large_ = too_large_ || refs_.size() + way.nodes.size() > kMost;
      return;
    }
    const size_t first = refs_.size();
    for (const int64_t id : way.nodes) {
      const auto ref = static_cast<uint64_t>(id);
      if (refs_.size() > first && refs_.back() == ref) continue;  // a point drawn twice
      refs_.push_back(ref);
    }
    network_.ways.push_back(
        {static_cast<uint32_t>(first), static_cast<uint32_t>(refs_.size() - first), use});
  }

  bool too_large() const { return too_large_; }
  std::vector<uint64_t> take_refs() { return std::move(refs_); }

 private:
  const Profile& profile_;
  OsmNetwork& network_;
  std::vector<uint64_t> refs_;  ///< ids, as unsigned numbers
  bool too_large_ = false;
};

void mark_ends(OsmNetwork& network) {
  for (const NetworkWay& way : network.ways) {
    network.flags[network.refs[way.first]] |= OsmNetwork::kVertex;
    network.flags[network.refs[way.first + way.count - 1]] |= OsmNetwork::kVertex;
  }
}

void take_node(const io::OsmNode& node, const Profile& profile, Points& points,
               OsmNetwork& network) {
  const size_t point = points.find(node.id);
  if (point == points.size()) return;
  uint8_t& flags = network.flags[point];
  if ((flags & OsmNetwork::kFound) != 0) return;  // a second version of it: the first counts
  flags |= OsmNetwork::kFound;
  network.at[point] = node.at;
  if (node.tags.empty()) return;
  const NodeUse use = profile.node(node.tags);
  if (use.closed) flags |= OsmNetwork::kClosed;
  if (use.delay_ms == 0) return;
  flags |= OsmNetwork::kDelayed;
  network.delays.emplace_back(static_cast<uint32_t>(point), use.delay_ms);
}

}  // namespace

uint32_t OsmNetwork::delay_ms(uint32_t point) const {
  if ((flags[point] & kDelayed) == 0) return 0;
  return std::lower_bound(delays.begin(), delays.end(), std::pair(point, uint32_t{0}))->second;
}

Result<OsmNetwork> read_network(const io::OsmSource& source, const Profile& profile,
                                const OsmGraphOptions& options, OsmRoadStats& stats) {
  OsmNetwork network;
  WayPass ways(profile, network);
  const Result<io::OsmPass> first =
      io::read_osm_ways(source, pass_options(options, "roads.stage_ways"),
                        [&](const io::OsmWay& way) { ways.take(way); });
  if (!first) return tl::unexpected(first.error());
  if (ways.too_large()) return fail("roads.too_large", {}, {source.name(), 0, ""});
  if (network.ways.empty()) {
    return fail("roads.none", {profile.id(), std::to_string(first->objects)},
                {source.name(), 0, ""});
  }
  stats.ways_read = first->objects;
  stats.ways_kept = network.ways.size();
  Points points(ways.take_refs(), network);
  mark_ends(network);
  const Result<io::OsmPass> second = io::read_osm_nodes(
      source, pass_options(options, "roads.stage_nodes"),
      [&](const io::OsmNode& node) { take_node(node, profile, points, network); });
  if (!second) return tl::unexpected(second.error());
  std::sort(network.delays.begin(), network.delays.end());
  return network;
}

}  // namespace dostyq::travel
