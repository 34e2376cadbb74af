#include "accounts/sessions.hpp"

#include "accounts/rows.hpp"

namespace dostyq::accounts {
namespace {

constexpr int64_t kTouchEvery = 60;  // seconds: not every request writes

tl::unexpected<Error> refused(const char* key) { return fail(key, {}, {}, ErrorCode::kNotAllowed); }

std::string fingerprint_of(const Foundation& base, const std::string& token) {
  return base.key.fingerprint(token, "session");
}

bool must_enrol(const Foundation& base, Role role, bool has_second_factor) {
  return !has_second_factor && base.needs_second_factor.contains(role);
}

bool is_token(const std::string& token) {
  return token.size() == 64 && token.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

struct Sessions::Candidate {
  Account account;
  std::string password;
};

Sessions::Sessions(Foundation foundation, SessionLimits limits)
    : base_(std::move(foundation)), limits_(limits), guard_(std::make_shared<LoginGuard>()) {}

Result<Sessions::Candidate> Sessions::load(const std::string& login) const {
  const Result<store::Rows> rows = base_.database.query(
      std::string("SELECT ") + kAccountColumns + ", password FROM accounts WHERE login = ?",
      {login});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return Candidate{};
  return Candidate{account_of(rows->front()), rows->front().back().text()};
}

Result<SignedIn> Sessions::open(const Candidate& candidate, const Credentials& credentials) const {
  const Account& account = candidate.account;
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  if (account.second_factor) {
    const Result<void> right = take_code(*transaction, base_, account.id, credentials.code);
    if (!right) return tl::unexpected(right.error());
  }
  SignedIn out{
      new_token(),
      {account.id, account.login, account.name, account.role, account.region, new_id(), new_token(),
       account.must_change_password, must_enrol(base_, account.role, account.second_factor)}};
  const int64_t now = base_.clock();
  const Result<int64_t> swept = transaction->run(
      "DELETE FROM account_sessions WHERE ends <= ? OR seen <= ?", {now, now - limits_.idle});
  if (!swept) return tl::unexpected(swept.error());
  const Result<int64_t> added = transaction->run(
      "INSERT INTO account_sessions (id, account, fingerprint, csrf, created, seen, ends, agent) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {out.who.session, account.id, fingerprint_of(base_, out.token), out.who.csrf, now, now,
       now + limits_.absolute, credentials.agent.substr(0, 200)});
  if (!added) return tl::unexpected(added.error());
  const Result<int64_t> dated =
      transaction->run("UPDATE accounts SET last_login = ? WHERE id = ?", {now, account.id});
  if (!dated) return tl::unexpected(dated.error());
  const Result<void> noted = base_.audit(*transaction, note_of(out.who, "login", account));
  if (!noted) return tl::unexpected(noted.error());
  if (const Result<void> done = transaction->commit(); !done) return tl::unexpected(done.error());
  return out;
}

Result<void> Sessions::note_refusal(const std::string& login, const std::string& why) const {
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<void> noted =
      base_.audit(*transaction, {Actor{}, "login_failed", "account:" + login, why});
  if (!noted) return noted;
  return transaction->commit();
}

Result<SignedIn> Sessions::sign_in(const Credentials& credentials) {
  const std::optional<std::string> login = fold_login(credentials.login);
  const std::string account_key = login.value_or("");
  const int64_t wait = guard_->attempt(account_key, credentials.address, base_.clock());
  if (wait > 0) return fail("login.too_often", {std::to_string(wait)}, {}, ErrorCode::kLimit);
  const Result<Candidate> candidate = login ? load(*login) : Candidate{};
  if (!candidate) {
    guard_->withdraw(account_key, credentials.address);  // the database's fault, not the visitor's
    return tl::unexpected(candidate.error());
  }
  const Result<bool> right = base_.hasher->matches(candidate->password, credentials.password);
  if (!right) {
    guard_->withdraw(account_key, credentials.address);
    return tl::unexpected(right.error());
  }
  if (!*right || candidate->account.disabled) {
    // Only what names an account is noted: people type passwords into the wrong field.
    if (!candidate->account.id.empty()) {
      const Result<void> noted = note_refusal(*login, *right ? "disabled" : "password");
      if (!noted) return tl::unexpected(noted.error());
    }
    return refused("login.wrong");
  }
  if (candidate->account.second_factor && credentials.code.empty()) {
    guard_->withdraw(account_key, credentials.address);
    return refused("login.totp_needed");
  }
  Result<SignedIn> out = open(*candidate, credentials);
  if (out) {
    guard_->succeeded(account_key, credentials.address);
    return out;
  }
  if (out.error().code == ErrorCode::kNotAllowed) {
    const Result<void> noted = note_refusal(*login, "code");
    if (!noted) return tl::unexpected(noted.error());
  } else {
    guard_->withdraw(account_key, credentials.address);
  }
  return out;
}

Result<Principal> Sessions::identify(const std::string& token) const {
  if (!is_token(token)) return Principal{};
  const std::string fingerprint = fingerprint_of(base_, token);
  const Result<store::Rows> rows = base_.database.query(
      "SELECT a.id, a.login, a.name, a.role, a.region, a.must_change, s.id, s.csrf, s.seen, "
      "s.ends, a.second_factor "
      "FROM account_sessions s "
      "JOIN accounts a ON a.id = s.account WHERE s.fingerprint = ? AND a.disabled = 0",
      {fingerprint});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return Principal{};
  const store::Row& row = rows->front();
  const int64_t now = base_.clock();
  const int64_t seen = row[8].integer();
  if (now >= row[9].integer() || now - seen >= limits_.idle) return Principal{};
  if (now - seen >= kTouchEvery) {
    // A session that cannot be written down as seen ends a little earlier; nobody is turned away
    // for it.
    [[maybe_unused]] const Result<int64_t> touched = base_.database.run(
        "UPDATE account_sessions SET seen = ? WHERE fingerprint = ?", {now, fingerprint});
  }
  const Role role = parse_role(row[3].text()).value_or(Role::kPublic);
  return Principal{
      row[0].text(), row[1].text(),         row[2].text(),
      role,          row[4].text(),         row[6].text(),
      row[7].text(), row[5].integer() != 0, must_enrol(base_, role, row[10].integer() != 0)};
}

Result<void> Sessions::sign_out(const Principal& who) const {
  return end(who.user, who.session, who);
}

Result<std::vector<SessionInfo>> Sessions::list(const std::string& account) const {
  const int64_t now = base_.clock();
  const Result<store::Rows> rows = base_.database.query(
      "SELECT id, created, seen, ends, agent FROM account_sessions WHERE account = ? AND ends > ? "
      "AND seen > ? ORDER BY "
      "seen DESC, id",
      {account, now, now - limits_.idle});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<SessionInfo> out;
  for (const store::Row& row : *rows)
    out.push_back(
        {row[0].text(), row[1].integer(), row[2].integer(), row[3].integer(), row[4].text()});
  return out;
}

Result<int64_t> Sessions::end_others(const Principal& who) const {
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> about = find_account(*transaction, who.user);
  if (!about) return tl::unexpected(about.error());
  const Result<int64_t> ended = transaction->run(
      "DELETE FROM account_sessions WHERE account = ? AND id <> ?", {who.user, who.session});
  if (!ended) return ended;
  const Result<void> noted = base_.audit(
      *transaction, note_of(who, "logout", *about, "others: " + std::to_string(*ended)));
  if (!noted) return tl::unexpected(noted.error());
  if (const Result<void> done = transaction->commit(); !done) return tl::unexpected(done.error());
  return ended;
}

Result<void> Sessions::end(const std::string& account, const std::string& session,
                           const Principal& by) const {
  Result<store::Transaction> transaction = base_.database.write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<Account> about = find_account(*transaction, account);
  if (!about) return tl::unexpected(about.error());
  const Result<int64_t> ended =
      session.empty()
          ? transaction->run("DELETE FROM account_sessions WHERE account = ?", {account})
          : transaction->run("DELETE FROM account_sessions WHERE account = ? AND id = ?",
                             {account, session});
  if (!ended) return tl::unexpected(ended.error());
  if (!session.empty() && *ended == 0) return no_account(session);
  const Result<void> noted = base_.audit(*transaction, note_of(by, "logout", *about));
  if (!noted) return noted;
  return transaction->commit();
}

}  // namespace dostyq::accounts
