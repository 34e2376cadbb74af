#include "http/conditional.hpp"

#include <sodium.h>

#include <array>

#include "http/field.hpp"

namespace dostyq::http {

std::string etag_of(std::string_view bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return "\"" + std::string(hex.data()) + "\"";
}

Response tagged(const Request& request, Response response, const std::string& etag) {
  response.headers.set("ETag", etag);
  const std::string_view known = request.headers.get("If-None-Match");
  const bool reads = request.method == Method::kGet || request.method == Method::kHead;
  if (reads && response.status == 200 && !known.empty() && etag_matches(known, etag, true)) {
    response.status = 304;
    response.body = Body();
    std::erase_if(response.headers.all, [](const Header& header) {
      return same_name(header.name, "Content-Type") || same_name(header.name, "Content-Encoding");
    });
  }
  return response;
}

std::optional<Problem> unless_match(const Request& request, const std::string& etag) {
  const std::string_view wanted = request.headers.get("If-Match");
  if (wanted.empty()) return Problem{428, "http.needs_if_match", {}, {}, {}};
  if (!etag_matches(wanted, etag, false)) return Problem{412, "http.changed_meanwhile", {}, {}, {}};
  return std::nullopt;
}

}  // namespace dostyq::http
