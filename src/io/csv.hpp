#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace dostyq::io {

struct CsvRow {
  int line = 0;         ///< where the row begins in its file; the header is usually 1
  bool broken = false;  ///< reported: wrong number of fields (padded or cut to the header) or text
                        ///< after a quote
  std::vector<std::string> cells;
};

/// A table as read, from a CSV file or a sheet of a workbook.
struct CsvTable {
  std::string file;
  bool readable = false;  ///< false: a reported problem made the whole table useless
  int header_line = 1;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

/// Reads RFC 4180: quoted fields, line breaks inside them, CRLF or LF, a byte order mark. Rows
/// without any text are skipped. Never throws and never stops at the first problem; what is wrong
/// is added to `problems`: csv.encoding, csv.not_utf8, csv.nul, csv.empty, csv.separator,
/// csv.open_quote, csv.after_quote, csv.fields, csv.duplicate_column. O(bytes).
CsvTable parse_csv(std::string_view bytes, const std::string& file, Problems& problems);

/// Rows as they stand, the header among them, without any check of their width.
struct CsvScan {
  std::vector<CsvRow> rows;
  int open_quote = 0;            ///< line of a quote that never ends; 0: none
  std::vector<int> after_quote;  ///< lines where text follows a closing quote
};
CsvScan scan_csv(std::string_view text, char separator);

/// What separates the cells of this header line: ',', ';' or a tab.
char separator_of(std::string_view header_line);

/// False, and csv.duplicate_column for each, when two columns of the header have one name.
bool check_header(const CsvTable& table, Problems& problems);

/// False, and one problem, when the bytes are not text in UTF-8.
bool check_text(std::string_view bytes, const std::string& file, Problems& problems);

/// One line of `cells`, quoted where needed, ended by a line feed.
void append_csv_row(std::string& out, const std::vector<std::string>& cells);

}  // namespace dostyq::io
