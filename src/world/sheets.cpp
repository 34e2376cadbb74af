#include "world/sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "world/words.hpp"

namespace dostyq::world {
namespace {

using Row = std::vector<io::SheetCell>;

bool is_blank(const io::SheetCell& cell) {
  return cell.kind == io::SheetCell::Kind::kEmpty ||
         (cell.kind == io::SheetCell::Kind::kText && trim(cell.text).empty());
}

bool is_blank(const Row& row) {
  return std::all_of(row.begin(), row.end(),
                     [](const io::SheetCell& cell) { return is_blank(cell); });
}

/// Nine decimals are more than a coordinate has, and hide the noise of binary fractions.
std::string number_text(double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e15) return fmt::format("{}", value);
  std::string text = fmt::format("{:.9f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

/// Excel counts days from its origin; a time of day makes no date of ours.
std::string date_text(double serial, Date origin) {
  constexpr double kLastDay = 2'958'465;  // 9999-12-31
  if (serial != std::floor(serial) || serial < 1 || serial > kLastDay) return number_text(serial);
  return origin.plus_days(static_cast<int32_t>(serial)).to_string();
}

std::string cell_text(const io::SheetCell& cell, const Column* column, Date origin) {
  switch (cell.kind) {
    case io::SheetCell::Kind::kEmpty:
      return "";
    case io::SheetCell::Kind::kText:
      return cell.text;
    case io::SheetCell::Kind::kBoolean:
      if (column != nullptr && column->type == ColumnType::kChoice)
        return cell.number != 0 ? "yes" : "no";
      return cell.number != 0 ? "TRUE" : "FALSE";
    case io::SheetCell::Kind::kNumber:
      if (column != nullptr && column->type == ColumnType::kDate)
        return date_text(cell.number, origin);
      return number_text(cell.number);
  }
  return "";
}

std::string letters(size_t index) {
  std::string name;
  for (++index; index > 0; index = (index - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (index - 1) % 26));
  return name;
}

class SheetReader {
 public:
  SheetReader(const TableSchema& schema, Date origin, Problems& problems)
      : schema_(schema), origin_(origin), problems_(problems) {}

  io::CsvTable read(const io::Sheet& sheet, const std::string& file) {
    table_.file = file;
    const auto header = std::find_if_not(sheet.rows.begin(), sheet.rows.end(),
                                         [](const Row& row) { return is_blank(row); });
    if (header == sheet.rows.end()) {
      problems_.push_back({ErrorCode::kBadInput, "csv.empty", {}, {file, 0, ""}});
      return std::move(table_);
    }
    read_header(*header, static_cast<int>(header - sheet.rows.begin()) + 1);
    for (auto row = header + 1; row != sheet.rows.end(); ++row) {
      if (!is_blank(*row)) read_row(*row, static_cast<int>(row - sheet.rows.begin()) + 1);
    }
    return std::move(table_);
  }

 private:
  void read_header(const Row& row, int line) {
    table_.header_line = line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string text = cell_text(row[i], nullptr, origin_);
      const std::string title(trim(text));
      if (title.empty()) continue;
      table_.header.push_back(title);
      places_.push_back(i);
      const auto column = std::find_if(schema_.columns.begin(), schema_.columns.end(),
                                       [&](const Column& known) { return known.name == title; });
      columns_.push_back(column == schema_.columns.end() ? nullptr : &*column);
    }
    table_.readable = io::check_header(table_, problems_);
  }

  void read_row(const Row& row, int line) {
    io::CsvRow read{line, false, {}};
    for (size_t i = 0; i < places_.size(); ++i) {
      read.cells.push_back(
          places_[i] < row.size() ? cell_text(row[places_[i]], columns_[i], origin_) : "");
    }
    for (size_t i = 0; i < row.size(); ++i) {
      if (is_blank(row[i]) || std::find(places_.begin(), places_.end(), i) != places_.end())
        continue;
      problems_.push_back({ErrorCode::kBadInput,
                           "workbook.untitled",
                           {letters(i)},
                           {table_.file, line, letters(i)}});
      read.broken = true;
    }
    table_.rows.push_back(std::move(read));
  }

  const TableSchema& schema_;
  Date origin_;
  Problems& problems_;
  io::CsvTable table_;
  std::vector<size_t> places_;          ///< of the titled columns in a row
  std::vector<const Column*> columns_;  ///< null for an unknown title
};

}  // namespace

std::map<std::string, std::string> sheet_names(const std::vector<TableSchema>& schemas) {
  constexpr size_t kLongest = 31;
  std::map<std::string, std::string> names;
  std::vector<std::string> used{"history"};
  for (const TableSchema& schema : schemas) {
    std::string name = schema.name.substr(0, kLongest);
    for (int n = 2; std::find(used.begin(), used.end(), name) != used.end(); ++n) {
      const std::string end = fmt::format("_{}", n);
      name = schema.name.substr(0, kLongest - end.size()) + end;
    }
    used.push_back(name);
    names.emplace(schema.name, std::move(name));
  }
  return names;
}

io::CsvTable read_sheet(const io::Sheet& sheet, const TableSchema& schema, Date origin,
                        const std::string& file, Problems& problems) {
  return SheetReader(schema, origin, problems).read(sheet, file);
}

}  // namespace dostyq::world
