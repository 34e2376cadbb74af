#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <orcus/exception.hpp>
#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/import_interface.hpp>

#include "io/file.hpp"
#include "io/spreadsheet.hpp"

namespace dostyq::io {
namespace {

namespace iface = orcus::spreadsheet::iface;
using orcus::spreadsheet::col_t;
using orcus::spreadsheet::formula_grammar_t;
using orcus::spreadsheet::row_t;
using orcus::spreadsheet::sheet_t;

// A programme's tables are small; what is larger is a mistake or an attack with a file that unpacks
// without end.
constexpr size_t kLargestFile = 64U << 20U;
constexpr size_t kMostCells = 8'000'000;

/// Thrown through liborcus, which has no other way to stop; caught in read_spreadsheet().
struct TooLarge : std::exception {};

class Strings : public iface::import_shared_strings {
 public:
  const std::string& at(size_t index) const {
    static const std::string kNothing;
    return index < strings_.size() ? strings_[index] : kNothing;
  }
  size_t append(std::string_view text) override {
    strings_.emplace_back(text);
    return strings_.size() - 1;
  }
  size_t add(std::string_view text) override { return append(text); }
  void set_segment_font(size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(orcus::spreadsheet::color_elem_t, orcus::spreadsheet::color_elem_t,
                              orcus::spreadsheet::color_elem_t,
                              orcus::spreadsheet::color_elem_t) override {}
  void append_segment(std::string_view text) override { segments_ += text; }
  size_t commit_segments() override {
    const size_t index = append(segments_);
    segments_.clear();
    return index;
  }

 private:
  std::vector<std::string> strings_;
  std::string segments_;
};

/// Where the cells of one sheet land.
class Cells {
 public:
  Cells(Sheet& sheet, size_t& count) : sheet_(sheet), count_(count) {}

  void set(row_t row, col_t column, SheetCell cell) {
    if (row < 0 || column < 0) return;
    const auto r = static_cast<size_t>(row);
    const auto c = static_cast<size_t>(column);
    if (sheet_.rows.size() <= r)
      grow(r + 1 - sheet_.rows.size(), [&] { sheet_.rows.resize(r + 1); });
    auto& cells = sheet_.rows[r];
    if (cells.size() <= c) grow(c + 1 - cells.size(), [&] { cells.resize(c + 1); });
    cells[c] = std::move(cell);
  }

 private:
  template <typename Resize>
  void grow(size_t by, Resize resize) {
    count_ += by;
    if (count_ > kMostCells) throw TooLarge();
    resize();
  }

  Sheet& sheet_;
  size_t& count_;
};

SheetCell text_cell(std::string_view text) {
  return {text.empty() ? SheetCell::Kind::kEmpty : SheetCell::Kind::kText, std::string(text), 0};
}
SheetCell number_cell(double value) { return {SheetCell::Kind::kNumber, "", value}; }
SheetCell boolean_cell(bool value) { return {SheetCell::Kind::kBoolean, "", value ? 1.0 : 0.0}; }

/// Keeps the value that Excel computed last.
class Formula : public iface::import_formula {
 public:
  explicit Formula(Cells& cells) : cells_(cells) {}
  void set_position(row_t row, col_t column) override {
    row_ = row;
    column_ = column;
    result_ = {};
  }
  void set_formula(formula_grammar_t, std::string_view) override {}
  void set_shared_formula_index(size_t) override {}
  void set_result_string(std::string_view value) override { result_ = text_cell(value); }
  void set_result_value(double value) override { result_ = number_cell(value); }
  void set_result_bool(bool value) override { result_ = boolean_cell(value); }
  void set_result_empty() override { result_ = {}; }
  void commit() override { cells_.set(row_, column_, result_); }

 private:
  Cells& cells_;
  row_t row_ = 0;
  col_t column_ = 0;
  SheetCell result_;
};

class SheetImport : public iface::import_sheet {
 public:
  SheetImport(Sheet& sheet, const Strings& strings, size_t& count)
      : cells_(sheet, count), formula_(cells_), strings_(strings) {}

