#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <system_error>

#include "io/spreadsheet.hpp"

namespace dostyq::io {
namespace fs = std::filesystem;
namespace {

constexpr int kRowsWithLists = 10'000;  // new rows get their lists too
constexpr double kNarrowest = 8;
constexpr double kWidest = 42;

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  // Excel keeps 15 digits: longer whole numbers stay text rather than lose their end.
  const bool exact = text.size() <= 16;
  if (error != std::errc() || end != text.data() + text.size() || !exact) return std::nullopt;
  return value;
}

size_t characters(const std::string& utf8) {
  return static_cast<size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

class Writer {
 public:
  explicit Writer(const fs::path& path) : book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) return;
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // 2000-01-01: a clock would make the same content differ
    workbook_set_properties(book_, &properties);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    format_set_num_format(header_, "@");
    format_set_bottom(header_, LXW_BORDER_THIN);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  bool add_guide(const Guide& guide) {
    lxw_worksheet* sheet =
        book_ == nullptr ? nullptr : workbook_add_worksheet(book_, guide.name.c_str());
    if (sheet == nullptr) return false;
    size_t width = 0;
    for (size_t i = 0; i < guide.lines.size(); ++i) {
      width = std::max(width, guide.lines[i].size());
      for (size_t j = 0; j < guide.lines[i].size(); ++j) {
        worksheet_write_string(sheet, static_cast<lxw_row_t>(i), static_cast<lxw_col_t>(j),
                               guide.lines[i][j].c_str(), wrapped_);
      }
    }
    if (width > 0)
      worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(width - 1), width == 1 ? 100 : kWidest,
                           nullptr);
    return true;
  }

  bool add_sheet(const NewSheet& content) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, content.name.c_str());
    if (sheet == nullptr) return false;
    worksheet_freeze_panes(sheet, 1, 0);
    bool good = true;
    for (size_t j = 0; j < content.columns.size(); ++j)
      good = add_column(sheet, content, j) && good;
    return good;
  }

  bool close() {
    lxw_workbook* book = book_;
    book_ = nullptr;
    return book != nullptr && workbook_close(book) == LXW_NO_ERROR;
  }

 private:
  bool add_column(lxw_worksheet* sheet, const NewSheet& content, size_t index) {
    const NewColumn& column = content.columns[index];
    const auto at = static_cast<lxw_col_t>(index);
    double width = std::max(kNarrowest, static_cast<double>(column.title.size()) + 2);
    for (const auto& row : content.rows)
      width = std::max(width, static_cast<double>(characters(row[index])) + 1);
    worksheet_set_column(sheet, at, at, std::min(width, kWidest),
                         column.is_number ? nullptr : text_);
    worksheet_write_string(sheet, 0, at, column.title.c_str(), header_);
    bool good = true;
    for (size_t i = 0; i < content.rows.size(); ++i) {
      const std::string& cell = content.rows[i][index];
      if (cell.empty()) continue;
      const auto row = static_cast<lxw_row_t>(i + 1);
      const auto value = column.is_number ? number(cell) : std::nullopt;
      const lxw_error error = value ? worksheet_write_number(sheet, row, at, *value, nullptr)
                                    : worksheet_write_string(sheet, row, at, cell.c_str(), text_);
      good =
          good && error == LXW_NO_ERROR;  // a cell longer than 32,767 characters, or row 1,048,577
    }
    add_list(sheet, column, at);
    return good;
  }

  void add_list(lxw_worksheet* sheet, const NewColumn& column, lxw_col_t at) {
    lxw_data_validation rule{};
    rule.ignore_blank = LXW_VALIDATION_ON;
    std::string formula;
    std::vector<std::string> choices = column.choices;  // the C interface wants them writable
    std::vector<char*> items;
    size_t length = 0;
    for (std::string& choice : choices) {
      items.push_back(choice.data());
      length += choice.size() + 1;
    }
    items.push_back(nullptr);
    constexpr size_t kLongestList = 255;  // Excel's own limit
    if (!column.choices.empty() && length <= kLongestList) {
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = items.data();
    } else if (!column.choices_sheet.empty()) {
      formula = "='" + column.choices_sheet + "'!$A$2:$A$" + std::to_string(kRowsWithLists);
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = formula.data();
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    } else {
      return;
    }
    worksheet_data_validation_range(sheet, 1, at, kRowsWithLists, at, &rule);
  }

  lxw_workbook* book_;
  lxw_format* text_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* wrapped_ = nullptr;
};

}  // namespace

Result<void> write_spreadsheet(const fs::path& path, const Guide& guide,
                               const std::vector<NewSheet>& sheets) {
  const Error refused{ErrorCode::kInternal,
                      "file.not_writable",
                      {path.string()},
                      {path.filename().string(), 0, ""}};
  fs::path beside = path;
  beside += ".dostyq-new";
  // libxlsxwriter complains on stderr: see first whether it can write at all.
  if (!std::ofstream(beside, std::ios::binary)) return tl::unexpected(refused);
  Writer writer(beside);
  bool good = writer.add_guide(guide);
  for (const NewSheet& sheet : sheets) good = good && writer.add_sheet(sheet);
  good = writer.close() && good;
  std::error_code error;
  if (good) fs::rename(beside, path, error);
  if (good && !error) return {};
  fs::remove(beside, error);
  return tl::unexpected(refused);
}

}  // namespace dostyq::io
