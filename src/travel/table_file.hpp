#pragma once

#include <filesystem>
#include <optional>

#include "io/file.hpp"
#include "travel/table.hpp"

namespace dostyq::travel {

/// Keeps a table in one file, with the hash of what it was made from. Error: file.not_writable.
Result<void> save_table(const Table& table, const io::Sha256& made_from,
                        const std::filesystem::path& path);

/// The kept table; nothing when there is none, when it was made from something else, and when the
/// file is damaged: then it has to be made again.
std::optional<Table> open_table(const std::filesystem::path& path, const io::Sha256& made_from);

}  // namespace dostyq::travel
