#include "store/signing.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "io/file.hpp"

namespace dostyq::store {
namespace {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);

template <size_t n>
std::string hex_of(const std::array<uint8_t, n>& bytes) {
  std::string text(2 * n + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), n);
  text.pop_back();
  return text;
}

template <size_t n>
bool from_hex(const std::string& text, std::array<uint8_t, n>& bytes) {
  size_t size = 0;
  return sodium_hex2bin(bytes.data(), n, text.data(), text.size(), "\n", &size, nullptr) == 0 &&
         size == n;
}

std::string message_of(const SignedHead& head) {
  return canonical({"dostyq audit head 1", std::to_string(head.head.sequence), head.head.hash,
                    head.at, head.database, head.public_key});
}

/// Made with the rights of its owner alone; an existing file is left as it is.
bool write_secret(const std::filesystem::path& file, const std::string& text) {
  const int made = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return false;
  const bool whole = write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                     fsync(made) == 0;
  close(made);
  return whole;
}

}  // namespace

Result<SigningKey> SigningKey::load_or_create(const std::filesystem::path& file) {
  DOSTYQ_CHECK(sodium_init() >= 0);
  SigningKey key;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    crypto_sign_keypair(key.public_.data(), key.secret_.data());
    if (!write_secret(file, hex_of(key.secret_) + "\n"))
      return fail("file.not_writable", {file.string()});
    return key;
  }
  const Result<std::string> text = io::read_file(file);
  if (!text) return tl::unexpected(text.error());
  if (!from_hex(*text, key.secret_)) return fail("signing.bad_key", {file.string()});
  crypto_sign_ed25519_sk_to_pk(key.public_.data(), key.secret_.data());
  return key;
}

std::string SigningKey::public_key() const { return hex_of(public_); }

std::string SigningKey::sign(const std::string& message) const {
  std::array<uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const uint8_t*>(message.data()),
                       message.size(), secret_.data());
  return hex_of(signature);
}

SignedHead sign_head(const AuditHead& head, const std::string& database, const std::string& at,
                     const SigningKey& key) {
  SignedHead made{head, at, database, key.public_key(), ""};
  made.signature = key.sign(message_of(made));
  return made;
}

std::string to_json(const SignedHead& head) {
  const nlohmann::ordered_json json{
      {"format", "dostyq-audit-head-1"}, {"sequence", head.head.sequence},
      {"hash", head.head.hash},          {"at", head.at},
      {"database", head.database},       {"public_key", head.public_key},
      {"signature", head.signature}};
  return json.dump(2) + "\n";
}

Result<SignedHead> read_head(const std::string& text, const std::string& expected_key) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto word = [&](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string()
               ? json[name].get<std::string>()
               : std::string();
  };
  if (word("format") != "dostyq-audit-head-1" || !json.contains("sequence") ||
      !json["sequence"].is_number_integer())
    return fail("signing.not_a_head");
  const SignedHead head{{json["sequence"].get<int64_t>(), word("hash")},
                        word("at"),
                        word("database"),
                        word("public_key"),
                        word("signature")};
  std::array<uint8_t, 32> key{};
  std::array<uint8_t, crypto_sign_BYTES> signature{};
  const std::string message = message_of(head);
  DOSTYQ_CHECK(sodium_init() >= 0);
  if (!from_hex(head.public_key, key) || !from_hex(head.signature, signature) ||
      crypto_sign_verify_detached(signature.data(),
                                  reinterpret_cast<const uint8_t*>(message.data()), message.size(),
                                  key.data()) != 0)
    return fail("signing.bad_signature");
  if (!expected_key.empty() && expected_key != head.public_key)
    return fail("signing.other_key", {head.public_key, expected_key});
  return head;
}

}  // namespace dostyq::store
