#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace dostyq::accounts {

/// The key that seals what must not be readable in the database or in a backup of it. Kept in a
/// file beside it that only its owner may read.
class SecretKey {
 public:
  static SecretKey random();
  /// Reads the file, or makes it. Problems: accounts.key_damaged, file.not_readable,
  /// file.not_writable.
  static Result<SecretKey> open(const std::filesystem::path& file);

  /// XChaCha20-Poly1305; `about` must be the same when it is opened, so that a sealed secret cannot
  /// be moved to another account.
  std::string seal(std::string_view secret, std::string_view about) const;
  std::optional<std::string> unseal(std::string_view sealed, std::string_view about) const;
  /// A keyed hash of a random secret, as it is kept for looking up: 64 hexadecimal digits.
  std::string fingerprint(std::string_view secret, std::string_view about) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace dostyq::accounts
