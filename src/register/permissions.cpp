#include "register/permissions.hpp"

#include <algorithm>
#include <array>

#include "world/config.hpp"

namespace dostyq::registry {
namespace {

constexpr size_t kRights = static_cast<size_t>(Right::kReadAudit) + 1;

// An administrator keeps accounts and the machine and writes no facts, but brings a programme in;
// who asks for a later date does not decide on it.
//                                               public
//                                               |viewer
//                                               ||officer of a region (r: own region)
//                                               |||secretariat
//                                               ||||controller
//                                               |||||administrator
constexpr std::array<std::string_view, kRights> kGrants{
    "++++++",  // kRead
    "--r++-",  // kReadProtected
    "--r+--",  // kWriteFact
    "---+--",  // kWriteStructure
    "---+--",  // kInterpret
    "---+-+",  // kImport
    "--r+--",  // kAskExtension
    "----+-",  // kDecideExtension
    "---+--",  // kPlan
    "---+--",  // kAdopt
    "---+-+",  // kReview
    "----++",  // kReadAudit
};

constexpr std::array<std::string_view, 15> kStructure{
    "areas",          "successions",  "groups", "stat_areas", "people",
    "control_totals", "places",       "bodies", "travel",     "sessions",
    "procedures",     "completeness", "duties", "routes",     "route_stops"};
constexpr std::array<std::string_view, 2> kProtected{"mediators", "club_members"};

template <size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Grant granted(Role role, Right right) {
  switch (kGrants[static_cast<size_t>(right)][static_cast<size_t>(role)]) {
    case '+':
      return Grant::kYes;
    case 'r':
      return Grant::kOwnRegion;
    default:
      return Grant::kNo;
  }
}

Result<void> allow(const Actor& actor, Right right, const std::set<std::string>& regions) {
  switch (granted(actor.role, right)) {
    case Grant::kYes:
      return {};
    case Grant::kOwnRegion:
      if (!actor.region.empty() && regions == std::set<std::string>{actor.region}) return {};
      return fail("register.other_region", {actor.region}, {}, ErrorCode::kNotAllowed);
    case Grant::kNo:
      break;
  }
  return fail("register.not_allowed", {std::string(name(actor.role))}, {}, ErrorCode::kNotAllowed);
}

Right right_to_write(const std::string& table, const std::string& record) {
  if (table == kFiles) return record == "directives.toml" ? Right::kInterpret : Right::kImport;
  if (table == "intended_sites") return Right::kAdopt;
  if (table == "extensions") return Right::kAskExtension;
  return is_one_of(kStructure, table) ? Right::kWriteStructure : Right::kWriteFact;
}

bool is_protected(const std::string& table) { return is_one_of(kProtected, table); }

}  // namespace dostyq::registry
