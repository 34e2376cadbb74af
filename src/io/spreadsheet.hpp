#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"

// Excel workbooks as plain tables: libxlsxwriter, zlib and Expat stay behind this header.
namespace dostyq::io {

struct NewColumn {
  std::string title;
  bool is_number = false;  ///< cells that are numbers are written as numbers; all others as text,
                           ///< leading zeros kept
  std::vector<std::string> choices;  ///< a list to choose from; anything else is refused
  std::string
      choices_sheet;  ///< or: the ids in the first column of that sheet; anything else is warned of
};

struct NewSheet {
  std::string name;  ///< at most 31 characters
  std::vector<NewColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A page of text in front: one row a line, one language a column.
struct Guide {
  std::string name;
  std::vector<std::vector<std::string>> lines;
};

/// Writes beside and renames. The same content gives the same bytes. Problem: file.not_writable.
Result<void> write_spreadsheet(const std::filesystem::path& path, const Guide& guide,
                               const std::vector<NewSheet>& sheets);

struct SheetCell {
  enum class Kind { kEmpty, kText, kNumber, kBoolean };
  Kind kind = Kind::kEmpty;
  std::string text;
  double number = 0;  ///< 0 or 1 for a boolean
};

struct Sheet {
  std::string name;
  std::vector<std::vector<SheetCell>> rows;  ///< of any width
};

struct Spreadsheet {
  std::vector<Sheet> sheets;
  Date origin;  ///< day 0 of the workbook's date numbers
};

/// Formulas give their last computed value. Problems: file.missing, file.not_readable,
/// workbook.not_xlsx, workbook.too_large.
Result<Spreadsheet> read_spreadsheet(const std::filesystem::path& path);

}  // namespace dostyq::io
