#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/problem.hpp"

// ETag, If-None-Match, If-Match (RFC 9110, 13).
namespace dostyq::http {

/// A strong tag, with its quotes, of these bytes: 128 bits of BLAKE2b.
std::string etag_of(std::string_view bytes);

/// Tags the response; a GET or HEAD that has the same already gets 304 without a body.
Response tagged(const Request& request, Response response, const std::string& etag);

/// Before a write to something that has `etag` now: nothing when If-Match names it. 428 without
/// If-Match, 412 when somebody else was quicker.
std::optional<Problem> unless_match(const Request& request, const std::string& etag);

}  // namespace dostyq::http
