#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/spreadsheet.hpp"
#include "io/xml.hpp"

namespace dostyq::io {

/// Thrown by SheetParser, and caught in read_spreadsheet(): a sheet can claim a billion cells in a
/// few bytes.
struct TooManyCells {};

/// The texts that cells refer to by number.
class SharedStrings : public XmlHandler {
 public:
  std::string_view at(size_t index) const;

  void begin(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

 private:
  std::vector<std::string> strings_;
  bool in_text_ = false;
  int in_phonetic_ = 0;  ///< how a text is read aloud (East Asia) is no part of it
};

/// The cells of one worksheet. Formulas give the value that was computed last, errors their name
/// ("#N/A") as text.
class SheetParser : public XmlHandler {
 public:
  /// `cells` counts over all sheets of a workbook.
  SheetParser(const SharedStrings& strings, size_t& cells) : strings_(strings), cells_(cells) {}

  std::vector<std::vector<SheetCell>> take_rows() { return std::move(rows_); }

  void begin(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

 private:
  void begin_cell(const Attributes& attributes);
  void put(SheetCell cell);
  SheetCell value() const;

  const SharedStrings& strings_;
  size_t& cells_;
  std::vector<std::vector<SheetCell>> rows_;
  size_t row_ = 0;     ///< counts from 1, as in the file
  size_t column_ = 0;  ///< counts from 1
  std::string type_;   ///< attribute t of the cell
  std::string value_;
  bool in_value_ = false;
  int in_phonetic_ = 0;
};

}  // namespace dostyq::io
