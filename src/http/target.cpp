#include "http/target.hpp"

#include <algorithm>
#include <cstdint>

namespace dostyq::http {
namespace {

constexpr size_t kLongest = 8192;
constexpr size_t kMostSegments = 32;
constexpr size_t kMostFields = 64;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

// How many bytes follow a lead byte, and the smallest value they may stand for.
struct Lead {
  int more;
  uint32_t value, least;
};

std::optional<Lead> lead(unsigned char byte) {
  if (byte < 0x80) return Lead{0, byte, 0};
  if ((byte & 0xE0) == 0xC0) return Lead{1, byte & 0x1FU, 0x80};
  if ((byte & 0xF0) == 0xE0) return Lead{2, byte & 0x0FU, 0x800};
  if ((byte & 0xF8) == 0xF0) return Lead{3, byte & 0x07U, 0x10000};
  return std::nullopt;
}

bool parse_segments(std::string_view path, std::vector<std::string>& segments) {
  if (path.empty() || path.front() != '/') return false;
  path.remove_prefix(1);
  if (path.empty()) return true;
  while (true) {
    const size_t end = path.find('/');
    std::optional<std::string> segment = percent_decode(path.substr(0, end), false);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find_first_of("/\\") != std::string::npos || segments.size() == kMostSegments)
      return false;
    segments.push_back(std::move(*segment));
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
    if (path.empty()) return true;  // "/en/" is where "/en" is
  }
}

bool parse_query(std::string_view query, std::vector<std::pair<std::string, std::string>>& fields) {
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view field = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (field.empty()) continue;
    const size_t equals = field.find('=');
    std::optional<std::string> name = percent_decode(field.substr(0, equals), true);
    std::optional<std::string> value = equals == std::string_view::npos
                                           ? std::string()
                                           : percent_decode(field.substr(equals + 1), true);
    if (!name || !value || fields.size() == kMostFields) return false;
    fields.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

// "http://host/a" → "/a".
std::string_view without_authority(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const size_t slash = text.find_first_of("/?", scheme.size());
    if (slash == std::string_view::npos) return "/";
    return text.substr(slash);
  }
  return text;
}

}  // namespace

std::string_view Target::query_value(std::string_view name) const {
  for (const auto& [field, value] : query) {
    if (field == name) return value;
  }
  return "";
}

bool Target::has_query(std::string_view name) const {
  return std::any_of(query.begin(), query.end(),
                     [&](const auto& field) { return field.first == name; });
}

std::string Target::path() const {
  if (segments.empty()) return "/";
  std::string out;
  for (const std::string& segment : segments) out += "/" + percent_encode(segment);
  return out;
}

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const std::optional<Lead> first = lead(static_cast<unsigned char>(text[i]));
    if (!first || text.size() - i <= static_cast<size_t>(first->more)) return false;
    uint32_t value = first->value;
    for (int k = 0; k < first->more; ++k) {
      const auto byte = static_cast<unsigned char>(text[++i]);
      if ((byte & 0xC0) != 0x80) return false;
      value = value << 6 | (byte & 0x3FU);
    }
    if (value < first->least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
      return false;
  }
  return true;
}

std::optional<std::string> percent_decode(std::string_view text, bool form) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(form && text[i] == '+' ? ' ' : text[i]);
    }
  }
  if (has_control(out) || !is_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(kDigits[byte >> 4]);
      out.push_back(kDigits[byte & 15U]);
    }
  }
  return out;
}

std::optional<Target> parse_target(std::string_view text) {
  if (text.size() > kLongest || text.find('#') != std::string_view::npos) return std::nullopt;
  if (!text.starts_with('/') && !text.starts_with("http://") && !text.starts_with("https://"))
    return std::nullopt;
  text = without_authority(text);
  const size_t question = text.find('?');
  std::string_view path = text.substr(0, question);
  if (path.empty()) path = "/";
  Target target;
  if (!parse_segments(path, target.segments)) return std::nullopt;
  if (question != std::string_view::npos && !parse_query(text.substr(question + 1), target.query))
    return std::nullopt;
  return target;
}

}  // namespace dostyq::http
