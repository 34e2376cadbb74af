#pragma once

#include <cmath>
#include <functional>
#include <queue>
#include <vector>

#include "optim/orienteering/edge_relaxation.hpp"
#include "optim/orienteering/ruin_and_recreate.hpp"

namespace dostyq::optim::orienteering {

/// The proof: best-first branch and cut with dives over one EdgeRelaxation; routes come from the
/// metaheuristic and from relaxed solutions. The bound is valid whenever it ends. Ends' scores are
/// taken to be 0.
class BranchAndCut {
 public:
  BranchAndCut(const Problem& problem, const Options& options, const Neighbours& neighbours,
               RuinAndRecreate& search, std::vector<Route> routes, int64_t score, bool has_routes,
               std::chrono::steady_clock::time_point begin);

  void run();

  bool has_routes() const { return has_routes_; }
  const std::vector<Route>& routes() const { return routes_; }
  int64_t score() const { return score_; }
  /// No answer collects more; less than score() only when there are no routes at all.
  int64_t bound() const;
  int64_t nodes() const { return node_count_; }
  const EdgeRelaxation& relaxation() const { return relaxation_; }

 private:
  struct Fix {
    int column = 0;
    double lower = 0, upper = 0;
  };
  struct Node {
    double bound = 0;
    int64_t id = 0;
    std::vector<Fix> fixes;
    bool operator<(const Node& other) const {
      return bound != other.bound ? bound < other.bound : id < other.id;
    }
  };
  enum class End { kPruned, kBranch, kStopped };

  static size_t at(int index) { return static_cast<size_t>(index); }
  bool stopped() const;
  bool beaten(double bound) const;
  bool enter(const Node& node);
  End cut_and_price(Node& node);
  End settle(Node& node, bool& again);
  bool take_if_whole();
  void offer(const std::vector<Route>& routes);
  void search_near_solution();
  std::vector<Route> routes_near_solution() const;
  void branch(const Node& node);
  int choose(const Node& node);
  void report(bool force);
  double open_bound() const;

  const Problem& problem_;
  const Options& options_;
  RuinAndRecreate& search_;
  EdgeRelaxation relaxation_;
  std::chrono::steady_clock::time_point begin_, deadline_;
  std::vector<Route> routes_;
  int64_t score_ = 0;
  bool has_routes_ = false;
  std::priority_queue<Node> open_;
  std::vector<Node> dive_;
  std::vector<Fix> entered_;
  double unproven_ = -HUGE_VAL;  // bound of parts given up on
  double root_bound_ = 0;
  double working_ = -HUGE_VAL;  // bound of the node in work
  int64_t node_count_ = 0, next_id_ = 0;
  double reported_ = -1;
};

}  // namespace dostyq::optim::orienteering
