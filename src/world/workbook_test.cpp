#include "world/workbook.hpp"

#include "i18n/phrase.hpp"
#include "io/file.hpp"
#include "io/spreadsheet.hpp"
#include "world/mend_folder.hpp"
#include "world/schema.hpp"
#include "world/sheets.hpp"
#include "world/testing.hpp"

namespace dostyq::world {
namespace {

class Workbook : public testing::Test {
 protected:
  Workbook() : programme_(folder_.path() / "programme"), book_(folder_.path() / "book.xlsx") {
    EXPECT_TRUE(create_new(programme_).has_value());
  }
  Programme loaded() { return without_hashes(*load(programme_)); }

  TemporaryFolder folder_;
  std::filesystem::path programme_;
  std::filesystem::path book_;
};

TEST_F(Workbook, ThereAndBackIsTheSameProgramme) {
  const Programme before = loaded();
  ASSERT_TRUE(write_workbook(before, book_).has_value());
  const auto read = read_workbook(book_, programme_);
  ASSERT_TRUE(read.has_value()) << testing::PrintToString(read.error());
  EXPECT_EQ(without_hashes(*read), before);
  EXPECT_EQ(loaded(), before);
}

TEST_F(Workbook, KeepsTomlAndTravelTimesAsTheyAre) {
  ASSERT_TRUE(write_workbook(loaded(), book_).has_value());
  const std::string travel =
      "from_place,to_place,seconds,source,confidence\nakzhol,kolsay,5400,demo,demo\n";
  ASSERT_TRUE(io::write_files({{programme_ / "travel.csv", travel}}).has_value());
  const std::string toml = *io::read_file(programme_ / "programme.toml");
  const auto read = read_workbook(book_, programme_);
  ASSERT_TRUE(read.has_value()) << testing::PrintToString(read.error());
  EXPECT_EQ(read->travel.size(), 1U);
  EXPECT_EQ(*io::read_file(programme_ / "programme.toml"), toml);
  EXPECT_EQ(*io::read_file(programme_ / "travel.csv"), travel);
}

TEST_F(Workbook, AProblemNamesSheetAndRowAndChangesNothing) {
  Programme p = loaded();
  p.tables[kSites][0].properties["kind"] = "hause";
  p.tables[kSites][0].provenance.source = "nobody";
  p.groups[0].name.ru = "Гoрцы";
  ASSERT_TRUE(write_workbook(p, book_).has_value());
  const std::string before = *io::read_file(programme_ / "groups.csv");
  const auto read = read_workbook(book_, programme_);
  ASSERT_FALSE(read.has_value());
  ASSERT_EQ(read.error().size(), 3U) << testing::PrintToString(read.error());
  EXPECT_EQ(read.error()[0].where, (Where{"book.xlsx!groups", 2, "name_ru"}));
  EXPECT_EQ(read.error()[1].where, (Where{"book.xlsx!sites", 2, "kind"}));
  EXPECT_EQ(read.error()[2].where, (Where{"book.xlsx!sites", 2, "source"}));
  EXPECT_EQ(*io::read_file(programme_ / "groups.csv"), before);
}

TEST_F(Workbook, MissingAndStrangeSheetsAreNamed) {
  std::vector<io::NewSheet> sheets;
  sheets.push_back({"site", {{"id", false, {}, {}}}, {}});
  sheets.push_back({"_notes", {{"anything", false, {}, {}}}, {}});
  ASSERT_TRUE(io::write_spreadsheet(book_, {"Dostyq", {}}, sheets).has_value());
  const auto read = read_workbook(book_, programme_);
  ASSERT_FALSE(read.has_value());
  size_t missing = 0;
  for (const Error& error : read.error()) {
    EXPECT_TRUE(i18n::knows(error.key)) << error.key;
    if (error.key == "workbook.missing_sheet")
      ++missing;
    else
      EXPECT_EQ(error.args, (std::vector<std::string>{"site", "sites"}))
          << testing::PrintToString(error);
  }
  EXPECT_EQ(missing, 13U) << "eleven tables and two registers";
}

TEST_F(Workbook, AChangedRegisterReachesTheFolder) {
  Programme p = loaded();
  p.tables["reconciliation_teams"][0].properties["trained"] = "yes";
  p.tables["mediators"].pop_back();
  ASSERT_TRUE(write_workbook(p, book_).has_value());
  ASSERT_TRUE(read_workbook(book_, programme_).has_value());
  EXPECT_EQ(loaded(), p);
}

TEST_F(Workbook, TheTemplateHasEveryTableAndSpeaksOneLanguage) {
  ASSERT_TRUE(write_template(book_, Language::kRussian).has_value());
  const auto book = io::read_spreadsheet(book_);
  ASSERT_TRUE(book.has_value());
  EXPECT_EQ(book->sheets.size(), 1 + table_schemas({}).size());
  for (const auto& row : book->sheets[0].rows) {
    ASSERT_EQ(row.size(), 1U);
    EXPECT_EQ(row[0].text.find("guide"), std::string::npos)
        << "a key without its message: " << row[0].text;
    EXPECT_EQ(row[0].text.find("sheet_column"), std::string::npos) << row[0].text;
  }
}

using Cell = io::SheetCell;
constexpr auto kText = Cell::Kind::kText;
constexpr auto kNumber = Cell::Kind::kNumber;

TEST(Sheets, ReadNumbersDatesAndTicksAsTheColumnMeansThem) {
  const auto schemas = table_schemas({});
  const auto& places = *std::find_if(schemas.begin(), schemas.end(),
                                     [](const TableSchema& s) { return s.name == "places"; });
  const auto& sites = *std::find_if(schemas.begin(), schemas.end(),
                                    [](const TableSchema& s) { return s.name == "sites"; });
  const Date origin = day("1899-12-30");
  Problems problems;
  const io::Sheet sheet{
      "places",
      {{},
       {{kText, "id", 0}, {kText, " lon ", 0}, {kText, "weight", 0}, {kText, "candidate", 0}},
       {{kNumber, "", 2027},
        {kNumber, "", 76.92848},
        {kNumber, "", 20283399},
        {Cell::Kind::kBoolean, "", 1}},
       {},
       {{kText, "b", 0},
        {kNumber, "", -0.1},
        {kNumber, "", 1.5},
        {kText, "no", 0},
        {kText, "stray", 0}}}};
  const io::CsvTable table = read_sheet(sheet, places, origin, "b.xlsx!places", problems);
  EXPECT_EQ(table.header_line, 2);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"2027", "76.92848", "20283399", "yes"}));
  EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"b", "-0.1", "1.5", "no"}));
  EXPECT_EQ(table.rows[1].line, 5);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].key, "workbook.untitled");
  EXPECT_EQ(problems[0].where, (Where{"b.xlsx!places", 5, "E"}));

  const io::Sheet dated{"sites",
                        {{{kText, "from", 0}, {kText, "to", 0}},
                         {{kNumber, "", 45771}, {kText, "2027-01-01", 0}},
                         {{kNumber, "", 45771.5}}}};
  const io::CsvTable dates = read_sheet(dated, sites, origin, "b.xlsx!sites", problems);
  EXPECT_EQ(dates.rows[0].cells, (std::vector<std::string>{"2025-04-24", "2027-01-01"}));
  EXPECT_EQ(dates.rows[1].cells[0], "45771.5")
      << "a time of day is no date: reported as such later";
}

