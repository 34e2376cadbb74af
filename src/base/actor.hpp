#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace dostyq {

/// What somebody may do; everything that is not allowed is refused. From least to most trusted,
/// but no role includes another: each use case names the roles that it lets in.
enum class Role { kPublic, kViewer, kOfficer, kSecretariat, kController, kAdministrator };

inline constexpr std::array kRoles{Role::kPublic,      Role::kViewer,     Role::kOfficer,
                                   Role::kSecretariat, Role::kController, Role::kAdministrator};
inline constexpr std::array<std::string_view, 6> kRoleNames{
    "public", "viewer", "officer", "secretariat", "controller", "administrator"};

constexpr std::string_view name(Role role) { return kRoleNames[static_cast<size_t>(role)]; }

constexpr std::optional<Role> parse_role(std::string_view text) {
  for (size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == text) return static_cast<Role>(i);
  }
  return std::nullopt;
}

/// Who asks.
struct Actor {
  std::string id;  ///< of the account; empty: nobody has logged in
  Role role = Role::kPublic;
  std::string region;  ///< of a regional officer: id of an area; empty for all others

  friend bool operator==(const Actor&, const Actor&) = default;
};

}  // namespace dostyq
