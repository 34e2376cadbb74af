#pragma once

#include <chrono>
#include <unordered_map>
#include <utility>
#include <vector>

#include "optim/lp/simplex.hpp"
#include "optim/orienteering/orienteering.hpp"
#include "optim/orienteering/support_graph.hpp"
#include "optim/orienteering/tour_order.hpp"

namespace dostyq::optim::orienteering {

/// x(edges inside the set) + x(`edges`) + sum of coefficient · y(points) <= upper. Holds for every
/// choice of routes. An edge that enters the relaxation later gets its coefficient from the set.
struct Cut {
  std::vector<int> inside;                     ///< points
  std::vector<std::pair<int, int>> edges;      ///< none of them inside
  std::vector<std::pair<int, double>> points;  ///< y, coefficient
  double upper = 0;
};

/// The linear relaxation: y for every point, x for the edges worked with so far, a degree row for
/// every point, one row for the length of all routes, and cuts. Edges outside have their reduced
/// cost computed when needed, so that a bound holds for all edges. Columns 0 .. points - 1 are y,
/// as many more make up for missing edges at a price no score outweighs: a score() below 0 is no
/// routes.
class EdgeRelaxation {
 public:
  EdgeRelaxation(const Problem& problem, const Neighbours& neighbours,
                 const std::vector<Route>& start);

  void set_limits(std::chrono::steady_clock::time_point deadline, const StopFlag* stop) {
    simplex_.set_limits(deadline, stop);
  }
  LpStatus solve();
  /// With few iterations, for comparing branches: the score it comes to; `infeasible` is a hint.
  double probe(int column, double lower, double upper, int iterations, bool& infeasible);

  double y(int point) const { return simplex_.primal()[at(point)]; }
  double value(int column) const { return simplex_.primal()[at(column)]; }
  double score() const { return -simplex_.objective(); }
  /// Edges above `dust` in the solution; ids are columns.
  std::vector<WeightedEdge> support(double dust) const;

  void add_cuts(const std::vector<Cut>& cuts);
  /// Drops rows that have been slack for `age` solves.
  void drop_slack_cuts(int age);
  int cut_count() const { return static_cast<int>(cuts_.size()); }
  int64_t cuts_added() const { return cuts_added_; }

  /// Brings in edges of negative reduced cost; after an infeasible solve, edges that break the
  /// proof of infeasibility. `bound` is an upper bound on the score by the duals over all edges,
  /// infinite if there is none (-infinite: proven infeasible).
  struct Priced {
    int added = 0;
    double bound = 0;
  };
  Priced price(bool infeasible);
  /// What the last price() knows: fixes columns and drops edges whose other value cannot beat
  /// `incumbent`. To be called with no branching bounds set.
  void fix_by_reduced_cost(double bound, int64_t incumbent);

  int columns() const { return simplex_.column_count(); }
  int points() const { return problem_.points; }
  int edge_count() const { return static_cast<int>(edges_.size()); }
  double lower(int column) const { return lower_[at(column)]; }
  double upper(int column) const { return upper_[at(column)]; }
  void set_bounds(int column, double lower, double upper);
  /// Back to the bounds that hold everywhere.
  void reset_bounds(int column) {
    set_bounds(column, global_lower_[at(column)], global_upper_[at(column)]);
  }

  double half_degree(int point) const { return half_degree_[at(point)]; }
  double edge_limit(int a, int b) const;
  bool usable(int point) const { return usable_[at(point)]; }

 private:
  static size_t at(int index) { return static_cast<size_t>(index); }
  int first_edge() const { return 2 * problem_.points; }
  int64_t key(int a, int b) const;
  bool allowed(int a, int b) const;
  void build(const std::vector<Route>& start);
  void add_edges(const std::vector<std::pair<int, int>>& edges);
  std::vector<double> clean_duals(const std::vector<double>& raw, double sign) const;
  double dual_bound(const std::vector<double>& dual, bool infeasible,
                    std::vector<std::pair<double, std::pair<int, int>>>* violated);
  double inside_dual(int a, int b, const std::vector<double>& dual) const;
  void index_cuts();

  const Problem& problem_;
  const Neighbours& neighbours_;
  Simplex simplex_;
  std::vector<bool> usable_;
  std::vector<double> half_degree_;
  std::vector<std::pair<int, int>> outside_;  // usable edges that are no columns
  std::vector<std::pair<int, int>> edges_;    // of the columns after the points
  std::unordered_map<int64_t, int> column_of_;
  std::vector<double> lower_, upper_, global_lower_, global_upper_;
  struct Row {
    Cut cut;
    int age = 0;
  };
  std::vector<Row> cuts_;                      // LP rows after points + 1
  std::vector<std::vector<int>> cuts_of_;      // of a point: cuts that have it inside
  std::vector<std::vector<uint64_t>> inside_;  // bit sets of cuts
  std::vector<double> reduced_;                // of columns, by the last dual_bound
  std::vector<double> reduced_outside_;
  double missing_ = 1;  // price of a missing edge
  int64_t cuts_added_ = 0;
  bool after_columns_ = false;
};

}  // namespace dostyq::optim::orienteering
