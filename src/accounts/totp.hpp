#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// One-time codes of authenticator apps: RFC 6238 with SHA-1, 30 seconds, 6 digits.
namespace dostyq::accounts {

/// HOTP (RFC 4226) of `digits` digits.
std::string hotp(std::string_view secret, uint64_t counter, int digits = 6);

constexpr int64_t totp_step(int64_t unix_seconds) { return unix_seconds / 30; }

/// The step whose code this is: now, the one before or the one after, and later than `last_used`,
/// so that no code serves twice.
std::optional<int64_t> totp_accepts(std::string_view secret, std::string_view code,
                                    int64_t unix_seconds, int64_t last_used);

/// 20 random bytes.
std::string new_totp_secret();
/// RFC 4648 without padding, as apps want it typed.
std::string base32(std::string_view bytes);
/// What the QR code says: otpauth://totp/Dostyq:LOGIN?secret=…
std::string totp_uri(std::string_view login, std::string_view secret);

/// "7KQ2M-PX4TD": 50 random bits.
std::string new_recovery_code();

}  // namespace dostyq::accounts
