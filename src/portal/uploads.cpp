#include "portal/uploads.hpp"

#include <sodium.h>

#include <array>
#include <chrono>

#include "io/file.hpp"

namespace dostyq::portal {
namespace {

constexpr int64_t kDay = 24 * 60 * 60;
constexpr size_t kMostBytes = 200 * 1024 * 1024;
constexpr size_t kMostOfOne = 60 * 1024 * 1024;

int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// Not to be guessed.
std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(33, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

Result<Uploads::Kept> Uploads::keep(const std::string& owner, const std::string& name,
                                    const std::string& type, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  std::erase_if(files_, [&](const auto& file) { return now() - file.second.at > kDay; });
  size_t all = bytes.size();
  size_t own = bytes.size();
  for (const auto& [id, file] : files_) {
    all += file.bytes.size();
    if (file.owner == owner) own += file.bytes.size();
  }
  if (all > kMostBytes || own > kMostOfOne) return fail("upload.full", {}, {}, ErrorCode::kLimit);
  Kept kept{random_id(), owner, name, type, bytes, io::sha256_hex(bytes), now()};
  files_.emplace(kept.id, kept);
  return kept;
}

std::optional<Uploads::Kept> Uploads::take(const std::string& owner, const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto at = files_.find(id);
  if (at == files_.end() || at->second.owner != owner) return std::nullopt;
  Kept kept = std::move(at->second);
  files_.erase(at);
  return kept;
}

}  // namespace dostyq::portal
