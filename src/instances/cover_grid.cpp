#include "instances/cover_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"

namespace dostyq::instances {
namespace {

constexpr double kMostCells = 256;  // in a row and in a column
constexpr double kCellsInRadius = 8;
constexpr double kLeastCell = 1e-300;
constexpr double kRounding = 1e-9;  // relative, far above that of the squares

double greatest_square_below(double radius) {
  double square = radius * radius;
  while (std::sqrt(square) < radius) square = std::nextafter(square, HUGE_VAL);
  while (square >= 0 && std::sqrt(square) >= radius) square = std::nextafter(square, -1.0);
  return square;
}

}  // namespace

CoverGrid::CoverGrid(std::vector<optim::PlanePoint> sites, double radius)
    : sites_(std::move(sites)) {
  DOSTYQ_CHECK(std::isfinite(radius));
  if (sites_.empty() || radius <= 0) return;
  most_squared_ = greatest_square_below(radius);
  optim::PlanePoint least = sites_.front(), most = sites_.front();
  for (const optim::PlanePoint& site : sites_) {
    least = {std::min(least.x, site.x), std::min(least.y, site.y)};
    most = {std::max(most.x, site.x), std::max(most.y, site.y)};
  }
  const double reach = radius * (1 + kRounding);
  const double width = most.x - least.x + 2 * reach, height = most.y - least.y + 2 * reach;
  // The least keeps its inverse finite where all sites are one and the radius is next to nothing.
  const double cell =
      std::max({radius / kCellsInRadius, width / kMostCells, height / kMostCells, kLeastCell});
  left_ = least.x - reach;
  bottom_ = least.y - reach;
  cells_per_unit_ = 1 / cell;
  columns_ = static_cast<int>(width / cell) + 1;
  rows_ = static_cast<int>(height / cell) + 1;
  list_cells(radius);
}

void CoverGrid::list_cells(double radius) {
  const double cell = 1 / cells_per_unit_;
  const auto column_of = [&](double x) { return static_cast<int>((x - left_) * cells_per_unit_); };
  const auto row_of = [&](double y) { return static_cast<int>((y - bottom_) * cells_per_unit_); };
  std::vector<std::vector<Candidate>> lists(static_cast<size_t>(columns_) *
                                            static_cast<size_t>(rows_));
  // Cells are taken a little larger than they are: rounding puts a point at most into a neighbour.
  const double edge = kRounding * (std::abs(left_) + std::abs(bottom_) + cell * kMostCells);
  for (size_t j = 0; j < sites_.size(); ++j) {
    const optim::PlanePoint site = sites_[j];
    const int last_row = std::min(rows_ - 1, row_of(site.y + radius) + 1);
    const int last_column = std::min(columns_ - 1, column_of(site.x + radius) + 1);
    for (int row = std::max(0, row_of(site.y - radius) - 1); row <= last_row; ++row) {
      const double low = bottom_ + row * cell - edge - site.y, high = low + cell + 2 * edge;
      const double near_y = std::max({low, -high, 0.0}), far_y = std::max(-low, high);
      for (int column = std::max(0, column_of(site.x - radius) - 1); column <= last_column;
           ++column) {
        const double west = left_ + column * cell - edge - site.x, east = west + cell + 2 * edge;
        const double near_x = std::max({west, -east, 0.0}), far_x = std::max(-west, east);
        if (std::hypot(near_x, near_y) > radius * (1 + kRounding)) continue;
        const bool sure = std::hypot(far_x, far_y) < radius * (1 - kRounding);
        lists[static_cast<size_t>(row) * static_cast<size_t>(columns_) +
              static_cast<size_t>(column)]
            .push_back({static_cast<int32_t>(j), sure});
      }
    }
  }
  start_.push_back(0);
  for (const std::vector<Candidate>& list : lists) {
    candidates_.insert(candidates_.end(), list.begin(), list.end());
    start_.push_back(candidates_.size());
  }
}

void CoverGrid::find(optim::PlanePoint at, std::vector<int32_t>& sites) const {
  sites.clear();
  const double column = (at.x - left_) * cells_per_unit_, row = (at.y - bottom_) * cells_per_unit_;
  if (!(column >= 0 && row >= 0 && column < columns_ && row < rows_)) return;
  const size_t cell =
      static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column);
  for (size_t k = start_[cell]; k < start_[cell + 1]; ++k) {
    const Candidate candidate = candidates_[k];
    if (!candidate.sure) {
      const optim::PlanePoint site = sites_[static_cast<size_t>(candidate.site)];
      const double dx = at.x - site.x, dy = at.y - site.y;
      if (dx * dx + dy * dy > most_squared_) continue;
    }
    sites.push_back(candidate.site);
  }
}

}  // namespace dostyq::instances
