#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/pdf_flow.hpp"

namespace dostyq::report {

struct Column {
  std::string title;
  double width = 0;
  Align align = Align::kLeft;
};

/// Something drawn at the left of a cell's first line: a verdict's sign, a site's mark.
struct Sign {
  double width = 0;  ///< room that the text leaves for it; 0: none
  std::function<void(Canvas&, double x, double y)> draw;  ///< centre of the sign
};

struct Cell {
  std::vector<Runs> paragraphs;
  Sign sign;
  std::string url;  ///< of the whole cell
};

struct Row {
  std::vector<Cell> cells;   ///< one for each column
  std::vector<Runs> detail;  ///< under the cells, from the second column to the right edge
  bool shaded = false;
};

/// What stands above a table, on the page of its first row.
struct Lead {
  std::string title, intro;
  int level = 1;
};

/// A table over as many pages as it needs; its header comes again on each. A row goes to the next
/// page whole; only a row taller than a page is broken, between its paragraphs.
class Table {
 public:
  Table(Flow& flow, std::vector<Column> columns, Lead lead = {});
  ~Table();
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void add(const Row& row);
  /// One cell over all columns: a sub-heading.
  void band(const std::string& text);

 private:
  struct Laid {
    Paragraph paragraph;
    double x = 0, y = 0;  ///< from the row's corner
  };
  struct LaidRow {
    std::vector<std::vector<Laid>> columns;  ///< and the detail, if any, as the last
    double height = 0;
  };

  LaidRow lay_out(const Row& row) const;
  /// Heading and header before the first row, which needs `height`.
  void start(double height);
  void header();
  void decorate(const Row& row, double height);
  void draw(const LaidRow& laid);
  void draw_broken(const LaidRow& laid);
  double column_x(size_t column) const;

  Flow& flow_;
  std::vector<Column> columns_;
  Lead lead_;
  bool started_ = false;
};

}  // namespace dostyq::report
