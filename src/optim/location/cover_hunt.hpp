#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "optim/location/site_moves.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// Looks for sites within the rules that cover every group, by exchanges that open a site for some
/// uncovered group. Groups grow heavier as long as they are not covered, so that the search does
/// not come to rest (row weighting: Gao, Weise & Li 2015).
class CoverHunt {
 public:
  /// Keeps references. `start`: where to begin, within the rules.
  CoverHunt(const CoverGroups& groups, const GroupsOfSites& columns, const SiteRules& rules,
            const std::vector<SiteState>& states, const std::vector<int>& start);

  /// True when every group is covered; else may be called again to go on. `most_work`: how many
  /// sites of groups may be updated.
  bool run(int64_t most_work, std::mt19937_64& random, const SolveClock& clock);
  std::vector<int> open_sites() const { return moves_.open_sites(); }

 private:
  bool exchange(int group, int64_t now);
  int site_for(int group, int64_t now) const;
  void shift(int site, int direction);
  void mark(int group, bool uncovered);

  const CoverGroups& groups_;
  const GroupsOfSites& columns_;
  SiteMoves moves_;
  std::vector<int64_t> weight_;  ///< by group
  std::vector<int32_t> count_;   ///< open sites, by group
  std::vector<int64_t> gain_;    ///< by site: weight of its groups that lack one site
  std::vector<int64_t> loss_;    ///< by site: weight of its groups that have none to spare
  std::vector<int64_t> moved_;   ///< by site: when it was opened or closed last
  std::vector<int> uncovered_;
  std::vector<int32_t> place_;  ///< by group: in uncovered_, or -1
  int64_t now_ = 0;             ///< exchanges tried so far
  int64_t work_ = 0;
  std::vector<int> leaving_;  ///< open sites that may go, while an exchange is made
};

}  // namespace dostyq::optim
