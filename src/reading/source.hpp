#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "reading/tokens.hpp"

namespace dostyq::reading {

/// What the source's own marks say of a block.
enum class Hint : uint8_t { kNone, kTitle, kHeading, kLinks, kCaption, kByline, kQuote, kItem };

struct Block {
  Span span;  ///< of the text; never empty
  Hint hint = Hint::kNone;
};

/// A source as text.
struct Source {
  std::string format;      ///< text, html, pdf, docx
  std::string encoding;    ///< that the bytes were in
  bool extracted = false;  ///< offsets count in the text, not in the source
  std::string text;        ///< UTF-8
  std::vector<Block> blocks;
  std::string title, byline, published;  ///< from a page's own marks; may be empty
  std::vector<std::string> notes;        ///< keys reading.note.*
};

/// The largest source, and the most text that is taken out of one.
inline constexpr size_t kMostBytes = size_t{64} << 20U;
inline constexpr size_t kMostText = size_t{32} << 20U;

/// Finds out what the bytes are and takes the text out. Errors: reading.too_large, reading.bad_pdf,
/// reading.no_pdf_reader, reading.bad_docx, reading.bad_html.
Result<Source> open_source(std::string_view bytes);

// Of one format each.
Result<Source> read_html(std::string_view bytes);
Result<Source> read_docx(std::string_view bytes);
Result<Source> read_pdf(std::string_view bytes);
Source read_text(std::string_view bytes);

/// Bytes as UTF-8 and what they were in; in no known encoding, with U+FFFD for what is not UTF-8
/// (encoding is then empty).
struct Decoded {
  std::string text, encoding;
};
Decoded decode(std::string_view bytes);

/// Lines as blocks; a text that is broken at a right margin is put together by its empty lines.
std::vector<Block> blocks_of_lines(std::string_view text);

}  // namespace dostyq::reading
