#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dostyq::instances {

/// A number exactly as it is written: mantissa / 10^decimals, with no needless zeros at its end.
struct Decimal {
  int64_t mantissa = 0;
  int decimals = 0;  ///< >= 0
  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// "12", "-3.50", "7500.", ".5", "2.10461e+03"; nothing for other text, for "nan" and "inf", and
/// for what does not fit 18 digits.
std::optional<Decimal> parse_decimal(std::string_view text);

/// The most decimals of any.
int most_decimals(std::span<const Decimal> values);

/// value · 10^decimals; nothing if that is not whole or does not fit.
std::optional<int64_t> whole(Decimal value, int decimals);
/// The same to the nearest whole number, halves away from zero.
std::optional<int64_t> rounded(Decimal value, int decimals);

/// 10^decimals; decimals from 0 to 18.
int64_t power_of_ten(int decimals);
/// The other way round.
int decimals_of(int64_t power_of_ten);

/// Text that looks like a number to a person: for telling "too large" from "no number".
bool looks_numeric(std::string_view text);

}  // namespace dostyq::instances
