#include "world/mend_folder.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "io/mend.hpp"
#include "world/schema.hpp"

namespace dostyq::world {
namespace fs = std::filesystem;
namespace {

io::MendColumns columns_to_mend() {
  std::set<std::string> dates;
  std::set<std::string> decimals;
  for (const TableSchema& schema : table_schemas({})) {
    for (const Column& column : schema.columns) {
      if (column.type == ColumnType::kDate) dates.insert(column.name);
      if (column.type == ColumnType::kDegrees) decimals.insert(column.name);
    }
  }
  return {{dates.begin(), dates.end()}, {decimals.begin(), decimals.end()}};
}

}  // namespace

Checked<std::vector<std::string>> mend_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return tl::unexpected(
        Problems{{ErrorCode::kBadInput, "folder.not_a_folder", {folder.string()}, {}}});
  }
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".csv" && !at->path().filename().string().starts_with('.'))
      paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> changed;
  Problems problems;
  const io::MendColumns columns = columns_to_mend();
  for (const fs::path& path : paths) {
    const auto mended = io::mend_csv(path, columns);
    if (!mended)
      problems.push_back(mended.error());
    else if (*mended)
      changed.push_back(path.filename().string());
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return changed;
}

}  // namespace dostyq::world
