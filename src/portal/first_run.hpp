#pragma once

#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "portal/portal.hpp"

namespace dostyq::portal {

/// On an empty table of accounts: the first administrator, with the password given or a random one
/// that must be changed; for a demonstration an account of every role, marked as such. `region` is
/// the officer's.
Result<std::vector<NewLogin>> make_first_accounts(const accounts::Accounts& accounts,
                                                  const std::string& admin_password, bool demo,
                                                  const std::string& region);

}  // namespace dostyq::portal
