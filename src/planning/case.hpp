#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
#include "world/world.hpp"

namespace dostyq::planning {

/// A programme folder, read: the facts and the orders. Cheap to copy.
struct Case {
  world::World world;
  std::vector<directive::Directive> directives;
};

/// Reads and validates the whole folder; all problems of all files at once.
Checked<Case> load_case(const std::filesystem::path& folder);

/// Chooses other readings: directive id → interpretation id. Errors: unknown ids.
Result<void> choose_readings(Case& loaded, const std::map<std::string, std::string>& readings);

/// Moves the due dates of orders, as an interpretation of ours: directive id → date. Errors:
/// unknown ids, an order without an interpretation.
Result<void> slip_dates(Case& loaded, const std::map<std::string, Date>& dates);

}  // namespace dostyq::planning
