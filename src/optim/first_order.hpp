#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <vector>

#include "base/progress.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim {

/// The linear relaxation of a problem that no simplex method starts on: primal-dual hybrid gradient
/// with reflected Halpern steps and restarts (Applegate et al., "PDLP", NeurIPS 2021; Lu and Yang,
/// arXiv:2407.16144). A step costs two passes over the entries, on `threads` threads; the answer is
/// the same for any number. x is optimal to a few digits only; the bound, computed anew from the
/// duals and the bounds of the columns, holds whatever x is worth.
class FirstOrder {
 public:
  /// Keeps nothing of `problem`. Every column must be bounded on both sides.
  explicit FirstOrder(const Problem& problem, unsigned threads = 0);

  /// Another objective; the point in hand stays as the start.
  void set_cost(std::span<const double> cost, double offset);
  void add_rows(const SparseRows& rows);
  /// A row that keeps the objective in hand at `value` at most.
  void keep(double value);
  void set_limits(std::chrono::steady_clock::time_point deadline, const StopFlag* stop) {
    deadline_ = deadline, stop_ = stop;
  }

  enum class Outcome {
    kConverged,   ///< value and bound agree within the tolerance, rows hold within it
    kInfeasible,  ///< proven: the bound is above every value of the objective
    kStopped,     ///< by the limits or by `enough`
  };
  /// Until value and bound agree within `tolerance` of their size, or `enough` says so; it is asked
  /// now and then.
  Outcome run(double tolerance, const std::function<bool()>& enough = {});

  double bound() const { return bound_; }              ///< the best, for the objective in hand
  const std::vector<double>& x() const { return x_; }  ///< of the columns, within their bounds
  /// Of the bound: moving column j from the side it stands on by t costs at least t · |reduced|.
  const std::vector<double>& reduced_costs() const { return reduced_; }
  int steps() const { return steps_; }

 private:
  struct Entry {
    int at;
    double value;
  };
  struct Compressed {
    std::vector<size_t> start{0};
    std::vector<Entry> entry;
  };
  struct Piece {
    size_t begin, end;
  };

  static double norm_of(const std::vector<double>& values);
  void scale();
  void set_weight();
  double norm() const;
  static std::vector<Piece> pieces(const Compressed& matrix);
  void column_step(size_t piece, double share);
  void row_step(size_t piece, double share);
  double moved() const;
  void restart();
  void find_settled();
  double settle(std::vector<double>& dual, std::vector<double>& reduced) const;
  void judge();
  void begin_at_kept();

  size_t columns_ = 0;
  SparseRows rows_;
  std::vector<double> cost_, lower_, upper_;
  double offset_ = 0;
  unsigned threads_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  const StopFlag* stop_ = nullptr;

  struct Definition {
    int row, column;
  };
  std::vector<Definition> definitions_;
  std::vector<int> packings_;

  // Scaled: rows · row_scale, columns · column_scale.
  bool scaled_ = false;
  std::vector<double> row_scale_, column_scale_;
  Compressed by_row_, by_column_;
  std::vector<Piece> row_pieces_, column_pieces_;
  std::vector<double> c_, l_, u_, row_l_, row_u_;
  double step_ = 1, weight_ = 1;

  // The point in hand, the one where the epoch began, where one plain step leads, and its mirror.
  std::vector<double> px_, py_, begin_x_, begin_y_, next_x_, next_y_, mirror_;
  std::vector<double> moved_x_, moved_y_;  ///< by piece, squared
  int inner_ = 0, steps_ = 0;

  std::vector<double> x_, reduced_;
  std::vector<double> dual_;  ///< of the bound
  int kept_row_ = -1;         ///< of the last objective
  double bound_ = -kInfinity;
  double value_ = kInfinity, violation_ = kInfinity;
};

}  // namespace dostyq::optim
