#include "io/spreadsheet.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/file.hpp"

namespace dostyq::io {
namespace {

namespace fs = std::filesystem;

class SpreadsheetFile : public testing::Test {
 protected:
  SpreadsheetFile()
      : path_(fs::temp_directory_path() /
              ("dostyq-book-" + std::to_string(std::random_device()()) + ".xlsx")) {}
  ~SpreadsheetFile() override { fs::remove(path_); }
  fs::path path_;
};

const std::vector<NewSheet> kSheets{
    {"areas",
     {{"id", false, {}, {}},
      {"people", true, {}, {}},
      {"confidence", false, {"demo", "published"}, {}}},
     {{"001", "20283399", "demo"}, {"Ғ-ө", "-43.2567891", ""}, {"", "many", "published"}}},
    {"sites", {{"id", false, {}, {}}, {"area", false, {}, "areas"}}, {}}};

TEST_F(SpreadsheetFile, ReadsBackWhatItWrites) {
  ASSERT_TRUE(write_spreadsheet(path_, {"Guide", {{"line", "сөз"}}}, kSheets).has_value());
  const auto book = read_spreadsheet(path_);
  ASSERT_TRUE(book.has_value()) << book.error().key;
  ASSERT_EQ(book->sheets.size(), 3U);
  EXPECT_EQ(book->sheets[0].name, "Guide");
  EXPECT_EQ(book->sheets[0].rows[0][1].text, "сөз");
  const auto& rows = book->sheets[1].rows;
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0][2].text, "confidence");
  EXPECT_EQ(rows[1][0].text, "001") << "leading zeros stay";
  EXPECT_EQ(rows[1][1].kind, SheetCell::Kind::kNumber);
  EXPECT_EQ(rows[1][1].number, 20283399);
  EXPECT_EQ(rows[2][0].text, "Ғ-ө");
  EXPECT_EQ(rows[2][1].number, -43.2567891);
  EXPECT_EQ(rows[3][0].kind, SheetCell::Kind::kEmpty);
  EXPECT_EQ(rows[3][1].text, "many") << "what is no number is kept as text";
}

TEST_F(SpreadsheetFile, SameContentSameBytes) {
  ASSERT_TRUE(write_spreadsheet(path_, {"Guide", {}}, kSheets).has_value());
  const std::string first = *read_file(path_);
  ASSERT_TRUE(write_spreadsheet(path_, {"Guide", {}}, kSheets).has_value());
  EXPECT_EQ(*read_file(path_), first);
}

TEST_F(SpreadsheetFile, RefusesWhatIsNoWorkbook) {
  const auto key = [&](const std::string& bytes) {
    EXPECT_TRUE(write_files({{path_, bytes}}).has_value());
    return read_spreadsheet(path_).error().key;
  };
  EXPECT_EQ(key("id,name\n"), "workbook.not_xlsx");
  EXPECT_EQ(key(""), "workbook.not_xlsx");
  EXPECT_EQ(key("PK\x03\x04 and nothing else"), "workbook.not_xlsx");
  EXPECT_EQ(read_spreadsheet(path_ / "x").error().key, "file.missing");
}

TEST_F(SpreadsheetFile, SurvivesDamage) {
  ASSERT_TRUE(write_spreadsheet(path_, {"Guide", {}}, kSheets).has_value());
  const std::string good = *read_file(path_);
  for (size_t length = 0; length < good.size(); length += 97) {
    ASSERT_TRUE(write_files({{path_, good.substr(0, length)}}).has_value());
    EXPECT_FALSE(read_spreadsheet(path_).has_value()) << length;
  }
}

TEST_F(SpreadsheetFile, RefusesACellThatExcelCannotHold) {
  const std::vector<NewSheet> sheets{
      {"areas", {{"id", false, {}, {}}}, {{std::string(40'000, 'x')}}}};
  EXPECT_FALSE(write_spreadsheet(path_, {"Guide", {}}, sheets).has_value());
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(SpreadsheetFile, SaysSoWhenItCannotWrite) {
  const auto result = write_spreadsheet(path_ / "inside" / "nothing.xlsx", {"Guide", {}}, kSheets);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().key, "file.not_writable");
  const std::vector<NewSheet> twice{kSheets[1], kSheets[1]};
  EXPECT_FALSE(write_spreadsheet(path_, {"Guide", {}}, twice).has_value())
      << "two sheets of one name";
  EXPECT_FALSE(fs::exists(path_));
}

}  // namespace
}  // namespace dostyq::io
