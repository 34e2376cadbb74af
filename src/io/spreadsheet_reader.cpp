#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "io/file.hpp"
#include "io/sheet_parser.hpp"
#include "io/spreadsheet.hpp"
#include "io/xml.hpp"
#include "io/zip_archive.hpp"

// Office Open XML (ECMA-376), as much of it as a table of values needs.
namespace dostyq::io {
namespace {

// A programme's tables are small; what is larger is a mistake, or an attack with a file that
// unpacks without end.
constexpr size_t kLargestFile = 64U << 20U;
constexpr size_t kLargestPart = 256U << 20U;

struct Refused {
  std::string key;
};

/// Relationships of a part: id → target, and the targets by the last word of their type.
struct Relationships : XmlHandler {
  std::map<std::string, std::string> by_id;
  std::map<std::string, std::string> by_type;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship" || !attributes.contains("Target")) return;
    const std::string target(attributes.at("Target"));
    if (attributes.contains("Id")) by_id.emplace(attributes.at("Id"), target);
    if (!attributes.contains("Type")) return;
    const std::string_view type = attributes.at("Type");
    by_type.emplace(type.substr(type.rfind('/') + 1), target);
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

struct WorkbookPart : XmlHandler {
  struct SheetEntry {
    std::string name, relationship;
  };
  std::vector<SheetEntry> sheets;
  bool since_1904 = false;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr" && attributes.contains("date1904")) {
      since_1904 = attributes.at("date1904") == "1" || attributes.at("date1904") == "true";
    }
    if (name != "sheet" || !attributes.contains("name") || !attributes.contains("id")) return;
    sheets.push_back({std::string(attributes.at("name")), std::string(attributes.at("id"))});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

/// "worksheets/sheet1.xml" of "xl/workbook.xml" is "xl/worksheets/sheet1.xml"; "/xl/..." stands by
/// itself.
std::string resolve(const std::string& part, const std::string& target) {
  if (target.starts_with('/')) return target.substr(1);
  std::string folder = part.substr(0, part.rfind('/') + 1);
  std::string_view rest = target;
  while (rest.starts_with("../") && !folder.empty()) {
    rest.remove_prefix(3);
    folder.pop_back();
    folder.erase(folder.rfind('/') + 1);
  }
  return folder + std::string(rest);
}

std::string relationships_of(const std::string& part) {
  const size_t slash = part.rfind('/') + 1;
  return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

class Reader {
 public:
  explicit Reader(const ZipArchive& archive) : archive_(archive) {}

  Spreadsheet read() {
    Relationships top;
    parse("_rels/.rels", top);
    const std::string part = resolve("", top.by_type["officeDocument"]);
    WorkbookPart workbook;
    parse(part, workbook);
    Relationships parts;
    parse(relationships_of(part), parts);
    SharedStrings strings;
    if (parts.by_type.contains("sharedStrings"))
      parse(resolve(part, parts.by_type["sharedStrings"]), strings);

    Spreadsheet book;
    book.origin = workbook.since_1904 ? *Date::from_ymd(1904, 1, 1) : *Date::from_ymd(1899, 12, 30);
    size_t cells = 0;
    for (const auto& entry : workbook.sheets) {
      SheetParser sheet(strings, cells);
      parse(resolve(part, parts.by_id[entry.relationship]), sheet);
      book.sheets.push_back({entry.name, sheet.take_rows()});
    }
    return book;
  }

 private:
  void parse(const std::string& part, XmlHandler& handler) {
    const ZipArchive::Content content = archive_.read(part, kLargestPart);
    if (content.failure == ZipArchive::Failure::kTooLarge) throw Refused{"workbook.too_large"};
    if (content.failure != ZipArchive::Failure::kNone || !parse_xml(content.bytes, handler)) {
      throw Refused{"workbook.not_xlsx"};
    }
  }

  const ZipArchive& archive_;
};

}  // namespace

Result<Spreadsheet> read_spreadsheet(const std::filesystem::path& path) {
  const Where where{path.filename().string(), 0, ""};
  std::error_code error;
  if (std::filesystem::file_size(path, error) > kLargestFile && !error)
    return fail("workbook.too_large", {}, where);
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto archive = ZipArchive::open(*bytes);
  if (!archive) return fail("workbook.not_xlsx", {}, where);
  try {
    return Reader(*archive).read();
  } catch (const Refused& refused) {
    return fail(refused.key, {}, where);
  } catch (const TooManyCells&) {
    return fail("workbook.too_large", {}, where);
  }
}

}  // namespace dostyq::io
