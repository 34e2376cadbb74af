#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.hpp"

namespace dostyq::store {

/// Bytes that are no text.
struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

/// One cell of a row, or one parameter of a statement: nothing, a whole number of 64 bits, a
/// double, UTF-8 text or bytes. Asking for another type than the one it has is a programmer's
/// mistake, so that no number is ever cut short unseen.
class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}                              // NOLINT(google-explicit-constructor)
  Value(int64_t number) : value_(number) {}             // NOLINT(google-explicit-constructor)
  Value(int number) : value_(int64_t{number}) {}        // NOLINT(google-explicit-constructor)
  Value(bool) = delete;                                 // say 0 or 1
  Value(double number) : value_(number) {}              // NOLINT(google-explicit-constructor)
  Value(std::string text) : value_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
  Value(std::string_view text)
      : value_(std::string(text)) {}                      // NOLINT(google-explicit-constructor)
  Value(const char* text) : value_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  Value(Blob bytes) : value_(std::move(bytes)) {}         // NOLINT(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  int64_t integer() const { return get<int64_t>(); }
  double real() const {
    return std::holds_alternative<int64_t>(value_) ? static_cast<double>(integer()) : get<double>();
  }
  const std::string& text() const { return get<std::string>(); }
  const std::string& bytes() const { return get<Blob>().bytes; }
  /// What is there when there is nothing.
  int64_t integer_or(int64_t other) const { return is_null() ? other : integer(); }
  std::string text_or(std::string other) const { return is_null() ? std::move(other) : text(); }

  using Variant = std::variant<std::monostate, int64_t, double, std::string, Blob>;
  const Variant& variant() const { return value_; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  template <typename T>
  const T& get() const {
    const T* found = std::get_if<T>(&value_);
    DOSTYQ_CHECK(found != nullptr);
    return *found;
  }
  Variant value_;
};

using Values = std::vector<Value>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

}  // namespace dostyq::store
