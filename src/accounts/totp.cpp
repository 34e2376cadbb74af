#include "accounts/totp.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "accounts/sha1.hpp"

namespace dostyq::accounts {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string random_bytes(size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string hotp(std::string_view secret, uint64_t counter, int digits) {
  std::string message;
  for (int shift = 56; shift >= 0; shift -= 8)
    message.push_back(static_cast<char>(counter >> shift & 0xFF));
  const Sha1 hash = hmac_sha1(secret, message);
  const size_t offset = hash.back() & 0x0FU;
  uint32_t value = hash[offset] & 0x7FU;
  for (size_t i = 1; i < 4; ++i) value = value << 8U | hash[offset + i];
  uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", value % modulus, digits);
}

std::optional<int64_t> totp_accepts(std::string_view secret, std::string_view code,
                                    int64_t unix_seconds, int64_t last_used) {
  const int64_t now = totp_step(unix_seconds);
  for (const int64_t step : {now, now - 1, now + 1}) {
    if (step > last_used && same(hotp(secret, static_cast<uint64_t>(step)), code)) return step;
  }
  return std::nullopt;
}

std::string new_totp_secret() { return random_bytes(20); }

std::string base32(std::string_view bytes) {
  std::string out;
  uint32_t waiting = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    waiting = waiting << 8U | static_cast<uint8_t>(c);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out.push_back(kAlphabet[waiting >> bits & 31U]);
    }
  }
  if (bits > 0) out.push_back(kAlphabet[waiting << (5 - bits) & 31U]);
  return out;
}

std::string totp_uri(std::string_view login, std::string_view secret) {
  return fmt::format("otpauth://totp/Dostyq:{}?secret={}&issuer=Dostyq", login, base32(secret));
}

std::string new_recovery_code() {
  std::string code;
  for (int i = 0; i < 10; ++i) {
    if (i == 5) code.push_back('-');
    code.push_back(kAlphabet[randombytes_uniform(static_cast<uint32_t>(kAlphabet.size()))]);
  }
  return code;
}

}  // namespace dostyq::accounts
