#include "travel/osm_network.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <thread>

#include "travel/radix_sort.hpp"

namespace dostyq::travel {
namespace {

constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max() - 1;

struct Ref {
  int64_t id = 0;
  uint32_t place = 0;  ///< in the list of all references
};

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
  /// Numbers the points by id, writes their numbers to network.refs and marks those on two ways.
  Points(std::vector<Ref> refs, OsmNetwork& network) {
    if (refs.empty()) return;
    sort_by_id(refs);
    network.refs.resize(refs.size());
    bool again = false;
    for (size_t i = 0; i < refs.size(); ++i) {
      again = i > 0 && refs[i].id == refs[i - 1].id;
      if (!again) {
        ids_.push_back(refs[i].id);
        network.flags.push_back(0);
      } else {
        network.flags.back() = OsmNetwork::kVertex;
      }
      network.refs[refs[i].place] = static_cast<uint32_t>(ids_.size() - 1);
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
  static void sort_by_id(std::vector<Ref>& refs) {
    const auto [least, most] = std::minmax_element(
        refs.begin(), refs.end(), [](const Ref& a, const Ref& b) { return a.id < b.id; });
    const auto base = static_cast<uint64_t>(least->id);
    const auto bits = static_cast<int>(std::bit_width(static_cast<uint64_t>(most->id) - base));
    radix_sort(refs, bits, [base](const Ref& ref) { return static_cast<uint64_t>(ref.id) - base; });
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
      if (refs_.size() > first && refs_.back().id == id) continue;  // a point drawn twice
      refs_.push_back({id, static_cast<uint32_t>(refs_.size())});
    }
    network_.ways.push_back(
        {static_cast<uint32_t>(first), static_cast<uint32_t>(refs_.size() - first), use});
  }

  bool too_large() const { return too_large_; }
  std::vector<Ref> take_refs() { return std::move(refs_); }

 private:
  const Profile& profile_;
  OsmNetwork& network_;
  std::vector<Ref> refs_;
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

unsigned threads_of(const OsmGraphOptions& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

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
