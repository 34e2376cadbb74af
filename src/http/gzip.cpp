#include "http/gzip.hpp"

#include <zlib.h>

#include "base/check.hpp"

namespace dostyq::http {

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  // Somebody waits for a large answer that is made anew: three times quicker, a fifth larger.
  const int level = bytes.size() > (1U << 20U) ? 1 : 6;
  DOSTYQ_CHECK(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) ==
               Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  DOSTYQ_CHECK(result == Z_STREAM_END);
  return out;
}

}  // namespace dostyq::http
