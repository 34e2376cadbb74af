// Passwords, the sealing key, and the waits of wrong log-ins.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "accounts/account.hpp"
#include "accounts/login_guard.hpp"
#include "accounts/password.hpp"
#include "accounts/secret_key.hpp"

namespace dostyq::accounts {
namespace {

namespace fs = std::filesystem;
constexpr PasswordCost kCheap{1, 8192};

TEST(Password, IsArgon2idWithASaltOfItsOwn) {
  const PasswordHasher hasher(kCheap);
  const std::string hash = *hasher.hash("correct horse 7");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_NE(hash, *hasher.hash("correct horse 7"));
  EXPECT_TRUE(*hasher.matches(hash, "correct horse 7"));
  EXPECT_FALSE(*hasher.matches(hash, "correct horse 8"));
  EXPECT_FALSE(*hasher.matches("", "correct horse 7")) << "nobody's password";
  EXPECT_FALSE(*hasher.matches("no hash", "correct horse 7"));
}

TEST(Password, UsualCostIsWhatTheManualCallsInteractive) {
  EXPECT_TRUE(PasswordHasher().hash("correct horse 7")->starts_with("$argon2id$v=19$m=65536,t=2,"));
}

TEST(Password, ManyAtOnceAreAllAnswered) {
  const PasswordHasher hasher(kCheap, 1);
  const std::string hash = *hasher.hash("correct horse 7");
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back(
        [&] { right += hasher.matches(hash, "correct horse 7").value_or(false) ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 6);
}

TEST(Password, BadOnesAreRefusedWithTheReason) {
  EXPECT_EQ(check_password("short", "x").error().key, "accounts.password_short");
  EXPECT_EQ(check_password("my name is aigul", "aigul").error().key,
            "accounts.password_like_login");
  EXPECT_EQ(check_password("aaaaaaaaaaaab", "x").error().key, "accounts.password_plain");
  EXPECT_TRUE(check_password("correct horse 7", "aigul"));
  EXPECT_TRUE(check_password(random_password(), ""));
}

TEST(SecretKey, SealsForOnePurposeAlone) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = key.seal("secret", "totp:1");
  EXPECT_EQ(sealed.find("secret"), std::string::npos);
  EXPECT_NE(sealed, key.seal("secret", "totp:1"));
  EXPECT_EQ(key.unseal(sealed, "totp:1"), "secret");
  EXPECT_EQ(key.unseal(sealed, "totp:2"), std::nullopt) << "moved to another account";
  EXPECT_EQ(SecretKey::random().unseal(sealed, "totp:1"), std::nullopt);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(key.unseal(changed, "totp:1"), std::nullopt) << i;
  }
  EXPECT_EQ(key.unseal("", "totp:1"), std::nullopt);
  EXPECT_NE(key.fingerprint("a", "session"), key.fingerprint("a", "recovery"));
}

TEST(SecretKey, StaysInItsFileForTheOwnerAlone) {
  std::string pattern = (fs::temp_directory_path() / "dostyq-key-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  const fs::path file = folder / "secret.key";
  const std::string sealed = SecretKey::open(file)->seal("secret", "x");
  EXPECT_EQ(SecretKey::open(file)->unseal(sealed, "x"), "secret");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  std::ofstream(file) << "short";
  EXPECT_EQ(SecretKey::open(file).error().key, "accounts.key_damaged");
  fs::remove_all(folder);
}

TEST(LoginGuard, WaitsTwiceAsLongEachTimeAndForgets) {
  LoginGuard guard;
  int64_t now = 1000;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guard.attempt("a", "net" + std::to_string(i), now), 0);
  std::vector<int64_t> waits;
  for (int i = 0; i < 9; ++i) {
    const int64_t wait = guard.attempt("a", "net", now);
    waits.push_back(wait);
    now += wait;
    EXPECT_EQ(guard.attempt("a", "other", now), 0);
  }
  EXPECT_EQ(waits, (std::vector<int64_t>{2, 4, 8, 16, 32, 64, 128, 256, 300}));
  EXPECT_GT(guard.attempt("a", "net", now), 0);
  EXPECT_EQ(guard.attempt("b", "new", now), 0);
  EXPECT_EQ(guard.attempt("a", "net", now + 3600), 0);
}

TEST(LoginGuard, AttemptsAtTheSameTimeCountBeforeTheyEnd) {
  LoginGuard guard;
  std::atomic<int> through{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 32; ++i)
    threads.emplace_back([&] { through += guard.attempt("a", "net", 1000) == 0 ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(through, 5);
}

TEST(LoginGuard, ASuccessClearsTheAccountAndNotTheAddress) {
  LoginGuard guard;
  for (int i = 0; i < 4; ++i) guard.attempt("a", "net", 1000);
  EXPECT_EQ(guard.attempt("a", "net", 1000), 0);
  guard.succeeded("a", "net");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guard.attempt("a", "net", 1000), 0);
  EXPECT_GT(guard.attempt("a", "net", 1000), 0);
  int more = 0;
  while (guard.attempt("user" + std::to_string(more), "net", 1000) == 0) ++more;
  EXPECT_EQ(more, 20 - 4 - 5);
}

TEST(Login, NamesAreFolded) {
  EXPECT_EQ(fold_login(" Aigul.S@apk-kz_1 "), "aigul.s@apk-kz_1");
  for (const char* bad : {"", "a", "a b", "аигуль", "a\n", "a'b"})
    EXPECT_EQ(fold_login(bad), std::nullopt) << bad;
  EXPECT_EQ(fold_login(std::string(65, 'a')), std::nullopt);
}

}  // namespace
}  // namespace dostyq::accounts
