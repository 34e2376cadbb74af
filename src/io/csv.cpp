#include "io/csv.hpp"

#include <algorithm>
#include <set>

#include "io/encoding.hpp"

namespace dostyq::io {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One pass over the bytes; knows nothing of headers.
class Scanner {
 public:
  Scanner(std::string_view text, char separator) : text_(text), separator_(separator) {}

  CsvScan scan() {
    while (!at_end()) scan_.rows.push_back(next_row());
    return std::move(scan_);
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }

  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  CsvRow next_row() {
    CsvRow row;
    row.line = line_;
    do {
      row.cells.push_back(next_field());
    } while (take(separator_));
    take('\r');
    take('\n');
    ++line_;
    row.broken = after_quote_;
    after_quote_ = false;
    return row;
  }

  std::string next_field() {
    std::string field;
    const bool was_quoted = take('"');
    if (was_quoted) field = quoted();
    const size_t closed = at_;
    while (!at_end() && !ends_field(text_[at_])) field += text_[at_++];
    if (was_quoted && at_ > closed) {
      scan_.after_quote.push_back(line_);
      after_quote_ = true;
    }
    return field;
  }

  bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  std::string quoted() {
    std::string field;
    const int began = line_;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        field += c;
      } else if (take('"')) {
        field += '"';
      } else {
        return field;
      }
    }
    scan_.open_quote = began;
    return field;
  }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  int line_ = 1;
  bool after_quote_ = false;
  CsvScan scan_;
};

bool is_blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
    return cell.find_first_not_of(" \t") == std::string::npos;
  });
}

void report(Problems& problems, std::string key, std::vector<std::string> args, Where where) {
  problems.push_back({ErrorCode::kBadInput, std::move(key), std::move(args), std::move(where)});
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The first row with text, which becomes the header; false when there is none or it is not
/// separated by commas.
bool read_header(CsvScan& scan, CsvTable& table, Problems& problems) {
  const auto header = std::find_if_not(scan.rows.begin(), scan.rows.end(), is_blank);
  if (header == scan.rows.end()) {
    report(problems, "csv.empty", {}, {table.file, 0, ""});
    return false;
  }
  table.header_line = header->line;
  const char separator = header->cells.size() == 1 ? separator_of(header->cells[0]) : ',';
  if (separator != ',') {
    const std::string shown = separator == '\t' ? "TAB" : std::string(1, separator);
    report(problems, "csv.separator", {shown}, {table.file, header->line, ""});
    return false;
  }
  for (const std::string& column : header->cells) table.header.push_back(trimmed(column));
  scan.rows.erase(scan.rows.begin(), header + 1);
  return true;
}

void take_rows(CsvScan& scan, CsvTable& table, Problems& problems) {
  const size_t width = table.header.size();
  for (CsvRow& row : scan.rows) {
    if (is_blank(row)) continue;
    if (row.cells.size() != width && !row.broken) {
      report(problems, "csv.fields", {std::to_string(width), std::to_string(row.cells.size())},
             {table.file, row.line, ""});
      row.broken = true;
    }
    row.cells.resize(width);
    table.rows.push_back(std::move(row));
  }
}

}  // namespace

bool check_header(const CsvTable& table, Problems& problems) {
  std::set<std::string> seen;
  bool good = true;
  for (const std::string& column : table.header) {
    if (seen.insert(column).second) continue;
    report(problems, "csv.duplicate_column", {column}, {table.file, table.header_line, column});
    good = false;
  }
  return good;
}

bool check_text(std::string_view bytes, const std::string& file, Problems& problems) {
  const size_t nul = bytes.find('\0');
  const bool has_nul = nul != std::string_view::npos;
  if (is_utf8(bytes) && !has_nul) return true;
  // Text in UTF-16 is full of NUL bytes, and much of it is valid UTF-8 besides.
  const std::string encoding = detect_encoding(bytes);
  const bool foreign = !encoding.empty() && encoding != "UTF-8" && encoding != "ASCII";
  if (foreign && (!is_utf8(bytes) || encoding.starts_with("UTF-16"))) {
    report(problems, "csv.encoding", {encoding}, {file, 0, ""});
  } else if (has_nul && is_utf8(bytes)) {
    const auto lines = std::count(bytes.begin(), bytes.begin() + static_cast<long>(nul), '\n');
    report(problems, "csv.nul", {}, {file, static_cast<int>(lines) + 1, ""});
  } else {
    report(problems, "csv.not_utf8", {}, {file, 0, ""});
  }
  return false;
}

CsvScan scan_csv(std::string_view text, char separator) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return Scanner(text, separator).scan();
}

char separator_of(std::string_view header_line) {
  const auto count = [&](char c) { return std::count(header_line.begin(), header_line.end(), c); };
  if (count(';') > count(',')) return ';';
  if (count('\t') > count(',')) return '\t';
  return ',';
}

CsvTable parse_csv(std::string_view bytes, const std::string& file, Problems& problems) {
  CsvTable table;
  table.file = file;
  if (!check_text(bytes, file, problems)) return table;
  CsvScan scan = scan_csv(bytes, ',');
  if (scan.open_quote != 0 && scan.rows.size() > 1)
    scan.rows.pop_back();  // it holds the rest of the file
  if (!read_header(scan, table, problems)) return table;
  table.readable = check_header(table, problems);
  if (table.readable) take_rows(scan, table, problems);
  for (const int line : scan.after_quote) report(problems, "csv.after_quote", {}, {file, line, ""});
  if (scan.open_quote != 0) {
    // What the quote swallowed is unknown: rows without it would only look like orphans elsewhere.
    report(problems, "csv.open_quote", {}, {file, scan.open_quote, ""});
    table.readable = false;
    table.rows.clear();
  }
  return table;
}

void append_csv_row(std::string& out, const std::vector<std::string>& cells) {
  const bool lone_blank = cells.size() == 1 && cells[0].empty();
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    const std::string& cell = cells[i];
    const bool quote = lone_blank || cell.find_first_of(",\"\r\n;\t") != std::string::npos ||
                       cell.starts_with(' ') || cell.ends_with(' ') ||
                       cell.starts_with(kByteOrderMark);
    if (!quote) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace dostyq::io
