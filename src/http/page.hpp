#pragma once

#include <string>
#include <string_view>

#include "http/problem.hpp"

// Long lists in pages: ?limit=50&after=CURSOR, {"items": […], "next": CURSOR or null}, and a Link
// header.
namespace dostyq::http {

struct PageRequest {
  size_t limit = 50;
  std::string after;  ///< the key of the last item of the page before; "" from the start
};

/// Reads ?limit and ?after. Refusals: 422 for a limit outside 1 … `most` and for a cursor that we
/// did not make.
tl::expected<PageRequest, Problem> read_page(const Request& request, size_t usual = 50,
                                             size_t most = 500);

/// Keys are any UTF-8 text; cursors are opaque to clients.
std::string cursor_of(std::string_view key);

/// Adds Link: <…>; rel="next" with the request's own query but for `after`.
void add_next_link(Response& response, const Request& request, std::string_view next_cursor);

}  // namespace dostyq::http
