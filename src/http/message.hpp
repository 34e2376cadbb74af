#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "http/target.hpp"

// Requests and responses as handlers see them: plain values that know no socket and no library, so
// that a handler is tested by calling it.
namespace dostyq::http {

class EventChannel;

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };
std::string_view name(Method method);
std::optional<Method> parse_method(std::string_view text);
/// True for methods that change nothing (RFC 9110, 9.2.1).
constexpr bool is_safe(Method method) {
  return method == Method::kGet || method == Method::kHead || method == Method::kOptions;
}

struct Header {
  std::string name, value;
  friend bool operator==(const Header&, const Header&) = default;
};

bool same_name(std::string_view a, std::string_view b);  ///< ASCII letters fold

struct Headers {
  std::vector<Header> all;

  /// The first of that name; "" when absent. Linear; requests have few.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  size_t count(std::string_view name) const;
  void set(std::string_view name, std::string value);  ///< replaces
  void add(std::string_view name, std::string value) {
    all.push_back({std::string(name), std::move(value)});
  }
};

struct Request {
  Method method = Method::kGet;
  Target target;
  std::string target_text;  ///< as it was sent: a key for caches, never for decisions
  Headers headers;
  std::string body;
  std::string peer;       ///< the other side's address; a trusted proxy's word for it
  bool secure = false;    ///< over TLS, as a trusted proxy says
  bool loopback = false;  ///< the connection itself comes from this machine, through no proxy
  int minor = 1;          ///< HTTP/1.minor
  std::chrono::steady_clock::time_point arrived;

  /// The cookie's value; "" when absent.
  std::string_view cookie(std::string_view name) const;
  /// ?lang=, else Accept-Language, else Kazakh.
  Language language() const;
};

/// Bytes that several responses may share: a view and what keeps it alive. Copies are cheap.
class Body {
 public:
  Body() = default;
  Body(std::string text)  // NOLINT(google-explicit-constructor): bodies are written as strings
      : owner_(std::make_shared<const std::string>(std::move(text))) {
    view_ = *static_cast<const std::string*>(owner_.get());
  }
  /// Bytes that live as long as the program.
  static Body constant(std::string_view bytes) {
    Body body;
    body.view_ = bytes;
    return body;
  }
  std::string_view view() const { return view_; }
  size_t size() const { return view_.size(); }

 private:
  std::shared_ptr<const void> owner_;
  std::string_view view_;
};

struct Response {
  int status = 200;
  Headers headers;  ///< Content-Length, Connection and Date are the server's business
  Body body;
  std::shared_ptr<EventChannel> events;  ///< set: a stream of server-sent events
  uint64_t after = 0;                    ///< events: those after this id
  bool close = false;                    ///< end the connection after this answer
};

Response text(int status, std::string_view content_type, std::string body);
Response json(std::string body, int status = 200);
Response no_content();
/// The words of a status ("Not Found").
std::string_view reason(int status);

}  // namespace dostyq::http
