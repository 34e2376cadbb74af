#include "accounts/accounts.hpp"

#include "accounts/rows.hpp"
#include "accounts/totp.hpp"

namespace dostyq::accounts {
namespace {

// Runs one statement after the other and stops at the first failure.
class Steps {
 public:
  explicit Steps(store::Transaction& transaction) : transaction_(transaction) {}
  Steps& run(std::string_view sql, const store::Values& values) {
    if (!result_) return *this;
    const Result<int64_t> changed = transaction_.run(sql, values);
    if (!changed) result_ = tl::unexpected(changed.error());
    return *this;
  }
  Steps& then(const std::function<Result<void>()>& work) {
    if (result_) result_ = work();
    return *this;
  }
  Result<void> commit() { return result_ ? transaction_.commit() : result_; }

 private:
  store::Transaction& transaction_;
  Result<void> result_;
};

Result<void> check_region(Role role, const std::string& region) {
  if (role == Role::kOfficer && region.empty()) return fail("accounts.needs_region");
  return {};
}

// Somebody must be left who can let others in.
Result<void> check_administrators(store::Transaction& transaction) {
  const Result<store::Rows> rows =
      transaction.query("SELECT COUNT(*) FROM accounts WHERE role = ? AND disabled = 0",
                        {name(Role::kAdministrator)});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->front()[0].integer() == 0)
    return fail("accounts.last_administrator", {}, {}, ErrorCode::kConflict);
  return {};
}

store::Values cells_of(const Account& account, const std::string& password) {
  return {account.id,
          account.login,
          account.name,
          name(account.role),
          account.region,
          password,
          int{account.must_change_password},
          int{account.disabled},
          int{account.demo},
          0,
          store::Blob{},
          0,
          account.version,
          account.created,
          0};
}

Account changed(Account account, const AccountChange& change) {
  if (change.name) account.name = *change.name;
  if (change.role) account.role = *change.role;
  if (change.region) account.region = *change.region;
  if (account.role != Role::kOfficer) account.region.clear();
  if (change.disabled) account.disabled = *change.disabled;
  if (change.password) account.must_change_password = true;
  if (change.reset_second_factor) account.second_factor = false;
  ++account.version;
  return account;
}

std::string differences(const Account& before, const Account& after) {
  std::string out;
  const auto add = [&](const char* what, std::string_view from, std::string_view to) {
    if (from == to) return;
    out += out.empty() ? "" : "; ";
    out.append(what).append(": ").append(from).append(" -> ").append(to);
  };
  add("role", name(before.role), name(after.role));
  add("region", before.region, after.region);
  add("disabled", before.disabled ? "yes" : "no", after.disabled ? "yes" : "no");
  add("name", before.name, after.name);
  return out;
}

}  // namespace

Result<bool> Accounts::empty() const {
  const Result<store::Rows> rows = base_.database.query("SELECT COUNT(*) FROM accounts");
  if (!rows) return tl::unexpected(rows.error());
  return rows->front()[0].integer() == 0;
}

Result<bool> Accounts::any_demo() const {
  const Result<store::Rows> rows =
      base_.database.query("SELECT COUNT(*) FROM accounts WHERE demo = 1 AND disabled = 0");
  if (!rows) return tl::unexpected(rows.error());
  return rows->front()[0].integer() > 0;
}

Result<std::vector<Account>> Accounts::list(const std::string& after, size_t limit) const {
  const Result<store::Rows> rows =
      base_.database.query(std::string("SELECT ") + kAccountColumns +
                               " FROM accounts WHERE login > ? ORDER BY login LIMIT ?",
                           {after, static_cast<int64_t>(limit)});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Account> out;
  for (const store::Row& row : *rows) out.push_back(account_of(row));
  return out;
}

Result<Account> Accounts::find(const std::string& id) const {
  Result<store::Transaction> transaction = base_.database.read();
  if (!transaction) return tl::unexpected(transaction.error());
  return find_account(*transaction, id);
}

