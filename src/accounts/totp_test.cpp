#include "accounts/totp.hpp"

#include <gtest/gtest.h>

#include <set>

#include "accounts/sha1.hpp"

namespace dostyq::accounts {
namespace {

std::string hex(const Sha1& hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const uint8_t byte : hash) {
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
  return out;
}

// FIPS 180-4 and RFC 2202.
TEST(Sha1, PublishedVectors) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(hex(sha1(std::string(1'000'000, 'a'))), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  EXPECT_EQ(hex(hmac_sha1(std::string(20, '\x0b'), "Hi There")),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hex(hmac_sha1(std::string(80, '\xaa'),
                          "Test Using Larger Than Block-Size Key - Hash Key First")),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

// RFC 4226, appendix D.
TEST(Hotp, PublishedVectors) {
  const std::string secret = "12345678901234567890";
  const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                         "254676", "287922", "162583", "399871", "520489"};
  for (uint64_t i = 0; i < 10; ++i) EXPECT_EQ(hotp(secret, i), codes[i]);
}

// RFC 6238, appendix B (SHA-1).
TEST(Totp, PublishedVectors) {
  const std::string secret = "12345678901234567890";
  const std::pair<int64_t, const char*> cases[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [time, code] : cases)
    EXPECT_EQ(hotp(secret, static_cast<uint64_t>(totp_step(time)), 8), code) << time;
}

TEST(Totp, TakesEachCodeOnceAndNeighboursOnly) {
  const std::string secret = new_totp_secret();
  const int64_t now = 1'800'000'000;
  const auto code_at = [&](int64_t time) {
    return hotp(secret, static_cast<uint64_t>(totp_step(time)));
  };
  const auto step = totp_accepts(secret, code_at(now), now, 0);
  ASSERT_TRUE(step);
  EXPECT_FALSE(totp_accepts(secret, code_at(now), now, *step)) << "used twice";
  EXPECT_FALSE(totp_accepts(secret, code_at(now - 30), now, *step))
      << "an older one after a newer one";
  EXPECT_TRUE(totp_accepts(secret, code_at(now - 30), now, 0));
  EXPECT_TRUE(totp_accepts(secret, code_at(now + 30), now, *step));
  EXPECT_FALSE(totp_accepts(secret, code_at(now - 90), now, 0));
  EXPECT_FALSE(totp_accepts(secret, code_at(now + 90), now, 0));
  EXPECT_FALSE(totp_accepts(secret, "", now, 0));
  EXPECT_FALSE(totp_accepts(secret, code_at(now) + "0", now, 0));
}

// RFC 4648, section 10.
TEST(Base32, PublishedVectors) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32("fo"), "MZXQ");
  EXPECT_EQ(base32("foo"), "MZXW6");
  EXPECT_EQ(base32("foob"), "MZXW6YQ");
  EXPECT_EQ(base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Recovery, CodesDiffer) {
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) codes.insert(new_recovery_code());
  EXPECT_EQ(codes.size(), 1000U);
  EXPECT_EQ(codes.begin()->size(), 11U);
}

}  // namespace
}  // namespace dostyq::accounts
