#include "i18n/zone.hpp"

#include <unicode/timezone.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace dostyq::i18n {
namespace {

constexpr double kDayMs = 86'400'000;

/// What the zone data in Debian 12's ICU 72 do not know yet: Kazakhstan has one time, UTC+5, since
/// 1 March 2024 (tzdata 2024a).
constexpr double kOneTimeSince = 19'783 * kDayMs;
constexpr double kFiveHours = 5 * 3'600'000.0;

double offset_ms(double utc_ms, const std::string& zone, bool is_local) {
  if ((zone == "Asia/Almaty" || zone == "Asia/Qostanay") && utc_ms >= kOneTimeSince)
    return kFiveHours;
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (*found == icu::TimeZone::getUnknown()) return 0;
  int32_t raw = 0;
  int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  found->getOffset(utc_ms, is_local, raw, summer, status);
  return U_SUCCESS(status) ? raw + summer : 0;
}

}  // namespace

Date day_in_zone(std::string_view utc, const std::string& zone) {
  const Date day = Date::parse(utc.substr(0, 10)).value_or(Date());
  int hours = 0;
  int minutes = 0;
  if (utc.size() >= 16) {
    hours = (utc[11] - '0') * 10 + (utc[12] - '0');
    minutes = (utc[14] - '0') * 10 + (utc[15] - '0');
  }
  const double ms = day.days() * kDayMs + (hours * 60 + minutes) * 60'000.0;
  return Date::from_days(
      static_cast<int32_t>(std::floor((ms + offset_ms(ms, zone, false)) / kDayMs)));
}

std::string begin_of_day(Date day, const std::string& zone) {
  const double local = day.days() * kDayMs;
  const double utc = local - offset_ms(local, zone, true);
  const auto days = static_cast<int32_t>(std::floor(utc / kDayMs));
  const auto seconds = static_cast<int>((utc - days * kDayMs) / 1000);
  std::array<char, 24> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d.000Z", seconds / 3600, seconds / 60 % 60,
                seconds % 60);
  return Date::from_days(days).to_string() + time.data();
}

}  // namespace dostyq::i18n
