#pragma once

#include <set>
#include <string>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "register/record.hpp"

// Who may do what to the register; what is not said here is refused. The pages ask their own table
// first (src/accounts): this one stands behind it, so that a forgotten check there opens nothing.
namespace dostyq::registry {

enum class Right {
  kRead,            ///< public facts
  kReadProtected,   ///< people in registries, documents that are not public
  kWriteFact,       ///< sites and their life, registries, reports
  kWriteStructure,  ///< areas, people, bodies, sessions, completeness
  kInterpret,       ///< what an order is taken to mean: directives.toml
  kImport,          ///< a whole programme; programme.toml
  kAskExtension,
  kDecideExtension,
  kPlan,    ///< run the planner, keep scenarios
  kAdopt,   ///< a scenario becomes the intended facts
  kReview,  ///< have a published report read, decide on its drafts
  kReadAudit,
};

enum class Grant { kNo, kOwnRegion, kYes };
Grant granted(Role role, Right right);

/// `regions`: what the record speaks of (Snapshot::regions_of). Who has only one region is refused
/// whatever speaks of another one, or of none. Error: register.not_allowed, register.other_region
/// (ErrorCode::kNotAllowed).
Result<void> allow(const Actor& actor, Right right, const std::set<std::string>& regions = {});

/// What writing to this table takes.
Right right_to_write(const std::string& table, const std::string& record);
/// Reading it is written in the audit log and needs kReadProtected.
bool is_protected(const std::string& table);

}  // namespace dostyq::registry
