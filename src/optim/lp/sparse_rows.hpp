#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dostyq::optim {

/// Rows lower <= a x <= upper in compressed form; infinite sides are ±kInfinity of mip.hpp. Plain
/// data: adding is amortised O(entries), reading allocates nothing.
struct SparseRows {
  std::vector<int> start{0};
  std::vector<int> column;
  std::vector<double> value;
  std::vector<double> lower;
  std::vector<double> upper;

  int size() const { return static_cast<int>(lower.size()); }
  int entries() const { return static_cast<int>(column.size()); }
  std::span<const int> columns(int row) const {
    return {column.data() + begin(row), static_cast<size_t>(length(row))};
  }
  std::span<const double> values(int row) const {
    return {value.data() + begin(row), static_cast<size_t>(length(row))};
  }
  int begin(int row) const { return start[static_cast<size_t>(row)]; }
  int end(int row) const { return start[static_cast<size_t>(row) + 1]; }
  int length(int row) const { return end(row) - begin(row); }

  void add_entry(int column_index, double coefficient) {
    column.push_back(column_index);
    value.push_back(coefficient);
  }
  /// Closes the row whose entries were just added.
  void finish_row(double row_lower, double row_upper) {
    start.push_back(static_cast<int>(column.size()));
    lower.push_back(row_lower);
    upper.push_back(row_upper);
  }
  void add(double row_lower, double row_upper, std::span<const int> columns,
           std::span<const double> values) {
    column.insert(column.end(), columns.begin(), columns.end());
    value.insert(value.end(), values.begin(), values.end());
    finish_row(row_lower, row_upper);
  }
  void clear() { *this = SparseRows(); }
};

}  // namespace dostyq::optim