  iface::import_formula* get_formula() override { return &formula_; }
  void set_auto(row_t row, col_t column, std::string_view text) override {
    cells_.set(row, column, text_cell(text));
  }
  void set_string(row_t row, col_t column, orcus::spreadsheet::string_id_t index) override {
    cells_.set(row, column, text_cell(strings_.at(index)));
  }
  void set_value(row_t row, col_t column, double value) override {
    cells_.set(row, column, number_cell(value));
  }
  void set_bool(row_t row, col_t column, bool value) override {
    cells_.set(row, column, boolean_cell(value));
  }
  void set_date_time(row_t row, col_t column, int year, int month, int day, int, int,
                     double) override {
    const auto date =
        Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (date) cells_.set(row, column, text_cell(date->to_string()));
  }
  void set_format(row_t, col_t, size_t) override {}
  void set_format(row_t, col_t, row_t, col_t, size_t) override {}
  void fill_down_cells(row_t, col_t, row_t) override {}
  orcus::spreadsheet::range_size_t get_sheet_size() const override { return {1'048'576, 16'384}; }

 private:
  Cells cells_;
  Formula formula_;
  const Strings& strings_;
};

class Settings : public iface::import_global_settings {
 public:
  Date origin = *Date::from_ymd(1899, 12, 30);

  void set_origin_date(int year, int month, int day) override {
    const auto date =
        Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (date) origin = *date;
  }
  void set_default_formula_grammar(formula_grammar_t grammar) override { grammar_ = grammar; }
  formula_grammar_t get_default_formula_grammar() const override { return grammar_; }
  void set_character_set(orcus::character_set_t) override {}

 private:
  formula_grammar_t grammar_ = formula_grammar_t::xlsx;
};

/// Reads "B7" and "$B$7:D9", which tell where a sheet's cells are.
class References : public iface::import_reference_resolver {
 public:
  orcus::spreadsheet::src_address_t resolve_address(std::string_view text) override {
    // A sheet's name may come first; whose sheet it is does not matter to us.
    const size_t mark = text.rfind('!');
    if (mark != std::string_view::npos) text.remove_prefix(mark + 1);
    orcus::spreadsheet::src_address_t address{0, 0, 0};
    for (const char c : text) {
      const bool room = address.column < 100'000 && address.row < 100'000'000;
      if (c >= 'A' && c <= 'Z' && room)
        address.column = address.column * 26 + (c - 'A' + 1);
      else if (c >= '0' && c <= '9' && room)
        address.row = address.row * 10 + (c - '0');
      else if (c != '$')
        throw orcus::invalid_arg_error("not a cell");
    }
    if (address.row == 0 || address.column == 0) throw orcus::invalid_arg_error("not a cell");
    --address.row;
    --address.column;
    return address;
  }
  orcus::spreadsheet::src_range_t resolve_range(std::string_view text) override {
    const size_t colon = std::min(text.find(':'), text.size());
    const auto first = resolve_address(text.substr(0, colon));
    return {first, colon == text.size() ? first : resolve_address(text.substr(colon + 1))};
  }
};

class Factory : public iface::import_factory {
 public:
  iface::import_global_settings* get_global_settings() override { return &settings_; }
  iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  iface::import_reference_resolver* get_reference_resolver(
      orcus::spreadsheet::formula_ref_context_t) override {
    return &references_;
  }
  iface::import_sheet* append_sheet(sheet_t, std::string_view name) override {
    sheets_.push_back(std::make_unique<Sheet>());
    sheets_.back()->name = name;
    imports_.push_back(std::make_unique<SheetImport>(*sheets_.back(), strings_, count_));
    return imports_.back().get();
  }
  iface::import_sheet* get_sheet(std::string_view name) override {
    for (size_t i = 0; i < sheets_.size(); ++i) {
      if (sheets_[i]->name == name) return imports_[i].get();
    }
    return nullptr;
  }
  iface::import_sheet* get_sheet(sheet_t index) override {
    const auto i = static_cast<size_t>(index);
    return index >= 0 && i < imports_.size() ? imports_[i].get() : nullptr;
  }
  void finalize() override {}

  Spreadsheet take() {
    Spreadsheet book;
    book.origin = settings_.origin;
    for (auto& sheet : sheets_) book.sheets.push_back(std::move(*sheet));
    return book;
  }

 private:
  Settings settings_;
  References references_;
  Strings strings_;
  size_t count_ = 0;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::vector<std::unique_ptr<SheetImport>> imports_;
};

}  // namespace

Result<Spreadsheet> read_spreadsheet(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const Where where{path.filename().string(), 0, ""};
  if (bytes->size() > kLargestFile) return fail("workbook.too_large", {}, where);
  if (!bytes->starts_with("PK")) return fail("workbook.not_xlsx", {}, where);
  Factory factory;
  try {
    orcus::orcus_xlsx filter(&factory);
    filter.read_stream(*bytes);
  } catch (const TooLarge&) {
    return fail("workbook.too_large", {}, where);
  } catch (const std::exception&) {
    return fail("workbook.not_xlsx", {}, where);
  }
  return factory.take();
}

}  // namespace dostyq::io
