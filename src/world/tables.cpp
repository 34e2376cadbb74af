#include "world/tables.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "base/check.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

std::string comma_separated(const std::vector<std::string>& items) {
  std::string all;
  for (const std::string& item : items) all += (all.empty() ? "" : ",") + item;
  return all;
}

std::string joined_key(const std::vector<std::string>& parts) {
  std::string key;
  for (const std::string& part : parts) key += part + '\x1F';
  return key;
}

/// For each column of the schema its place in the file, or none.
std::vector<size_t> match_header(const io::CsvTable& read, Table& table, Problems& problems) {
  const std::vector<std::string> wanted = table.schema.header();
  constexpr size_t kNone = static_cast<size_t>(-1);
  std::vector<size_t> source(wanted.size(), kNone);
  std::vector<std::string> unknown;
  for (size_t i = 0; i < read.header.size(); ++i) {
    const auto at = std::find(wanted.begin(), wanted.end(), read.header[i]);
    if (at == wanted.end())
      unknown.push_back(read.header[i]);
    else
      source[static_cast<size_t>(at - wanted.begin())] = i;
  }
  std::vector<std::string> missing;
  for (size_t i = 0; i < wanted.size(); ++i) {
    table.present[i] = source[i] != kNone;
    if (!table.present[i]) missing.push_back(wanted[i]);
  }
  for (const std::string& column : unknown) {
    const std::string meant = nearest(column, missing.empty() ? wanted : missing);
    problems.push_back({ErrorCode::kBadInput,
                        "csv.unknown_column",
                        {column, meant, comma_separated(wanted)},
                        {table.file, read.header_line, column}});
  }
  for (const std::string& column : missing) {
    problems.push_back({ErrorCode::kBadInput,
                        "csv.missing_column",
                        {column, comma_separated(wanted)},
                        {table.file, read.header_line, column}});
  }
  return source;
}

void lay_out(const io::CsvTable& read, Table& table, Problems& problems) {
  table.file = read.file;
  if (!read.readable) return;
  const std::vector<size_t> source = match_header(read, table, problems);
  table.readable =
      std::find(table.present.begin(), table.present.end(), false) == table.present.end();
  for (const io::CsvRow& raw : read.rows) {
    TableRow row{raw.line, !raw.broken && table.readable, {}};
    for (size_t i = 0; i < source.size(); ++i) {
      row.cells.emplace_back(table.present[i] ? trim(raw.cells[source[i]]) : "");
    }
    table.rows.push_back(std::move(row));
  }
}

void index_rows(Table& table) {
  const bool has_id = table.has_column("id");
  for (const TableRow& row : table.rows) {
    std::vector<std::string> key;
    key.reserve(table.schema.key.size());
    for (const std::string& name : table.schema.key) key.push_back(table.cell(row, name));
    table.lines.emplace(joined_key(key), row.line);
    if (has_id) table.ids.insert(table.cell(row, "id"));
  }
}

}  // namespace

size_t Table::column(std::string_view name) const {
  const auto at = std::find_if(schema.columns.begin(), schema.columns.end(),
                               [&](const Column& known) { return known.name == name; });
  DOSTYQ_CHECK(at != schema.columns.end());
  return static_cast<size_t>(at - schema.columns.begin());
}

bool Table::has_column(std::string_view name) const {
  return std::any_of(schema.columns.begin(), schema.columns.end(),
                     [&](const Column& column) { return column.name == name; });
}

bool Table::clean() const {
  return readable &&
         std::all_of(rows.begin(), rows.end(), [](const TableRow& row) { return row.good; });
}

Tables::Tables(const std::vector<TableSchema>& schemas, std::map<std::string, io::CsvTable> read,
               Problems& problems) {
  for (const TableSchema& schema : schemas) {
    Table table;
    table.schema = schema;
    table.file = schema.file();
    table.present.assign(schema.columns.size(), true);
    const auto found = read.find(schema.name);
    if (found != read.end()) {
      lay_out(found->second, table, problems);
    } else if (schema.optional) {
      table.readable = true;
    } else {
      problems.push_back({ErrorCode::kBadInput,
                          "folder.missing_file",
                          {table.file, comma_separated(schema.header())},
                          {table.file, 0, ""}});
    }
    index_rows(table);
    tables_.emplace(schema.name, std::move(table));
  }
}

Where Tables::where(const std::string& table, const std::vector<std::string>& key,
                    std::string column) const {
  const Table& found = at(table);
  const auto line = found.lines.find(joined_key(key));
  return {found.file, line == found.lines.end() ? 0 : line->second, std::move(column)};
}

void sort_problems(Problems& problems) {
  const auto order = [](const Error& a, const Error& b) {
    return std::tie(a.where.file, a.where.row, a.where.column, a.key, a.args) <
           std::tie(b.where.file, b.where.row, b.where.column, b.key, b.args);
  };
  std::sort(problems.begin(), problems.end(), order);
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
}

std::optional<double> parse_degrees(std::string_view text) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<int64_t> parse_integer(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace dostyq::world
