#pragma once

#include <memory>

#include "cli/register.hpp"
#include "register/register.hpp"

namespace dostyq::cli {

/// The address that the options mean.
std::string address_of(const DatabaseArguments& arguments);
/// The address itself; "postgres" alone is the one of DOSTYQ_POSTGRES, else the one that psql would
/// connect to (PGHOST and its like). Error: cli.no_postgres.
Result<std::string> resolved(const std::string& address);
/// `create` false: store.missing when there is none.
Result<store::Database> open_database(const DatabaseArguments& arguments, bool create);
Checked<std::unique_ptr<registry::Register>> open_register(const DatabaseArguments& arguments,
                                                           bool create, const Context& context);
/// Now, or as it was known at the end of a day. Error: register.empty.
Checked<std::shared_ptr<const registry::Snapshot>> snapshot_of(registry::Register& facts,
                                                               const std::string& known_on);

}  // namespace dostyq::cli
