#include "http/page.hpp"

#include <sodium.h>

#include <vector>

#include "http/field.hpp"

namespace dostyq::http {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::string_view kMark = "1:";  // what every key begins with inside a cursor

std::optional<std::string> key_of(std::string_view cursor) {
  std::vector<unsigned char> bytes(cursor.size());
  size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), cursor.data(), cursor.size(), nullptr, &length,
                        nullptr, kVariant) != 0)
    return std::nullopt;
  const std::string text(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
  if (!text.starts_with(kMark) || !is_utf8(text)) return std::nullopt;
  return text.substr(kMark.size());
}

}  // namespace

std::string cursor_of(std::string_view key) {
  const std::string text = std::string(kMark) + std::string(key);
  std::string out(sodium_base64_encoded_len(text.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()),
                    text.size(), kVariant);
  out.resize(out.find('\0'));
  return out;
}

tl::expected<PageRequest, Problem> read_page(const Request& request, size_t usual, size_t most) {
  PageRequest page{usual, ""};
  if (request.target.has_query("limit")) {
    const std::optional<uint64_t> limit = parse_count(request.target.query_value("limit"));
    if (!limit || *limit < 1 || *limit > most)
      return invalid({{"limit", "http.bad_limit", {std::to_string(most)}, {}}});
    page.limit = static_cast<size_t>(*limit);
  }
  if (const std::string_view cursor = request.target.query_value("after"); !cursor.empty()) {
    std::optional<std::string> key = key_of(cursor);
    if (!key) return invalid({{"after", "http.bad_cursor", {}, {}}});
    page.after = std::move(*key);
  }
  return page;
}

void add_next_link(Response& response, const Request& request, std::string_view next_cursor) {
  std::string link = "<" + request.target.path() + "?";
  for (const auto& [name, value] : request.target.query) {
    if (name != "after") link += percent_encode(name) + "=" + percent_encode(value) + "&";
  }
  link += "after=" + percent_encode(next_cursor) + ">; rel=\"next\"";
  response.headers.add("Link", std::move(link));
}

}  // namespace dostyq::http
