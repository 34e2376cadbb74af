// Who may do what, written down a second time by hand: a change of the table must be a change here
// too.
#include "accounts/permissions.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace dostyq::accounts {
namespace {

using enum Resource;
using enum Action;

// For each role what it may do, in its own region only with a mark; everything else must be
// refused.
const std::map<Role, std::set<std::string>> kMay{
    {Role::kPublic, {"register.read", "session.read", "session.write"}},
    {Role::kViewer,
     {"register.read", "session.read", "session.write", "own_account.read", "own_account.write",
      "evidence.read", "extension.read", "scenario.read", "programme.read"}},
    {Role::kOfficer,
     {"register.read", "session.read", "session.write", "own_account.read", "own_account.write",
      "scenario.read", "programme.read", "record.write!", "site.write!", "evidence.read!",
      "evidence.write!", "person.read!", "person.write!", "extension.read!", "extension.write!"}},
    {Role::kSecretariat,
     {"register.read",     "session.read",    "session.write",        "own_account.read",
      "own_account.write", "scenario.read",   "scenario.run",         "scenario.adopt",
      "programme.read",    "programme.write", "record.write",         "site.write",
      "evidence.read",     "evidence.write",  "person.read",          "person.write",
      "extension.read",    "extension.write", "interpretation.write", "reading.read",
      "reading.write"}},
    {Role::kController,
     {"register.read", "session.read", "session.write", "own_account.read", "own_account.write",
      "scenario.read", "programme.read", "evidence.read", "person.read", "extension.read",
      "extension.decide", "reading.read", "audit.read"}},
    {Role::kAdministrator,
     {"register.read", "session.read", "session.write", "own_account.read", "own_account.write",
      "scenario.read", "programme.read", "programme.write", "account.read", "account.write",
      "reading.read", "reading.write", "audit.read", "system.read", "system.write"}},
};

TEST(Permissions, EveryRoleResourceAndAction) {
  size_t cells = 0;
  for (const Role role : kRoles) {
    std::set<std::string> left = kMay.at(role);
    for (int r = 0; r <= static_cast<int>(kSystem); ++r) {
      for (int a = 0; a <= static_cast<int>(kAdopt); ++a) {
        const Permission permission{static_cast<Resource>(r), static_cast<Action>(a)};
        const std::string cell =
            std::string(name(permission.resource)) + "." + std::string(name(permission.action));
        const Grant wanted = left.contains(cell)         ? Grant::kYes
                             : left.contains(cell + "!") ? Grant::kOwnRegion
                                                         : Grant::kNo;
        EXPECT_EQ(granted(role, permission), wanted) << name(role) << " " << cell;
        left.erase(cell);
        left.erase(cell + "!");
        ++cells;
      }
    }
    EXPECT_TRUE(left.empty()) << name(role) << ": " << (left.empty() ? "" : *left.begin());
  }
  EXPECT_EQ(cells, 6U * 15U * 5U);
}

TEST(Permissions, NobodyWritesFactsAndDecidesOnExtensions) {
  for (const Role role : kRoles) {
    const bool writes = granted(role, {kRecord, kWrite}) != Grant::kNo;
    const bool decides = granted(role, {kExtension, kDecide}) != Grant::kNo;
    EXPECT_FALSE(writes && decides) << name(role);
    EXPECT_FALSE(writes && granted(role, {kAccount, kWrite}) != Grant::kNo) << name(role);
  }
}

TEST(Permissions, EachPermissionStandsOnce) {
  std::set<Permission> seen;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(seen.insert(rule.permission).second);
    EXPECT_EQ(rule.grants.size(), kRoles.size());
  }
}

}  // namespace
}  // namespace dostyq::accounts
