#pragma once

#include <cstdint>
#include <string>

#include "accounts/permissions.hpp"

namespace dostyq::accounts {

/// Who asks. The default is a visitor who has not signed in.
struct Principal {
  std::string user;  ///< id of the account; "" for a visitor
  std::string login;
  std::string name;  ///< as shown, and as the author of facts
  Role role = Role::kPublic;
  std::string region;   ///< area id of an officer's region; "" else
  std::string session;  ///< id of the session (not its secret)
  std::string csrf;     ///< what X-CSRF-Token must say
  bool must_change_password = false;
  bool must_enrol = false;  ///< the role needs a second factor, and there is none yet

  /// As the register and the audit log write it: log-in names are unique and never given again.
  Actor actor() const { return {login, role, region}; }
  bool signed_in() const { return !user.empty(); }
  /// In a region ("" for records that belong to none: never within an officer's reach).
  bool may(Permission permission, const std::string& in_region) const {
    const Grant grant = granted(role, permission);
    return grant == Grant::kYes ||
           (grant == Grant::kOwnRegion && !region.empty() && region == in_region);
  }
};

}  // namespace dostyq::accounts
