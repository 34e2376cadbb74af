#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "world/gazetteer.hpp"

namespace dostyq::world {

/// Collects the areas that make up a territory over time. Each part is known since a day, and is
/// either *whole* (all of it lies inside: so does everything in it, and what is founded in it
/// later) or a successor that also has land from elsewhere.
class TerritoryBuilder {
 public:
  explicit TerritoryBuilder(const Programme& programme) : programme_(programme) {}

  /// The area as it was on `day`; one that had ended stands for its successors on that day, a later
  /// one for itself.
  void add(const std::string& area, Date day);

  /// Follows what lies inside and what took over from it. O(parts x areas) a round, few rounds.
  Territory finish(const std::string& area, Text name);

 private:
  struct Part {
    Date since;
    bool whole;
  };

  /// True when that is news.
  bool put(const std::string& area, Date since, bool whole);
  void add_ended(const std::string& area, Date day, Date last_day);
  /// What lies in a whole part on the day, and what is founded there later without taking over from
  /// anything.
  bool put_inner(const std::string& area, Date since);
  bool put_successors(const std::string& area, const Part& part);

  std::vector<const Succession*> successions_after(const std::string& area, Date day);
  std::set<std::string> predecessors(const std::string& area) const;
  Date first_day(const std::string& area) const;

  const Programme& programme_;
  std::map<std::string, Part> parts_;
  std::set<std::string> named_;
  bool split_ = false;
};

}  // namespace dostyq::world
