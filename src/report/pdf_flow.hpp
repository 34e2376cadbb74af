#pragma once

#include <string>

#include "report/pdf_canvas.hpp"
#include "report/pdf_words.hpp"

namespace dostyq::report {

/// The pages from top to bottom: margins, running header and page number, headings with bookmarks,
/// and the height that is left.
class Flow {
 public:
  static constexpr double kLeft = 44, kRight = Canvas::kWidth - 44, kWidth = kRight - kLeft;
  static constexpr double kTop = 62, kBottom = Canvas::kHeight - 50;

  /// The first page has no running header.
  Flow(Canvas& canvas, const Words& words, std::string header_left, std::string header_right);

  Canvas& canvas() { return canvas_; }
  const Words& words() const { return words_; }

  double y = kTop;
  double left() const { return kBottom - y; }
  void next_page();
  /// A new page unless `height` still fits.
  void need(double height) {
    if (height > left() && y > kTop + 1) next_page();
  }
  void skip(double height) { y += height; }

  /// `keep`: height of what must stand on the same page below it.
  void heading(const std::string& text, double keep, int level = 1);
  void paragraph(const Runs& runs, double gap_after = 4);
  void paragraph(const std::string& text, Style style = {}, double gap_after = 4) {
    paragraph(Runs{{text, style}}, gap_after);
  }

 private:
  void footer();

  Canvas& canvas_;
  const Words& words_;
  std::string header_left_, header_right_;
  int page_ = 1;
};

}  // namespace dostyq::report
