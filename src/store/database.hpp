#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "store/value.hpp"

// SQLite and PostgreSQL behind one plain header; neither is known outside of src/store.
namespace dostyq::store {

enum class Engine { kSqlite, kPostgres };

class Connection;
class Pool;

/// Work that happens as a whole or not at all. Destroyed without commit() it is rolled back. Used
/// by one thread at a time.
///
/// Statements are portable SQL with ? for parameters; each connection keeps what it has prepared.
/// Every failure is of ErrorCode::kDatabase, so that nobody takes a fault for "not found" or "not
/// allowed": store.fault, store.constraint, store.busy, store.full, store.unreachable.
class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) noexcept;
  ~Transaction();

  /// Rows of a SELECT, in memory.
  Result<Rows> query(std::string_view sql, const Values& parameters = {});
  /// Rows changed by an INSERT, UPDATE, DELETE; 0 for other statements.
  Result<int64_t> run(std::string_view sql, const Values& parameters = {});
  /// After this nothing of it can be lost, whatever happens to the process; it waits for the disk.
  Result<void> commit();

  Engine engine() const;

 private:
  friend class Database;
  Transaction(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection, bool writes);
  void close();

  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;
  bool writes_ = false;
  bool open_ = true;
};

struct OpenOptions {
  int connections = 8;             ///< kept for reading, beside the one that writes
  int busy_milliseconds = 10'000;  ///< how long to wait for another process that writes
  bool migrate = true;             ///< false: the tables must be up to date already
  bool create = true;              ///< false: store.missing when there is no such file
};

/// A database file or server. Cheap to copy; safe to use from several threads.
///
/// Any number of readers beside one writer: write() waits for its turn, in this process and among
/// processes, so that what a writer has read stays true until it commits.
class Database {
 public:
  /// "sqlite:PATH", "postgresql://user@host/name" or a libpq string after "postgresql:". Brings the
  /// tables up to date (migrations/). Errors: store.address, store.missing, store.newer (made by a
  /// later version), store.migration_changed, and those of Transaction.
  static Result<Database> open(std::string_view address, const OpenOptions& options = {});

  /// A snapshot: everything read in it is of one moment.
  Result<Transaction> read() const;
  Result<Transaction> write() const;

  /// One statement by itself.
  Result<Rows> query(std::string_view sql, const Values& parameters = {}) const;
  Result<int64_t> run(std::string_view sql, const Values& parameters = {}) const;

  Engine engine() const;
  /// Where it is, without a password.
  const std::string& name() const;
  /// Of SQLite: the file. Empty for PostgreSQL.
  std::string file() const;

 private:
  explicit Database(std::shared_ptr<Pool> pool) : pool_(std::move(pool)) {}
  std::shared_ptr<Pool> pool_;
};

}  // namespace dostyq::store
