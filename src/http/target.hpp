#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dostyq::http {

/// What a request asks for: "/api/v1/sites/konaev?lang=kk" taken apart and decoded.
///
/// Segments are valid UTF-8 without control characters, without '/' and '\', and never "", "." or
/// "..": a path that says one of these has no target, however it is encoded. So a segment can be
/// compared with names, and no path is ever "cleaned".
struct Target {
  std::vector<std::string> segments;  ///< empty: "/"
  std::vector<std::pair<std::string, std::string>> query;

  /// The first value of that name; "" when absent.
  std::string_view query_value(std::string_view name) const;
  bool has_query(std::string_view name) const;
  /// "/api/v1/sites/konaev", encoded again.
  std::string path() const;

  friend bool operator==(const Target&, const Target&) = default;
};

/// Origin form ("/a?b=c") and absolute form ("http://host/a?b=c") of RFC 9112. Nothing: not a
/// target. Linear; at most 8 KB, 32 segments and 64 query fields.
std::optional<Target> parse_target(std::string_view text);

/// Percent-encoding of everything that is not unreserved (RFC 3986).
std::string percent_encode(std::string_view text);
/// "%D0%94+a" → "Д a" (plus as space only when `form`). Nothing: broken escapes, bytes that are not
/// UTF-8, or control characters.
std::optional<std::string> percent_decode(std::string_view text, bool form);
/// Well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

}  // namespace dostyq::http
