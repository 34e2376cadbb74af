#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dostyq::io {

/// The files inside a ZIP archive in memory (stored or deflated, no ZIP64, no passwords). Meant for
/// archives from strangers: every offset is checked, and no more is unpacked than the caller
/// allows, whatever the archive says of itself. Refers to the bytes it was opened on.
class ZipArchive {
 public:
  /// Nothing when the bytes are no archive.
  static std::optional<ZipArchive> open(std::string_view bytes);

  bool has(const std::string& name) const { return entries_.contains(name); }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    all.reserve(entries_.size());
    for (const auto& [name, entry] : entries_) all.push_back(name);
    return all;
  }

  enum class Failure { kNone, kMissing, kDamaged, kTooLarge };
  struct Content {
    std::string bytes;
    Failure failure = Failure::kNone;
  };
  /// O(bytes unpacked); checks the CRC.
  Content read(const std::string& name, size_t most_bytes) const;

 private:
  struct Entry {
    uint32_t method = 0, crc = 0, packed_size = 0, size = 0, header = 0;
  };

  explicit ZipArchive(std::string_view bytes) : bytes_(bytes) {}
  bool read_directory();
  std::optional<std::string_view> packed(const Entry& entry) const;

  std::string_view bytes_;
  std::map<std::string, Entry> entries_;
};

}  // namespace dostyq::io
