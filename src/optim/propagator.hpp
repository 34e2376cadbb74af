#pragma once

#include <span>
#include <utility>
#include <vector>

#include "optim/problem.hpp"

namespace dostyq::optim {

/// Least or greatest value of a row: a finite part and the number of infinite terms.
struct Activity {
  double finite = 0;
  int infinite = 0;

  double value(double sign) const { return infinite > 0 ? sign * kInfinity : finite; }
};

struct RowActivity {
  Activity least;
  Activity greatest;
};

RowActivity row_activity(const Problem& problem, const Domain& domain, int row);

/// Tightens bounds by the least and greatest activity of each row until nothing moves: exact on
/// integer columns, on continuous ones only when a good part of the range goes. Rows are visited by
/// a queue; a visit is O(entries of the row). The object is reusable and keeps its memory.
class Propagator {
 public:
  explicit Propagator(const Problem& problem);

  /// `seeds`: columns whose bounds have just changed. Returns false on a contradiction.
  bool propagate(Domain& domain, std::span<const int> seeds);
  bool propagate_all(Domain& domain);
  /// Fixes one column with all consequences; undo() takes the fixing back too.
  bool assign(Domain& domain, int column, double value);
  /// Columns changed by the last call.
  const std::vector<int>& changed() const { return changed_; }
  /// Takes the last call back, whether it succeeded or not; not the bounds of the seeds.
  void undo(Domain& domain) const;

 private:
  bool drain(Domain& domain);
  bool visit(Domain& domain, int row);
  bool tighten(Domain& domain, int column, double lower, double upper);
  void enqueue(int row);
  void enqueue_column(int column, bool lower_moved, bool upper_moved);
  void move(Domain& domain, int column, double lower, double upper);
  void forget_changes();

  const Problem& problem_;
  std::vector<int> queue_;
  std::vector<char> queued_;
  std::vector<int> changed_;
  std::vector<std::pair<double, double>> before_;  // bounds of changed_ before the call
  std::vector<char> is_changed_;
};

}  // namespace dostyq::optim
