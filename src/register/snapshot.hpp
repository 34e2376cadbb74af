#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "planning/case.hpp"
#include "register/state.hpp"

namespace dostyq::registry {

/// A problem of a table's row as somebody who edits records needs it.
struct FieldProblem {
  std::string table, record, field;  ///< record "": the whole table; field "": the whole record
  Error error;
};
using FieldProblems = std::vector<FieldProblem>;

/// A State and what follows from it: the validated programme, its world, the orders, the adopted
/// plan. Immutable; shared by all who read.
struct Snapshot {
  State state;
  std::vector<world::TableSchema> schemas;  ///< of all tables, in the programme's order
  std::optional<planning::Case> plan_case;  ///< nothing in an empty register
  std::optional<world::World> adopted;      ///< reality with the intended sites; nothing: no plan
                                            ///< has been adopted

  const world::Programme& programme() const { return plan_case->world.programme(); }
  const std::vector<directive::Directive>& orders() const { return plan_case->directives; }
  const directive::Directive* order(const std::string& id) const;
  const world::TableSchema* schema(const std::string& table) const;
  /// The regions that a record speaks of on `day`, by its area, place and body; "" stands for what
  /// belongs to no region. Empty when it names none of the three.
  std::set<std::string> regions_of(const std::string& table, const Cells& cells, Date day) const;
  /// The one region of a record; "" when there is none, or more than one.
  std::string region_of(const std::string& table, const Cells& cells, Date day) const;
  std::string region_of_area(const std::string& area, Date day) const;
};

/// Validates as the loader validates a folder; all problems at once, each with its record and
/// field. O(rows).
tl::expected<std::shared_ptr<const Snapshot>, FieldProblems> make_snapshot(State state);

/// The same files as a programme folder: rows in the order in which they came, removed ones left
/// out.
std::map<std::string, std::string> to_files(const Snapshot& snapshot);

}  // namespace dostyq::registry
