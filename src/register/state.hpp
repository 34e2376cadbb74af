#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "register/record.hpp"

namespace dostyq::registry {

/// A record as its last entry left it.
struct Record {
  std::string id;
  int64_t version = 0;
  int64_t sequence = 0;  ///< of its last entry
  bool removed = false;
  std::vector<std::string> cells;     ///< in the order of Table::columns, as far as there are any
  std::string at, author;             ///< of the last entry
  std::vector<std::string> evidence;  ///< of the last entry
};

/// The records of one table, in the order in which they first came.
struct Table {
  std::vector<std::string> columns;
  std::vector<Record> records;  ///< removed ones too, so that versions go on
  std::unordered_map<std::string, size_t> index;

  const Record* find(const std::string& id) const;
  /// "" for a column or cell that is not there.
  const std::string& cell(const Record& record, const std::string& column) const;
  Cells cells(const Record& record) const;
};

/// Everything the register says at one moment. Copies share their tables until one is written to:
/// O(tables) to copy, O(rows of a table) for the first write to it.
class State {
 public:
  State() = default;
  State(const State& other)
      : tables_(other.tables_), sequence_(other.sequence_), last_at_(other.last_at_) {}
  State& operator=(const State&) = delete;
  State(State&&) = default;
  State& operator=(State&&) = default;

  void apply(const Entry& entry);

  int64_t sequence() const { return sequence_; }
  const std::string& last_at() const { return last_at_; }  ///< moment of the last entry
  bool empty() const { return sequence_ == 0; }
  /// Null for a table without records.
  const Table* table(const std::string& name) const;
  std::shared_ptr<const Table> shared_table(const std::string& name) const;
  /// Null when there is none or it was removed.
  const Record* find(const std::string& table, const std::string& id) const;
  std::vector<std::string> table_names() const;
  /// The text of a whole file; nothing when there is none.
  std::optional<std::string> file(const std::string& name) const;

 private:
  std::map<std::string, std::shared_ptr<Table>> tables_;
  std::set<std::string> own_;  ///< tables that no other copy shares
  int64_t sequence_ = 0;
  std::string last_at_;
};

}  // namespace dostyq::registry
