#include "accounts/secret_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/check.hpp"
#include "io/file.hpp"

namespace dostyq::accounts {
namespace {

constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Result<void> write_key(const std::filesystem::path& file, const unsigned char* key, size_t size) {
  const auto not_writable = [&] {
    return fail("file.not_writable", {std::strerror(errno)}, {file.string(), 0, ""});
  };
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) return not_writable();
  const bool written =
      ::write(handle, key, size) == static_cast<ssize_t>(size) && ::fsync(handle) == 0;
  if (::close(handle) != 0 || !written) {
    ::unlink(file.c_str());
    return not_writable();
  }
  return {};
}

}  // namespace

SecretKey SecretKey::random() {
  DOSTYQ_CHECK(sodium_init() >= 0);
  SecretKey out;
  randombytes_buf(out.key_.data(), out.key_.size());
  return out;
}

Result<SecretKey> SecretKey::open(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    SecretKey made = random();
    if (const Result<void> written = write_key(file, made.key_.data(), made.key_.size()); !written)
      return tl::unexpected(written.error());
    return made;
  }
  const Result<std::string> text = io::read_file(file);
  if (!text) return tl::unexpected(text.error());
  SecretKey out;
  if (text->size() != out.key_.size())
    return fail("accounts.key_damaged", {}, {file.string(), 0, ""});
  std::memcpy(out.key_.data(), text->data(), out.key_.size());
  return out;
}

std::string SecretKey::seal(std::string_view secret, std::string_view about) const {
  std::string out(kNonce + secret.size() + kTag, '\0');
  randombytes_buf(out.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + kNonce, nullptr, bytes(secret),
                                             secret.size(), bytes(about), about.size(), nullptr,
                                             bytes(out), key_.data());
  return out;
}

std::optional<std::string> SecretKey::unseal(std::string_view sealed,
                                             std::string_view about) const {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  std::string out(sealed.size() - kNonce - kTag, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(out), nullptr, nullptr, bytes(sealed) + kNonce, sealed.size() - kNonce, bytes(about),
      about.size(), bytes(sealed), key_.data());
  if (failed != 0) return std::nullopt;
  return out;
}

std::string SecretKey::fingerprint(std::string_view secret, std::string_view about) const {
  crypto_generichash_state state{};
  std::array<unsigned char, 32> hash{};
  crypto_generichash_init(&state, key_.data(), key_.size(), hash.size());
  crypto_generichash_update(&state, bytes(about), about.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>("\0"), 1);
  crypto_generichash_update(&state, bytes(secret), secret.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::array<char, 2 * hash.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace dostyq::accounts
