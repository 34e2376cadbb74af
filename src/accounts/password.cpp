#include "accounts/password.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <chrono>
#include <semaphore>
#include <set>

#include "base/check.hpp"

namespace dostyq::accounts {
namespace {

constexpr size_t kShortest = 10;
constexpr std::chrono::seconds kPatience{5};
constexpr int kMostAtOnce = 64;

}  // namespace

struct PasswordHasher::Turns {
  explicit Turns(int at_once) : free(at_once) {}
  std::counting_semaphore<kMostAtOnce> free;
};

namespace {

template <typename Semaphore>
class Turn {
 public:
  explicit Turn(Semaphore& free) : free_(free), taken_(free.try_acquire_for(kPatience)) {}
  ~Turn() {
    if (taken_) free_.release();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool taken() const { return taken_; }

 private:
  Semaphore& free_;
  bool taken_;
};

tl::unexpected<Error> busy() { return fail("accounts.busy", {}, {}, ErrorCode::kLimit); }

std::string hashed(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(),
                                           cost.passes, cost.bytes, crypto_pwhash_ALG_ARGON2ID13);
  return failed != 0 ? std::string() : std::string(out.data());
}

// A hash that no password is known for, written without computing one: it costs as much to try.
std::string nobody(const PasswordCost& cost) {
  const auto random = [](size_t bytes) {
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes, kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                      bytes, kVariant);
    text.resize(text.find('\0'));
    return text;
  };
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.bytes / 1024, cost.passes,
                     random(crypto_pwhash_SALTBYTES), random(32));
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost, int at_once)
    : cost_(cost), turns_(std::make_unique<Turns>(at_once)) {
  DOSTYQ_CHECK(sodium_init() >= 0);
  nobody_ = nobody(cost_);
}

PasswordHasher::~PasswordHasher() = default;

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  const Turn turn(turns_->free);
  if (!turn.taken()) return busy();
  std::string out = hashed(password, cost_);
  if (out.empty()) return busy();  // no memory for it
  return out;
}

Result<bool> PasswordHasher::matches(std::string_view hash, std::string_view password) const {
  const Turn turn(turns_->free);
  if (!turn.taken()) return busy();
  const std::string against(hash.empty() ? std::string_view(nobody_) : hash);
  const bool same =
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return same && !hash.empty();
}

Result<void> check_password(std::string_view password, std::string_view login) {
  if (password.size() < kShortest)
    return fail("accounts.password_short", {std::to_string(kShortest)});
  if (!login.empty() && password.find(login) != std::string_view::npos)
    return fail("accounts.password_like_login");
  if (std::set<char>(password.begin(), password.end()).size() < 5)
    return fail("accounts.password_plain");
  return {};
}

std::string random_password() {
  constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::string out;
  for (int i = 0; i < 20; ++i) {
    if (i > 0 && i % 5 == 0) out.push_back('-');
    out.push_back(kLetters[randombytes_uniform(static_cast<uint32_t>(kLetters.size()))]);
  }
  return out;
}

}  // namespace dostyq::accounts
