#pragma once

#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "travel/hierarchy.hpp"

namespace dostyq::travel {

/// Writes a hierarchy to one file, first beside it under another name, so that a reader never sees
/// half of one. Errors: file.not_writable.
Result<void> save_hierarchy(const Hierarchy& hierarchy, const std::filesystem::path& path);

/// Maps a saved hierarchy read-only; processes that map the same file share its memory. Checks the
/// header, the sizes, the checksum and the range of every index, in one pass over the file: what is
/// opened can be used without further checks. A file must not be changed in place while it is open
/// (save_hierarchy never does). Errors: file.missing, file.not_readable, travel.hierarchy_damaged,
/// travel.hierarchy_version, and travel.hierarchy_stale when it was made from other input than
/// `expected`.
Result<Hierarchy> open_hierarchy(const std::filesystem::path& path,
                                 const std::optional<InputHash>& expected = std::nullopt);

}  // namespace dostyq::travel
