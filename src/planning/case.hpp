#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
#include "world/roads.hpp"
#include "world/world.hpp"

namespace dostyq::planning {

/// The same world with the travel times of a season of the road profile.
struct Season {
  std::string id;
  world::World world;
};

/// A programme folder, read: the facts and the orders. Cheap to copy.
struct Case {
  world::World world;
  std::vector<directive::Directive> directives;
  std::vector<Season> seasons;  ///< only when asked for, and when there is a file of roads
};

struct LoadOptions {
  bool seasons = false;      ///< travel times of every season too
  world::RoadOptions roads;  ///< threads, stop, progress; its season is that of `world`
};

/// Reads and validates the whole folder; all problems of all files at once. Travel times: those of
/// travel.csv, else over the folder's file of roads, else modelled.
Checked<Case> load_case(const std::filesystem::path& folder, const LoadOptions& options = {});

/// Chooses other readings: directive id → interpretation id. Errors: unknown ids.
Result<void> choose_readings(Case& loaded, const std::map<std::string, std::string>& readings);

/// Moves the due dates of orders, as an interpretation of ours: directive id → date. Errors:
/// unknown ids, an order without an interpretation.
Result<void> slip_dates(Case& loaded, const std::map<std::string, Date>& dates);

}  // namespace dostyq::planning
