#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "travel/table.hpp"
#include "world/demand.hpp"
#include "world/gazetteer.hpp"
#include "world/programme.hpp"

namespace dostyq::world {

/// What travel times rest on when they come from a file of roads.
struct RoadFacts {
  std::string file;                     ///< its name in the folder
  std::string profile, season;          ///< season "": none
  std::vector<std::string> not_joined;  ///< places too far from every road: unreachable
};

/// Everything an evaluator may ask: the facts of a programme, dated, plus those that a plan
/// intends. Immutable and cheap to copy; a plan is only a World with more facts.
class World {
 public:
  /// Computes demand and travel times once.
  explicit World(std::shared_ptr<const Programme> programme);
  /// With travel times over roads (world/roads.hpp).
  World(std::shared_ptr<const Programme> programme, travel::Table travel, RoadFacts roads);

  /// The same world with intended sites. Such a world is a hypothetical register: what it does not
  /// list in `sites` does not exist.
  World with_plan(std::vector<Fact> intended_sites) const;
  /// The same world with every intended site later by `days`.
  World with_later_plan(int days) const;
  /// The same world with all travel times longer by `percent` (shorter, if negative).
  World with_slower_travel(int percent) const;
  /// The same world in another season.
  World with_roads(travel::Table travel, RoadFacts roads) const;

  const Programme& programme() const { return *programme_; }
  const Gazetteer& gazetteer() const { return *gazetteer_; }
  const Demand& demand() const { return *demand_; }
  const travel::Table& travel() const { return *travel_; }
  /// Null when travel times do not come from a file of roads.
  const RoadFacts* roads() const { return roads_.get(); }
  bool has_plan() const { return has_plan_; }

  /// Facts of a table, recorded and then intended; empty for an unknown table.
  std::vector<const Fact*> facts(const std::string& table) const;

  /// True when `table` is known to list everything of `kind` in the whole `territory` on `day`.
  bool is_complete(const std::string& table, const std::string& kind, const Territory& territory,
                   Date day) const;

 private:
  std::shared_ptr<const Programme> programme_;
  std::shared_ptr<const Gazetteer> gazetteer_;
  std::shared_ptr<const Demand> demand_;
  std::shared_ptr<const travel::Table> travel_;
  std::shared_ptr<const RoadFacts> roads_;
  std::vector<Fact> intended_;
  bool has_plan_ = false;
};

}  // namespace dostyq::world
