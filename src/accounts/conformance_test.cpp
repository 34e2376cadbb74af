// Accounts and sessions on both engines: one suite, as the store has it.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "accounts/accounts.hpp"
#include "accounts/sessions.hpp"
#include "accounts/testing_totp.hpp"
#include "store/audit.hpp"
#include "store/testing.hpp"

namespace dostyq::accounts {
namespace {

constexpr const char* kPassword = "correct horse 7";
const Principal kBoss{"b", "boss", "Boss", Role::kAdministrator, "", "", "", false, false};

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().key);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
template <typename T>
std::string key_of(const Result<T>& result) {
  return result ? "" : result.error().key;
}

using authenticator::code_of;

class AccountsConformance : public testing::TestWithParam<store::Engine> {
 protected:
  void SetUp() override {
    std::string why;
    store::TestPostgres* server =
        GetParam() == store::Engine::kPostgres ? store::TestPostgres::get(why) : nullptr;
    if (!why.empty()) GTEST_SKIP() << why;
    address_ = server == nullptr ? store::new_sqlite() : server->new_database();
    key_file_ = store::new_sqlite().substr(7) + ".key";
    accounts_ = std::make_unique<Accounts>(foundation());
    sessions_ = std::make_unique<Sessions>(foundation());
  }
  Foundation foundation(std::set<Role> needs_second_factor = {}) {
    Foundation made{must(store::Database::open(address_)), must(SecretKey::open(key_file_)),
                    std::make_shared<PasswordHasher>(),    {},
                    [this] { return now_.load(); },        std::move(needs_second_factor)};
    made.audit = [](store::Transaction& transaction, const AuditNote& note) -> Result<void> {
      const auto entry = store::append_audit(transaction, note.actor, note.action, note.target,
                                             note.detail, "2026-11-27T10:00:00.000Z");
      if (!entry) return tl::unexpected(entry.error());
      return {};
    };
    return made;
  }
  Account add(const std::string& login, Role role = Role::kViewer) {
    return must(accounts_->create({login, login + " Әлиева", role,
                                   role == Role::kOfficer ? "north" : "", kPassword, false, false},
                                  kBoss));
  }
  Result<SignedIn> sign_in(const std::string& login, const std::string& code = "",
                           const std::string& password = kPassword) {
    return sessions_->sign_in({login, password, code, "203.0.113.7", "Firefox «ә»"});
  }
  std::vector<std::string> log() {
    std::vector<std::string> lines;
    for (const store::Row& row : must(must(store::Database::open(address_))
                                          .query("SELECT action, target, detail FROM audit ORDER "
                                                 "BY sequence")))
      lines.push_back(row[0].text() + " " + row[1].text() + " " + row[2].text());
    return lines;
  }

