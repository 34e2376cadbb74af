#include "http/message.hpp"

#include <algorithm>
#include <array>

#include "http/field.hpp"

namespace dostyq::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods{
    {{Method::kGet, "GET"},
     {Method::kHead, "HEAD"},
     {Method::kPost, "POST"},
     {Method::kPut, "PUT"},
     {Method::kPatch, "PATCH"},
     {Method::kDelete, "DELETE"},
     {Method::kOptions, "OPTIONS"}}};

constexpr char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string_view name(Method method) {
  for (const auto& [value, words] : kMethods) {
    if (value == method) return words;
  }
  return "";
}

std::optional<Method> parse_method(std::string_view text) {
  for (const auto& [value, words] : kMethods) {
    if (words == text) return value;
  }
  return std::nullopt;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return folded(x) == folded(y); });
}

std::string_view Headers::get(std::string_view name) const {
  for (const Header& header : all) {
    if (same_name(header.name, name)) return header.value;
  }
  return "";
}

bool Headers::has(std::string_view name) const { return count(name) > 0; }

size_t Headers::count(std::string_view name) const {
  return static_cast<size_t>(std::count_if(
      all.begin(), all.end(), [&](const Header& header) { return same_name(header.name, name); }));
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(all, [&](const Header& header) { return same_name(header.name, name); });
  add(name, std::move(value));
}

std::string_view Request::cookie(std::string_view name) const {
  for (const Header& header : headers.all) {
    if (!same_name(header.name, "Cookie")) continue;
    const std::string_view found = cookie_value(header.value, name);
    if (!found.empty()) return found;
  }
  return "";
}

Language Request::language() const {
  if (const auto chosen = parse_language(target.query_value("lang"))) return *chosen;
  return preferred_language(headers.get("Accept-Language")).value_or(Language::kKazakh);
}

Response text(int status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::string(content_type));
  response.body = Body(std::move(body));
  return response;
}

Response json(std::string body, int status) {
  return text(status, "application/json; charset=utf-8", std::move(body));
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace dostyq::http
