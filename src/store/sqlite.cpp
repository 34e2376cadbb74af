#include <sqlite3.h>

#include <unordered_map>

#include "store/connection.hpp"

namespace dostyq::store {
namespace {

/// Statements kept prepared by a connection.
constexpr size_t kMostStatements = 200;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

tl::unexpected<Error> problem(sqlite3* handle, int code) {
  const std::string said = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return database_fault("store.busy", {});
    case SQLITE_FULL:
      return database_fault("store.full", {});
    case SQLITE_CONSTRAINT:
      return database_fault("store.constraint", {said});
    case SQLITE_CANTOPEN:
      return database_fault("store.unreachable", {said});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return database_fault("store.damaged", {said});
    default:
      return database_fault("store.fault", {said});
  }
}

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  struct Visitor {
    sqlite3_stmt* statement;
    int at;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, at); }
    int operator()(int64_t number) const { return sqlite3_bind_int64(statement, at, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, at, number); }
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    int operator()(const Blob& blob) const {
      return sqlite3_bind_blob64(statement, at, blob.bytes.data(), blob.bytes.size(),
                                 SQLITE_STATIC);
    }
  };
  return std::visit(Visitor{statement, at}, value.variant());
}

Value cell(sqlite3_stmt* statement, int column) {
  const auto size = [&] { return static_cast<size_t>(sqlite3_column_bytes(statement, column)); };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, size());
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return Blob{bytes == nullptr ? std::string() : std::string(bytes, size())};
    }
    default:
      return {};
  }
}

class SqliteConnection : public Connection {
 public:
  explicit SqliteConnection(Handle handle) : handle_(std::move(handle)) {}

  Engine engine() const override { return Engine::kSqlite; }
  bool healthy() const override { return true; }

  // A reader that becomes a writer half-way could find that another was quicker: writers say so
  // first.
  Result<void> begin(bool writes) override { return script(writes ? "BEGIN IMMEDIATE" : "BEGIN"); }
  Result<void> commit() override { return script("COMMIT"); }
  void rollback() override {
    if (sqlite3_get_autocommit(handle_.get()) == 0)
      sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }

  Result<void> script(const std::string& sql) override {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return problem(handle_.get(), code);
    return {};
  }

  Result<Rows> query(std::string_view sql, const Values& parameters, int64_t* changed) override {
    const Result<sqlite3_stmt*> prepared = prepare(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    sqlite3_stmt* statement = *prepared;
    DOSTYQ_CHECK(static_cast<size_t>(sqlite3_bind_parameter_count(statement)) == parameters.size());
    Result<Rows> rows = run(statement, parameters);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (changed != nullptr)
      *changed = sqlite3_stmt_readonly(statement) != 0 ? 0 : sqlite3_changes64(handle_.get());
    return rows;
  }

 private:
  Result<Rows> run(sqlite3_stmt* statement, const Values& parameters) {
    for (size_t i = 0; i < parameters.size(); ++i) {
      const int code = bind(statement, static_cast<int>(i) + 1, parameters[i]);
      if (code != SQLITE_OK) return problem(handle_.get(), code);
    }
    Rows rows;
    const int columns = sqlite3_column_count(statement);
    for (int code = sqlite3_step(statement); code != SQLITE_DONE; code = sqlite3_step(statement)) {
      if (code != SQLITE_ROW) return problem(handle_.get(), code);
      Row& row = rows.emplace_back();
      row.reserve(static_cast<size_t>(columns));
      for (int column = 0; column < columns; ++column) row.push_back(cell(statement, column));
    }
    return rows;
  }

  Result<sqlite3_stmt*> prepare(std::string_view sql) {
    const auto known = statements_.find(std::string(sql));
    if (known != statements_.end()) return known->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return problem(handle_.get(), code);
    if (statements_.size() >= kMostStatements) statements_.clear();
    statements_.emplace(std::string(sql), Statement(statement));
    return statement;
  }

  Handle handle_;  // outlives its statements
  std::unordered_map<std::string, Statement> statements_;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path,
                                                   const OpenOptions& options) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (options.create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) return problem(raw, code);
  sqlite3_busy_timeout(raw, options.busy_milliseconds);
  auto connection = std::make_unique<SqliteConnection>(std::move(handle));
  // FULL: a commit is on the disk before it is acknowledged, power cut or not.
  const Result<void> set = connection->script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8000;");
  if (!set) return tl::unexpected(set.error());
  return connection;
}

}  // namespace dostyq::store
