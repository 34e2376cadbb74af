#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// For the tests of src/io only.
namespace dostyq::io {

/// An archive with these files, stored or deflated.
class TestZip {
 public:
  TestZip& add(const std::string& name, const std::string& content, bool deflated = false) {
    const std::string packed = deflated ? deflate_all(content) : content;
    const auto crc = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()),
                                                 static_cast<uInt>(content.size())));
    const std::string common = number(deflated ? 8 : 0, 2) + number(0, 4) + number(crc, 4) +
                               number(packed.size(), 4) + number(content.size(), 4) +
                               number(name.size(), 2) + number(0, 2);
    directory_ += "PK\x01\x02" + number(20, 2) + number(20, 2) + number(0, 2) + common +
                  number(0, 10) + number(bytes_.size(), 4) + name;
    bytes_ += "PK\x03\x04" + number(20, 2) + number(0, 2) + common + name + packed;
    ++count_;
    return *this;
  }

  std::string bytes() const {
    return bytes_ + directory_ + "PK\x05\x06" + number(0, 4) + number(count_, 2) +
           number(count_, 2) + number(directory_.size(), 4) + number(bytes_.size(), 4) +
           number(0, 2);
  }

 private:
  static std::string number(size_t value, size_t size) {
    std::string out;
    for (size_t i = 0; i < size; ++i)
      out += static_cast<char>(i < 8 ? (value >> (8 * i)) & 0xFF : 0);
    return out;
  }

  static std::string deflate_all(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  std::string bytes_;
  std::string directory_;
  size_t count_ = 0;
};

}  // namespace dostyq::io
