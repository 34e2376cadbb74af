#include "io/zip_archive.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/testing_zip.hpp"

namespace dostyq::io {
namespace {

using Failure = ZipArchive::Failure;
constexpr size_t kPlenty = 1U << 20U;

TEST(ZipArchive, ReadsStoredAndDeflatedFiles) {
  const std::string bytes =
      TestZip().add("a.txt", "stored").add("b/c.txt", std::string(5000, 'x'), true).bytes();
  const auto archive = ZipArchive::open(bytes);
  ASSERT_TRUE(archive.has_value());
  EXPECT_EQ(archive->read("a.txt", kPlenty).bytes, "stored");
  EXPECT_EQ(archive->read("b/c.txt", kPlenty).bytes, std::string(5000, 'x'));
  EXPECT_EQ(archive->read("d", kPlenty).failure, Failure::kMissing);
  EXPECT_TRUE(ZipArchive::open(bytes.substr(0, bytes.size() - 2) + '\3' + '\0' + "end").has_value())
      << "a comment may follow";
}

TEST(ZipArchive, NeverUnpacksMoreThanAllowed) {
  const std::string bytes = TestZip()
                                .add("bomb", std::string(8U << 20U, '0'), true)
                                .add("big", std::string(100, '0'))
                                .bytes();
  EXPECT_LT(bytes.size(), 20'000U);
  const auto archive = ZipArchive::open(bytes);
  EXPECT_EQ(archive->read("bomb", kPlenty).failure, Failure::kTooLarge);
  EXPECT_EQ(archive->read("bomb", 8U << 20U).failure, Failure::kNone);
  EXPECT_EQ(archive->read("big", 99).failure, Failure::kTooLarge);
}

TEST(ZipArchive, KnowsDamage) {
  EXPECT_FALSE(ZipArchive::open("").has_value());
  EXPECT_FALSE(ZipArchive::open("PK and nothing else").has_value());
  std::string bytes = TestZip().add("a.txt", "some content").bytes();
  bytes[bytes.find("content")] = 'k';
  EXPECT_EQ(ZipArchive::open(bytes)->read("a.txt", kPlenty).failure, Failure::kDamaged)
      << "the CRC differs";
}

TEST(ZipArchive, RandomDamageNeverHarms) {
  const std::string good =
      TestZip().add("a", "stored text").add("b", std::string(300, 'x') + "yz", true).bytes();
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (unsigned i = 0; i <= random() % 4; ++i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const auto archive = ZipArchive::open(bytes);
    if (!archive) continue;
    for (const char* name : {"a", "b"}) EXPECT_LE(archive->read(name, 1000).bytes.size(), 1000U);
  }
}

}  // namespace
}  // namespace dostyq::io
