#include "io/zip_archive.hpp"

#include <zlib.h>

#include <algorithm>

namespace dostyq::io {
namespace {

// Field offsets are those of PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kDirectoryEntry = 0x02014b50;
constexpr uint32_t kDirectoryEnd = 0x06054b50;
constexpr size_t kDirectoryEndSize = 22;
constexpr size_t kDirectoryEntrySize = 46;
constexpr size_t kLocalHeaderSize = 30;
constexpr uint32_t kStored = 0;
constexpr uint32_t kDeflated = 8;

/// Little-endian; 0 beyond the end.
uint32_t number(std::string_view bytes, size_t at, size_t size) {
  uint32_t value = 0;
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  for (size_t i = 0; i < size; ++i)
    value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

size_t find_directory_end(std::string_view bytes) {
  // A comment of up to 65,535 bytes may follow it.
  constexpr size_t kLongestComment = 65'535;
  for (size_t back = kDirectoryEndSize;
       back <= std::min(bytes.size(), kDirectoryEndSize + kLongestComment); ++back) {
    if (number(bytes, bytes.size() - back, 4) == kDirectoryEnd) return bytes.size() - back;
  }
  return std::string_view::npos;
}

ZipArchive::Content inflate_all(std::string_view packed, size_t most_bytes) {
  z_stream stream{};
  // Negative: the bare stream without zlib's own header.
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {"", ZipArchive::Failure::kDamaged};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  ZipArchive::Content content;
  int status = Z_OK;
  while (status == Z_OK && content.bytes.size() <= most_bytes) {
    constexpr size_t kChunk = 1U << 16U;
    const size_t before = content.bytes.size();
    content.bytes.resize(before + kChunk);
    stream.next_out = reinterpret_cast<Bytef*>(content.bytes.data() + before);
    stream.avail_out = static_cast<uInt>(kChunk);
    status = inflate(&stream, Z_NO_FLUSH);
    content.bytes.resize(content.bytes.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (content.bytes.size() > most_bytes) return {"", ZipArchive::Failure::kTooLarge};
  if (status != Z_STREAM_END) return {"", ZipArchive::Failure::kDamaged};
  return content;
}

}  // namespace

std::optional<ZipArchive> ZipArchive::open(std::string_view bytes) {
  ZipArchive archive(bytes);
  if (!archive.read_directory()) return std::nullopt;
  return archive;
}

bool ZipArchive::read_directory() {
  const size_t end = find_directory_end(bytes_);
  if (end == std::string_view::npos) return false;
  const uint32_t count = number(bytes_, end + 10, 2);
  size_t at = number(bytes_, end + 16, 4);
  for (uint32_t i = 0; i < count; ++i) {
    if (number(bytes_, at, 4) != kDirectoryEntry) return false;
    const size_t name_size = number(bytes_, at + 28, 2);
    if (at + kDirectoryEntrySize + name_size > bytes_.size()) return false;
    const Entry entry{number(bytes_, at + 10, 2), number(bytes_, at + 16, 4),
                      number(bytes_, at + 20, 4), number(bytes_, at + 24, 4),
                      number(bytes_, at + 42, 4)};
    entries_.emplace(bytes_.substr(at + kDirectoryEntrySize, name_size), entry);
    at += kDirectoryEntrySize + name_size + number(bytes_, at + 30, 2) + number(bytes_, at + 32, 2);
  }
  return true;
}

std::optional<std::string_view> ZipArchive::packed(const Entry& entry) const {
  const size_t at = entry.header;
  if (number(bytes_, at, 4) != kLocalHeader) return std::nullopt;
  const size_t begin =
      at + kLocalHeaderSize + number(bytes_, at + 26, 2) + number(bytes_, at + 28, 2);
  if (begin > bytes_.size() || bytes_.size() - begin < entry.packed_size) return std::nullopt;
  return bytes_.substr(begin, entry.packed_size);
}

ZipArchive::Content ZipArchive::read(const std::string& name, size_t most_bytes) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return {"", Failure::kMissing};
  const Entry& entry = found->second;
  const auto raw = packed(entry);
  if (!raw || (entry.method != kStored && entry.method != kDeflated))
    return {"", Failure::kDamaged};
  if (entry.method == kStored && raw->size() > most_bytes) return {"", Failure::kTooLarge};
  Content content =
      entry.method == kStored ? Content{std::string(*raw)} : inflate_all(*raw, most_bytes);
  if (content.failure != Failure::kNone) return content;
  const uLong crc =
      crc32_z(0, reinterpret_cast<const Bytef*>(content.bytes.data()), content.bytes.size());
  if (content.bytes.size() != entry.size || crc != entry.crc) return {"", Failure::kDamaged};
  return content;
}

}  // namespace dostyq::io
