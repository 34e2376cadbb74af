#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"

// Cairo and Pango behind owners. Private to the PDF: no header that others include needs this one.
// Lengths are points (1/72 inch).
namespace dostyq::report {

struct Color {
  double r = 0, g = 0, b = 0;
  static constexpr Color hex(unsigned rgb) {
    return {((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0};
  }
};

namespace ink {
inline constexpr Color kBlack = Color::hex(0x1b1f24), kGrey = Color::hex(0x57606a),
                       kLine = Color::hex(0xc8ced5), kPale = Color::hex(0xf2f4f6),
                       kWhite = Color::hex(0xffffff), kBlue = Color::hex(0x00558c),
                       kDark = Color::hex(0x24364b);
// Okabe and Ito, Color Universal Design (2008): told apart with every kind of colour vision.
inline constexpr Color kOrange = Color::hex(0xe69f00), kSky = Color::hex(0x56b4e9),
                       kGreen = Color::hex(0x009e73), kYellow = Color::hex(0xf0e442),
                       kVermillion = Color::hex(0xd55e00), kPurple = Color::hex(0xcc79a7);
}  // namespace ink

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
  bool overlaps(const Rect& o) const {
    return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
  }
};

enum class Align { kLeft, kCentre, kRight };

struct Style {
  double size = 8.5;
  bool bold = false;
  bool italic = false;
  Color color = ink::kBlack;
};

/// A piece of a paragraph in one style.
struct Run {
  std::string text;
  Style style;
};
using Runs = std::vector<Run>;

/// A paragraph broken into lines, ready to be drawn.
class Paragraph {
 public:
  double width() const { return width_; }  ///< of the longest line
  double height() const { return height_; }
  double baseline() const { return baseline_; }  ///< of the first line, from the top

 private:
  friend class Canvas;
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  std::unique_ptr<PangoLayout, Unref> layout_;
  double width_ = 0, height_ = 0, baseline_ = 0;
};

/// A PDF in the making, in memory: text, shapes, links, bookmarks, tags. A canvas belongs to one
/// thread; canvases of several threads share nothing. The same calls give the same bytes.
class Canvas {
 public:
  static constexpr double kWidth = 595.276, kHeight = 841.89;  // A4

  struct Info {
    std::string title, author, subject;
    Date created;
    Language language = Language::kEnglish;
  };
  explicit Canvas(const Info& info);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void next_page();
  /// Ends the document and gives its bytes; empty when Cairo failed. Nothing may be drawn
  /// afterwards.
  std::string finish();

  /// `width` < 0: one line. Breaks inside words only when a word is wider than `width`.
  Paragraph paragraph(const Runs& runs, double width = -1, Align align = Align::kLeft) const;
  void draw(const Paragraph& paragraph, double x, double y);
  /// With a border of paper colour around the letters, for maps.
  void draw_haloed(const Paragraph& paragraph, double x, double y);

  void line(double x0, double y0, double x1, double y1, Color color, double width);
  void fill(const Rect& rect, Color color);
  void frame(const Rect& rect, Color color, double width);
  cairo_t* cairo() const { return cairo_.get(); }
  void color(Color color, double alpha = 1) {
    cairo_set_source_rgba(cairo(), color.r, color.g, color.b, alpha);
  }

  /// An http(s) address on a rectangle of the page; anything else is left out.
  void link(const Rect& rect, const std::string& url);
  /// A bookmark to a height of this page; `level` 1 is the outermost.
  void bookmark(const std::string& name, int level, double y);
  /// Structure of a tagged PDF (ISO 32000-1, 14.8.4): "H1", "P", "Table" ...
  void begin(const char* tag) { cairo_tag_begin(cairo(), tag, nullptr); }
  void end(const char* tag) { cairo_tag_end(cairo(), tag); }

 private:
  struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(gpointer object) const { g_object_unref(object); }
  };

  std::string bytes_;
  Language language_;
  Date created_;
  int page_ = 1;
  int parents_[4] = {};
  std::unique_ptr<cairo_surface_t, Release> surface_;
  std::unique_ptr<cairo_t, Release> cairo_;
  std::unique_ptr<PangoContext, Release> context_;
};

/// begin() and end() of a structure tag.
class Tag {
 public:
  Tag(Canvas& canvas, const char* name) : canvas_(canvas), name_(name) { canvas_.begin(name_); }
  ~Tag() { canvas_.end(name_); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;

 private:
  Canvas& canvas_;
  const char* name_;
};

}  // namespace dostyq::report
