#include "travel/hilbert.hpp"

#include <algorithm>
#include <utility>

#include "travel/radix_sort.hpp"

namespace dostyq::travel {
namespace {

constexpr int64_t kNorth = 900'000'000;
constexpr int64_t kEast = 1'800'000'000;

int64_t longitude(Coordinate at) { return std::clamp<int64_t>(at.lon_e7, -kEast, kEast); }
int64_t latitude(Coordinate at) { return std::clamp<int64_t>(at.lat_e7, -kNorth, kNorth); }

}  // namespace

uint32_t hilbert_key(uint32_t x, uint32_t y) {
  uint32_t key = 0;
  for (uint32_t side = 1U << 15U; side > 0; side >>= 1U) {
    const uint32_t right = (x & side) != 0 ? 1 : 0;
    const uint32_t up = (y & side) != 0 ? 1 : 0;
    key = key << 2U | ((3U * right) ^ up);
    // Without branches, which nobody could foretell: turn the lower right quarter, swap both lower.
    const uint32_t turn = 0U - (right & ~up);
    x ^= turn;
    y ^= turn;
    const uint32_t swap = (x ^ y) & (up - 1U);
    x ^= swap;
    y ^= swap;
  }
  return key;
}

std::vector<uint32_t> hilbert_order(std::span<const Coordinate> points) {
  int64_t west = kEast;
  int64_t south = kNorth;
  int64_t east = -kEast;
  int64_t north = -kNorth;
  for (const Coordinate at : points) {
    west = std::min(west, longitude(at));
    east = std::max(east, longitude(at));
    south = std::min(south, latitude(at));
    north = std::max(north, latitude(at));
  }
  const double cells =
      65535.0 / static_cast<double>(std::max({east - west, north - south, int64_t{1}}));
  const auto cell = [cells](int64_t offset) {
    return static_cast<uint32_t>(static_cast<double>(offset) * cells);
  };
  std::vector<std::pair<uint32_t, uint32_t>> keyed(points.size());
  for (uint32_t i = 0; i < points.size(); ++i) {
    const Coordinate at = points[i];
    keyed[i] = {hilbert_key(cell(longitude(at) - west), cell(latitude(at) - south)), i};
  }
  radix_sort(keyed, 32, [](const auto& entry) { return entry.first; });
  std::vector<uint32_t> order(points.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = keyed[i].second;
  return order;
}

}  // namespace dostyq::travel
