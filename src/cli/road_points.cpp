#include "cli/road_points.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>

#include "io/csv.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

std::optional<double> degrees(const std::string& text, double most) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  const bool within = value >= -most && value <= most;  // not a number is not
  return error == std::errc() && at == end && within ? std::optional(value) : std::nullopt;
}

class PointReader {
 public:
  explicit PointReader(const io::CsvTable& table, Problems& problems)
      : table_(table), problems_(problems) {}

  RoadPoints read() {
    const auto id = column("id"), lon = column("lon"), lat = column("lat");
    if (!id || !lon || !lat) return {};
    for (const io::CsvRow& row : table_.rows) {
      if (row.broken) continue;
      const auto x = degrees(row.cells[*lon], 180), y = degrees(row.cells[*lat], 90);
      if (!x) report(row, "roads.bad_degrees", {row.cells[*lon], "180"}, "lon");
      if (!y) report(row, "roads.bad_degrees", {row.cells[*lat], "90"}, "lat");
      if (!seen_.insert(row.cells[*id]).second)
        report(row, "roads.duplicate_point", {row.cells[*id]}, "id");
      if (!x || !y) continue;
      points_.ids.push_back(row.cells[*id]);
      points_.at.push_back(Coordinate::from_degrees(*x, *y));
    }
    if (table_.rows.empty())
      problems_.push_back({ErrorCode::kBadInput, "roads.no_points", {}, {table_.file, 0, ""}});
    return std::move(points_);
  }

 private:
  std::optional<size_t> column(const std::string& name) {
    const auto at = std::find(table_.header.begin(), table_.header.end(), name);
    if (at != table_.header.end()) return static_cast<size_t>(at - table_.header.begin());
    problems_.push_back({ErrorCode::kBadInput,
                         "roads.missing_column",
                         {name},
                         {table_.file, table_.header_line, name}});
    return std::nullopt;
  }

  void report(const io::CsvRow& row, const char* key, std::vector<std::string> args,
              const char* where) {
    problems_.push_back(
        {ErrorCode::kBadInput, key, std::move(args), {table_.file, row.line, where}});
  }

  const io::CsvTable& table_;
  Problems& problems_;
  RoadPoints points_;
  std::set<std::string> seen_;
};

}  // namespace

Checked<RoadPoints> read_points(const std::string& file) {
  const Result<std::string> bytes = io::read_file(file);
  if (!bytes) return tl::unexpected(Problems{bytes.error()});
  Problems problems;
  const std::string name = std::filesystem::path(file).filename().string();
  const io::CsvTable table = io::parse_csv(*bytes, name, problems);
  RoadPoints points;
  if (table.readable) points = PointReader(table, problems).read();
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return points;
}

Result<Coordinate> parse_point(const std::string& text) {
  const size_t comma = text.find(',');
  if (comma != std::string::npos) {
    const auto lon = degrees(text.substr(0, comma), 180), lat = degrees(text.substr(comma + 1), 90);
    if (lon && lat) return Coordinate::from_degrees(*lon, *lat);
  }
  return fail("roads.bad_point", {text});
}

}  // namespace dostyq::cli
