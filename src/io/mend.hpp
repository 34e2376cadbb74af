#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace dostyq::io {

/// Columns that a spreadsheet program with Russian or Kazakh settings rewrites when it saves a CSV
/// file.
struct MendColumns {
  std::vector<std::string> dates;     ///< 24.04.2027 becomes 2027-04-24
  std::vector<std::string> decimals;  ///< 43,25 becomes 43.25
};

/// Rewrites a CSV file as UTF-8 with commas, when it is not; true when it was changed. What cannot
/// be mended without guessing is a problem: csv.not_utf8 (unknown encoding), csv.nul,
/// csv.open_quote.
Result<bool> mend_csv(const std::filesystem::path& path, const MendColumns& columns = {});

}  // namespace dostyq::io
