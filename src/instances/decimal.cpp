#include "instances/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/check.hpp"

namespace dostyq::instances {
namespace {

constexpr int kMostDigits = 18;  // every number of them fits int64_t

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What is written before the exponent.
struct Written {
  bool negative = false;
  std::string_view before;  ///< of the point
  std::string_view after;
  int exponent = 0;
};

size_t digits_at(std::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

std::optional<Written> split(std::string_view text) {
  Written written;
  if (text.starts_with('-') || text.starts_with('+')) {
    written.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  written.before = text.substr(0, digits_at(text));
  text.remove_prefix(written.before.size());
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    written.after = text.substr(0, digits_at(text));
    text.remove_prefix(written.after.size());
  }
  if (written.before.empty() && written.after.empty()) return std::nullopt;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), written.exponent);
    const bool too_long = error == std::errc::result_out_of_range;
    if (error != std::errc() && !too_long) return std::nullopt;
    if (too_long) written.exponent = text.starts_with('-') ? -100'000 : 100'000;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
  }
  return text.empty() ? std::optional(written) : std::nullopt;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const std::optional<Written> written = split(text);
  if (!written) return std::nullopt;
  Decimal value;
  int digits = 0;     // of the mantissa, without zeros before it
  int64_t zeros = 0;  // that stand after the mantissa and are not in it yet
  int64_t shift = written->exponent;
  const auto take = [&](char c, bool after_point) {
    if (after_point) --shift;
    if (c == '0') {
      if (value.mantissa != 0) ++zeros;
      return true;
    }
    // The zeros were in the middle after all.
    if (digits + zeros + 1 > kMostDigits) return false;
    for (; zeros > 0; --zeros, ++digits) value.mantissa *= 10;
    value.mantissa = value.mantissa * 10 + (c - '0');
    ++digits;
    return true;
  };
  for (const char c : written->before) {
    if (!take(c, false)) return std::nullopt;
  }
  for (const char c : written->after) {
    if (!take(c, true)) return std::nullopt;
  }
  if (value.mantissa == 0) return Decimal{};
  shift += zeros;
  if (shift > 0) {
    if (digits + shift > kMostDigits) return std::nullopt;
    value.mantissa *= power_of_ten(static_cast<int>(shift));
  } else {
    if (-shift > kMostDigits) return std::nullopt;
    value.decimals = static_cast<int>(-shift);
  }
  if (written->negative) value.mantissa = -value.mantissa;
  return value;
}

int most_decimals(std::span<const Decimal> values) {
  int most = 0;
  for (const Decimal& value : values) most = std::max(most, value.decimals);
  return most;
}

std::optional<int64_t> whole(Decimal value, int decimals) {
  if (value.decimals > decimals) return std::nullopt;
  int64_t product = 0;
  if (__builtin_mul_overflow(value.mantissa, power_of_ten(decimals - value.decimals), &product))
    return std::nullopt;
  return product;
}

std::optional<int64_t> rounded(Decimal value, int decimals) {
  if (value.decimals <= decimals) return whole(value, decimals);
  const int64_t unit = power_of_ten(value.decimals - decimals);
  const int64_t cut = value.mantissa / unit, rest = value.mantissa % unit;
  if (rest >= unit - rest) return cut + 1;
  if (-rest >= unit + rest) return cut - 1;
  return cut;
}

int64_t power_of_ten(int decimals) {
  DOSTYQ_CHECK(decimals >= 0 && decimals <= kMostDigits);
  int64_t power = 1;
  for (; decimals > 0; --decimals) power *= 10;
  return power;
}

int decimals_of(int64_t power_of_ten) {
  int decimals = 0;
  for (; power_of_ten > 1; power_of_ten /= 10) ++decimals;
  return decimals;
}

bool looks_numeric(std::string_view text) { return split(text).has_value(); }

}  // namespace dostyq::instances
