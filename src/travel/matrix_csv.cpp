#include "travel/matrix_csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "io/csv.hpp"

namespace dostyq::travel {
namespace {

constexpr int32_t kMostSeconds = 365 * 24 * 3600;
constexpr size_t kMostProblems = 1000;
constexpr std::array<std::string_view, 3> kColumns{"from", "to", "seconds"};

using Places = std::unordered_map<std::string_view, size_t>;

Places places_of(std::span<const std::string> ids) {
  Places places;
  for (size_t i = 0; i < ids.size(); ++i) places.emplace(ids[i], i);
  return places;
}

std::string_view trimmed(std::string_view cell) {
  const size_t first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

class Reader {
 public:
  Reader(const io::CsvTable& table, std::span<const std::string> from,
         std::span<const std::string> to, Problems& problems)
      : table_(table),
        from_(places_of(from)),
        to_(places_of(to)),
        times_(from.size(), to.size()),
        given_(from.size() * to.size(), 0),
        columns_of_times_(to.size()),
        problems_(problems) {}

  TravelTimes read() {
    if (!find_columns()) return std::move(times_);
    if (table_.rows.empty()) report("matrix.empty", {}, 0, "");
    for (const io::CsvRow& row : table_.rows) {
      if (!row.broken) take(row);
    }
    for (const auto& [id, place] : from_) {
      const auto same = to_.find(id);
      if (same != to_.end() && given_[place * columns_of_times_ + same->second] == 0) {
        times_.set(place, same->second, 0);
      }
    }
    return std::move(times_);
  }

 private:
  void report(std::string key, std::vector<std::string> args, int line, std::string_view column) {
    problems_.push_back({ErrorCode::kBadInput,
                         std::move(key),
                         std::move(args),
                         {table_.file, line, std::string(column)}});
  }

  bool find_columns() {
    bool all = true;
    for (size_t i = 0; i < kColumns.size(); ++i) {
      const auto at = std::find(table_.header.begin(), table_.header.end(), kColumns.at(i));
      columns_.at(i) = static_cast<size_t>(at - table_.header.begin());
      if (at != table_.header.end()) continue;
      report("matrix.missing_column", {std::string(kColumns.at(i))}, table_.header_line,
             kColumns.at(i));
      all = false;
    }
    for (const std::string& name : table_.header) {
      if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
      report("matrix.unknown_column", {name}, table_.header_line, name);
    }
    return all;
  }

  const size_t* place(const Places& places, const io::CsvRow& row, size_t column) {
    const std::string_view id = trimmed(row.cells[columns_.at(column)]);
    const auto found = places.find(id);
    if (found != places.end()) return &found->second;
    report("matrix.unknown_id", {std::string(id)}, row.line, kColumns.at(column));
    return nullptr;
  }

  std::optional<int32_t> seconds(const io::CsvRow& row) {
    const std::string_view cell = trimmed(row.cells[columns_[2]]);
    int32_t value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool whole = error == std::errc() && end == cell.data() + cell.size();
    if (whole && value >= 0 && value <= kMostSeconds) return value;
    report("matrix.seconds", {std::string(cell), std::to_string(kMostSeconds)}, row.line,
           kColumns[2]);
    return std::nullopt;
  }

  void take(const io::CsvRow& row) {
    const size_t* from = place(from_, row, 0);
    const size_t* to = place(to_, row, 1);
    const std::optional<int32_t> time = seconds(row);
    if (from == nullptr || to == nullptr) return;
    int& line = given_[*from * columns_of_times_ + *to];
    if (line != 0) {
      report("matrix.duplicate",
             {row.cells[columns_[0]], row.cells[columns_[1]], std::to_string(line)}, row.line, "");
      return;
    }
    line = row.line;
    if (time) times_.set(*from, *to, *time);
  }

  const io::CsvTable& table_;
  Places from_;
  Places to_;
  TravelTimes times_;
  std::vector<int> given_;  ///< line of each pair; 0: none
  size_t columns_of_times_;
  Problems& problems_;
  std::array<size_t, 3> columns_{};
};

}  // namespace

Checked<TravelTimes> parse_matrix_csv(std::string_view bytes, const std::string& file,
                                      std::span<const std::string> from,
                                      std::span<const std::string> to) {
  Problems problems;
  const io::CsvTable table = io::parse_csv(bytes, file, problems);
  if (!table.readable) return tl::unexpected(problems);
  TravelTimes times = Reader(table, from, to, problems).read();
  if (problems.empty()) return times;
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Error& a, const Error& b) { return a.where.row < b.where.row; });
  if (problems.size() > kMostProblems) {
    const std::string more = std::to_string(problems.size() - kMostProblems);
    problems.resize(kMostProblems);
    problems.push_back({ErrorCode::kBadInput, "matrix.more", {more}, {file, 0, ""}});
  }
  return tl::unexpected(problems);
}

}  // namespace dostyq::travel
