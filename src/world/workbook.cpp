#include "world/workbook.hpp"

#include <algorithm>
#include <system_error>

#include "i18n/phrase.hpp"
#include "io/file.hpp"
#include "io/spreadsheet.hpp"
#include "world/assemble.hpp"
#include "world/config.hpp"
#include "world/load.hpp"
#include "world/sheets.hpp"
#include "world/table_rows.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace fs = std::filesystem;
namespace {

const std::string kGuideSheet = "Dostyq";
constexpr int kGuideLines = 8;

/// How to fill the workbook, then what each column means.
io::Guide make_guide(const std::vector<TableSchema>& schemas,
                     const std::vector<Language>& languages) {
  io::Guide guide{kGuideSheet, {}};
  const auto add = [&](const std::string& key, std::vector<std::string> first) {
    for (const Language language : languages) first.push_back(i18n::say(key, {}, language));
    guide.lines.push_back(std::move(first));
  };
  for (int i = 1; i <= kGuideLines; ++i) add("workbook.guide_" + std::to_string(i), {});
  std::vector<std::string> explained;
  for (const TableSchema& schema : schemas) {
    if (schema.is_register) continue;  // their columns are the planner's own
    for (const Column& column : schema.columns) {
      if (std::find(explained.begin(), explained.end(), column.name) != explained.end()) continue;
      explained.push_back(column.name);
      add("sheet_column." + column.name, {});
      for (std::string& cell : guide.lines.back()) cell.insert(0, column.name + ": ");
    }
  }
  return guide;
}

io::NewColumn make_column(const Column& column, const Config& config,
                          const std::map<std::string, std::string>& sheets) {
  io::NewColumn made;
  made.title = column.name;
  made.is_number = column.type == ColumnType::kInteger || column.type == ColumnType::kDegrees;
  if (column.type == ColumnType::kChoice) made.choices = column.choices;
  if (column.type == ColumnType::kReference) {
    if (column.reference != kKinds)
      made.choices_sheet = sheets.at(column.reference);
    else
      for (const SiteKind& kind : config.kinds) made.choices.push_back(kind.id);
  }
  return made;
}

std::vector<io::NewSheet> make_sheets(const Programme& programme,
                                      const std::vector<TableSchema>& schemas, bool optional_too) {
  const auto names = sheet_names(schemas);
  std::vector<io::NewSheet> sheets;
  for (const TableSchema& schema : schemas) {
    io::NewSheet sheet{names.at(schema.name), {}, table_rows(programme, schema)};
    if (schema.optional && sheet.rows.empty() && !optional_too) continue;
    for (const Column& column : schema.columns)
      sheet.columns.push_back(make_column(column, programme.config, names));
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

/// Reads the tables of a programme out of a workbook.
class WorkbookReader {
 public:
  WorkbookReader(io::Spreadsheet book, std::string file, fs::path folder)
      : book_(std::move(book)), file_(std::move(file)), folder_(std::move(folder)) {}

  std::map<std::string, io::CsvTable> operator()(const std::vector<TableSchema>& schemas,
                                                 bool config_readable, Problems& problems) const {
    const auto names = sheet_names(schemas);
    std::map<std::string, io::CsvTable> tables;
    for (const TableSchema& schema : schemas) {
      const std::string& name = names.at(schema.name);
      const auto sheet =
          std::find_if(book_.sheets.begin(), book_.sheets.end(),
                       [&](const io::Sheet& found) { return trim(found.name) == name; });
      if (sheet != book_.sheets.end()) {
        tables.emplace(schema.name,
                       read_sheet(*sheet, schema, book_.origin, file_ + "!" + name, problems));
      } else if (schema.optional) {
        keep_file(schema, tables, problems);
      } else {
        problems.push_back(
            {ErrorCode::kBadInput, "workbook.missing_sheet", {name}, {file_, 0, name}});
        tables[schema.name].file = file_ + "!" + name;
      }
    }
    if (config_readable) check_strangers(names, problems);
    return tables;
  }

 private:
  void keep_file(const TableSchema& schema, std::map<std::string, io::CsvTable>& tables,
                 Problems& problems) const {
    std::error_code error;
    const fs::path path = folder_ / schema.file();
    if (!fs::exists(path, error)) return;
    if (const auto bytes = io::read_file(path))
      tables.emplace(schema.name, io::parse_csv(*bytes, schema.file(), problems));
    else
      problems.push_back(bytes.error());
  }

  void check_strangers(const std::map<std::string, std::string>& names, Problems& problems) const {
    std::vector<std::string> known;
    known.reserve(names.size());
    for (const auto& [table, sheet] : names) known.push_back(sheet);
    for (const io::Sheet& sheet : book_.sheets) {
      const std::string name(trim(sheet.name));
      const bool notes = name == kGuideSheet || name.starts_with('_');
      if (notes || std::find(known.begin(), known.end(), name) != known.end()) continue;
      problems.push_back({ErrorCode::kBadInput,
                          "workbook.unknown_sheet",
                          {name, nearest(name, known)},
                          {file_, 0, name}});
    }
  }

  io::Spreadsheet book_;
  std::string file_;
  fs::path folder_;
};

}  // namespace

Result<void> write_workbook(const Programme& programme, const fs::path& path) {
  const auto schemas = table_schemas(programme.config.registers);
  return io::write_spreadsheet(path, make_guide(schemas, {kLanguages.begin(), kLanguages.end()}),
                               make_sheets(programme, schemas, false));
}

Result<void> write_template(const fs::path& path, Language language) {
  const auto schemas = table_schemas({});
  return io::write_spreadsheet(path, make_guide(schemas, {language}),
                               make_sheets({}, schemas, true));
}

Checked<Programme> read_workbook(const fs::path& path, const fs::path& folder) {
  auto files = read_folder(folder);
  if (!files) return tl::unexpected(files.error());
  auto book = io::read_spreadsheet(path);
  if (!book) return tl::unexpected(Problems{book.error()});
  const WorkbookReader reader(std::move(*book), path.filename().string(), folder);
  auto programme = assemble((*files)[kConfigFile], reader, {});
  if (!programme) return programme;

  // Only the tables: what stands in TOML is not the workbook's to change.
  std::vector<io::NewFile> changed;
  for (auto& [name, bytes] : to_files(*programme)) {
    if (name == kConfigFile) continue;
    changed.push_back({folder / name, bytes});
    (*files)[name] = bytes;
  }
  auto whole = load_files(*files);
  if (!whole) return whole;
  if (const auto saved = io::write_files(changed); !saved)
    return tl::unexpected(Problems{saved.error()});
  return whole;
}

}  // namespace dostyq::world
