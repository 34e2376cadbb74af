#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dostyq::io {

bool is_utf8(std::string_view bytes);

/// The likely encoding of bytes that are not UTF-8 ("WINDOWS-1251", "UTF-16LE" ...); empty when
/// there is no good guess.
std::string detect_encoding(std::string_view bytes);

/// Nothing when the encoding is unknown or the bytes are not valid in it.
std::optional<std::string> to_utf8(std::string_view bytes, const std::string& encoding);

}  // namespace dostyq::io
