#include "http/field.hpp"

#include <cstdint>

namespace dostyq::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

// Cuts the next part off `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
  const size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return trimmed(part);
}

// "q=0.8" in thousandths; 1000 when absent, 0 when it is not a quality.
int quality(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view part = next_part(parameters, ';');
    if (part.size() < 2 || (part[0] != 'q' && part[0] != 'Q') || part[1] != '=') continue;
    const std::string_view digits = part.substr(2);
    if (digits.empty() || digits.size() > 5 || (digits[0] != '0' && digits[0] != '1')) return 0;
    if (digits.size() > 1 && digits[1] != '.') return 0;
    int value = (digits[0] - '0') * 1000;
    int unit = 100;
    for (const char c : digits.substr(digits.size() > 1 ? 2 : 1)) {
      if (c < '0' || c > '9') return 0;
      value += (c - '0') * unit;
      unit /= 10;
    }
    return value > 1000 ? 0 : value;
  }
  return 1000;
}

struct Weighted {
  std::string_view value;
  int quality = 0;
};

Weighted next_weighted(std::string_view& rest) {
  std::string_view part = next_part(rest, ',');
  Weighted item;
  item.value = next_part(part, ';');
  item.quality = quality(part);
  return item;
}

}  // namespace

std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::string_view part = next_part(header, ';');
    const size_t equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name)
      return part.substr(equals + 1);
  }
  return "";
}

std::optional<Language> preferred_language(std::string_view header) {
  std::optional<Language> best;
  int best_quality = 0;
  while (!header.empty()) {
    const Weighted item = next_weighted(header);
    const std::string tag = lower(item.value.substr(0, item.value.find('-')));
    const std::optional<Language> language = parse_language(tag);
    if (!language || item.quality <= best_quality) continue;
    best = language;
    best_quality = item.quality;
  }
  return best;
}

Coding accepted_coding(std::string_view header, bool has_brotli, bool has_gzip) {
  int brotli = -1;
  int gzip = -1;
  int any = -1;
  while (!header.empty()) {
    const Weighted item = next_weighted(header);
    const std::string coding = lower(item.value);
    if (coding == "br") brotli = item.quality;
    if (coding == "gzip" || coding == "x-gzip") gzip = item.quality;
    if (coding == "*") any = item.quality;
  }
  if (brotli < 0) brotli = any;
  if (gzip < 0) gzip = any;
  if (has_brotli && brotli > 0 && (brotli >= gzip || !has_gzip)) return Coding::kBrotli;
  if (has_gzip && gzip > 0) return Coding::kGzip;
  return Coding::kIdentity;
}

bool etag_matches(std::string_view list, std::string_view etag, bool weak) {
  if (trimmed(list) == "*") return true;
  const auto opaque = [](std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
  };
  while (!list.empty()) {
    const std::string_view item = next_part(list, ',');
    if (weak ? opaque(item) == opaque(etag) : item == etag && !item.starts_with("W/")) return true;
  }
  return false;
}

std::string media_type(std::string_view header) {
  return lower(trimmed(header.substr(0, header.find(';'))));
}

std::optional<uint64_t> parse_count(std::string_view text) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  return value;
}

}  // namespace dostyq::http
