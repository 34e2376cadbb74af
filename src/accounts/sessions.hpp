#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accounts/account.hpp"
#include "accounts/login_guard.hpp"

namespace dostyq::accounts {

struct SessionLimits {
  int64_t idle = 60 * 60;           ///< seconds without a request
  int64_t absolute = 12 * 60 * 60;  ///< seconds, whatever happens
};

struct Credentials {
  std::string login, password;
  std::string code;     ///< of the second factor, or a recovery code; "" none
  std::string address;  ///< for the rate limit; never kept
  std::string agent;    ///< shown to the owner in the list of sessions
};

struct SignedIn {
  std::string token;  ///< for the cookie; kept nowhere
  Principal who;
};

struct SessionInfo {
  std::string id;
  int64_t created = 0, seen = 0, ends = 0;
  std::string agent;
};

/// Signing in and out. Tokens are random, kept as keyed hashes only, and end by idleness, by age,
/// by signing out and by every change of the account's rights. Thread-safe.
class Sessions {
 public:
  explicit Sessions(Foundation foundation, SessionLimits limits = {});

  /// Errors: login.wrong (the same, in the same time, for an unknown account, a wrong password and
  /// a disabled account), login.totp_needed, login.totp_wrong (all kNotAllowed), login.too_often
  /// (kLimit; its argument: seconds).
  Result<SignedIn> sign_in(const Credentials& credentials);
  /// Who holds this token; a visitor when it is unknown or over. A fault of the database is an
  /// error, never a visitor.
  Result<Principal> identify(const std::string& token) const;
  Result<void> sign_out(const Principal& who) const;

  Result<std::vector<SessionInfo>> list(const std::string& account) const;
  /// Ends one session of `account` ("" all of them). Error: http.no_record.
  Result<void> end(const std::string& account, const std::string& session,
                   const Principal& by) const;
  /// Ends all sessions of who asks but the one that asks; how many.
  Result<int64_t> end_others(const Principal& who) const;

 private:
  struct Candidate;
  Result<Candidate> load(const std::string& login) const;
  Result<SignedIn> open(const Candidate& candidate, const Credentials& credentials) const;
  Result<void> note_refusal(const std::string& login, const std::string& why) const;

  Foundation base_;
  SessionLimits limits_;
  std::shared_ptr<LoginGuard> guard_;
};

}  // namespace dostyq::accounts
