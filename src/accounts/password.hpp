#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace dostyq::accounts {

/// What one hash costs. Tests may take less.
struct PasswordCost {
  uint64_t passes = 2;
  size_t bytes = 64U << 20U;
};

/// Argon2id (libsodium). At most `at_once` hashes run at a time, so that a flood of log-ins can
/// take neither all memory nor all processors; who waits longer than five seconds is told to come
/// back. Thread-safe.
class PasswordHasher {
 public:
  explicit PasswordHasher(PasswordCost cost = {}, int at_once = 2);
  ~PasswordHasher();
  PasswordHasher(const PasswordHasher&) = delete;
  PasswordHasher& operator=(const PasswordHasher&) = delete;

  /// Errors: accounts.busy.
  Result<std::string> hash(std::string_view password) const;
  /// As long for a wrong password as for a right one. An empty `hash` (no such account) takes as
  /// long and is false.
  Result<bool> matches(std::string_view hash, std::string_view password) const;

 private:
  struct Turns;
  PasswordCost cost_;
  std::unique_ptr<Turns> turns_;
  std::string nobody_;  // a hash that no password has
};

/// Problems of a new password: accounts.password_short, accounts.password_like_login,
/// accounts.password_plain.
Result<void> check_password(std::string_view password, std::string_view login);

/// 20 letters and digits that are not mistaken for each other: 98 bits.
std::string random_password();

}  // namespace dostyq::accounts
