#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace dostyq::http {

/// Writes JSON into one string, without a tree in between.
///
///   JsonWriter json;
///   json.object().field("id", "konaev").field("beds", int64_t{3}).end();
///   json.take()  // {"id":"konaev","beds":3}
class JsonWriter {
 public:
  JsonWriter& object();  ///< "{"
  JsonWriter& array();   ///< "["
  JsonWriter& end();     ///< what was opened last
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(int64_t number);
  JsonWriter& value(int number) { return value(int64_t{number}); }
  JsonWriter& value(double number);  ///< null for what is not finite
  JsonWriter& value(bool flag);
  JsonWriter& value(const Text& text);  ///< {"kk", "ru", "en"}
  JsonWriter& null();
  /// JSON that is already written.
  JsonWriter& raw(std::string_view json);
  template <typename T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }

  template <typename T>
  JsonWriter& field(std::string_view name, const T& what) {
    return key(name).value(what);
  }

  std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  std::string open_;  // the closing brackets to come
  bool first_ = true;
};

}  // namespace dostyq::http
