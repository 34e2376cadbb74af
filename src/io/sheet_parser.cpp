#include "io/sheet_parser.hpp"

#include <charconv>
#include <optional>

namespace dostyq::io {
namespace {

constexpr size_t kMostCells = 8'000'000;
constexpr size_t kMostRows = 1'048'576;  // Excel's own limits
constexpr size_t kMostColumns = 16'384;

template <typename Number>
std::optional<Number> parse(std::string_view text, int base = 10) {
  Number value{};
  std::from_chars_result result{};
  if constexpr (std::is_floating_point_v<Number>)
    result = std::from_chars(text.data(), text.data() + text.size(), value);
  else
    result = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Excel writes a control character as "_x000D_".
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool marked = text.size() >= 7 && text.starts_with("_x") && text[6] == '_';
    const auto code = marked ? parse<unsigned>(text.substr(2, 4), 16) : std::nullopt;
    if (code && *code > 0 && *code < 0x80) {
      out += static_cast<char>(*code);
      text.remove_prefix(7);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

SheetCell text_cell(std::string text) {
  const auto kind = text.empty() ? SheetCell::Kind::kEmpty : SheetCell::Kind::kText;
  return {kind, std::move(text), 0};
}

}  // namespace

std::string_view SharedStrings::at(size_t index) const {
  return index < strings_.size() ? strings_[index] : std::string_view();
}

void SharedStrings::begin(std::string_view name, const Attributes&) {
  if (name == "si") strings_.emplace_back();
  if (name == "rPh") ++in_phonetic_;
  in_text_ = name == "t" && in_phonetic_ == 0 && !strings_.empty();
}

void SharedStrings::end(std::string_view name) {
  if (name == "rPh") --in_phonetic_;
  if (name == "si") strings_.back() = unescaped(strings_.back());
  in_text_ = false;
}

void SharedStrings::text(std::string_view piece) {
  if (in_text_) strings_.back() += piece;
}

void SheetParser::begin(std::string_view name, const Attributes& attributes) {
  if (name == "row") {
    const auto given = attributes.find("r");
    row_ =
        given == attributes.end() ? row_ + 1 : parse<size_t>(given->second).value_or(kMostRows + 1);
    column_ = 0;
  } else if (name == "c") {
    begin_cell(attributes);
  } else if (name == "rPh") {
    ++in_phonetic_;
  }
  in_value_ = name == "v" || (name == "t" && in_phonetic_ == 0);
}

void SheetParser::begin_cell(const Attributes& attributes) {
  value_.clear();
  const auto type = attributes.find("t");
  type_ = type == attributes.end() ? "n" : type->second;
  const auto reference = attributes.find("r");
  ++column_;
  if (reference == attributes.end()) return;
  size_t column = 0;
  for (const char c : reference->second) {
    if (c >= 'A' && c <= 'Z' && column <= kMostColumns)
      column = column * 26 + static_cast<size_t>(c - 'A') + 1;
  }
  if (column > 0) column_ = column;
}

void SheetParser::end(std::string_view name) {
  in_value_ = false;
  if (name == "rPh") --in_phonetic_;
  if (name == "c") put(value());
}

void SheetParser::text(std::string_view piece) {
  if (in_value_) value_ += piece;
}

SheetCell SheetParser::value() const {
  if (value_.empty()) return {};
  if (type_ == "s")
    return text_cell(std::string(strings_.at(parse<size_t>(value_).value_or(kMostCells))));
  if (type_ == "b")
    return {SheetCell::Kind::kBoolean, "", value_ == "1" || value_ == "true" ? 1.0 : 0.0};
  if (type_ == "d") return text_cell(value_.ends_with("T00:00:00") ? value_.substr(0, 10) : value_);
  if (type_ == "n") {
    if (const auto number = parse<double>(value_)) return {SheetCell::Kind::kNumber, "", *number};
  }
  return text_cell(unescaped(value_));
}

void SheetParser::put(SheetCell cell) {
  if (cell.kind == SheetCell::Kind::kEmpty) return;
  if (row_ == 0) row_ = 1;
  if (row_ > kMostRows || column_ > kMostColumns) throw TooManyCells();
  if (rows_.size() < row_) {
    cells_ += row_ - rows_.size();
    if (cells_ > kMostCells) throw TooManyCells();
    rows_.resize(row_);
  }
  auto& row = rows_[row_ - 1];
  if (row.size() < column_) {
    cells_ += column_ - row.size();
    if (cells_ > kMostCells) throw TooManyCells();
    row.resize(column_);
  }
  row[column_ - 1] = std::move(cell);
}

}  // namespace dostyq::io
