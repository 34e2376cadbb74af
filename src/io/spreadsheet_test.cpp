#include "io/spreadsheet.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/file.hpp"
#include "io/testing_zip.hpp"

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

/// A workbook with one sheet, written as other programs write them.
std::string workbook(const std::string& properties, const std::string& rows,
                     const std::string& target = "worksheets/one.xml") {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string sheet_ml = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
  return TestZip()
      .add("_rels/.rels", "<Relationships xmlns='" + package + "'><Relationship Id='r1' Type='" +
                              office +
                              "/officeDocument' Target='xl/workbook.xml'/></Relationships>")
      .add("xl/workbook.xml",
           "<x:workbook xmlns:x='" + sheet_ml + "' xmlns:r='" + office + "'>" + properties +
               "<x:sheets><x:sheet name='sites' sheetId='1' r:id='r1'/></x:sheets></x:workbook>",
           true)
      .add("xl/_rels/workbook.xml.rels",
           "<Relationships xmlns='" + package + "'><Relationship Id='r1' Type='" + office +
               "/worksheet' Target='" + target + "'/><Relationship Id='r2' Type='" + office +
               "/sharedStrings' Target='sharedStrings.xml'/></Relationships>")
      .add("xl/sharedStrings.xml",
           "<sst xmlns='" + sheet_ml +
               "'><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r>"
               "<rPh sb='0' eb='1'><t>aloud</t></rPh></si><si><t>two_x000A_lines &amp; "
               "_x12</t></si></sst>",
           true)
      .add("xl/worksheets/one.xml",
           "<worksheet xmlns='" + sheet_ml + "'><sheetData>" + rows + "</sheetData></worksheet>",
           true)
      .bytes();
}

class ForeignWorkbook : public SpreadsheetFile {
 protected:
  Result<Spreadsheet> read(const std::string& bytes) {
    EXPECT_TRUE(write_files({{path_, bytes}}).has_value());
    return read_spreadsheet(path_);
  }
};

TEST_F(ForeignWorkbook, CellsOfEveryType) {
  const auto book = read(workbook("", R"(
      <row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>
      <row><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>
           <c t="b"><v>1</v></c><c t="d"><v>2025-04-24T00:00:00</v></c><c><f>1+1</f><v>2.5E1</v></c><c t="e"><v>#N/A</v></c>
           <c><f>NoValueYet()</f></c><c t="s"><v>99</v></c></row>)"));
  ASSERT_TRUE(book.has_value()) << book.error().key;
  const auto& rows = book->sheets[0].rows;
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1][0].kind, SheetCell::Kind::kEmpty);
  EXPECT_EQ(rows[1][1].text, "plain");
  EXPECT_EQ(rows[1][2].text, "rich");
  EXPECT_EQ(rows[1][3].text, "two\nlines & _x12");
  ASSERT_EQ(rows[2].size(), 6U) << "cells without a value are none";
  EXPECT_EQ(rows[2][0].text, "inline");
  EXPECT_EQ(rows[2][1].text, "ab");
  EXPECT_EQ(rows[2][2].kind, SheetCell::Kind::kBoolean);
  EXPECT_EQ(rows[2][3].text, "2025-04-24");
  EXPECT_EQ(rows[2][4].number, 25);
  EXPECT_EQ(rows[2][5].text, "#N/A");
}

TEST_F(ForeignWorkbook, TargetsAndOrigins) {
  EXPECT_EQ(read(workbook("", ""))->origin.to_string(), "1899-12-30");
  EXPECT_EQ(read(workbook("<x:workbookPr date1904='1'/>", ""))->origin.to_string(), "1904-01-01");
  EXPECT_TRUE(read(workbook("", "", "/xl/worksheets/one.xml")).has_value());
  EXPECT_TRUE(read(workbook("", "", "../xl/worksheets/one.xml")).has_value());
  EXPECT_EQ(read(workbook("", "", "worksheets/two.xml")).error().key, "workbook.not_xlsx");
}

TEST_F(ForeignWorkbook, HostileOnes) {
  EXPECT_EQ(read(workbook("", "<row r='999999999'><c r='A1'><v>1</v></c></row>")).error().key,
            "workbook.too_large");
  EXPECT_EQ(read(workbook("", "<row r='1'><c r='ZZZZZZ1'><v>1</v></c></row>")).error().key,
            "workbook.too_large");
  std::string rows;
  for (int i = 1; i <= 600; ++i) rows += "<row><c r='XFD1'><v>1</v></c></row>";
  EXPECT_EQ(read(workbook("", rows)).error().key, "workbook.too_large") << "9.8 million cells";
  EXPECT_EQ(read(workbook("", "<row>")).error().key, "workbook.not_xlsx");
  EXPECT_EQ(read(workbook("<!-- & --><x:workbookPr date1904=1/>", "")).error().key,
            "workbook.not_xlsx");
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
  EXPECT_FALSE(fs::exists(path_));
}

}  // namespace
}  // namespace dostyq::io
