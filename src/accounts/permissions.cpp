#include "accounts/permissions.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::accounts {
namespace {

constexpr std::array<std::string_view, 15> kResourceNames{
    "register",  "record",         "site",        "evidence", "person",
    "extension", "interpretation", "scenario",    "reading",  "programme",
    "account",   "session",        "own_account", "audit",    "system"};
constexpr std::array<std::string_view, 5> kActionNames{"read", "write", "decide", "run", "adopt"};

// An administrator keeps accounts and the machine and writes no facts; who writes facts does not
// decide on extensions.
// clang-format off
//                                                     public
//                                                     |viewer
//                                                     ||officer of a region
//                                                     |||secretariat
//                                                     ||||controller
//                                                     |||||administrator
constexpr std::array kRules{
    Rule{{Resource::kRegister, Action::kRead},        "++++++"},
    Rule{{Resource::kRecord, Action::kWrite},         "--r+--"},
    Rule{{Resource::kSite, Action::kWrite},           "--r+--"},
    Rule{{Resource::kEvidence, Action::kRead},        "-+r++-"},
    Rule{{Resource::kEvidence, Action::kWrite},       "--r+--"},
    Rule{{Resource::kPerson, Action::kRead},          "--r++-"},
    Rule{{Resource::kPerson, Action::kWrite},         "--r+--"},
    Rule{{Resource::kExtension, Action::kRead},       "-+r++-"},
    Rule{{Resource::kExtension, Action::kWrite},      "--r+--"},
    Rule{{Resource::kExtension, Action::kDecide},     "----+-"},
    Rule{{Resource::kInterpretation, Action::kWrite}, "---+--"},
    Rule{{Resource::kScenario, Action::kRead},        "-+++++"},
    Rule{{Resource::kScenario, Action::kRun},         "---+--"},
    Rule{{Resource::kScenario, Action::kAdopt},       "---+--"},
    Rule{{Resource::kReading, Action::kRead},         "---+++"},
    Rule{{Resource::kReading, Action::kWrite},        "---+-+"},
    Rule{{Resource::kProgramme, Action::kRead},       "-+++++"},
    Rule{{Resource::kProgramme, Action::kWrite},      "---+-+"},
    Rule{{Resource::kAccount, Action::kRead},         "-----+"},
    Rule{{Resource::kAccount, Action::kWrite},        "-----+"},
    Rule{{Resource::kSession, Action::kRead},         "++++++"},
    Rule{{Resource::kSession, Action::kWrite},        "++++++"},
    Rule{{Resource::kOwnAccount, Action::kRead},      "-+++++"},
    Rule{{Resource::kOwnAccount, Action::kWrite},     "-+++++"},
    Rule{{Resource::kAudit, Action::kRead},           "----++"},
    Rule{{Resource::kSystem, Action::kRead},          "-----+"},
    Rule{{Resource::kSystem, Action::kWrite},         "-----+"},
};
// clang-format on

}  // namespace

std::string_view name(Resource resource) { return kResourceNames[static_cast<size_t>(resource)]; }
std::string_view name(Action action) { return kActionNames[static_cast<size_t>(action)]; }

std::span<const Rule> rules() { return kRules; }

Grant granted(Role role, Permission permission) {
  const auto* const rule = std::find_if(kRules.begin(), kRules.end(), [&](const Rule& each) {
    return each.permission == permission;
  });
  if (rule == kRules.end()) return Grant::kNo;
  DOSTYQ_CHECK(rule->grants.size() == kRoles.size());
  switch (rule->grants[static_cast<size_t>(role)]) {
    case '+':
      return Grant::kYes;
    case 'r':
      return Grant::kOwnRegion;
    default:
      return Grant::kNo;
  }
}

}  // namespace dostyq::accounts
