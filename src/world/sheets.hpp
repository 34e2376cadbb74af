#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "io/csv.hpp"
#include "io/spreadsheet.hpp"
#include "world/schema.hpp"

namespace dostyq::world {

/// The name of each table's sheet: Excel allows 31 characters and not the name "history".
std::map<std::string, std::string> sheet_names(const std::vector<TableSchema>& schemas);

/// A sheet as if it were a CSV file of that name: numbers and Excel dates as the text that the
/// columns of `schema` ask for. Problems: csv.empty, csv.duplicate_column, workbook.untitled.
io::CsvTable read_sheet(const io::Sheet& sheet, const TableSchema& schema, Date origin,
                        const std::string& file, Problems& problems);

}  // namespace dostyq::world
