#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accounts/account.hpp"
#include "accounts/login_guard.hpp"

namespace dostyq::accounts {

struct NewAccount {
  std::string login, name;
  Role role = Role::kViewer;
  std::string region;
  std::string password;
  bool must_change_password = true;
  bool demo = false;
};

struct AccountChange {
  std::optional<std::string> name;
  std::optional<Role> role;
  std::optional<std::string> region;
  std::optional<bool> disabled;
  std::optional<std::string> password;  ///< the owner must choose another at the next log-in
  bool reset_second_factor = false;     ///< for a lost telephone
};

/// The accounts of the portal. Every change is one transaction with its line in the audit log; a
/// change of role, region, password or second factor and a disabling end the account's sessions.
/// The last administrator cannot be lost. Thread-safe.
///
/// Errors beside those of the database: accounts.bad_login, accounts.login_taken,
/// accounts.needs_region, accounts.last_administrator, those of check_password(); http.no_record
/// (kNotFound), http.changed_meanwhile (kStale).
class Accounts {
 public:
  explicit Accounts(Foundation foundation)
      : base_(std::move(foundation)), guard_(std::make_shared<LoginGuard>()) {}

  Result<bool> empty() const;
  /// Is there an account of a demonstration that may sign in?
  Result<bool> any_demo() const;
  /// Sorted by login, those after `after`.
  Result<std::vector<Account>> list(const std::string& after, size_t limit) const;
  Result<Account> find(const std::string& id) const;

  Result<Account> create(const NewAccount& wanted, const Principal& by) const;
  /// All of it or nothing. `version`: the one that the changer has seen.
  Result<Account> change(const std::string& id, int64_t version, const AccountChange& change,
                         const Principal& by) const;
  /// One's own; ends the other sessions. Errors: accounts.wrong_password, login.too_often.
  Result<void> change_password(const Principal& who, std::string_view current,
                               std::string_view next) const;

  struct Enrolment {
    std::string secret;  ///< as it is typed
    std::string uri;     ///< as a QR code says it
  };
  /// A second factor of one's own: first a secret, then switched on by a code that proves that the
  /// app has it.
  Result<Enrolment> begin_second_factor(const Principal& who) const;
  /// Ten recovery codes, shown once. Errors: login.totp_wrong.
  Result<std::vector<std::string>> confirm_second_factor(const Principal& who,
                                                         std::string_view code) const;
  /// Errors: login.totp_wrong; accounts.second_factor_required where the role needs it.
  Result<void> remove_second_factor(const Principal& who, const std::string& code) const;

 private:
  /// A guess of somebody who is signed in: as slow as guesses at the door.
  Result<void> may_guess(const Principal& who) const;
  Foundation base_;
  std::shared_ptr<LoginGuard> guard_;
};

}  // namespace dostyq::accounts
