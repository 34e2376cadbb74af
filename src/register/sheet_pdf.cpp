#include <numeric>

#include "i18n/phrase.hpp"
#include "register/sheet.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::registry {
namespace {

void draw(report::Flow& flow, const Sheet& sheet) {
  const size_t count = sheet.columns_on_paper == 0 ? sheet.columns.size() : sheet.columns_on_paper;
  const double widths =
      std::accumulate(sheet.columns.begin(), sheet.columns.begin() + static_cast<ptrdiff_t>(count),
                      0.0, [](double sum, const SheetColumn& c) { return sum + c.width; });
  std::vector<report::Column> columns;
  for (size_t i = 0; i < count; ++i) {
    const SheetColumn& column = sheet.columns[i];
    columns.push_back({column.title, report::Flow::kWidth * column.width / widths,
                       column.is_number ? report::Align::kRight : report::Align::kLeft});
  }
  if (sheet.rows.empty()) {
    flow.heading(sheet.title, 20);
    return flow.paragraph(sheet.note);
  }
  report::Table table(flow, columns, {sheet.title, sheet.note});
  for (const auto& cells : sheet.rows) {
    report::Row row;
    for (size_t i = 0; i < count; ++i) row.cells.push_back({{{{cells[i], {8}}}}, {}, ""});
    table.add(row);
  }
}

}  // namespace

Result<std::string> to_pdf(const std::vector<Sheet>& sheets, const std::string& title, Date as_of,
                           Language language) {
  const report::Words words(language);
  report::Canvas canvas({title, "Dostyq", title, as_of, language});
  {
    const report::Tag document(canvas, "Document");
    report::Flow flow(canvas, words, title, words.date(as_of));
    flow.paragraph(title, {16, true}, 2);
    flow.paragraph(words.date(as_of), {9, false, false, report::ink::kGrey}, 10);
    for (const Sheet& sheet : sheets) draw(flow, sheet);
  }
  std::string bytes = canvas.finish();
  if (bytes.empty()) return fail("report.pdf.draw", {title}, {}, ErrorCode::kInternal);
  return bytes;
}

}  // namespace dostyq::registry
