#pragma once

#include <array>
#include <cstdint>
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

using Sha256 = std::array<uint8_t, 32>;
Sha256 sha256(std::string_view bytes);
/// Of a file of any size, read in pieces. Problems: as read_file.
Result<Sha256> sha256_of_file(const std::filesystem::path& path);
/// As 64 lower-case hexadecimal digits.
std::string hex(const Sha256& hash);
std::string sha256_hex(std::string_view bytes);

}  // namespace dostyq::io
