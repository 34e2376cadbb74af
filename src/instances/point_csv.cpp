#include <algorithm>
#include <array>
#include <optional>

#include "instances/point_files.hpp"
#include "instances/points.hpp"
#include "io/csv.hpp"

namespace dostyq::instances {
namespace {

std::string_view first_line(std::string_view text) {
  const size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find('\n'));
}

}  // namespace

bool looks_like_point_csv(const Source& source) {
  if (source.file.ends_with(".csv") || source.file.ends_with(".CSV")) return true;
  const std::string_view line = first_line(source.text);
  return line.find(',') != std::string_view::npos &&
         (line.find("lon") != std::string_view::npos || line.find("x,y") != std::string_view::npos);
}

Checked<Instance> read_point_csv(const Source& source) {
  Problems problems;
  const io::CsvTable table = io::parse_csv(source.text, source.file, problems);
  if (!table.readable) return tl::unexpected(std::move(problems));
  const auto find = [&](const char* name) -> std::optional<size_t> {
    const auto at = std::find(table.header.begin(), table.header.end(), name);
    if (at == table.header.end()) return std::nullopt;
    return static_cast<size_t>(at - table.header.begin());
  };
  std::array<std::optional<size_t>, kPointColumns> place;
  for (size_t column = 0; column < kPointColumns; ++column)
    place[column] = find(kPointColumnNames[column]);
  const auto lon = find("lon"), lat = find("lat");
  const bool on_earth = lon && lat;
  if (on_earth) {
    place[kX] = lon;
    place[kY] = lat;
  }
  if (!place[kX] || !place[kY]) {
    problems.push_back({ErrorCode::kBadInput,
                        "instances.missing_columns",
                        {"lon,lat", "x,y"},
                        {source.file, table.header_line, ""}});
    return tl::unexpected(std::move(problems));
  }
  std::array<bool, kPointColumns> present{};
  for (size_t column = 0; column < kPointColumns; ++column)
    present[column] = place[column].has_value();
  PointRows rows(source, on_earth ? Measure::kEarth : Measure::kPlane, present, problems);
  PointCells cells;
  for (const io::CsvRow& row : table.rows) {
    if (row.broken) continue;
    for (size_t column = 0; column < kPointColumns; ++column) {
      if (place[column]) cells[column] = row.cells[*place[column]];
    }
    rows.add(cells, row.line);
  }
  Instance instance = rows.instance();
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return instance;
}

}  // namespace dostyq::instances
