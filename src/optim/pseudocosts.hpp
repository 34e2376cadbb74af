#pragma once

#include <algorithm>
#include <vector>

namespace dostyq::optim {

/// What branching on a column has cost so far: the gain of the bound for each unit of distance,
/// down and up (Achterberg, Koch, Martin, Operations Research Letters 33 (2005) 42-54).
class Pseudocosts {
 public:
  explicit Pseudocosts(int columns) : records_(static_cast<size_t>(columns)) {}

  void learn(int column, bool up, double distance, double gain) {
    if (distance < 1e-6) return;
    Record& record = records_[static_cast<size_t>(column)];
    const double unit = std::max(gain, 0.0) / distance;
    record.sum[up] += unit;
    ++record.count[up];
    total_.sum[up] += unit;
    ++total_.count[up];
  }

  double estimate(int column, bool up, double distance) const {
    const Record& record = records_[static_cast<size_t>(column)];
    return distance * (record.count[up] > 0 ? record.mean(up) : total_.mean(up));
  }

  int reliability(int column) const {
    const Record& record = records_[static_cast<size_t>(column)];
    return std::min(record.count[0], record.count[1]);
  }

  /// Both children should gain: the product, with a floor that keeps the order when one gains
  /// nothing.
  static double score(double down_gain, double up_gain) {
    return std::max(down_gain, 1e-6) * std::max(up_gain, 1e-6);
  }

 private:
  struct Record {
    double sum[2] = {0, 0};
    int count[2] = {0, 0};
    double mean(bool up) const { return count[up] > 0 ? sum[up] / count[up] : 1; }
  };
  std::vector<Record> records_;
  Record total_;
};

}  // namespace dostyq::optim
