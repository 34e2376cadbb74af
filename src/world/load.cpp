#include "world/load.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "io/csv.hpp"
#include "io/file.hpp"
#include "world/assemble.hpp"
#include "world/config.hpp"
#include "world/tables.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 2> kOtherInputs{"directives.toml", "boundaries.geojson"};

bool is_other_input(std::string_view name) {
  return std::find(kOtherInputs.begin(), kOtherInputs.end(), name) != kOtherInputs.end();
}

Error folder_problem(std::string key, const fs::path& folder) {
  return {ErrorCode::kBadInput, std::move(key), {folder.string()}, {}};
}

/// Reports CSV files that no table of the programme reads: most often a register that
/// programme.toml does not declare.
void check_strangers(const std::map<std::string, std::string>& files,
                     const std::vector<TableSchema>& schemas, Problems& problems) {
  std::vector<std::string> known;
  known.reserve(schemas.size());
  for (const TableSchema& schema : schemas) known.push_back(schema.file());
  for (const auto& [name, bytes] : files) {
    if (!name.ends_with(".csv") || std::find(known.begin(), known.end(), name) != known.end())
      continue;
    const std::string table = name.substr(0, name.size() - 4);
    problems.push_back(
        {ErrorCode::kBadInput, "folder.unknown_csv", {table, nearest(name, known)}, {name, 0, ""}});
  }
}

}  // namespace

Checked<Programme> assemble(std::string_view config_toml, const ReadTables& read_tables,
                            Problems problems) {
  ConfigReading config = read_config(config_toml, problems);
  const std::vector<TableSchema> schemas = table_schemas(config.config.registers);
  Tables tables(schemas, read_tables(schemas, config.readable, problems), problems);
  check_cells(tables, config, problems);
  Programme programme = build_programme(tables, config.config);
  check_consistency(programme, tables, config, problems);
  if (problems.empty()) return programme;
  sort_problems(problems);
  return tl::unexpected(std::move(problems));
}

Checked<Programme> load_files(const std::map<std::string, std::string>& files) {
  const auto config = files.find(kConfigFile);
  if (config == files.end()) {
    return tl::unexpected(
        Problems{{ErrorCode::kBadInput, "folder.no_programme", {}, {kConfigFile, 0, ""}}});
  }
  const ReadTables read_tables = [&](const std::vector<TableSchema>& schemas, bool config_readable,
                                     Problems& problems) {
    std::map<std::string, io::CsvTable> tables;
    for (const TableSchema& schema : schemas) {
      const auto file = files.find(schema.file());
      if (file != files.end())
        tables.emplace(schema.name, io::parse_csv(file->second, schema.file(), problems));
    }
    // Which registers there should be is unknown when programme.toml is no TOML.
    if (config_readable) check_strangers(files, schemas, problems);
    return tables;
  };
  Checked<Programme> programme = assemble(config->second, read_tables, {});
  if (programme) {
    for (const auto& [name, bytes] : files)
      programme->input_hashes.emplace(name, io::sha256_hex(bytes));
  }
  return programme;
}

Checked<std::map<std::string, std::string>> read_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error))
    return tl::unexpected(Problems{folder_problem("folder.missing", folder)});
  if (!fs::is_directory(folder, error)) {
    return tl::unexpected(Problems{folder_problem("folder.not_a_folder", folder)});
  }
  std::map<std::string, std::string> files;
  Problems problems;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const bool wanted = name == kConfigFile || is_other_input(name) || name.ends_with(".csv");
    if (!wanted || name.starts_with('.')) continue;
    if (auto bytes = io::read_file(at->path()))
      files.emplace(name, std::move(*bytes));
    else
      problems.push_back(bytes.error());
  }
  if (error) problems.push_back(folder_problem("folder.not_readable", folder));
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return files;
}

Checked<Programme> load(const fs::path& folder) {
  const auto files = read_folder(folder);
  if (!files) return tl::unexpected(files.error());
  return load_files(*files);
}

}  // namespace dostyq::world
