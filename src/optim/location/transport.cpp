#include "optim/location/transport.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace dostyq::optim {
namespace {

constexpr int64_t kFar = std::numeric_limits<int64_t>::max() / 4;

// Nodes: sources, then sinks. Each round serves one sink by a shortest path from any source with
// supply left.
class Transport {
 public:
  Transport(const std::vector<int64_t>& supply, const std::vector<TransportWay>& ways, size_t sinks)
      : ways_(ways),
        supply_(supply),
        amount_(ways.size(), 0),
        ways_of_(supply.size() + sinks),
        potential_(supply.size() + sinks, 0) {
    for (size_t w = 0; w < ways.size(); ++w) {
      ways_of_[static_cast<size_t>(ways[w].source)].push_back(static_cast<int>(w));
      ways_of_[sink(ways[w])].push_back(static_cast<int>(w));
    }
  }

  bool serve(size_t sink, int64_t demand) {
    const size_t end = supply_.size() + sink;
    while (demand > 0) {
      if (!find_path(end)) return false;
      demand -= push(end, demand);
    }
    return true;
  }
  std::vector<int64_t> amounts() && { return std::move(amount_); }

 private:
  size_t sink(const TransportWay& way) const {
    return supply_.size() + static_cast<size_t>(way.sink);
  }

  // Dijkstra backwards from the sink, by costs that potentials make non-negative: the first source
  // with supply that is reached is nearest.
  bool find_path(size_t end) {
    distance_.assign(ways_of_.size(), kFar);
    next_way_.assign(ways_of_.size(), -1);
    using Entry = std::pair<int64_t, size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    distance_[end] = 0;
    queue.emplace(0, end);
    int64_t reached = kFar;
    while (!queue.empty()) {
      const auto [far, node] = queue.top();
      queue.pop();
      if (far > distance_[node]) continue;
      if (node < supply_.size() && supply_[node] > 0) {
        start_ = node;
        reached = far;
        break;
      }
      for (int w : ways_of_[node]) {
        const TransportWay& way = ways_[static_cast<size_t>(w)];
        const bool is_sink = node >= supply_.size();
        // Into a sink goes more; into a source comes back what it gave before.
        if (!is_sink && amount_[static_cast<size_t>(w)] == 0) continue;
        const size_t other = is_sink ? static_cast<size_t>(way.source) : sink(way);
        const int64_t cost = is_sink ? way.cost : -way.cost;
        const int64_t through = far + cost + potential_[node] - potential_[other];
        if (through >= distance_[other]) continue;
        distance_[other] = through;
        next_way_[other] = w;
        queue.emplace(through, other);
      }
    }
    if (reached == kFar) return false;
    for (size_t node = 0; node < potential_.size(); ++node) {
      potential_[node] += std::min(distance_[node], reached);
    }
    return true;
  }

  int64_t push(size_t end, int64_t demand) {
    int64_t most = std::min(demand, supply_[start_]);
    for (size_t node = start_; node != end;) {
      const auto w = static_cast<size_t>(next_way_[node]);
      const bool gives = node < supply_.size();
      if (!gives) most = std::min(most, amount_[w]);
      node = gives ? sink(ways_[w]) : static_cast<size_t>(ways_[w].source);
    }
    supply_[start_] -= most;
    for (size_t node = start_; node != end;) {
      const auto w = static_cast<size_t>(next_way_[node]);
      const bool gives = node < supply_.size();
      amount_[w] += gives ? most : -most;
      node = gives ? sink(ways_[w]) : static_cast<size_t>(ways_[w].source);
    }
    return most;
  }

  const std::vector<TransportWay>& ways_;
  std::vector<int64_t> supply_;
  std::vector<int64_t> amount_;
  std::vector<std::vector<int>> ways_of_;
  std::vector<int64_t> potential_;
  std::vector<int64_t> distance_;
  std::vector<int> next_way_;  ///< by node: the way to the next one towards the sink
  size_t start_ = 0;
};

}  // namespace

std::optional<std::vector<int64_t>> transport(const std::vector<int64_t>& supply,
                                              const std::vector<int64_t>& demand,
                                              const std::vector<TransportWay>& ways) {
  Transport work(supply, ways, demand.size());
  for (size_t sink = 0; sink < demand.size(); ++sink) {
    if (!work.serve(sink, demand[sink])) return std::nullopt;
  }
  return std::move(work).amounts();
}

}  // namespace dostyq::optim