TEST(Sheets, NamesFitExcel) {
  const std::string longest = "a-register-with-a-very-long-name-one";
  const auto names = sheet_names(
      table_schemas({{"history", {}, {}}, {longest, {}, {}}, {longest + "-more", {}, {}}}));
  EXPECT_EQ(names.at("sites"), "sites");
  EXPECT_EQ(names.at("history"), "history_2");
  EXPECT_EQ(names.at(longest), "a-register-with-a-very-long-nam");
  EXPECT_EQ(names.at(longest + "-more"), "a-register-with-a-very-long-n_2");
}

TEST(MendFolder, MakesAProgrammeOfWhatExcelSaved) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "programme";
  ASSERT_TRUE(create_new(path).has_value());
  std::string sites = *io::read_file(path / "sites.csv");
  sites =
      "id;kind;place;name_kk;name_ru;name_en;from;to;lon;lat;address;source;confidence\r\n"
      "house-kolsay;house;kolsay;;;;01.09.2023;;-29,6;44,3;;demo;demo\r\n";
  ASSERT_TRUE(io::write_files({{path / "sites.csv", sites}}).has_value());
  EXPECT_FALSE(load(path).has_value());
  EXPECT_EQ(mend_folder(path), (std::vector<std::string>{"sites.csv"}));
  const auto programme = load(path);
  ASSERT_TRUE(programme.has_value()) << testing::PrintToString(programme.error());
  EXPECT_EQ(programme->tables.at(kSites)[0].period.from, day("2023-09-01"));
  EXPECT_EQ(mend_folder(path), std::vector<std::string>{});
  EXPECT_EQ(mend_folder(path / "nowhere").error()[0].key, "folder.not_a_folder");
}

}  // namespace
}  // namespace dostyq::world
