#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "optim/location/center.hpp"

namespace dostyq::optim {
namespace {

using Whole = std::vector<std::pair<int64_t, int64_t>>;

/// The power of ten that makes all coordinates whole, if there is one.
std::optional<double> whole_scale(const std::vector<PlanePoint>& a,
                                  const std::vector<PlanePoint>& b) {
  for (const double scale : {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6}) {
    const auto whole = [scale](const PlanePoint& p) {
      return std::ranges::all_of(std::array{p.x, p.y}, [scale](double value) {
        const double nearest = std::round(value * scale);
        return std::abs(nearest) < 1e9 && nearest / scale == value;
      });
    };
    if (std::ranges::all_of(a, whole) && std::ranges::all_of(b, whole)) return scale;
  }
  return std::nullopt;
}

/// Squares of distances in a type that compares them, and the ranks of those.
template <typename Square, typename Of>
RankedDistances rank(size_t customers, size_t sites, const Of& square_of, double scale) {
  std::vector<Square> squares;
  squares.reserve(customers * sites);
  for (size_t i = 0; i < customers; ++i) {
    for (size_t j = 0; j < sites; ++j) squares.push_back(square_of(i, j));
  }
  std::vector<Square> distinct = squares;
  std::ranges::sort(distinct);
  distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
  std::vector<int32_t> ranks;
  ranks.reserve(squares.size());
  for (const Square square : squares) {
    const auto at = std::ranges::lower_bound(distinct, square);
    ranks.push_back(static_cast<int32_t>(at - distinct.begin()));
  }
  RankedDistances ranked;
  for (const Square square : distinct) {
    ranked.distance.push_back(std::sqrt(static_cast<double>(square)) / scale);
  }
  ranked.costs =
      matrix_costs(static_cast<int>(customers), static_cast<int>(sites), std::move(ranks));
  return ranked;
}

}  // namespace

RankedDistances ranked_distances(const std::vector<PlanePoint>& customers,
                                 const std::vector<PlanePoint>& sites) {
  for (const std::vector<PlanePoint>* points : {&customers, &sites}) {
    for (const PlanePoint& p : *points) DOSTYQ_CHECK(std::isfinite(p.x) && std::isfinite(p.y));
  }
  if (const std::optional<double> scale = whole_scale(customers, sites)) {
    const auto whole = [&](const std::vector<PlanePoint>& points) {
      Whole list;
      for (const PlanePoint& p : points) {
        list.emplace_back(std::llround(p.x * *scale), std::llround(p.y * *scale));
      }
      return list;
    };
    const Whole a = whole(customers), b = whole(sites);
    return rank<int64_t>(
        a.size(), b.size(),
        [&](size_t i, size_t j) {
          const int64_t dx = a[i].first - b[j].first, dy = a[i].second - b[j].second;
          return dx * dx + dy * dy;
        },
        *scale);
  }
  return rank<double>(
      customers.size(), sites.size(),
      [&](size_t i, size_t j) {
        const double dx = customers[i].x - sites[j].x, dy = customers[i].y - sites[j].y;
        return dx * dx + dy * dy;
      },
      1);
}

}  // namespace dostyq::optim
