#include "reading/source.hpp"

#include <algorithm>

#include "io/encoding.hpp"
#include "io/zip_archive.hpp"
#include "reading/letters.hpp"

namespace dostyq::reading {
namespace {

constexpr size_t kLooked = 2048;  // bytes in which a page says what it is

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool looks_like_html(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kLooked));
  if (head.find("<!doctype html") != std::string::npos) return true;
  // UTF-16 pages have a zero byte between their letters.
  std::string narrow;
  for (const char c : head) {
    if (c != '\0') narrow += c;
  }
  return narrow.find("<!doctype html") != std::string::npos ||
         narrow.find("<html") != std::string::npos || narrow.find("<body") != std::string::npos ||
         narrow.find("<article") != std::string::npos;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

/// Lines without their spaces; empty ones are kept, as empty.
std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    size_t first = at;
    size_t last = end;
    while (first < last && is_space(text[first])) ++first;
    while (last > first && is_space(text[last - 1])) --last;
    lines.push_back({static_cast<uint32_t>(first), static_cast<uint32_t>(last)});
    at = end + 1;
  }
  return lines;
}

bool ends_sentence(std::string_view line) {
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':') ||
         line.ends_with(';') || line.ends_with("»") || line.ends_with("…");
}

/// Broken at a margin: most lines that another follows are of about one length and end nowhere.
bool is_broken_at_margin(std::string_view text, const std::vector<Span>& lines) {
  size_t followed = 0;
  size_t unfinished = 0;
  size_t longest = 0;
  for (const Span& line : lines) longest = std::max<size_t>(longest, line.end - line.begin);
  if (longest > 400) return false;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].empty() || lines[i + 1].empty()) continue;
    ++followed;
    const std::string_view line = cut(text, lines[i]);
    const std::string_view next = cut(text, lines[i + 1]);
    const bool goes_on = !ends_sentence(line) && line.size() * 2 > longest && !next.empty();
    if (goes_on) ++unfinished;
  }
  return followed >= 4 && unfinished * 3 >= followed * 2;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  if (io::is_utf8(bytes) && bytes.find('\0') == std::string_view::npos)
    return {std::string(bytes), "UTF-8"};
  const std::string guess = io::detect_encoding(bytes);
  if (!guess.empty()) {
    if (auto text = io::to_utf8(bytes, guess)) return {std::move(*text), guess};
  }
  // Short Cyrillic texts in one byte a letter are too little for a guess.
  const auto high = std::count_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0xC0; });
  if (!io::is_utf8(bytes) && static_cast<size_t>(high) * 3 > bytes.size()) {
    if (auto text = io::to_utf8(bytes, "WINDOWS-1251")) return {std::move(*text), "WINDOWS-1251"};
  }
  if (io::is_utf8(bytes)) return {std::string(bytes), "UTF-8"};
  // What is not understood is shown as U+FFFD.
  std::string text;
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint c = code_point(bytes, at);
    append(text, c.value);
    at = c.end;
  }
  return {std::move(text), ""};
}

std::vector<Block> blocks_of_lines(std::string_view text) {
  const std::vector<Span> lines = lines_of(text);
  const bool broken = is_broken_at_margin(text, lines);
  std::vector<Block> blocks;
  bool open = false;
  for (const Span& line : lines) {
    if (line.empty()) {
      open = false;
      continue;
    }
    if (broken && open) {
      blocks.back().span.end = line.end;
    } else {
      blocks.push_back({line, Hint::kNone});
    }
    open = true;
  }
  return blocks;
}

Source read_text(std::string_view bytes) {
  Source source;
  source.format = "text";
  Decoded decoded = decode(bytes);
  source.encoding = decoded.encoding.empty() ? "unknown" : decoded.encoding;
  source.text = std::move(decoded.text);
  source.extracted = decoded.encoding != "UTF-8";
  if (decoded.encoding.empty()) source.notes.emplace_back("reading.note.bad_bytes");
  const auto controls = std::count_if(source.text.begin(), source.text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 32 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f';
  });
  if (static_cast<size_t>(controls) * 20 > source.text.size()) {
    source.notes.emplace_back("reading.note.not_text");
    return source;
  }
  source.blocks = blocks_of_lines(source.text);
  return source;
}

Result<Source> open_source(std::string_view bytes) {
  if (bytes.size() > kMostBytes)
    return fail("reading.too_large", {std::to_string(kMostBytes >> 20U)}, {}, ErrorCode::kBadInput);
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return read_pdf(bytes);
  if (bytes.starts_with("PK\x03\x04")) return read_docx(bytes);
  if (looks_like_html(bytes)) return read_html(bytes);
  Source source = read_text(bytes);
  if (source.text.size() > kMostText)
    return fail("reading.too_large", {std::to_string(kMostText >> 20U)});
  return source;
}

}  // namespace dostyq::reading
