#pragma once

#include <string>

#include "accounts/totp.hpp"

// For tests only: what an app on a telephone does with a secret.
namespace dostyq::accounts::authenticator {

/// A secret from its typed form (base 32).
inline std::string secret_of(const std::string& typed) {
  std::string secret;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : typed) {
    bits = bits << 5U | static_cast<uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
    count += 5;
    if (count >= 8) secret.push_back(static_cast<char>(bits >> (count -= 8) & 0xFFU));
  }
  return secret;
}

/// The code that the app shows at `now`.
inline std::string code_of(const std::string& typed, int64_t now) {
  return hotp(secret_of(typed), static_cast<uint64_t>(totp_step(now)));
}

}  // namespace dostyq::accounts::authenticator
