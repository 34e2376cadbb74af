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
  // Only the first of the order matter; they are the same in any order among themselves.
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(left), order.end(),
                   [&](size_t a, size_t b) {
                     return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
                   });
  for (size_t i = 0; left > 0; ++i, --left) ++shares[order[i]];
  return shares;
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
      demand_.places_of[programme.places[i].area].push_back(static_cast<uint32_t>(i));
    }
  }

  void add(size_t stat_index) {
    const StatArea& stat_area = programme_.stat_areas[stat_index];
    const std::vector<uint32_t> places = demand_.points_in(stat_area.members);
    if (places.empty()) return;  // load() refuses it
    std::vector<int64_t> weights;
    for (const uint32_t place : places) {
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

std::vector<uint32_t> Demand::points_in(const std::vector<std::string>& areas) const {
  std::vector<uint32_t> found;
  size_t lists = 0;
  for (const std::string& area : areas) {
    const auto here = places_of.find(area);
    if (here == places_of.end()) continue;
    found.insert(found.end(), here->second.begin(), here->second.end());
    ++lists;
  }
  if (lists > 1) std::sort(found.begin(), found.end());
  return found;
}

Demand spread(const Programme& programme) {
  Spreader spreader(programme);
  for (size_t i = 0; i < programme.stat_areas.size(); ++i) {
    if (programme.stat_areas[i].edition == programme.config.edition) spreader.add(i);
  }
  return spreader.finish();
}

}  // namespace dostyq::world
