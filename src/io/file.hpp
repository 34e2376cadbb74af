#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace dostyq::io {

/// The whole file as bytes. Problems: file.missing, file.not_readable.
Result<std::string> read_file(const std::filesystem::path& path);

struct NewFile {
  std::filesystem::path path;
  std::string bytes;
};

/// Writes every file beside its target, then renames all of them: a reader never sees half a file,
/// and a full disk changes nothing. Problem: file.not_writable (what was written beside is removed
/// again).
Result<void> write_files(const std::vector<NewFile>& files);

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace dostyq::io
