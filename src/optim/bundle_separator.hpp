#pragma once

#include <span>
#include <vector>

#include "optim/mip.hpp"

namespace dostyq::optim {

/// Cuts that can also be made at another point than the one they are to cut off: between it and one
/// inside they are deeper (in-out separation: Ben-Ameur & Neto, Networks 49 (2007) 3–17).
class BundleSeparator : public CutSeparator {
 public:
  /// Cuts made at `at`, of columns that `wanted` marks (empty: of all), where they cut `x` off by
  /// more than `tolerance` of the column's range.
  virtual void separate_at(std::span<const double> at, std::span<const double> x,
                           std::span<const char> wanted, double tolerance,
                           std::vector<Row>& rows) = 0;
  /// What the columns that `wanted` marks are at most (at least, where they are bounded from below)
  /// at x; the others of `values` stay as they are.
  virtual void evaluate(std::span<const double> x, std::span<const char> wanted,
                        std::span<double> values) const = 0;
};

}  // namespace dostyq::optim
