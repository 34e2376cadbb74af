#include "instances/decimal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dostyq::instances {
namespace {

TEST(Decimal, IsReadExactly) {
  EXPECT_EQ(parse_decimal("12"), (Decimal{12, 0}));
  EXPECT_EQ(parse_decimal("-3.50"), (Decimal{-35, 1}));
  EXPECT_EQ(parse_decimal("7500."), (Decimal{7500, 0}));
  EXPECT_EQ(parse_decimal(".5"), (Decimal{5, 1}));
  EXPECT_EQ(parse_decimal("0.005"), (Decimal{5, 3}));
  EXPECT_EQ(parse_decimal("1000.0500"), (Decimal{100005, 2}));
  EXPECT_EQ(parse_decimal("2.10461e+03"), (Decimal{210461, 2}));
  EXPECT_EQ(parse_decimal("1E3"), (Decimal{1000, 0}));
  EXPECT_EQ(parse_decimal("25e-1"), (Decimal{25, 1}));
  EXPECT_EQ(parse_decimal("10e-1"), (Decimal{1, 0}));
  EXPECT_EQ(parse_decimal("+1"), (Decimal{1, 0}));
  EXPECT_EQ(parse_decimal("-0.00"), (Decimal{0, 0}));
  EXPECT_EQ(parse_decimal("0e999999999999"), (Decimal{0, 0}));
  EXPECT_EQ(parse_decimal("999999999999999999"), (Decimal{999'999'999'999'999'999, 0}));
  EXPECT_EQ(parse_decimal("000000000000000000000001"), (Decimal{1, 0}));
  EXPECT_EQ(parse_decimal("1.000000000000000000000000"), (Decimal{1, 0}));
}

TEST(Decimal, OtherTextIsNone) {
  for (const char* text : {"",
                           "-",
                           ".",
                           "e5",
                           "1e",
                           "1e+",
                           "nan",
                           "inf",
                           "-inf",
                           "0x10",
                           "1,5",
                           "12a",
                           "1.2.3",
                           "--1",
                           "1 2",
                           "1000000000000000000",
                           "1e19",
                           "1e-19",
                           "1e99999999999",
                           "1e-99999999999",
                           "0.1234567890123456789"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(Decimal, TellsNumbersTooLargeFromWords) {
  EXPECT_TRUE(looks_numeric("1e400"));
  EXPECT_TRUE(looks_numeric("99999999999999999999"));
  EXPECT_FALSE(looks_numeric("nan"));
  EXPECT_FALSE(looks_numeric("12a"));
}

TEST(Decimal, BecomesWholeWithoutLossOrNotAtAll) {
  EXPECT_EQ(whole({35, 1}, 2), 350);
  EXPECT_EQ(whole({-35, 1}, 1), -35);
  EXPECT_EQ(whole({35, 1}, 0), std::nullopt);
  EXPECT_EQ(whole({999'999'999'999'999'999, 0}, 2), std::nullopt);
  EXPECT_EQ(rounded({35, 1}, 0), 4);
  EXPECT_EQ(rounded({34, 1}, 0), 3);
  EXPECT_EQ(rounded({-35, 1}, 0), -4);
  EXPECT_EQ(rounded({-34, 1}, 0), -3);
  EXPECT_EQ(rounded({35, 1}, 3), 3500);
}

TEST(Decimal, MostDecimalsOfMany) {
  EXPECT_EQ(most_decimals({}), 0);
  const Decimal values[] = {{1, 0}, {5, 3}, {2, 1}};
  EXPECT_EQ(most_decimals(values), 3);
}

}  // namespace
}  // namespace dostyq::instances
