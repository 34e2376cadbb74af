#include "store/migrations.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "io/file.hpp"
#include "store/connection.hpp"

namespace dostyq::store {
namespace {

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT "
    "NOT NULL, sha256 TEXT NOT NULL)";

/// Number → SHA-256 of what has been applied.
using Applied = std::map<int64_t, std::string>;

Result<Applied> applied(Connection& connection) {
  const Result<Rows> rows =
      connection.query("SELECT number, sha256 FROM schema_migrations", {}, nullptr);
  if (!rows) return tl::unexpected(rows.error());
  Applied all;
  for (const Row& row : *rows) all.emplace(row[0].integer(), row[1].text());
  return all;
}

Result<void> refuse(const Applied& done, std::span<const Migration> migrations) {
  for (const auto& [number, hash] : done) {
    const auto known = std::find_if(migrations.begin(), migrations.end(),
                                    [&, n = number](const Migration& m) { return m.number == n; });
    if (known == migrations.end()) return database_fault("store.newer", {std::to_string(number)});
    if (io::sha256_hex(known->sql) != hash)
      return database_fault("store.migration_changed", {std::string(known->name)});
  }
  return {};
}

Result<void> apply(Connection& connection, const Migration& migration) {
  if (const auto done = connection.script(for_engine(migration.sql, connection.engine())); !done)
    return done;
  const auto recorded =
      connection.query("INSERT INTO schema_migrations (number, name, sha256) VALUES (?, ?, ?)",
                       {migration.number, migration.name, io::sha256_hex(migration.sql)}, nullptr);
  if (!recorded) return tl::unexpected(recorded.error());
  return {};
}

Result<void> migrate_inside(Connection& connection, std::span<const Migration> migrations) {
  if (const auto made = connection.script(kTable); !made) return made;
  const Result<Applied> done = applied(connection);
  if (!done) return tl::unexpected(done.error());
  if (const auto fit = refuse(*done, migrations); !fit) return fit;
  for (const Migration& migration : migrations) {
    if (done->contains(migration.number)) continue;
    if (const auto step = apply(connection, migration); !step) return step;
  }
  return {};
}

}  // namespace

std::string for_engine(std::string_view sql, Engine engine) {
  std::string out;
  bool wanted = true;
  while (!sql.empty()) {
    const size_t end = std::min(sql.find('\n'), sql.size() - 1);
    const std::string_view line = sql.substr(0, end + 1);
    sql.remove_prefix(end + 1);
    if (line.starts_with("-- @sqlite"))
      wanted = engine == Engine::kSqlite;
    else if (line.starts_with("-- @postgres"))
      wanted = engine == Engine::kPostgres;
    else if (line.starts_with("-- @both"))
      wanted = true;
    else if (wanted)
      out += line;
  }
  static const std::regex kBlob("\\bBLOB\\b");
  return engine == Engine::kPostgres ? std::regex_replace(out, kBlob, "BYTEA") : out;
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
  if (const auto begun = connection.begin(true); !begun) return begun;
  const Result<void> done = migrate_inside(connection, migrations);
  if (!done) {
    connection.rollback();
    return done;
  }
  return connection.commit();
}

Result<void> check_migrated(Connection& connection, std::span<const Migration> migrations) {
  const Result<Applied> done = applied(connection);
  if (!done) return database_fault("store.outdated", {});
  if (const auto fit = refuse(*done, migrations); !fit) return fit;
  if (done->size() != migrations.size()) return database_fault("store.outdated", {});
  return {};
}

}  // namespace dostyq::store
