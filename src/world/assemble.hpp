#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "io/csv.hpp"
#include "world/programme.hpp"
#include "world/schema.hpp"

namespace dostyq::world {

/// Gives the tables by name, from files or from the sheets of a workbook, and reports what was
/// wrong with reading them.
using ReadTables = std::function<std::map<std::string, io::CsvTable>(
    const std::vector<TableSchema>& schemas, bool config_readable, Problems& problems)>;

/// The one way to a validated programme: every check, and every problem at once. `input_hashes` is
/// left empty.
Checked<Programme> assemble(std::string_view config_toml, const ReadTables& read_tables,
                            Problems problems);

/// The bytes of every file of the folder that can be part of a programme, by file name.
Checked<std::map<std::string, std::string>> read_folder(const std::filesystem::path& folder);

}  // namespace dostyq::world
