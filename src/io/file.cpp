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

tl::unexpected<Error> not_readable(const fs::path& path) {
  return fail("file.not_readable", {path.string()}, {path.filename().string(), 0, ""});
}

Result<std::ifstream> open_to_read(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    return fail("file.missing", {path.string()}, {path.filename().string(), 0, ""});
  if (fs::is_directory(path, error)) return not_readable(path);
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return not_readable(path);
  return in;
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  Result<std::ifstream> in = open_to_read(path);
  if (!in) return tl::unexpected(in.error());
  std::string bytes((std::istreambuf_iterator<char>(*in)), std::istreambuf_iterator<char>());
  if (in->bad()) return not_readable(path);
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

Sha256 sha256(std::string_view bytes) {
  Sha256 hash{};
  static_assert(hash.size() == crypto_hash_sha256_BYTES);
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return hash;
}

Result<Sha256> sha256_of_file(const fs::path& path) {
  Result<std::ifstream> in = open_to_read(path);
  if (!in) return tl::unexpected(in.error());
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<char> piece(size_t{1} << 20);
  while (*in) {
    in->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                              static_cast<unsigned long long>(in->gcount()));
  }
  if (in->bad()) return not_readable(path);
  Sha256 hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::string hex(const Sha256& hash) {
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
  return digits.data();
}

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

}  // namespace dostyq::io
