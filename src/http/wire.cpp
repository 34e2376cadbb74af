#include "http/wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

namespace dostyq::http {
namespace {

struct Usual {
  std::string_view name, value;
};

constexpr std::array kUsual{
    Usual{"Cache-Control", "no-store"},
    Usual{"X-Content-Type-Options", "nosniff"},
    Usual{"Referrer-Policy", "no-referrer"},
    Usual{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    Usual{"X-Frame-Options", "DENY"},
    Usual{"Cross-Origin-Resource-Policy", "same-origin"},
    Usual{"Cross-Origin-Opener-Policy", "same-origin"},
};

void append_value(std::string& out, std::string_view value) {
  for (const char c : value)
    out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
}

}  // namespace

std::string_view page_policy() {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
         "font-src 'self'; "
         "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
         "base-uri 'none'; "
         "frame-ancestors 'none'";
}

std::string_view http_date() {
  thread_local std::time_t second = 0;
  thread_local std::array<char, 32> text{};
  thread_local size_t size = 0;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto end =
        fmt::format_to_n(text.data(), text.size(), "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                         kDays[static_cast<size_t>(parts.tm_wday)], parts.tm_mday,
                         kMonths[static_cast<size_t>(parts.tm_mon)], parts.tm_year + 1900,
                         parts.tm_hour, parts.tm_min, parts.tm_sec);
    size = end.size;
    second = now;
  }
  return {text.data(), size};
}

std::string format_head(const Response& response, const Framing& framing) {
  std::string out;
  out.reserve(768);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason(response.status), http_date());
  for (const Header& header : response.headers.all) {
    append_value(out, header.name);
    out += ": ";
    append_value(out, header.value);
    out += "\r\n";
  }
  for (const Usual& usual : kUsual) {
    if (response.headers.has(usual.name)) continue;
    out.append(usual.name).append(": ").append(usual.value).append("\r\n");
  }
  if (framing.secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
  const bool bodiless = response.status == 204 || response.status == 304;
  if (framing.chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (!bodiless && !response.events) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", framing.content_length);
  }
  if (!framing.keep_alive) {
    out += "Connection: close\r\n";
  } else if (framing.minor == 0) {
    out += "Connection: keep-alive\r\n";
  }
  return out + "\r\n";
}

}  // namespace dostyq::http
