#include "portal/first_run.hpp"

namespace dostyq::portal {
namespace {

// The words stand beside the log-in name everywhere, so that nobody takes them for people.
std::string demo_name(Role role) { return "Demo: " + std::string(name(role)); }

Result<NewLogin> add(const accounts::Accounts& accounts, const accounts::NewAccount& wanted) {
  accounts::Principal setup;
  setup.login = "setup";
  setup.role = Role::kAdministrator;
  const Result<accounts::Account> made = accounts.create(wanted, setup);
  if (!made) return tl::unexpected(made.error());
  return NewLogin{made->login, wanted.password, std::string(name(made->role)), made->region,
                  made->demo};
}

}  // namespace

Result<std::vector<NewLogin>> make_first_accounts(const accounts::Accounts& accounts,
                                                  const std::string& admin_password, bool demo,
                                                  const std::string& region) {
  std::vector<NewLogin> made;
  const Result<bool> empty = accounts.empty();
  if (!empty) return tl::unexpected(empty.error());
  if (!*empty) return made;
  const bool given = !admin_password.empty();
  const std::string password = given ? admin_password : accounts::random_password();
  Result<NewLogin> admin = add(accounts, {"admin", "Administrator", Role::kAdministrator, "",
                                          password, !given && !demo, demo});
  if (!admin) return tl::unexpected(admin.error());
  if (given) admin->password.clear();
  made.push_back(std::move(*admin));
  if (!demo) return made;
  for (const Role role : kRoles) {
    if (role == Role::kPublic || role == Role::kAdministrator) continue;
    if (role == Role::kOfficer && region.empty()) continue;
    Result<NewLogin> login =
        add(accounts, {"demo-" + std::string(name(role)), demo_name(role), role, region,
                       accounts::random_password(), false, true});
    if (!login) return tl::unexpected(login.error());
    made.push_back(std::move(*login));
  }
  return made;
}

}  // namespace dostyq::portal