Result<Account> Accounts::create(const NewAccount& wanted, const Principal& by) const {
  const std::optional<std::string> login = fold_login(wanted.login);
  if (!login) return fail("accounts.bad_login");
  if (const Result<void> right = check_region(wanted.role, wanted.region); !right)
    return tl::unexpected(right.error());
  if (const Result<void> good = check_password(wanted.password, *login); !good)
    return tl::unexpected(good.error());
  const Result<std::string> hash = base_.hasher->hash(wanted.password);
  if (!hash) return tl::unexpected(hash.error());
  Account account{new_id(),
                  *login,
                  wanted.name,
                  wanted.role,
                  wanted.role == Role::kOfficer ? wanted.region : "",
                  wanted.must_change_password,
                  false,
                  wanted.demo,
                  false,
                  1,
                  base_.clock(),
                  0};
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<store::Rows> same =
      transaction->query("SELECT id FROM accounts WHERE login = ?", {*login});
  if (!same) return tl::unexpected(same.error());
  if (!same->empty()) return fail("accounts.login_taken", {*login}, {}, ErrorCode::kConflict);
  const Result<void> done =
      Steps(*transaction)
          .run(
              "INSERT INTO accounts (id, login, name, role, region, password, must_change, "
              "disabled, demo, second_factor, "
              "totp, totp_step, version, created, last_login) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?, ?, ?, ?, ?, ?)",
              cells_of(account, *hash))
          .then([&] {
            return base_.audit(*transaction, note_of(by, "account.create", account,
                                                     std::string(name(account.role))));
          })
          .commit();
  if (!done) return tl::unexpected(done.error());
  return account;
}

Result<Account> Accounts::change(const std::string& id, int64_t version,
                                 const AccountChange& change, const Principal& by) const {
  std::string hash;
  if (change.password) {
    // Hashing takes long: before the database's one writer is held.
    const Result<Account> owner = find(id);
    if (!owner) return owner;
    if (const Result<void> good = check_password(*change.password, owner->login); !good)
      return tl::unexpected(good.error());
    Result<std::string> made = base_.hasher->hash(*change.password);
    if (!made) return tl::unexpected(made.error());
    hash = std::move(*made);
  }
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> before = find_account(*transaction, id);
  if (!before) return before;
  if (before->version != version) return fail("http.changed_meanwhile", {}, {}, ErrorCode::kStale);
  const Account after = changed(*before, change);
  if (const Result<void> right = check_region(after.role, after.region); !right)
    return tl::unexpected(right.error());
  const bool ends_sessions = after.role != before->role || after.region != before->region ||
                             after.disabled != before->disabled || change.password ||
                             change.reset_second_factor;
  const std::string differs = differences(*before, after);
  Steps steps(*transaction);
  const auto note = [&](const char* action, const std::string& detail) {
    steps.then([&] { return base_.audit(*transaction, note_of(by, action, after, detail)); });
  };
  steps.run(
      "UPDATE accounts SET name = ?, role = ?, region = ?, disabled = ?, version = ? WHERE id = ?",
      {after.name, name(after.role), after.region, int{after.disabled}, after.version, id});
  if (change.password) {
    steps.run("UPDATE accounts SET password = ?, must_change = 1 WHERE id = ?", {hash, id});
    note("account.password_reset", "");
  }
  if (change.reset_second_factor) {
    steps.run("UPDATE accounts SET second_factor = 0, totp = ? WHERE id = ?", {store::Blob{}, id})
        .run("DELETE FROM account_recovery WHERE account = ?", {id});
    note("account.second_factor_reset", "");
  }
  if (ends_sessions) steps.run("DELETE FROM account_sessions WHERE account = ?", {id});
  steps.then([&] { return check_administrators(*transaction); });
  if (!differs.empty()) note("account.change", differs);
  if (const Result<void> done = steps.commit(); !done) return tl::unexpected(done.error());
  return after;
}

Result<void> Accounts::change_password(const Principal& who, std::string_view current,
                                       std::string_view next) const {
  if (const Result<void> good = check_password(next, who.login); !good) return good;
  if (const Result<void> slow = may_guess(who); !slow) return slow;
  const Result<Account> account = find(who.user);
  if (!account) return tl::unexpected(account.error());
  const Result<store::Rows> rows =
      base_.database.query("SELECT password FROM accounts WHERE id = ?", {who.user});
  if (!rows) return tl::unexpected(rows.error());
  const Result<bool> right =
      base_.hasher->matches(rows->empty() ? "" : rows->front()[0].text(), current);
  if (!right) return tl::unexpected(right.error());
  if (!*right) return fail("accounts.wrong_password");
  guard_->succeeded(who.user, who.user);
  if (current == next) return fail("accounts.password_same");
  const Result<std::string> hash = base_.hasher->hash(next);
  if (!hash) return tl::unexpected(hash.error());
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  return Steps(*transaction)
      .run("UPDATE accounts SET password = ?, must_change = 0, version = version + 1 WHERE id = ?",
           {*hash, who.user})
      .run("DELETE FROM account_sessions WHERE account = ? AND id <> ?", {who.user, who.session})
      .then([&] {
        return base_.audit(*transaction, note_of(who, "account.password_change", *account));
      })
      .commit();
}

