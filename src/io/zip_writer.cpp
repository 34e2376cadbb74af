#include "io/zip_writer.hpp"

#include <zlib.h>

#include <cstdint>

#include "base/check.hpp"

namespace dostyq::io {
namespace {

void put(std::string& out, uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i) & 0xFF);
}

std::string deflated(const std::string& bytes) {
  z_stream stream{};
  // Raw deflate: the archive has its own check sums.
  DOSTYQ_CHECK(deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  DOSTYQ_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string write_zip(const std::map<std::string, std::string>& files) {
  std::string out;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    const std::string packed = deflated(bytes);
    const uLong crc =
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    std::string common;
    put(common, 20, 2);                        // version needed
    put(common, 0x0800, 2);                    // names are UTF-8
    put(common, 8, 2);                         // deflated
    put(common, 0, 2);                         // time 00:00
    put(common, (45 << 9) | (1 << 5) | 1, 2);  // 2025-01-01
    put(common, crc, 4);
    put(common, packed.size(), 4);
    put(common, bytes.size(), 4);
    put(common, name.size(), 2);
    put(common, 0, 2);  // extra
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 10);  // comment, disk, attributes
    put(directory, out.size(), 4);
    directory += name;
    out += "PK\x03\x04" + common + name + packed;
  }
  const size_t at = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, files.size(), 2);
  put(out, files.size(), 2);
  put(out, directory.size(), 4);
  put(out, at, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace dostyq::io
