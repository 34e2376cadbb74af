#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

#include "optim/location/assignment.hpp"
#include "optim/location/assignment_regions.hpp"
#include "optim/location/assignment_start.hpp"
#include "optim/location/interchange.hpp"
#include "optim/location/volume.hpp"

namespace dostyq::optim {

/// What a search may do; whoever asks for less than a proof says so here.
struct AssignmentEffort {
  /// What the root leaves goes to branch and cut when it has no more than so many entries.
  size_t cut_entries = 100'000;
  /// Solutions that are not better by this much are of no interest; 1: prove the optimum.
  int64_t grain = 1;
  int64_t node_limit = std::numeric_limits<int64_t>::max();
  bool is_region = false;              ///< a small part of another model: no regions of its own
  double share = 0;                    ///< of their cost: nor those that are not better by this
  std::span<const double> price = {};  ///< good prices, or empty
  std::span<const double> y = {};      ///< about how open sites are at these prices, or empty
};

/// Branch and bound on Lagrangian bounds: climb at the root, improve by interchange, fix sites by
/// reduced costs, then branch on sites that the average choice leaves half open, nodes side by
/// side. A node goes on from its parent's prices, so that it takes a few dozen evaluations, each
/// O(list entries below the prices). Nodes are taken in batches and answered in order: the same run
/// for the same number of threads, the same optimum for any.
class AssignmentSearch {
 public:
  AssignmentSearch(const AssignmentModel& model, const LocationOptions& options,
                   const AssignmentEffort& effort = {});
  LocationResult run(const std::vector<int>& start);
  /// Interchange and prices alone, as far as they are quick: a start for a larger model.
  AssignmentStart approach(const std::vector<int>& start);

 private:
  using Clock = std::chrono::steady_clock;
  struct Node {
    double bound = 0;
    int64_t id = 0;
    std::vector<SiteState> states;
    std::shared_ptr<const VolumeState> from;
  };
  struct Later {
    bool operator()(const Node& a, const Node& b) const {
      return std::pair(a.bound, a.id) > std::pair(b.bound, b.id);
    }
  };
  /// What a node comes to: nothing more than a bound when it is done with.
  struct Outcome {
    std::vector<SiteState> states;
    std::shared_ptr<VolumeState> state;
    int branch_on = -1;    ///< -1: pruned
    bool settled = false;  ///< every site is fixed: its cost is to be counted
  };

  // assignment_root.cpp
  void improve(const std::vector<int>& open);
  bool mixes() const { return model_.rules.rows.empty() || count_ >= 0; }
  void prepare();
  void root();
  bool climbs_near() const;
  VolumeState first_state();
  void climb_in_rounds(VolumeState& state);
  void climb_root(VolumeState& state, int iterations);
  void round_average(const VolumeState& state);
  std::vector<double> first_prices() const;
  void shrink(const VolumeState& state);
  void fix_by_root_bound();
  std::vector<int> likeliest(const std::vector<double>& score) const;
  std::vector<uint32_t> reach(double factor) const;

  // assignment_refine.cpp
  void refine(VolumeState& state);
  double bound_by_regions(const VolumeState& state, int round, bool from_all);
  void search_near(const VolumeState& state);

  // assignment_finish.cpp
  bool finish_by_cuts(const VolumeState& state);

  // assignment_search.cpp
  bool fix_by_costs(const Lagrangian& lagrangian, std::vector<SiteState>& states) const;
  Outcome process(const Node& node, Lagrangian& lagrangian) const;
  int site_to_branch_on(const std::vector<SiteState>& states, const VolumeState& state) const;
  void take(Outcome outcome);
  void branch(const Outcome& outcome);
  void tree();
  bool stopped() const;
  void report(bool force);
  LocationResult finish() const;
  double target() const { return static_cast<double>(best_cost_); }
  /// Bounds above this prove what is asked for.
  double enough() const {
    return target() - std::max(static_cast<double>(effort_.grain), effort_.share * target()) + 1e-6;
  }
  bool done() const { return bound_ > enough(); }

  const AssignmentModel& model_;
  const LocationOptions& options_;
  AssignmentEffort effort_;
  Clock::time_point begin_ = Clock::now();
  unsigned threads_;
  int count_;

  Interchange interchange_;
  int64_t best_cost_ = LocationResult::kNone;
  std::vector<int> best_;

  std::unique_ptr<PriceLists> lists_;
  size_t listed_ = 0;              // sites that were free when the lists were made
  std::vector<SiteState> states_;  // what is fixed at the root
  std::vector<double> reduced_;    // at the root's best bound, for fixing when the best cost falls
  double root_bound_ = 0;
  std::vector<AssignmentRegion> regions_;  // where the bound was last lifted
  double bound_ = 0;                       // proven
  std::priority_queue<Node, std::vector<Node>, Later> open_;
  int64_t next_id_ = 0;
  int64_t nodes_ = 0;
  double reported_ = 0;
};

}  // namespace dostyq::optim
