#include "io/mend.hpp"

#include <algorithm>
#include <optional>

#include "base/date.hpp"
#include "io/csv.hpp"
#include "io/encoding.hpp"
#include "io/file.hpp"

namespace dostyq::io {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "24.04.2027" as "2027-04-24"; anything else stays.
std::string mend_date(const std::string& cell) {
  if (cell.size() != 10 || cell[2] != '.' || cell[5] != '.') return cell;
  const std::string iso = cell.substr(6, 4) + '-' + cell.substr(3, 2) + '-' + cell.substr(0, 2);
  return Date::parse(iso) ? iso : cell;
}

/// "43,25" as "43.25"; anything else stays.
std::string mend_decimal(const std::string& cell) {
  const size_t comma = cell.find(',');
  if (comma == std::string::npos) return cell;
  const std::string_view digits(cell.data() + (cell.starts_with('-') ? 1 : 0), cell.data() + comma);
  if (!all_digits(digits) || !all_digits(std::string_view(cell).substr(comma + 1))) return cell;
  std::string mended = cell;
  mended[comma] = '.';
  return mended;
}

void mend_cells(CsvScan& scan, const MendColumns& columns) {
  if (scan.rows.empty()) return;
  const std::vector<std::string> header = scan.rows[0].cells;
  for (CsvRow& row : scan.rows) {
    for (size_t i = 0; i < std::min(row.cells.size(), header.size()); ++i) {
      if (has(columns.dates, header[i])) row.cells[i] = mend_date(row.cells[i]);
      if (has(columns.decimals, header[i])) row.cells[i] = mend_decimal(row.cells[i]);
    }
  }
}

Result<std::string> as_utf8(const std::string& bytes, const std::string& file) {
  Problems problems;
  if (check_text(bytes, file, problems)) return bytes;
  if (problems[0].key != "csv.encoding") return tl::unexpected(problems[0]);
  if (auto text = to_utf8(bytes, problems[0].args[0])) return std::move(*text);
  return fail("csv.not_utf8", {}, {file, 0, ""});
}

}  // namespace

Result<bool> mend_csv(const std::filesystem::path& path, const MendColumns& columns) {
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string file = path.filename().string();
  const auto text = as_utf8(*bytes, file);
  if (!text) return tl::unexpected(text.error());

  const char separator = separator_of(std::string_view(*text).substr(0, text->find('\n')));
  CsvScan scan = scan_csv(*text, separator);
  if (scan.open_quote != 0) return fail("csv.open_quote", {}, {file, scan.open_quote, ""});
  std::vector<std::vector<std::string>> before;
  before.reserve(scan.rows.size());
  for (const CsvRow& row : scan.rows) before.push_back(row.cells);
  mend_cells(scan, columns);
  bool changed = separator != ',' || *text != *bytes;
  std::string mended;
  for (size_t i = 0; i < scan.rows.size(); ++i) {
    changed = changed || scan.rows[i].cells != before[i];
    append_csv_row(mended, scan.rows[i].cells);
  }
  if (!changed) return false;
  const auto written = write_files({{path, std::move(mended)}});
  if (!written) return tl::unexpected(written.error());
  return true;
}

}  // namespace dostyq::io
