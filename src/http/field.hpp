#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

// Values of header fields taken apart. All take any bytes and are linear.
namespace dostyq::http {

/// The value of a cookie in a Cookie header; "" when absent.
std::string_view cookie_value(std::string_view header, std::string_view name);

/// The language of ours with the highest quality in Accept-Language ("ru-KZ,ru;q=0.9,en;q=0.8"); on
/// a tie the first. Nothing when it names none of ours.
std::optional<Language> preferred_language(std::string_view header);

enum class Coding { kIdentity, kGzip, kBrotli };
/// The best content coding that Accept-Encoding allows among those that are at hand.
Coding accepted_coding(std::string_view header, bool has_brotli, bool has_gzip);

/// Is `etag` (with its quotes) in a list of If-None-Match or If-Match? "*" matches all. Weak marks
/// (W/) are ignored when `weak`, else a weak tag never matches (RFC 9110, 8.8.3.2).
bool etag_matches(std::string_view list, std::string_view etag, bool weak);

/// "application/json; charset=utf-8" → "application/json", in lower case.
std::string media_type(std::string_view header);

/// Last-Event-ID and other plain counts; nothing for anything but up to 19 digits.
std::optional<uint64_t> parse_count(std::string_view text);

}  // namespace dostyq::http
