#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/error.hpp"
#include "world/programme.hpp"

namespace dostyq::world {

/// Reads and validates a whole programme folder except directives.toml. Either everything is right,
/// or all problems of all files are reported at once: file, row (1 is the header), column, what is
/// wrong, how to mend it.
Checked<Programme> load(const std::filesystem::path& folder);

/// The same from memory: file name → bytes, as they would stand in the folder. `directives.toml`
/// and boundaries are hashed, not read.
Checked<Programme> load_files(const std::map<std::string, std::string>& files);

/// What save() writes: file name → bytes.
std::map<std::string, std::string> to_files(const Programme& programme);

/// Writes a programme back as the same files (the tables sorted by id). load(save(p)) == p but for
/// input_hashes. All or nothing: files are written beside and renamed.
Result<void> save(const Programme& programme, const std::filesystem::path& folder);

}  // namespace dostyq::world
