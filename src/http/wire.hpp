#pragma once

#include <cstddef>
#include <string>

#include "http/message.hpp"

namespace dostyq::http {

/// How an answer goes over the connection.
struct Framing {
  bool keep_alive = true;
  bool chunked = false;       ///< no length is known
  size_t content_length = 0;  ///< when not chunked
  bool secure = false;        ///< the visitor came over TLS
  int minor = 1;              ///< of the request
};

/// Status line and headers up to the empty line. Adds Date, the framing, and what every answer has
/// unless the handler said otherwise: Cache-Control: no-store, nosniff, no referrer, no framing,
/// same-origin only, and a Content-Security-Policy that allows nothing. Control characters in
/// values become spaces, so that no value can start a header of its own.
std::string format_head(const Response& response, const Framing& framing);

/// The policy of our pages: everything from here, nothing inline, no frames, no plug-ins.
std::string_view page_policy();

/// "Sun, 06 Nov 1994 08:49:37 GMT"; made once a second for each thread.
std::string_view http_date();

}  // namespace dostyq::http
