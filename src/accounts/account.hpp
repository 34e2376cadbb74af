#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accounts/password.hpp"
#include "accounts/principal.hpp"
#include "accounts/secret_key.hpp"
#include "base/error.hpp"
#include "store/database.hpp"

namespace dostyq::accounts {

/// Without its password and secrets, which never leave this folder.
struct Account {
  std::string id, login, name;
  Role role = Role::kViewer;
  std::string region;
  bool must_change_password = false;
  bool disabled = false;
  bool demo = false;
  bool second_factor = false;
  int64_t version = 1;
  int64_t created = 0;
  int64_t last_login = 0;  ///< 0: never
};

/// One line of the audit log; written in the transaction of what it tells of.
struct AuditNote {
  Actor actor;
  std::string action, target, detail;
};

/// What accounts and sessions are made of. Copies share the hasher.
struct Foundation {
  store::Database database;
  SecretKey key;
  std::shared_ptr<const PasswordHasher> hasher;
  std::function<Result<void>(store::Transaction&, const AuditNote&)> audit;
  std::function<int64_t()> clock;           ///< seconds since 1970, UTC
  std::set<Role> needs_second_factor = {};  ///< roles that do nothing before it is set up
};

/// "Aigul.S " → "aigul.s"; nothing unless it is 2 to 64 of a-z 0-9 . _ @ -
std::optional<std::string> fold_login(std::string_view login);
/// 16 random hexadecimal digits.
std::string new_id();
/// 256 random bits for a cookie.
std::string new_token();

inline tl::unexpected<Error> no_account(const std::string& id) {
  return fail("http.no_record", {id}, {}, ErrorCode::kNotFound);
}

}  // namespace dostyq::accounts
