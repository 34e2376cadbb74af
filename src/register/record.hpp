#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "world/schema.hpp"

// The register is a journal of table rows that only ever grows. An entry says: from now on, this
// record of this table reads so. What is true at any moment is what the entries up to then say.
namespace dostyq::registry {

/// Column → text, as in a programme's CSV files; empty cells are left out.
using Cells = std::map<std::string, std::string>;

/// The table of whole files that are no tables: programme.toml, directives.toml,
/// boundaries.geojson. Their records have one cell, "text".
inline const std::string kFiles = "files";
inline const std::string kText = "text";

struct Entry {
  int64_t sequence = 0;  ///< 1, 2, 3 …
  int64_t batch = 0;     ///< sequence of the first entry of the same submission
  std::string at;        ///< UTC
  std::string author, role;
  std::string table, record;
  int64_t version = 0;   ///< of the record: 1, 2, 3 …
  bool removed = false;  ///< the record is not there any more
  Cells cells;
  std::string reason;
  std::vector<std::string> evidence;  ///< ids of documents
  int64_t undoes = 0;                 ///< the batch that this one takes back; 0: none

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// A record's id: its cells in the table's key columns, joined by '~'. One key column: the cell
/// itself.
std::string record_id(const world::TableSchema& schema, const Cells& cells);

}  // namespace dostyq::registry
