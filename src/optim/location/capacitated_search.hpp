#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "optim/location/capacitated_ascent.hpp"
#include "optim/location/capacitated_network.hpp"
#include "optim/location/capacitated_primal.hpp"

namespace dostyq::optim::capacitated {

/// Branch and bound on the Lagrangian bound: sites first, then who serves whom. Every node raises
/// its bound by some steps from its parent's prices, fixes by reduced costs, and looks for a
/// solution on the sites that its Lagrangian solutions open.
class Search {
 public:
  Search(const Network& network, const LocationOptions& options, const Deadline& deadline);

  /// `domain`: all solutions.
  void run(Domain domain);

  const Incumbent& incumbent() const { return incumbent_; }
  /// Rounded up; no solution is below it.
  int64_t bound() const;
  int64_t nodes() const { return nodes_; }
  bool finished() const { return finished_; }

 private:
  struct Node {
    Domain domain;
    Prices prices;
    int64_t bound = 0;  ///< scaled
    int depth = 0;
    int64_t number = 0;
  };
  struct Worse {
    bool operator()(const std::unique_ptr<Node>& a, const std::unique_ptr<Node>& b) const {
      return std::pair(a->bound, a->number) > std::pair(b->bound, b->number);
    }
  };

  /// What a better solution may cost at most, in scaled units.
  int64_t limit() const;
  Prices first_prices() const;
  /// Narrows a node until it is done with (false) or must be branched on.
  bool narrow(Node& node);
  bool settle_leaf(const Node& node);
  AscentEffort effort(const Node& node, int round) const;
  void branch(std::unique_ptr<Node> node);
  void branch_on_site(Node& node, int site, bool open_first);
  void branch_on_arc(Node& node, int arc);
  void add_child(const Node& node, Domain domain, bool last);
  int site_to_branch() const;
  int arc_to_branch() const;

  bool time_to_dive() const;
  void dive(const Node& from);
  void decide_clearest_sites(Domain& domain) const;
  void decide_clearest_arcs(Domain& domain) const;
  void look_for_solution();
  void try_sites(const std::vector<int>& sites, const std::vector<int>& hints);
  void try_shared(const std::vector<int>& sites);
  void try_neighbours(const Domain& domain);
  std::vector<std::pair<int64_t, std::vector<int>>> neighbours_of(const std::vector<uint8_t>& open,
                                                                  const Domain& domain) const;
  void offer(const std::vector<int>& sites, const Assignment& assignment);
  void report();

  const Network& network_;
  const LocationOptions& options_;
  Deadline deadline_;
  LagrangianBound bound_;
  Ascent ascent_;
  Incumbent incumbent_;
  Residual residual_;
  std::vector<std::unique_ptr<Node>> open_;  ///< heap: least bound first
  std::unique_ptr<Node> next_;               ///< the child to dive into
  std::set<std::vector<int>> tried_;
  int64_t cut_off_ = 0;  ///< least bound of nodes given up at the deadline, scaled
  int64_t nodes_ = 0;
  bool finished_ = false;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point reported_;
};

}  // namespace dostyq::optim::capacitated
