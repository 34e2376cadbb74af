#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/error.hpp"

namespace dostyq::world {

/// The files of a small, complete, working programme of an invented country (src/world/template):
/// file name → bytes.
std::map<std::string, std::string> example_files();

/// Writes them into a new or empty folder. Problems: folder.not_empty, folder.not_writable.
Result<void> create_new(const std::filesystem::path& folder);

}  // namespace dostyq::world
