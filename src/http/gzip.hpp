#pragma once

#include <string>
#include <string_view>

namespace dostyq::http {

/// RFC 1952. The same bytes give the same bytes.
std::string gzip(std::string_view bytes);

}  // namespace dostyq::http
