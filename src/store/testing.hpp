#pragma once

#include <memory>
#include <optional>
#include <string>

// For tests only: databases of both engines that go away by themselves.
namespace dostyq::store {

/// A PostgreSQL server of its own: in a temporary folder, on a Unix socket only, run by an
/// unprivileged user (root may not run it). One for the whole process, started at the first call.
class TestPostgres {
 public:
  /// The server, or nothing with the reason in `why` when PostgreSQL is not installed. Anything
  /// else that keeps it from starting is a failure of the test that asks.
  static TestPostgres* get(std::string& why);
  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;
  TestPostgres& operator=(const TestPostgres&) = delete;

  /// The address of a new, empty database.
  std::string new_database();
  const std::string& folder() const { return folder_; }

 private:
  TestPostgres(std::string programs, std::string folder)
      : programs_(std::move(programs)), folder_(std::move(folder)) {}
  bool start();

  std::string programs_, folder_;
  int databases_ = 0;
};

/// The address of a new, empty SQLite file in a temporary folder that goes away at the end of the
/// process.
std::string new_sqlite();

}  // namespace dostyq::store
