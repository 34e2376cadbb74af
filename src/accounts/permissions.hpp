#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/actor.hpp"

namespace dostyq::accounts {

/// What permissions are about.
enum class Resource {
  kRegister,        ///< public facts: sites, bodies, sessions, orders and verdicts, search, map
  kRecord,          ///< rows of registers, reports that something was done
  kSite,            ///< sites and the stages of their life
  kEvidence,        ///< documents that are not public
  kPerson,          ///< contact data of people in registries (mediators, club members)
  kExtension,       ///< asking for a later date, and deciding
  kInterpretation,  ///< what an order is taken to mean
  kScenario,        ///< runs of the planner, scenarios
  kReading,         ///< published reports read for orders, decisions on the drafts
  kProgramme,       ///< the folder as a whole: import, export
  kAccount,         ///< other people's accounts and sessions
  kSession,         ///< signing in and out, who am I
  kOwnAccount,      ///< one's own password, second factor, sessions
  kAudit,           ///< the audit log
  kSystem           ///< metrics, backups
};
std::string_view name(Resource resource);

enum class Action { kRead, kWrite, kDecide, kRun, kAdopt };
std::string_view name(Action action);

struct Permission {
  Resource resource = Resource::kRegister;
  Action action = Action::kRead;
  friend auto operator<=>(const Permission&, const Permission&) = default;
};

enum class Grant { kNo, kOwnRegion, kYes };

struct Rule {
  Permission permission;
  std::string_view grants;  ///< one letter for each role, in their order: - no, r own region, + yes
};

/// The whole of who may do what. What is not in it is refused.
std::span<const Rule> rules();
Grant granted(Role role, Permission permission);

}  // namespace dostyq::accounts
