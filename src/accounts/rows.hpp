#pragma once

#include <string>

#include "accounts/account.hpp"

// Rows of the table `accounts`; inside this folder only.
namespace dostyq::accounts {

inline constexpr const char* kAccountColumns =
    "id, login, name, role, region, must_change, disabled, demo, second_factor, version, created, "
    "last_login";

Account account_of(const store::Row& row);
Result<Account> find_account(store::Transaction& transaction, const std::string& id);
/// Takes a code of the account's second factor, or spends one of its recovery codes; no code serves
/// twice. Error: login.totp_wrong (kNotAllowed).
Result<void> take_code(store::Transaction& transaction, const Foundation& base,
                       const std::string& account, const std::string& code);
AuditNote note_of(const Principal& by, std::string action, const Account& about,
                  std::string detail = "");

}  // namespace dostyq::accounts
