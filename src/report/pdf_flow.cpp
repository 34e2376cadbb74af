#include "report/pdf_flow.hpp"

namespace dostyq::report {

Flow::Flow(Canvas& canvas, const Words& words, std::string header_left, std::string header_right)
    : canvas_(canvas),
      words_(words),
      header_left_(std::move(header_left)),
      header_right_(std::move(header_right)) {
  footer();
}

void Flow::footer() {
  const Style small{7, false, false, ink::kGrey};
  const Paragraph number = canvas_.paragraph({{words_.say("page", {std::to_string(page_)}), small}},
                                             kWidth, Align::kRight);
  canvas_.draw(number, kLeft, Canvas::kHeight - 34);
  canvas_.draw(canvas_.paragraph({{"Dostyq", {7, true, false, ink::kGrey}}}), kLeft,
               Canvas::kHeight - 34);
}

void Flow::next_page() {
  canvas_.next_page();
  ++page_;
  const Style small{7, false, false, ink::kGrey};
  const Paragraph right = canvas_.paragraph({{header_right_, small}});
  const Paragraph left = canvas_.paragraph({{header_left_, small}}, kWidth - right.width() - 12);
  canvas_.draw(left, kLeft, 44 - left.height());
  canvas_.draw(right, kRight - right.width(), 44 - right.height());
  canvas_.line(kLeft, 48, kRight, 48, ink::kLine, 0.5);
  footer();
  y = kTop;
}

void Flow::heading(const std::string& text, double keep, int level) {
  const Style style =
      level == 1 ? Style{14, true, false, ink::kBlue} : Style{10, true, false, ink::kBlack};
  const Paragraph title = canvas_.paragraph({{text, style}}, kWidth);
  const double above = y <= kTop + 1 ? 0 : level == 1 ? 16 : 8;
  need(above + title.height() + keep);
  if (y > kTop + 1) y += above;
  canvas_.bookmark(text, level, y - 4);
  {
    const Tag tag(canvas_, level == 1 ? "H1" : "H2");
    canvas_.draw(title, kLeft, y);
  }
  y += title.height() + (level == 1 ? 5 : 3);
}

void Flow::paragraph(const Runs& runs, double gap_after) {
  const Paragraph text = canvas_.paragraph(runs, kWidth);
  need(text.height());
  const Tag tag(canvas_, "P");
  canvas_.draw(text, kLeft, y);
  y += text.height() + gap_after;
}

}  // namespace dostyq::report
