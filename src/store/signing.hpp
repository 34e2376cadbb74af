#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "store/audit.hpp"

// Ed25519 (libsodium) behind a plain header.
namespace dostyq::store {

/// The key that signs heads of the audit log; kept in a file that only its owner can read, apart
/// from the database.
class SigningKey {
 public:
  /// Reads the key, or makes one when there is no such file. Errors: signing.bad_key,
  /// file.not_writable.
  static Result<SigningKey> load_or_create(const std::filesystem::path& file);

  std::string public_key() const;  ///< 64 hexadecimal digits
  std::string sign(const std::string& message) const;

 private:
  std::array<uint8_t, 32> public_{};
  std::array<uint8_t, 64> secret_{};
};

struct SignedHead {
  AuditHead head;
  std::string at, database, public_key, signature;
};

SignedHead sign_head(const AuditHead& head, const std::string& database, const std::string& at,
                     const SigningKey& key);
std::string to_json(const SignedHead& head);
/// Reads and checks the signature. `expected_key` empty: any key, which proves only that the file
/// was not damaged. Errors: signing.not_a_head, signing.bad_signature, signing.other_key.
Result<SignedHead> read_head(const std::string& json, const std::string& expected_key);

}  // namespace dostyq::store
