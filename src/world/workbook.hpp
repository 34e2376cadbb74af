#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "world/programme.hpp"

// The tables of a programme as one Excel workbook: a sheet for each CSV file, and a guide in front.
namespace dostyq::world {

/// Header bold and frozen, lists for kinds, confidences, yes/no and ids, text cells for codes and
/// dates. Same programme, same bytes.
Result<void> write_workbook(const Programme& programme, const std::filesystem::path& path);

/// An empty workbook with the tables of docs/programme.md (no registers) and the guide in one
/// language.
Result<void> write_template(const std::filesystem::path& path, Language language);

/// Replaces the CSV tables of the programme in `folder` by the sheets of the workbook, after
/// everything together has been validated: all or nothing. programme.toml and directives.toml stay
/// as they are; without a sheet for travel.csv, that too. Problems name "workbook.xlsx!sheet" and
/// the row in Excel.
Checked<Programme> read_workbook(const std::filesystem::path& path,
                                 const std::filesystem::path& folder);

}  // namespace dostyq::world
