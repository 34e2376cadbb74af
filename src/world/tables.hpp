#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "io/csv.hpp"
#include "world/config.hpp"
#include "world/schema.hpp"

namespace dostyq::world {

/// A row with its cells in the order of the schema, trimmed.
struct TableRow {
  int line = 0;
  bool good = true;  ///< nothing was reported for it
  std::vector<std::string> cells;
};

/// A CSV table laid out as its schema says, whatever the order of columns in the file.
struct Table {
  TableSchema schema;
  std::string file;
  bool readable = false;      ///< rows and all columns could be read
  std::vector<bool> present;  ///< by column of the schema
  std::vector<TableRow> rows;
  std::map<std::string, int> lines;  ///< joined key → line of its first row
  std::set<std::string> ids;         ///< of all rows, also of those that are not good

  size_t column(std::string_view name) const;  ///< the column must exist
  bool has_column(std::string_view name) const;
  const std::string& cell(const TableRow& row, std::string_view name) const {
    return row.cells[column(name)];
  }
  bool clean() const;  ///< readable and every row good
};

/// All tables of one programme, by name.
class Tables {
 public:
  /// Lays out what was read (by table name); reports missing and unknown columns, and tables that
  /// are missing.
  Tables(const std::vector<TableSchema>& schemas, std::map<std::string, io::CsvTable> read,
         Problems& problems);

  Table& at(const std::string& name) { return tables_.at(name); }
  const Table& at(const std::string& name) const { return tables_.at(name); }
  std::map<std::string, Table>& all() { return tables_; }
  const std::map<std::string, Table>& all() const { return tables_; }

  /// Where the row with these values in the schema's key columns stands.
  Where where(const std::string& table, const std::vector<std::string>& key,
              std::string column) const;

 private:
  std::map<std::string, Table> tables_;
};

/// Checks every cell by its column's type, keys for duplicates, periods for their order. Marks the
/// rows that are not good. References are checked only against tables that could be read.
void check_cells(Tables& tables, const ConfigReading& config, Problems& problems);

/// The good rows as a programme, every vector sorted. With no problems reported so far, nothing is
/// left out.
Programme build_programme(const Tables& tables, const Config& config);

/// What only several rows together can get wrong: parents, sums, overlaps, orphans between tables.
void check_consistency(const Programme& programme, const Tables& tables,
                       const ConfigReading& config, Problems& problems);

/// Sorted by file, row, column; the same problem only once.
void sort_problems(Problems& problems);

/// "43.25" and nothing else (no exponent needed, no comma).
std::optional<double> parse_degrees(std::string_view text);
std::optional<int64_t> parse_integer(std::string_view text);

}  // namespace dostyq::world
