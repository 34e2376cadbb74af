#include <algorithm>
#include <cmath>

#include "optim/first_order.hpp"

namespace dostyq::optim {
namespace {

constexpr int kScalings = 10;      ///< of Ruiz, before that of Pock and Chambolle
constexpr double kWeight = 2;      ///< of the costs
constexpr double kDualWeight = 4;  ///< of duals to begin with

}  // namespace

double FirstOrder::norm_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum);
}

// Rows and columns to entries of one size (Ruiz 2001), then to row and column sums of at most 1.
void FirstOrder::scale() {
  const auto rows = static_cast<size_t>(rows_.size());
  row_scale_.assign(rows, 1), column_scale_.assign(columns_, 1);
  for (int pass = 0; pass <= kScalings; ++pass) {
    std::vector<double> row(rows, 0), column(columns_, 0);
    const bool sums = pass == kScalings;
    for (int i = 0; i < rows_.size(); ++i) {
      const auto at = static_cast<size_t>(i);
      for (int k = rows_.begin(i); k < rows_.end(i); ++k) {
        const auto j = static_cast<size_t>(rows_.column[static_cast<size_t>(k)]);
        const double size =
            std::abs(rows_.value[static_cast<size_t>(k)]) * row_scale_[at] * column_scale_[j];
        row[at] = sums ? row[at] + size : std::max(row[at], size);
        column[j] = sums ? column[j] + size : std::max(column[j], size);
      }
    }
    for (size_t i = 0; i < rows; ++i) row_scale_[i] /= row[i] > 0 ? std::sqrt(row[i]) : 1;
    for (size_t j = 0; j < columns_; ++j)
      column_scale_[j] /= column[j] > 0 ? std::sqrt(column[j]) : 1;
  }
  by_row_.start.assign(1, 0), by_row_.entry.clear();
  by_column_.start.assign(columns_ + 1, 0);
  by_column_.entry.resize(static_cast<size_t>(rows_.entries()));
  for (const int column : rows_.column) ++by_column_.start[static_cast<size_t>(column) + 1];
  for (size_t j = 0; j < columns_; ++j) by_column_.start[j + 1] += by_column_.start[j];
  std::vector<size_t> next(by_column_.start.begin(), by_column_.start.end() - 1);
  for (int i = 0; i < rows_.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    for (int k = rows_.begin(i); k < rows_.end(i); ++k) {
      const int column = rows_.column[static_cast<size_t>(k)];
      const auto j = static_cast<size_t>(column);
      const double value = rows_.value[static_cast<size_t>(k)] * row_scale_[at] * column_scale_[j];
      by_row_.entry.push_back({column, value});
      by_column_.entry[next[j]++] = {i, value};
    }
    by_row_.start.push_back(by_row_.entry.size());
  }
  row_pieces_ = pieces(by_row_), column_pieces_ = pieces(by_column_);
  c_.resize(columns_), l_.resize(columns_), u_.resize(columns_), px_.resize(columns_);
  for (size_t j = 0; j < columns_; ++j) {
    c_[j] = cost_[j] * column_scale_[j];
    l_[j] = lower_[j] / column_scale_[j], u_[j] = upper_[j] / column_scale_[j];
    px_[j] = std::clamp(x_[j] / column_scale_[j], l_[j], u_[j]);
  }
  row_l_.resize(rows), row_u_.resize(rows), py_.resize(rows, 0);
  for (size_t i = 0; i < rows; ++i) {
    row_l_[i] = rows_.lower[i] * row_scale_[i], row_u_[i] = rows_.upper[i] * row_scale_[i];
    py_[i] /= row_scale_[i];
  }
  next_x_.assign(columns_, 0), mirror_.assign(columns_, 0), next_y_.assign(rows, 0);
  step_ = 0.998 / norm();
  set_weight();
  scaled_ = true;
}

// What one unit of the way of x is worth beside one of the duals: costs go with the duals, the
// widths of the columns with x. It stays; following the ways that were gone, as PDLP does, led the
// weight astray by six orders on models of plans.
void FirstOrder::set_weight() {
  std::vector<double> width(columns_);
  for (size_t j = 0; j < columns_; ++j) width[j] = u_[j] - l_[j];
  std::nth_element(width.begin(), width.begin() + static_cast<std::ptrdiff_t>(columns_ / 2),
                   width.end());
  const double x =
      columns_ == 0 ? 0 : width[columns_ / 2] * std::sqrt(static_cast<double>(columns_));
  const double costs = norm_of(c_), duals = norm_of(py_), way = norm_of(px_);
  weight_ = x > 0 && costs > 0 ? kWeight * costs / x : 1;
  if (duals > 0 && way > 0) weight_ = std::max(weight_, kDualWeight * duals / way);
}

// The largest singular value, by the power method.
double FirstOrder::norm() const {
  std::vector<double> v(columns_), w(row_scale_.size());
  for (size_t j = 0; j < columns_; ++j)  // no pattern that a matrix could be blind to
    v[j] = 1 + static_cast<double>((j * 7919) % 1009) / 1009;
  double size = norm_of(v), found = 1;
  for (int pass = 0; pass < 30 && size > 0; ++pass) {
    for (double& value : v) value /= size;
    for (size_t i = 0; i < w.size(); ++i) {
      w[i] = 0;
      for (size_t k = by_row_.start[i]; k < by_row_.start[i + 1]; ++k)
        w[i] += by_row_.entry[k].value * v[static_cast<size_t>(by_row_.entry[k].at)];
    }
    for (size_t j = 0; j < columns_; ++j) {
      v[j] = 0;
      for (size_t k = by_column_.start[j]; k < by_column_.start[j + 1]; ++k)
        v[j] += by_column_.entry[k].value * w[static_cast<size_t>(by_column_.entry[k].at)];
    }
    size = norm_of(v);
    found = std::sqrt(size);
  }
  return std::max(found, 1e-12) * 1.01;  // the method comes from below
}

}  // namespace dostyq::optim
