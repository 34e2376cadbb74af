#include "io/file.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <system_error>

namespace dostyq::io {
namespace fs = std::filesystem;
namespace {

fs::path beside(const fs::path& path) {
  fs::path name = path;
  name += ".dostyq-new";
  return name;
}

void remove_all_beside(const std::vector<NewFile>& files) {
  std::error_code ignored;
  for (const NewFile& file : files) fs::remove(beside(file.path), ignored);
}

bool write_beside(const NewFile& file) {
  std::ofstream out(beside(file.path), std::ios::binary | std::ios::trunc);
  out.write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
  out.close();
  return out.good();
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  const std::string file_name = path.filename().string();
  std::error_code error;
  if (!fs::exists(path, error)) return fail("file.missing", {path.string()}, {file_name, 0, ""});
  if (fs::is_directory(path, error)) {
    return fail("file.not_readable", {path.string()}, {file_name, 0, ""});
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad()) {
    return fail("file.not_readable", {path.string()}, {file_name, 0, ""});
  }
  return bytes;
}

Result<void> write_files(const std::vector<NewFile>& files) {
  for (const NewFile& file : files) {
    if (!write_beside(file)) {
      remove_all_beside(files);
      return fail("file.not_writable", {file.path.string()}, {file.path.filename().string(), 0, ""},
                  ErrorCode::kInternal);
    }
  }
  for (const NewFile& file : files) {
    std::error_code error;
    fs::rename(beside(file.path), file.path, error);
    if (error) {
      remove_all_beside(files);
      return fail("file.not_writable", {file.path.string()}, {file.path.filename().string(), 0, ""},
                  ErrorCode::kInternal);
    }
  }
  return {};
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace dostyq::io
