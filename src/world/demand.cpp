#include "world/demand.hpp"

#include <algorithm>
#include <numeric>

namespace dostyq::world {
namespace {

/// Shares `total` in proportion to `weights`, exactly: whole quotas first, then one each by largest
/// remainder, ties to the earlier. All weights zero: equal shares.
std::vector<int64_t> largest_remainder(int64_t total, std::vector<int64_t> weights) {
  __extension__ using Wide = __int128;  // total x weight exceeds int64 for hostile input
  Wide sum = 0;
  for (const int64_t weight : weights) sum += weight;
  if (sum == 0) {
    std::fill(weights.begin(), weights.end(), 1);
    sum = static_cast<Wide>(weights.size());
  }
  std::vector<int64_t> shares(weights.size());
  std::vector<Wide> remainders(weights.size());
  int64_t left = total;
  for (size_t i = 0; i < weights.size(); ++i) {
    const Wide product = static_cast<Wide>(total) * weights[i];
    shares[i] = static_cast<int64_t>(product / sum);
    remainders[i] = product % sum;
    left -= shares[i];
  }
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  for (size_t i = 0; left > 0; ++i, --left) ++shares[order[i]];
  return shares;
}

/// Indices of the places in the stat area, by place id.
std::vector<size_t> places_of(const Programme& programme, const StatArea& stat_area) {
  std::vector<size_t> indices;
  for (size_t i = 0; i < programme.places.size(); ++i) {
    const std::string& area = programme.places[i].area;
    if (std::binary_search(stat_area.members.begin(), stat_area.members.end(), area))
      indices.push_back(i);
  }
  return indices;
}

class Spreader {
 public:
  explicit Spreader(const Programme& programme) : programme_(programme) {
    demand_.points.resize(programme.places.size());
    demand_.group_totals.resize(programme.groups.size());
    for (size_t i = 0; i < programme.places.size(); ++i) {
      demand_.points[i].place = i;
      demand_.points[i].stat_area = DemandPoint::kNoStatArea;
      demand_.points[i].by_group.resize(programme.groups.size());
    }
  }

  void add(size_t stat_index) {
    const StatArea& stat_area = programme_.stat_areas[stat_index];
    const std::vector<size_t> places = places_of(programme_, stat_area);
    if (places.empty()) return;  // load() refuses it
    std::vector<int64_t> weights;
    for (const size_t place : places) {
      weights.push_back(programme_.places[place].weight);
      demand_.points[place].stat_area = stat_index;
    }
    int64_t unknown = stat_area.people;
    for (size_t g = 0; g < programme_.groups.size(); ++g) {
      const auto known = stat_area.by_group.find(programme_.groups[g].id);
      if (known == stat_area.by_group.end()) continue;
      unknown -= known->second;
      demand_.group_totals[g] += known->second;
      const auto shares = largest_remainder(known->second, weights);
      for (size_t i = 0; i < places.size(); ++i) demand_.points[places[i]].by_group[g] += shares[i];
    }
    const auto shares = largest_remainder(unknown, weights);
    for (size_t i = 0; i < places.size(); ++i) demand_.points[places[i]].unknown_group += shares[i];
  }

  Demand finish() {
    for (DemandPoint& point : demand_.points) {
      point.people =
          std::accumulate(point.by_group.begin(), point.by_group.end(), point.unknown_group);
      demand_.people += point.people;
    }
    return std::move(demand_);
  }

 private:
  const Programme& programme_;
  Demand demand_;
};

}  // namespace

Demand spread(const Programme& programme) {
  Spreader spreader(programme);
  for (size_t i = 0; i < programme.stat_areas.size(); ++i) {
    if (programme.stat_areas[i].edition == programme.config.edition) spreader.add(i);
  }
  return spreader.finish();
}

}  // namespace dostyq::world
