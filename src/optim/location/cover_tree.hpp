#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "optim/location/cover_dual.hpp"

namespace dostyq::optim {

/// Branch and bound for maximal covering with CoverDual's bounds: a node costs a few hundred
/// passes over the groups, far less than a simplex over them. For what rounds of bounding and
/// fixing left undecided, while groups are few.
class CoverTree {
 public:
  CoverTree(const CoverGroups& groups, const GroupsOfSites& columns, const SiteRules& rules,
            const LocationOptions& options, const SolveClock& clock)
      : groups_(groups), columns_(columns), rules_(rules), options_(options), clock_(clock) {}

  /// Looks for sites that earn more than `best` within `states`, at no more than `most_nodes`
  /// nodes; `root` bounded these states.
  void run(const std::vector<SiteState>& states, const CoverDual& root, int64_t best,
           int64_t most_nodes);

  bool finished() const { return stack_.empty(); }
  /// No sites within the states earn more than this or `best`, whichever is greater.
  double bound() const;
  int64_t best() const { return best_; }
  const std::vector<int>& sites() const { return sites_; }  ///< that earn it; empty: none better
  int64_t nodes() const { return nodes_; }

 private:
  struct Node {
    std::vector<SiteState> states;
    std::shared_ptr<const CoverDual::Memory> memory;
    double bound = 0;
  };
  void process(Node node);
  bool close_by_bound(Node& node, CoverDual& dual);
  int fix(Node& node, const CoverDual& dual) const;
  void branch(Node node, const CoverDual& dual);
  bool worth(double bound) const;
  void note(const std::vector<SiteState>& states);

  const CoverGroups& groups_;
  const GroupsOfSites& columns_;
  const SiteRules& rules_;
  const LocationOptions& options_;
  const SolveClock& clock_;
  std::vector<Node> stack_;
  std::vector<int> sites_;
  int64_t best_ = 0;
  int64_t nodes_ = 0;
};

}  // namespace dostyq::optim
