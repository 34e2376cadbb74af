#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "store/database.hpp"

namespace dostyq::store {

class Connection;

/// One file of migrations/, NNNN-name.sql, built into the binary.
struct Migration {
  int number = 0;
  std::string_view name, sql;
};

/// In order of number.
std::span<const Migration> embedded_migrations();

/// The part of a migration that is meant for `engine`: lines between "-- @sqlite" or "-- @postgres"
/// and "-- @both" are for one engine, all others for both; BLOB is what PostgreSQL calls BYTEA.
std::string for_engine(std::string_view sql, Engine engine);

/// Applies what is missing, each file in a transaction of its own, and records number, name and
/// SHA-256. Two processes that start at once take turns.
Result<void> migrate(Connection& connection, std::span<const Migration> migrations);
/// store.outdated when something is missing, and what migrate() refuses.
Result<void> check_migrated(Connection& connection, std::span<const Migration> migrations);

}  // namespace dostyq::store
