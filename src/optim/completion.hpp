#pragma once

#include <vector>

#include "optim/problem.hpp"

namespace dostyq::optim {

/// Best values of the implied integer columns for given integer ones: each is pushed in its
/// direction until a row stops it. O(entries of those columns and rows). Other continuous columns
/// stay.
class Completion {
 public:
  explicit Completion(const Problem& problem);

  /// Every continuous column is implied: complete() leaves nothing to an LP.
  bool is_closed() const { return closed_; }
  void complete(std::vector<double>& x) const;
  /// The value the column goes to, given the others of x.
  double best_value(int column, const std::vector<double>& x) const;

 private:
  const Problem& problem_;
  std::vector<int> implied_;
  bool closed_ = true;
};

}  // namespace dostyq::optim
