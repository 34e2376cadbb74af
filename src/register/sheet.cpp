#include "register/sheet.hpp"

#include <algorithm>
#include <filesystem>
#include <random>

#include "io/csv.hpp"
#include "io/file.hpp"
#include "io/spreadsheet.hpp"

namespace dostyq::registry {
namespace {

bool is_number(const std::string& cell) {
  const size_t start = cell.starts_with('-') ? 1 : 0;
  return cell.size() > start &&
         std::all_of(cell.begin() + static_cast<ptrdiff_t>(start), cell.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// OWASP, "CSV Injection": what begins so is a formula for some spreadsheet program.
std::string harmless(const std::string& cell, const SheetColumn& column) {
  if (column.is_number && is_number(cell)) return cell;
  const bool formula =
      !cell.empty() && std::string_view("=+-@\t\r\n").find(cell[0]) != std::string_view::npos;
  // Full-width signs are read as plain ones by some.
  const bool wide = cell.starts_with("＝") || cell.starts_with("＋") || cell.starts_with("－") ||
                    cell.starts_with("＠");
  return formula || wide ? "'" + cell : cell;
}

/// Excel allows 31 letters and none of []:*?/\.
std::string sheet_name(const std::string& title, size_t number) {
  std::string name;
  size_t letters = 0;
  for (size_t i = 0; i < title.size() && letters < 25;) {
    size_t length = 1;
    while (i + length < title.size() &&
           (static_cast<unsigned char>(title[i + length]) & 0xC0) == 0x80)
      ++length;
    if (std::string_view("[]:*?/\\'").find(title[i]) == std::string_view::npos)
      name.append(title, i, length);
    i += length;
    ++letters;
  }
  return std::to_string(number) + " " + name;
}

/// A file that goes away: the writer of workbooks knows only files.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::random_device seed;
    path_ = std::filesystem::temp_directory_path() /
            ("dostyq-" + std::to_string(seed()) + std::to_string(seed()) + ".xlsx");
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

std::string to_csv(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const SheetColumn& column : sheet.columns) cells.push_back(harmless(column.title, {}));
  io::append_csv_row(out, cells);
  for (const auto& row : sheet.rows) {
    cells.clear();
    for (size_t i = 0; i < row.size(); ++i) cells.push_back(harmless(row[i], sheet.columns[i]));
    io::append_csv_row(out, cells);
  }
  return out;
}

Result<std::string> to_xlsx(const std::vector<Sheet>& sheets) {
  io::Guide guide{"Dostyq", {}};
  std::vector<io::NewSheet> made;
  for (const Sheet& sheet : sheets) {
    guide.lines.push_back({sheet.title, sheet.note});
    io::NewSheet out{sheet_name(sheet.title, made.size() + 1), {}, sheet.rows};
    for (const SheetColumn& column : sheet.columns)
      out.columns.push_back({column.title, column.is_number, {}, {}});
    made.push_back(std::move(out));
  }
  const TemporaryFile file;
  if (const auto done = io::write_spreadsheet(file.path(), guide, made); !done)
    return tl::unexpected(done.error());
  return io::read_file(file.path());
}

}  // namespace dostyq::registry
