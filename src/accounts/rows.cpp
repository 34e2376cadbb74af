#include "accounts/rows.hpp"

#include "accounts/totp.hpp"

namespace dostyq::accounts {

Account account_of(const store::Row& row) {
  Account account;
  account.id = row[0].text();
  account.login = row[1].text();
  account.name = row[2].text();
  // A role that this version does not know gives no rights.
  account.role = parse_role(row[3].text()).value_or(Role::kPublic);
  account.region = row[4].text();
  account.must_change_password = row[5].integer() != 0;
  account.disabled = row[6].integer() != 0;
  account.demo = row[7].integer() != 0;
  account.second_factor = row[8].integer() != 0;
  account.version = row[9].integer();
  account.created = row[10].integer();
  account.last_login = row[11].integer();
  return account;
}

Result<Account> find_account(store::Transaction& transaction, const std::string& id) {
  const Result<store::Rows> rows = transaction.query(
      std::string("SELECT ") + kAccountColumns + " FROM accounts WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return no_account(id);
  return account_of(rows->front());
}

Result<void> take_code(store::Transaction& transaction, const Foundation& base,
                       const std::string& account, const std::string& code) {
  const auto wrong = [] { return fail("login.totp_wrong", {}, {}, ErrorCode::kNotAllowed); };
  const Result<store::Rows> rows =
      transaction.query("SELECT totp, totp_step FROM accounts WHERE id = ?", {account});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return wrong();
  const std::optional<std::string> secret =
      base.key.unseal(rows->front()[0].bytes(), "totp:" + account);
  if (secret) {
    if (const auto step = totp_accepts(*secret, code, base.clock(), rows->front()[1].integer())) {
      const Result<int64_t> kept =
          transaction.run("UPDATE accounts SET totp_step = ? WHERE id = ?", {*step, account});
      if (!kept) return tl::unexpected(kept.error());
      return {};
    }
  }
  const Result<int64_t> spent =
      transaction.run("DELETE FROM account_recovery WHERE account = ? AND fingerprint = ?",
                      {account, base.key.fingerprint(code, "recovery:" + account)});
  if (!spent) return tl::unexpected(spent.error());
  if (*spent != 1) return wrong();
  return {};
}

AuditNote note_of(const Principal& by, std::string action, const Account& about,
                  std::string detail) {
  return {by.actor(), std::move(action), "account:" + about.login, std::move(detail)};
}

}  // namespace dostyq::accounts