Result<void> Accounts::may_guess(const Principal& who) const {
  const int64_t wait = guard_->attempt(who.user, who.user, base_.clock());
  if (wait > 0) return fail("login.too_often", {std::to_string(wait)}, {}, ErrorCode::kLimit);
  return {};
}

Result<Accounts::Enrolment> Accounts::begin_second_factor(const Principal& who) const {
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> account = find_account(*transaction, who.user);
  if (!account) return tl::unexpected(account.error());
  if (account->second_factor)
    return fail("accounts.second_factor_on", {}, {}, ErrorCode::kConflict);
  const std::string secret = new_totp_secret();
  const Result<void> done =
      Steps(*transaction)
          .run("UPDATE accounts SET totp = ?, totp_step = 0 WHERE id = ?",
               {store::Blob{base_.key.seal(secret, "totp:" + who.user)}, who.user})
          .commit();
  if (!done) return tl::unexpected(done.error());
  return Enrolment{base32(secret), totp_uri(account->login, secret)};
}

Result<std::vector<std::string>> Accounts::confirm_second_factor(const Principal& who,
                                                                 std::string_view code) const {
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> account = find_account(*transaction, who.user);
  if (!account) return tl::unexpected(account.error());
  if (account->second_factor)
    return fail("accounts.second_factor_on", {}, {}, ErrorCode::kConflict);
  const Result<store::Rows> rows =
      transaction->query("SELECT totp FROM accounts WHERE id = ?", {who.user});
  if (!rows) return tl::unexpected(rows.error());
  const std::optional<std::string> secret =
      base_.key.unseal(rows->front()[0].bytes(), "totp:" + who.user);
  if (!secret) return fail("accounts.second_factor_not_begun", {}, {}, ErrorCode::kConflict);
  const std::optional<int64_t> step = totp_accepts(*secret, code, base_.clock(), 0);
  if (!step) return fail("login.totp_wrong");
  std::vector<std::string> codes;
  Steps steps(*transaction);
  steps
      .run(
          "UPDATE accounts SET second_factor = 1, totp_step = ?, version = version + 1 WHERE id = "
          "?",
          {*step, who.user})
      .run("DELETE FROM account_recovery WHERE account = ?", {who.user});
  for (int i = 0; i < 10; ++i) {
    codes.push_back(new_recovery_code());
    steps.run("INSERT INTO account_recovery (account, fingerprint) VALUES (?, ?)",
              {who.user, base_.key.fingerprint(codes.back(), "recovery:" + who.user)});
  }
  const Result<void> done =
      steps
          .then([&] {
            return base_.audit(*transaction, note_of(who, "account.second_factor_on", *account));
          })
          .commit();
  if (!done) return tl::unexpected(done.error());
  return codes;
}

Result<void> Accounts::remove_second_factor(const Principal& who, const std::string& code) const {
  if (base_.needs_second_factor.contains(who.role))
    return fail("accounts.second_factor_required", {}, {}, ErrorCode::kConflict);
  if (const Result<void> slow = may_guess(who); !slow) return slow;
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> account = find_account(*transaction, who.user);
  if (!account) return tl::unexpected(account.error());
  const Result<void> done =
      Steps(*transaction)
          .then([&] { return take_code(*transaction, base_, who.user, code); })
          .run(
              "UPDATE accounts SET second_factor = 0, totp = ?, version = version + 1 WHERE id = ?",
              {store::Blob{}, who.user})
          .run("DELETE FROM account_recovery WHERE account = ?", {who.user})
          .then([&] {
            return base_.audit(*transaction, note_of(who, "account.second_factor_off", *account));
          })
          .commit();
  if (done || done.error().code != ErrorCode::kNotAllowed) guard_->succeeded(who.user, who.user);
  return done;
}

}  // namespace dostyq::accounts
