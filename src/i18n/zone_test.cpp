#include "i18n/zone.hpp"

#include <gtest/gtest.h>

namespace dostyq::i18n {
namespace {

TEST(Zone, TheDayIsTheOneOfThePlace) {
  EXPECT_EQ(day_in_zone("2026-11-27T18:59:00.000Z", "Asia/Almaty").to_string(), "2026-11-27");
  EXPECT_EQ(day_in_zone("2026-11-27T19:00:00.000Z", "Asia/Almaty").to_string(), "2026-11-28")
      << "one zone of UTC+5 since 1 March 2024";
  EXPECT_EQ(day_in_zone("2026-11-27T19:00:00.000Z", "Nowhere/Town").to_string(), "2026-11-27");
  EXPECT_EQ(begin_of_day(*Date::parse("2026-11-28"), "Asia/Almaty"), "2026-11-27T19:00:00.000Z");
  EXPECT_EQ(begin_of_day(*Date::parse("2026-11-28"), "UTC"), "2026-11-28T00:00:00.000Z");
}

}  // namespace
}  // namespace dostyq::i18n
