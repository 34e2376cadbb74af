#include "store/database.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <regex>

#include "store/connection.hpp"
#include "store/migrations.hpp"

namespace dostyq::store {

/// The connections of one database. Writers of this process wait here and not in the engine, whose
/// busy handler sleeps and knows no queue.
class Pool {
 public:
  Pool(Engine engine, std::string target, std::string name, OpenOptions options)
      : engine_(engine), target_(std::move(target)), name_(std::move(name)), options_(options) {}

  Engine engine() const { return engine_; }
  const std::string& name() const { return name_; }
  const std::string& target() const { return target_; }

  Result<std::unique_ptr<Connection>> connect() const {
    return engine_ == Engine::kSqlite ? connect_sqlite(target_, options_)
                                      : connect_postgres(target_);
  }

  Result<std::unique_ptr<Connection>> take(bool writes) {
    std::unique_lock lock(mutex_);
    if (writes) {
      const uint64_t ticket = next_ticket_++;
      turn_.wait(lock, [&] { return ticket == serving_; });
    } else {
      free_.wait(lock, [&] { return reading_ < options_.connections; });
      ++reading_;
    }
    std::unique_ptr<Connection> idle;
    if (!idle_.empty()) {
      idle = std::move(idle_.back());
      idle_.pop_back();
    }
    lock.unlock();
    if (idle != nullptr) return idle;
    Result<std::unique_ptr<Connection>> made = connect();
    if (!made) release(writes);
    return made;
  }

  void give_back(std::unique_ptr<Connection> connection, bool writes) {
    if (connection != nullptr && connection->healthy()) {
      const std::lock_guard lock(mutex_);
      if (idle_.size() <= static_cast<size_t>(options_.connections))
        idle_.push_back(std::move(connection));
    }
    release(writes);
  }

 private:
  void release(bool writes) {
    const std::lock_guard lock(mutex_);
    if (writes) {
      ++serving_;
      turn_.notify_all();
    } else {
      --reading_;
      free_.notify_one();
    }
  }

  const Engine engine_;
  const std::string target_, name_;
  const OpenOptions options_;
  std::mutex mutex_;
  std::condition_variable turn_, free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  uint64_t next_ticket_ = 0, serving_ = 0;
  int reading_ = 0;
};

Transaction::Transaction(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection,
                         bool writes)
    : pool_(std::move(pool)), connection_(std::move(connection)), writes_(writes) {}
Transaction::Transaction(Transaction&&) noexcept = default;

Transaction& Transaction::operator=(Transaction&& other) noexcept {
  if (this == &other) return *this;
  close();
  pool_ = std::move(other.pool_);
  connection_ = std::move(other.connection_);
  writes_ = other.writes_;
  open_ = other.open_;
  return *this;
}

Transaction::~Transaction() { close(); }

void Transaction::close() {
  if (connection_ == nullptr) return;
  if (open_) connection_->rollback();
  pool_->give_back(std::move(connection_), writes_);
}

namespace {

// PostgreSQL has no text with a NUL in it, and would cut it off there.
Result<void> check_texts(const Values& parameters) {
  for (const Value& value : parameters) {
    const auto* text = std::get_if<std::string>(&value.variant());
    if (text != nullptr && text->find('\0') != std::string::npos)
      return database_fault("store.nul", {});
  }
  return {};
}

}  // namespace

Result<Rows> Transaction::query(std::string_view sql, const Values& parameters) {
  DOSTYQ_CHECK(connection_ != nullptr && open_);
  if (const auto fit = check_texts(parameters); !fit) return tl::unexpected(fit.error());
  return connection_->query(sql, parameters, nullptr);
}

Result<int64_t> Transaction::run(std::string_view sql, const Values& parameters) {
  DOSTYQ_CHECK(connection_ != nullptr && open_);
  if (const auto fit = check_texts(parameters); !fit) return tl::unexpected(fit.error());
  int64_t changed = 0;
  const Result<Rows> done = connection_->query(sql, parameters, &changed);
  if (!done) return tl::unexpected(done.error());
  return changed;
}

Result<void> Transaction::commit() {
  DOSTYQ_CHECK(connection_ != nullptr && open_);
  Result<void> done = connection_->commit();
  if (!done) connection_->rollback();
  open_ = false;
  close();
  return done;
}

Engine Transaction::engine() const { return pool_->engine(); }

namespace {

std::string without_password(const std::string& address) {
  static const std::regex kInAddress("(//[^:/@]*):[^@]*@");
  static const std::regex kAsWord("(password\\s*=\\s*)('[^']*'|\\S+)");
  return std::regex_replace(std::regex_replace(address, kInAddress, "$1@"), kAsWord, "$1…");
}

Result<std::shared_ptr<Pool>> pool_of(std::string_view address, const OpenOptions& options) {
  const auto after = [&](std::string_view prefix) {
    return std::string(address.substr(prefix.size()));
  };
  if (address.starts_with("sqlite:") && address.size() > 7) {
    const std::string path = after("sqlite:");
    std::error_code ignored;
    if (!options.create && !std::filesystem::exists(path, ignored))
      return fail("store.missing", {path});
    return std::make_shared<Pool>(Engine::kSqlite, path, std::string(address), options);
  }
  const std::string whole(address);
  if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
    return std::make_shared<Pool>(Engine::kPostgres, whole, without_password(whole), options);
  if (address.starts_with("postgresql:")) {
    return std::make_shared<Pool>(Engine::kPostgres, after("postgresql:"), without_password(whole),
                                  options);
  }
  return fail("store.address", {without_password(whole)});
}

}  // namespace

Result<Database> Database::open(std::string_view address, const OpenOptions& options) {
  const Result<std::shared_ptr<Pool>> pool = pool_of(address, options);
  if (!pool) return tl::unexpected(pool.error());
  Result<std::unique_ptr<Connection>> first = (*pool)->connect();
  if (!first) return tl::unexpected(first.error());
  const auto migrations = embedded_migrations();
  const Result<void> ready =
      options.migrate ? migrate(**first, migrations) : check_migrated(**first, migrations);
  if (!ready) return tl::unexpected(ready.error());
  return Database(*pool);
}

Result<Transaction> Database::read() const {
  Result<std::unique_ptr<Connection>> connection = pool_->take(false);
  if (!connection) return tl::unexpected(connection.error());
  Transaction transaction(pool_, std::move(*connection), false);
  if (const auto begun = transaction.connection_->begin(false); !begun)
    return tl::unexpected(begun.error());
  return transaction;
}

Result<Transaction> Database::write() const {
  Result<std::unique_ptr<Connection>> connection = pool_->take(true);
  if (!connection) return tl::unexpected(connection.error());
  Transaction transaction(pool_, std::move(*connection), true);
  if (const auto begun = transaction.connection_->begin(true); !begun)
    return tl::unexpected(begun.error());
  return transaction;
}

Result<Rows> Database::query(std::string_view sql, const Values& parameters) const {
  Result<Transaction> transaction = read();
  if (!transaction) return tl::unexpected(transaction.error());
  return transaction->query(sql, parameters);
}

Result<int64_t> Database::run(std::string_view sql, const Values& parameters) const {
  Result<Transaction> transaction = write();
  if (!transaction) return tl::unexpected(transaction.error());
  const Result<int64_t> changed = transaction->run(sql, parameters);
  if (!changed) return changed;
  if (const auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return changed;
}

Engine Database::engine() const { return pool_->engine(); }
const std::string& Database::name() const { return pool_->name(); }
std::string Database::file() const {
  return pool_->engine() == Engine::kSqlite ? pool_->target() : "";
}

}  // namespace dostyq::store
