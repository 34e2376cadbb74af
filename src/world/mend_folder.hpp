#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace dostyq::world {

/// Mends every CSV file of a programme folder that a spreadsheet program has rewritten: encoding,
/// separators, dates and decimal commas (`dostyq check --fix`). The names of the changed files,
/// sorted; what could not be mended, for all files at once.
Checked<std::vector<std::string>> mend_folder(const std::filesystem::path& folder);

}  // namespace dostyq::world
