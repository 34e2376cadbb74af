#include "io/mend.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/file.hpp"

namespace dostyq::io {
namespace {

namespace fs = std::filesystem;

class Mend : public testing::Test {
 protected:
  Mend()
      : path_(fs::temp_directory_path() /
              ("dostyq-mend-" + std::to_string(std::random_device()()) + ".csv")) {}
  ~Mend() override { fs::remove(path_); }

  Result<bool> mend(const std::string& bytes) {
    EXPECT_TRUE(write_files({{path_, bytes}}).has_value());
    return mend_csv(path_, {{"from", "to"}, {"lon", "lat"}});
  }
  std::string now() { return *read_file(path_); }

  fs::path path_;
};

TEST_F(Mend, LeavesGoodFilesAlone) {
  const std::string good = "id,from\r\n\"a\",2027-04-24\r\n";
  EXPECT_EQ(mend(good), false);
  EXPECT_EQ(now(), good);
}

TEST_F(Mend, TurnsSemicolonsDatesAndDecimalCommasBack) {
  EXPECT_EQ(mend("id;from;lon;note\r\na;24.04.2027;76,92;one, two\r\nb;;;\"x;y\"\r\n"), true);
  EXPECT_EQ(now(), "id,from,lon,note\na,2027-04-24,76.92,\"one, two\"\nb,,,\"x;y\"\n");
  EXPECT_EQ(mend(now()), false);
}

TEST_F(Mend, LeavesWhatItWouldHaveToGuess) {
  EXPECT_EQ(mend("id;from;lon\na;31.02.2027;76,9,1\nb;4/24/2027;abc\n"), true);
  EXPECT_EQ(now(), "id,from,lon\na,31.02.2027,\"76,9,1\"\nb,4/24/2027,abc\n");
}

TEST_F(Mend, TurnsOtherEncodingsIntoUtf8) {
  EXPECT_EQ(
      mend("id;name\na;\xCF\xE0\xED\xF4\xE8\xEB\xEE\xE2\xF1\xEA\xE8\xE9 \xF0\xE0\xE9\xEE\xED\n"),
      true);
  EXPECT_EQ(now(), "id,name\na,Панфиловский район\n");
}

TEST_F(Mend, RefusesWhatIsBeyondMending) {
  const auto key = [&](const std::string& bytes) { return mend(bytes).error().key; };
  EXPECT_EQ(key("id,name\na,\"open\n"), "csv.open_quote");
  EXPECT_EQ(key(std::string("id,name\na,\0\n", 12)), "csv.nul");
  EXPECT_EQ(mend_csv(path_ / "nowhere").error().key, "file.missing");
}

TEST(Files, AreWrittenAllOrNone) {
  const fs::path folder =
      fs::temp_directory_path() / ("dostyq-files-" + std::to_string(std::random_device()()));
  fs::create_directories(folder);
  ASSERT_TRUE(write_files({{folder / "a", "old"}}).has_value());
  const auto result = write_files({{folder / "a", "new"}, {folder / "no-such-folder" / "b", "x"}});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().key, "file.not_writable");
  EXPECT_EQ(*read_file(folder / "a"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1)
      << "nothing is left beside";
  EXPECT_EQ(read_file(folder).error().key, "file.not_readable");
  EXPECT_EQ(read_file(folder / "b").error().key, "file.missing");
  fs::remove_all(folder);
}

TEST(Files, Sha256OfKnownText) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace dostyq::io
