#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "world/programme.hpp"

namespace dostyq::world {

/// The ids of all areas that make up a named area: itself, what lies in it and what took over from
/// either.
struct Territory {
  std::string area;              ///< the id that was named, or a statistical area's id
  Text name;                     ///< its name today
  std::vector<std::string> ids;  ///< sorted
  bool split = false;            ///< a succession split the area: this is the union
  bool pooled = false;           ///< a statistical area of several districts

  bool contains(const std::string& area_id) const;
};

/// Areas over time. Keeps a reference to the programme, and the territories that were asked for.
/// May be asked from several threads.
class Gazetteer {
 public:
  explicit Gazetteer(const Programme& programme);

  /// The territory that `area` had on `named_on`, mapped by succession to all later areas.
  /// An area that had ended by then stands for its successors; one that began later for itself.
  Territory territory(const std::string& area, Date named_on) const;
  Territory territory(const StatArea& stat_area) const;

  /// Ids valid on `day` of one kind inside `territory`, sorted.
  std::vector<std::string> areas_of_kind(AreaKind kind, const Territory& territory, Date day) const;

  /// The region (or country) that `area` lies in on `day`; empty when there is none.
  std::string region_of(const std::string& area, Date day) const;

  /// Areas whose name in any language matches (case, ё/е folded) on or before `day`, newest first;
  /// `within` narrows to areas that lay in that area on `day`. "Панфиловский район" of the old
  /// Almaty region finds today's panfilov.
  std::vector<std::string> find(const std::string& name, Date day,
                                const std::string& within = {}) const;

 private:
  /// `area` lay somewhere below `ancestor` on `day`.
  bool lay_in(const std::string& area, const std::string& ancestor, Date day) const;

  const Programme& programme_;
  mutable std::mutex lock_;
  mutable std::map<std::pair<std::string, Date>, Territory> territories_;
};

}  // namespace dostyq::world
