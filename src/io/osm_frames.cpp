#include "io/osm_frames.hpp"

#include <fstream>
#include <protozero/pbf_reader.hpp>
#include <system_error>

namespace dostyq::io {
namespace {

constexpr uint32_t kMostHeader = 64U << 10U;  ///< from the format's definition
constexpr uint32_t kMostBlock = 32U << 20U;

/// Bytes at a place of the file or the memory; empty when they are not all there.
class Bytes {
 public:
  explicit Bytes(const OsmSource& source) : source_(source) {
    if (source.in_memory()) {
      size_ = source.bytes().size();
      return;
    }
    in_.open(source.path(), std::ios::binary);
    std::error_code error;
    size_ = std::filesystem::file_size(source.path(), error);
    if (error) size_ = 0;
  }

  uint64_t size() const { return size_; }

  std::string at(uint64_t offset, uint64_t count) {
    if (offset + count > size_) return {};
    if (source_.in_memory()) return std::string(source_.bytes().substr(offset, count));
    std::string bytes(count, '\0');
    in_.seekg(static_cast<std::streamoff>(offset));
    in_.read(bytes.data(), static_cast<std::streamsize>(count));
    return in_ ? bytes : std::string();
  }

 private:
  const OsmSource& source_;
  std::ifstream in_;
  uint64_t size_ = 0;
};

uint32_t big_endian(const std::string& four) {
  uint32_t value = 0;
  for (const char c : four) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

/// The size of the block after this frame header; 0 when it is not one.
uint32_t block_size(const std::string& header, bool first) {
  constexpr protozero::pbf_tag_type kType = 1;
  constexpr protozero::pbf_tag_type kSize = 3;
  try {
    std::string type;
    int64_t size = 0;
    protozero::pbf_reader reader(header);
    while (reader.next()) {
      if (reader.tag() == kType &&
          reader.wire_type() == protozero::pbf_wire_type::length_delimited) {
        type = reader.get_string();
      } else if (reader.tag() == kSize && reader.wire_type() == protozero::pbf_wire_type::varint) {
        size = reader.get_int64();
      } else {
        reader.skip();
      }
    }
    const bool good = type == (first ? "OSMHeader" : "OSMData") && size > 0 && size <= kMostBlock;
    return good ? static_cast<uint32_t>(size) : 0;
  } catch (const protozero::exception&) {
    return 0;
  }
}

}  // namespace

Result<void> check_pbf_frames(const OsmSource& source) {
  Bytes bytes(source);
  uint64_t at = 0;
  while (at < bytes.size()) {
    const std::string four = bytes.at(at, 4);
    const uint32_t header_size = big_endian(four);
    const bool sane = header_size > 0 && header_size <= kMostHeader;
    const uint32_t block = sane ? block_size(bytes.at(at + 4, header_size), at == 0) : 0;
    const uint64_t next = at + 4 + header_size + block;
    if (block == 0 || next > bytes.size()) {
      return fail("osm.cut", {std::to_string(at), std::to_string(bytes.size())},
                  {source.name(), 0, ""});
    }
    at = next;
  }
  return {};
}

}  // namespace dostyq::io
