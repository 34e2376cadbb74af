#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

// A table in one language on its way to another program or to paper.
namespace dostyq::registry {

struct SheetColumn {
  std::string title;
  bool is_number = false;
  double width = 1;  ///< on paper, relative to the others
};

struct Sheet {
  std::string title, note;
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;
  size_t columns_on_paper = 0;  ///< 0: all
};

/// UTF-8 with a byte order mark, RFC 4180. A cell that a spreadsheet would take for a formula gets
/// a leading apostrophe; numbers of number columns do not.
std::string to_csv(const Sheet& sheet);
/// One workbook, a sheet for each; cells are text or numbers, never formulas.
Result<std::string> to_xlsx(const std::vector<Sheet>& sheets);
/// A4, with the day in the header; the same sheet gives the same bytes. Error: report.pdf.draw.
Result<std::string> to_pdf(const std::vector<Sheet>& sheets, const std::string& title, Date as_of,
                           Language language);

}  // namespace dostyq::registry
