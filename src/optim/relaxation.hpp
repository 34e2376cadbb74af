#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "optim/lp/simplex.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim {

/// A basis that outlives changes of the cut rows, which are named by number. Four statuses a byte,
/// for every open node keeps one.
struct SavedBasis {
  std::vector<uint8_t> packed;  ///< columns, model rows, cuts
  std::vector<int64_t> cut_ids;
};

/// What a solved relaxation may be used for.
enum class NodeLp {
  kSolved,  ///< x() is optimal within tolerance, bound() is safe
  kPruned,  ///< proven: infeasible, or bound() above the cutoff
  kUnbounded,
  kUnfinished,  ///< iteration limit; bound() is safe
  kStopped,
  kUncertain  ///< nothing may be concluded beyond bound()
};

/// The linear relaxation of a Problem and its cut rows on one warm simplex. Nothing it claims rests
/// on Clp's word: bounds are recomputed from the duals (every dual vector gives a valid Lagrangian
/// bound, Neumaier and Shcherbina, Math. Programming 99 (2004) 283-296), infeasibility from the
/// ray.
class Relaxation {
 public:
  explicit Relaxation(const Problem& problem);

  void set_limits(std::chrono::steady_clock::time_point deadline, const StopFlag* stop) {
    simplex_.set_limits(deadline, stop);
  }
  void set_domain(const Domain& domain);
  const Domain& domain() const { return domain_; }
  /// Another objective, for a while; `reset_cost` brings the problem's own back.
  void set_cost(std::span<const double> cost, double offset);
  void reset_cost() { set_cost(problem_.cost, problem_.offset); }
  /// Starts from the vertex next to x with all slacks basic: primal feasible if x is.
  void crash(std::span<const double> x);

  /// `cutoff`: values above it are of no interest, the solve may stop there. The primal simplex is
  /// for a basis that is (nearly) primal feasible: the first solve, or after a change of objective.
  NodeLp solve(double cutoff, int iteration_limit = std::numeric_limits<int>::max(),
               bool primal = false);

  std::span<const double> x() const { return simplex_.primal(); }
  double objective() const { return simplex_.objective() + offset_; }
  double bound() const { return bound_; }
  /// Of the safe bound: moving column j from its bound by t costs at least t * |reduced_cost[j]|.
  const std::vector<double>& reduced_costs() const { return reduced_costs_; }
  const Simplex& simplex() const { return simplex_; }
  const SparseRows& rows() const { return rows_; }  ///< model rows, then cuts
  int cut_count() const { return rows_.size() - problem_.rows.size(); }

  void add_cuts(const SparseRows& cuts);
  /// Removes cuts whose slack has been basic for `age` solves; the basis stays valid.
  int drop_slack_cuts(int age);

  SavedBasis save_basis() const;
  void restore_basis(const SavedBasis& saved);

 private:
  NodeLp judge(LpStatus status, double cutoff, int iteration_limit);
  void compute_bound();
  bool ray_proves_infeasible() const;
  void age_cuts();

  const Problem& problem_;
  Simplex simplex_;
  Domain domain_;
  SparseRows rows_;
  std::vector<int64_t> row_ids_;   // ascending; the model's rows are the first
  std::vector<int> slack_solves_;  // of each row: solves in a row with a basic slack
  int64_t next_id_ = 0;
  std::vector<double> cost_;
  double offset_ = 0;
  double bound_ = -kInfinity;
  std::vector<double> reduced_costs_;
};

}  // namespace dostyq::optim
