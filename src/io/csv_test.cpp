#include "io/csv.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/encoding.hpp"

namespace dostyq::io {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Reading {
  CsvTable table;
  Problems problems;
};

Reading read(std::string_view bytes) {
  Reading reading;
  reading.table = parse_csv(bytes, "t.csv", reading.problems);
  return reading;
}

Rows rows(const CsvTable& table) {
  Rows all;
  for (const CsvRow& row : table.rows) all.push_back(row.cells);
  return all;
}

/// The one problem's key and row, as "key:row".
std::string problem(std::string_view bytes) {
  const Reading reading = read(bytes);
  if (reading.problems.size() != 1) return std::to_string(reading.problems.size()) + " problems";
  return reading.problems[0].key + ":" + std::to_string(reading.problems[0].where.row);
}

TEST(Csv, ReadsQuotesCommasAndLineBreaksInCells) {
  const Reading r = read("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,\n");
  EXPECT_TRUE(r.problems.empty());
  EXPECT_EQ(r.table.header, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(rows(r.table), (Rows{{"1", "x, \"y\"\nz"}, {"2", ""}}));
  EXPECT_EQ(r.table.rows[0].line, 2);
  EXPECT_EQ(r.table.rows[1].line, 4) << "the line in the file, after the line break inside a cell";
}

TEST(Csv, ReadsEveryLineEndAndAByteOrderMark) {
  for (const char* text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n1,2",
                           "\xEF\xBB\xBF"
                           "a,b\n1,2\n",
                           "a,b\r1,2\r", "\n\na,b\n\n,\n1,2\n\n"}) {
    const Reading r = read(text);
    EXPECT_TRUE(r.problems.empty()) << text;
    EXPECT_EQ(rows(r.table), (Rows{{"1", "2"}})) << text;
  }
}

TEST(Csv, NamesEveryKindOfProblem) {
  EXPECT_EQ(problem(""), "csv.empty:0");
  EXPECT_EQ(problem("\n \n,,\n"), "csv.empty:0");
  EXPECT_EQ(problem("a;b\n1;2\n"), "csv.separator:1");
  EXPECT_EQ(problem("a\tb\n1\t2\n"), "csv.separator:1");
  EXPECT_EQ(problem("a,b\n1,2\n1,2,3\n"), "csv.fields:3");
  EXPECT_EQ(problem("a,b\n1\n"), "csv.fields:2");
  EXPECT_EQ(problem("a,b\n1,2\n1,\"2\n3,4\n"), "csv.open_quote:3");
  EXPECT_EQ(problem("a,b\n1,\"2\"3\n"), "csv.after_quote:2");
  EXPECT_EQ(problem("a,b, a \n1,2,3\n"), "csv.duplicate_column:1");
  EXPECT_EQ(problem(std::string("a,b\n1,\0\n", 8)), "csv.nul:2");
}

TEST(Csv, NamesTheEncoding) {
  // "имя,район" and a row in Windows-1251, then the same in UTF-16.
  const std::string cp1251 =
      "\xE8\xEC\xFF,\xF0\xE0\xE9\xEE\xED\n\xCF\xE0\xED\xF4\xE8\xEB\xEE\xE2\xF1\xEA\xE8\xE9,"
      "\xD1\xE0\xE9\xF0\xE0\xEC\xF1\xEA\xE8\xE9\n";
  const Reading r = read(cp1251);
  ASSERT_EQ(r.problems.size(), 1U);
  EXPECT_EQ(r.problems[0].key, "csv.encoding");
  EXPECT_EQ(r.problems[0].args[0], "WINDOWS-1251");
  EXPECT_EQ(to_utf8(cp1251, "WINDOWS-1251"), "имя,район\nПанфиловский,Сайрамский\n");

  const std::string little("i\0d\0,\0b\0\n\0001\0,\0002\0\n\0", 18);
  const std::string marked = "\xFF\xFE" + little;
  for (const std::string& text : {little, marked}) {
    const Reading wide = read(text);
    ASSERT_EQ(wide.problems.size(), 1U);
    EXPECT_EQ(wide.problems[0].args, (std::vector<std::string>{"UTF-16LE"}));
    EXPECT_EQ(to_utf8(text, "UTF-16LE"), "id,b\n1,2\n");
  }
}

TEST(Csv, WritesWhatItReads) {
  const Rows original{{"a", "b,c"},
                      {"", "x \"quoted\"\nand broken"},
                      {" padded ", "semi;colon"},
                      {"tab\there", "Ғ"}};
  std::string text;
  for (const auto& row : original) append_csv_row(text, row);
  const Reading r = read(text);
  EXPECT_TRUE(r.problems.empty());
  Rows again{r.table.header};
  for (const auto& row : rows(r.table)) again.push_back(row);
  EXPECT_EQ(again, original);
}

TEST(Csv, RandomBytesNeverHarm) {
  std::mt19937 random(7);
  const std::string alphabet("\",\r\n;a\0\t\xFF\xD0\x90|", 12);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 40, ' ');
    for (char& c : bytes) c = alphabet[random() % alphabet.size()];
    const Reading r = read(bytes);
    EXPECT_TRUE(r.table.readable || !r.problems.empty());
    for (const CsvRow& row : r.table.rows) ASSERT_EQ(row.cells.size(), r.table.header.size());
  }
}

}  // namespace
}  // namespace dostyq::io
