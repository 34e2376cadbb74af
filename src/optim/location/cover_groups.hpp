#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "optim/location/covering.hpp"

namespace dostyq::optim {

/// Puts groups together, those of the same sites and need as one, in the order in which they first
/// appear.
class GroupMerger {
 public:
  /// `groups` is empty at first and lives longer.
  explicit GroupMerger(CoverGroups& groups) : groups_(groups), slots_(64, -1) {}
  /// `sites` ascend and stand once.
  void add(std::span<const int32_t> sites, int64_t weight, int32_t need = 1);

 private:
  void grow();

  CoverGroups& groups_;
  std::vector<int> slots_;  ///< open addressing over the groups themselves
  std::vector<uint64_t> hashes_;
};

enum class SiteState : uint8_t { kFree, kOpen, kClosed };

/// States that the rules alone fix; nothing when a site is both forced and forbidden. Aborts on a
/// site or column out of range.
std::optional<std::vector<SiteState>> site_states(const SiteRules& rules);

/// The groups that are still to be decided: sites that are not free are taken out, groups of no
/// weight left out, groups of the same sites and need made one. O(entries).
struct DecidedGroups {
  CoverGroups groups;
  int64_t earned = 0;  ///< weight of groups that open sites already cover
  int64_t lost = 0;    ///< how many groups too few sites are left for
};
DecidedGroups decide(const CoverGroups& groups, std::span<const SiteState> states);

/// The groups of each site: the transposed of CoverGroups.
struct GroupsOfSites {
  std::vector<int64_t> start;
  std::vector<int32_t> group;

  std::span<const int32_t> of(int site) const {
    const auto j = static_cast<size_t>(site);
    return {group.data() + start[j], static_cast<size_t>(start[j + 1] - start[j])};
  }
};
GroupsOfSites by_site(const CoverGroups& groups, int sites);

/// Closes free sites whose groups another free site covers as well, where the rules cannot tell
/// them apart or favour the other: a row without a lower side in which the other weighs no more, or
/// the mirror of it (Toregas & ReVelle 1972). Some best solution remains. `cost` by site, or empty.
void close_dominated(const CoverGroups& groups, const SiteRules& rules,
                     std::span<const int64_t> cost, std::vector<SiteState>& states);

/// Takes out groups that are covered whenever some other group is. For models where every group
/// must be covered.
void drop_dominated(CoverGroups& groups, int sites);

}  // namespace dostyq::optim