  std::string address_, key_file_;
  std::atomic<int64_t> now_{1'800'000'000};
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Sessions> sessions_;
};

INSTANTIATE_TEST_SUITE_P(Both, AccountsConformance,
                         testing::Values(store::Engine::kSqlite, store::Engine::kPostgres),
                         [](const auto& engine) {
                           return engine.param == store::Engine::kSqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(AccountsConformance, AnAccountReadsAsItWasMade) {
  EXPECT_TRUE(must(accounts_->empty()));
  const Account made = add("dana", Role::kOfficer);
  EXPECT_FALSE(must(accounts_->empty()));
  EXPECT_FALSE(must(accounts_->any_demo()));
  const Account read = must(accounts_->find(made.id));
  EXPECT_EQ(read.login, "dana");
  EXPECT_EQ(read.name, "dana Әлиева");
  EXPECT_EQ(read.role, Role::kOfficer);
  EXPECT_EQ(read.region, "north");
  EXPECT_EQ(read.version, 1);
  EXPECT_EQ(read.created, now_);
  EXPECT_EQ(read.last_login, 0);
  EXPECT_EQ(
      key_of(accounts_->create({"Dana ", "D", Role::kViewer, "", kPassword, false, false}, kBoss)),
      "accounts.login_taken");
  EXPECT_EQ(key_of(accounts_->find("nobody")), "http.no_record");
}

// The order of letters is a setting of a PostgreSQL database; pages of a list need one order.
TEST_P(AccountsConformance, PagesOfTheListHoldEveryoneOnce) {
  for (const char* login : {"b.a", "b-a", "ba", "a_z", "a@z", "az", "b0", "0b"}) add(login);
  std::set<std::string> seen;
  std::string after;
  for (int page = 0; page < 8; ++page) {
    const auto found = must(accounts_->list(after, 3));
    if (found.empty()) break;
    for (const Account& account : found) EXPECT_TRUE(seen.insert(account.login).second);
    after = found.back().login;
  }
  EXPECT_EQ(seen.size(), 8U);
}

TEST_P(AccountsConformance, SeveralFieldsChangeTogetherOrNotAtAll) {
  add("root", Role::kAdministrator);
  const Account dana = add("dana");
  const auto visit = must(sign_in("dana"));
  AccountChange change;
  change.name = "Dana S.";
  change.role = Role::kController;
  change.password = "given horse 9";
  change.reset_second_factor = true;
  // The password is too short: nothing of it.
  AccountChange bad = change;
  bad.password = "short";
  EXPECT_EQ(key_of(accounts_->change(dana.id, 1, bad, kBoss)), "accounts.password_short");
  EXPECT_EQ(must(accounts_->find(dana.id)).name, "dana Әлиева");
  EXPECT_TRUE(must(sessions_->identify(visit.token)).signed_in());
  const Account after = must(accounts_->change(dana.id, 1, change, kBoss));
  EXPECT_EQ(after.version, 2) << "one change";
  EXPECT_TRUE(after.must_change_password);
  EXPECT_EQ(must(accounts_->find(dana.id)).role, Role::kController);
  EXPECT_FALSE(must(sessions_->identify(visit.token)).signed_in());
  EXPECT_EQ(key_of(sign_in("dana")), "login.wrong");
  EXPECT_TRUE(sign_in("dana", "", "given horse 9"));
  const auto lines = log();
  const auto has = [&](const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has("account.password_reset account:dana "));
  EXPECT_TRUE(has("account.second_factor_reset account:dana "));
  EXPECT_TRUE(
      has("account.change account:dana role: viewer -> controller; name: dana Әлиева -> "
          "Dana S."));
  EXPECT_EQ(key_of(accounts_->change(dana.id, 1, change, kBoss)), "http.changed_meanwhile");
}

TEST_P(AccountsConformance, TheLastAdministratorIsNotLostEvenToTwoAtOnce) {
  const Account first = add("first", Role::kAdministrator);
  const Account second = add("second", Role::kAdministrator);
  AccountChange off;
  off.disabled = true;
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> threads;
  for (const Account& account : {first, second}) {
    threads.emplace_back([&, account] {
      const Accounts own(foundation());  // as another process would
      const auto result = own.change(account.id, 1, off, kBoss);
      if (result) ++done;
      if (key_of(result) == "accounts.last_administrator") ++refused;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, 1);
}

TEST_P(AccountsConformance, ASecondFactorIsAskedForAndEachCodeServesOnce) {
  const Account dana = add("dana");
  Principal who = must(sign_in("dana")).who;
  const std::string secret = must(accounts_->begin_second_factor(who)).secret;
  const auto code = [&] { return code_of(secret, now_); };
  EXPECT_EQ(key_of(accounts_->confirm_second_factor(who, "000000")), "login.totp_wrong");
  const auto recovery = must(accounts_->confirm_second_factor(who, code()));
  ASSERT_EQ(recovery.size(), 10U);
  EXPECT_EQ(key_of(sign_in("dana")), "login.totp_needed");
  EXPECT_EQ(key_of(sign_in("dana", code())), "login.totp_wrong") << "it was used to confirm";
  now_ += 300;
  EXPECT_TRUE(sign_in("dana", code()));
  EXPECT_EQ(key_of(sign_in("dana", code())), "login.totp_wrong") << "used";
  now_ += 300;
  // Two browsers with one recovery code: one of them.
  std::atomic<int> in{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      Sessions own(foundation());
      if (own.sign_in({"dana", kPassword, recovery[0], "198.51.100.2", ""})) ++in;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(in, 1);
  EXPECT_TRUE(must(accounts_->find(dana.id)).second_factor);
}

TEST_P(AccountsConformance, SessionsEndByIdlenessAgeAndByTheirOwner) {
  add("dana");
  const auto first = must(sign_in("dana"));
  const auto second = must(sign_in("dana"));
  const auto third = must(sign_in("dana"));
  EXPECT_EQ(must(sessions_->list(first.who.user)).size(), 3U);
  EXPECT_EQ(must(sessions_->list(first.who.user))[0].agent, "Firefox «ә»");
  must(sessions_->end(first.who.user, second.who.session, first.who));
  EXPECT_FALSE(must(sessions_->identify(second.token)).signed_in());
  EXPECT_EQ(key_of(sessions_->end(first.who.user, second.who.session, first.who)),
            "http.no_record");
  EXPECT_EQ(must(sessions_->end_others(first.who)), 1);
  EXPECT_FALSE(must(sessions_->identify(third.token)).signed_in());
  EXPECT_TRUE(must(sessions_->identify(first.token)).signed_in());
  EXPECT_EQ(must(sessions_->end_others(first.who)), 0);
  for (int i = 0; i < 11; ++i) {
    now_ += 3000;
    EXPECT_TRUE(must(sessions_->identify(first.token)).signed_in()) << "seen " << i;
  }
  now_ += 3600;
  EXPECT_FALSE(must(sessions_->identify(first.token)).signed_in()) << "idle";
  const auto fourth = must(sign_in("dana"));
  for (int hours = 0; hours < 23; ++hours) {
    now_ += 1800;
    (void)sessions_->identify(fourth.token);
  }
  EXPECT_TRUE(must(sessions_->identify(fourth.token)).signed_in());
  now_ += 1801;
  EXPECT_FALSE(must(sessions_->identify(fourth.token)).signed_in()) << "twelve hours";
}

TEST_P(AccountsConformance, ARoleThatNeedsASecondFactorIsLedToIt) {
  add("root", Role::kAdministrator);
  add("dana", Role::kViewer);
  const std::set<Role> needs{Role::kAdministrator};
  Sessions strict(foundation(needs));
  const Accounts strict_accounts(foundation(needs));
  const auto root = must(strict.sign_in({"root", kPassword, "", "", ""}));
  EXPECT_TRUE(root.who.must_enrol);
  EXPECT_TRUE(must(strict.identify(root.token)).must_enrol);
  EXPECT_FALSE(must(strict.sign_in({"dana", kPassword, "", "", ""})).who.must_enrol);
  const std::string secret = must(strict_accounts.begin_second_factor(root.who)).secret;
  const std::string code = code_of(secret, now_);
  must(strict_accounts.confirm_second_factor(root.who, code));
  EXPECT_FALSE(must(strict.identify(root.token)).must_enrol);
  EXPECT_EQ(key_of(strict_accounts.remove_second_factor(root.who, code)),
            "accounts.second_factor_required");
}

}  // namespace
}  // namespace dostyq::accounts
