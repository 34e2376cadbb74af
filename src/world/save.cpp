#include <system_error>

#include "io/csv.hpp"
#include "io/file.hpp"
#include "world/config.hpp"
#include "world/load.hpp"
#include "world/schema.hpp"
#include "world/table_rows.hpp"

namespace dostyq::world {
namespace fs = std::filesystem;

std::map<std::string, std::string> to_files(const Programme& programme) {
  std::map<std::string, std::string> files{{kConfigFile, write_config(programme.config)}};
  for (const TableSchema& schema : table_schemas(programme.config.registers)) {
    const auto rows = table_rows(programme, schema);
    if (schema.optional && rows.empty()) continue;
    std::string& bytes = files[schema.file()];
    io::append_csv_row(bytes, schema.header());
    for (const auto& row : rows) io::append_csv_row(bytes, row);
  }
  return files;
}

Result<void> save(const Programme& programme, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    return fail("folder.not_writable", {folder.string()}, {}, ErrorCode::kInternal);
  }
  std::vector<io::NewFile> files;
  for (auto& [name, bytes] : to_files(programme)) files.push_back({folder / name, bytes});
  // A table that the programme no longer has must not come back from an older file.
  for (const TableSchema& schema : table_schemas({})) {
    if (!schema.optional || !fs::exists(folder / schema.file(), error)) continue;
    if (!table_rows(programme, schema).empty()) continue;
    std::string bytes;
    io::append_csv_row(bytes, schema.header());
    files.push_back({folder / schema.file(), std::move(bytes)});
  }
  return io::write_files(files);
}

}  // namespace dostyq::world
