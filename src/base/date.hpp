#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace dostyq {

/// A local day of the proleptic Gregorian calendar; no time, no zone. Value semantics, 4 bytes.
class Date {
 public:
  constexpr Date() = default;

  /// Days since 1970-01-01.
  static constexpr Date from_days(int32_t days) { return Date(days); }
  /// Nothing for a day that does not exist (2027-02-29).
  static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);
  /// "2027-04-24" and nothing else.
  static std::optional<Date> parse(std::string_view text);

  static constexpr Date distant_past() { return Date(std::numeric_limits<int32_t>::min()); }
  static constexpr Date distant_future() { return Date(std::numeric_limits<int32_t>::max()); }

  constexpr int32_t days() const { return days_; }
  constexpr bool is_finite() const { return *this != distant_past() && *this != distant_future(); }
  constexpr Date plus_days(int32_t n) const { return is_finite() ? Date(days_ + n) : *this; }
  int year() const;
  unsigned month() const;
  unsigned day() const;

  /// ISO 8601; "" for the distant past and future.
  std::string to_string() const;

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }

 private:
  constexpr explicit Date(int32_t days) : days_(days) {}
  int32_t days_ = 0;
};

/// The days [from, to).
struct Period {
  Date from = Date::distant_past();
  Date to = Date::distant_future();

  constexpr bool contains(Date day) const { return from <= day && day < to; }
  constexpr bool overlaps(const Period& other) const { return from < other.to && other.from < to; }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace dostyq
