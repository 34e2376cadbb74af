#include "report/pdf_table.hpp"

#include <algorithm>

namespace dostyq::report {
namespace {

constexpr double kPad = 4, kPadTop = 3.5, kPadBottom = 4, kBetween = 2;
constexpr double kHeader = 26, kPage = Flow::kBottom - Flow::kTop - kHeader;

}  // namespace

Table::Table(Flow& flow, std::vector<Column> columns, Lead lead)
    : flow_(flow), columns_(std::move(columns)), lead_(std::move(lead)) {}

Table::~Table() {
  if (started_) flow_.canvas().end("Table");
}

void Table::start(double height) {
  const double needed = kHeader + std::min(height, kPage / 2);
  if (!lead_.title.empty()) {
    constexpr double kIntro = 26;
    flow_.heading(lead_.title, needed + (lead_.intro.empty() ? 0 : kIntro), lead_.level);
    if (!lead_.intro.empty()) flow_.paragraph(lead_.intro, {8, false, false, ink::kGrey});
  }
  flow_.need(needed);
  flow_.canvas().begin("Table");
  header();
  started_ = true;
}

double Table::column_x(size_t column) const {
  double x = Flow::kLeft;
  for (size_t i = 0; i < column; ++i) x += columns_[i].width;
  return x;
}

void Table::header() {
  Canvas& canvas = flow_.canvas();
  std::vector<Paragraph> titles;
  double height = 0;
  for (const Column& column : columns_) {
    titles.push_back(canvas.paragraph({{column.title, {7, true, false, ink::kGrey}}},
                                      column.width - 2 * kPad, column.align));
    height = std::max(height, titles.back().height());
  }
  const Tag row(canvas, "TR");
  for (size_t i = 0; i < titles.size(); ++i) {
    const Tag cell(canvas, "TH");
    canvas.draw(titles[i], column_x(i) + kPad, flow_.y + height - titles[i].height() + 2);
  }
  flow_.y += height + 5;
  canvas.line(Flow::kLeft, flow_.y, Flow::kRight, flow_.y, ink::kDark, 0.9);
}

Table::LaidRow Table::lay_out(const Row& row) const {
  LaidRow laid;
  double height = 0;
  auto stack = [&](const std::vector<Runs>& paragraphs, double x, double top, double width,
                   Align align) {
    double y = top;
    std::vector<Laid>& column = laid.columns.emplace_back();
    for (const Runs& runs : paragraphs) {
      Laid& one = column.emplace_back(Laid{flow_.canvas().paragraph(runs, width, align), x, y});
      y += one.paragraph.height() + kBetween;
    }
    height = std::max(height, y - (paragraphs.empty() ? 0 : kBetween));
  };
  for (size_t i = 0; i < columns_.size() && i < row.cells.size(); ++i) {
    const double sign = row.cells[i].sign.width;
    stack(row.cells[i].paragraphs, column_x(i) + kPad + sign, kPadTop,
          columns_[i].width - 2 * kPad - sign, columns_[i].align);
  }
  if (!row.detail.empty()) {
    stack(row.detail, column_x(1) + kPad, height + 3, Flow::kRight - column_x(1) - 2 * kPad,
          Align::kLeft);
  }
  laid.height = height + kPadBottom;
  return laid;
}

void Table::add(const Row& row) {
  const LaidRow laid = lay_out(row);
  if (!started_) start(laid.height);
  if (laid.height > flow_.left() && (laid.height <= kPage || flow_.left() < 120)) {
    flow_.next_page();
    header();
  }
  const Tag tag(flow_.canvas(), "TR");
  decorate(row, std::min(laid.height, flow_.left()));
  if (laid.height <= flow_.left()) {
    draw(laid);
  } else {
    draw_broken(laid);
  }
  flow_.canvas().line(Flow::kLeft, flow_.y, Flow::kRight, flow_.y, ink::kLine, 0.4);
}

void Table::decorate(const Row& row, double height) {
  Canvas& canvas = flow_.canvas();
  if (row.shaded) canvas.fill({Flow::kLeft, flow_.y, Flow::kWidth, height}, ink::kPale);
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const Cell& cell = row.cells[i];
    if (cell.sign.draw) {
      cell.sign.draw(canvas, column_x(i) + kPad + cell.sign.width / 2 - 1, flow_.y + kPadTop + 5.5);
    }
    if (!cell.url.empty()) canvas.link({column_x(i), flow_.y, columns_[i].width, height}, cell.url);
  }
}

void Table::draw(const LaidRow& laid) {
  Canvas& canvas = flow_.canvas();
  for (const auto& column : laid.columns) {
    const Tag cell(canvas, "TD");
    for (const Laid& one : column) canvas.draw(one.paragraph, one.x, flow_.y + one.y);
  }
  flow_.y += laid.height;
}

void Table::draw_broken(const LaidRow& laid) {
  Canvas& canvas = flow_.canvas();
  double from = 0;  // what lies above this height of the row has been drawn
  while (from < laid.height) {
    // Everything that ends on this page; at least the first, so that each page gets on.
    const double room = flow_.left();
    double to = laid.height;
    for (const auto& column : laid.columns) {
      for (const Laid& one : column) {
        if (one.y >= from && one.y + one.paragraph.height() > from + room &&
            one.y > from + kPadTop) {
          to = std::min(to, one.y);
        }
      }
    }
    for (const auto& column : laid.columns) {
      for (const Laid& one : column) {
        if (one.y >= from && one.y < to) canvas.draw(one.paragraph, one.x, flow_.y + one.y - from);
      }
    }
    flow_.y += std::min(to - from, room);
    from = to;
    if (from < laid.height) {
      flow_.next_page();
      header();
    }
  }
}

void Table::band(const std::string& text) {
  Canvas& canvas = flow_.canvas();
  const Paragraph title =
      canvas.paragraph({{text, {8, true, false, ink::kDark}}}, Flow::kWidth - 2 * kPad);
  if (!started_) {
    start(90);
  } else if (title.height() + 60 > flow_.left()) {
    flow_.next_page();
    header();
  }
  const double height = title.height() + 6;
  canvas.fill({Flow::kLeft, flow_.y, Flow::kWidth, height}, ink::kPale);
  const Tag row(canvas, "TR");
  const Tag cell(canvas, "TD");
  canvas.draw(title, Flow::kLeft + kPad, flow_.y + 3);
  flow_.y += height;
}

}  // namespace dostyq::report
