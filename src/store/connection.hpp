#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "store/database.hpp"

// Behind database.hpp: one connection of either engine.
namespace dostyq::store {

class Connection {
 public:
  virtual ~Connection() = default;
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual Engine engine() const = 0;
  /// False: it cannot be used any more.
  virtual bool healthy() const = 0;
  virtual Result<void> begin(bool writes) = 0;
  virtual Result<void> commit() = 0;
  virtual void rollback() = 0;
  virtual Result<Rows> query(std::string_view sql, const Values& parameters, int64_t* changed) = 0;
  /// Several statements without parameters.
  virtual Result<void> script(const std::string& sql) = 0;
};

Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path,
                                                   const OpenOptions& options);
Result<std::unique_ptr<Connection>> connect_postgres(const std::string& address);

/// Two ways of opening must not mix: a failure of the database.
inline tl::unexpected<Error> database_fault(std::string key, std::vector<std::string> args) {
  return fail(std::move(key), std::move(args), {}, ErrorCode::kDatabase);
}

}  // namespace dostyq::store
