#include "report/pdf_canvas.hpp"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace dostyq::report {
namespace {

constexpr const char* kFamilies = "Noto Sans,Noto Sans Symbols";  // the second has the arrow

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// One for each thread, kept until it ends: finding the fonts again for each file would take half
/// of all time.
PangoFontMap* font_map() {
  static std::once_flag once;
  std::call_once(once, [] { FcInit(); });
  struct Unref {
    void operator()(PangoFontMap* map) const { g_object_unref(map); }
  };
  thread_local const std::unique_ptr<PangoFontMap, Unref> map(pango_cairo_font_map_new());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);  // a point is a unit
  return map.get();
}

void add(PangoAttrList* list, PangoAttribute* attribute, size_t from, size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

guint16 channel(double value) { return static_cast<guint16>(std::lround(value * 65535)); }

/// The catalogue's /Lang, which Cairo 1.16 cannot set. The catalogue is the last object before the
/// cross-reference table, so only that table moves; a file of another shape is left as it is.
void set_language(std::string& pdf, std::string_view language) {
  constexpr std::string_view kCatalog = "<< /Type /Catalog\n", kStart = "startxref\n";
  const size_t catalog = pdf.rfind(kCatalog), start = pdf.rfind(kStart);
  if (catalog == std::string::npos || start == std::string::npos || start < catalog) return;
  const size_t xref = std::strtoul(pdf.c_str() + start + kStart.size(), nullptr, 10);
  if (xref < catalog || xref >= start || pdf.compare(xref, 4, "xref") != 0) return;
  const std::string entry = "   /Lang (" + std::string(language) + ")\n";
  const size_t number = start + kStart.size();
  pdf.replace(number, pdf.find('\n', number) - number, std::to_string(xref + entry.size()));
  pdf.insert(catalog + kCatalog.size(), entry);
}

/// Cairo 1.16 leaves out the "D:" of a date (ISO 32000-1, 7.9.4). Without the seconds it fits in
/// the same room.
void mend_date(std::string& pdf, Date created) {
  std::string digits = created.to_string();
  std::erase(digits, '-');
  const std::string wrong = "/CreationDate (" + digits + "000000Z)";
  const size_t at = pdf.rfind(wrong);
  if (at != std::string::npos)
    pdf.replace(at, wrong.size(), "/CreationDate (D:" + digits + "0000Z)");
}

/// A string of Cairo's tag attributes; an address keeps to ASCII.
std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 127 || c == '\'' || c == '\\' || c == '(' || c == ')') {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string fixed(double value) {
  gchar buffer[G_ASCII_DTOSTR_BUF_SIZE];
  return g_ascii_formatd(buffer, sizeof buffer, "%.2f", value);
}

}  // namespace

Canvas::Canvas(const Info& info) : language_(info.language), created_(info.created) {
  surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, kWidth, kHeight));
  auto set = [&](cairo_pdf_metadata_t what, const std::string& value) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, info.title);
  set(CAIRO_PDF_METADATA_AUTHOR, info.author);
  set(CAIRO_PDF_METADATA_SUBJECT, info.subject);
  set(CAIRO_PDF_METADATA_CREATOR, "Dostyq");
  set(CAIRO_PDF_METADATA_CREATE_DATE, info.created.to_string() + "T00:00:00Z");
  cairo_.reset(cairo_create(surface_.get()));
  context_.reset(pango_font_map_create_context(font_map()));
  pango_context_set_language(context_.get(),
                             pango_language_from_string(std::string(code(language_)).c_str()));
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
}

Canvas::~Canvas() {
  // Cairo writes the end of the file into bytes_, which must still be there.
  cairo_.reset();
  surface_.reset();
}

void Canvas::next_page() {
  cairo_show_page(cairo());
  ++page_;
}

std::string Canvas::finish() {
  cairo_surface_finish(surface_.get());
  if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_status(cairo()) != CAIRO_STATUS_SUCCESS) {
    return {};
  }
  mend_date(bytes_, created_);
  set_language(bytes_, code(language_));
  return std::move(bytes_);
}

Paragraph Canvas::paragraph(const Runs& runs, double width, Align align) const {
  Paragraph p;
  p.layout_.reset(pango_layout_new(context_.get()));
  PangoLayout* layout = p.layout_.get();
  std::string text;
  PangoAttrList* attributes = pango_attr_list_new();
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, kFamilies);
  for (const Run& run : runs) {
    const size_t from = text.size(), to = from + run.text.size();
    text += run.text;
    pango_font_description_set_absolute_size(font, run.style.size * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      run.style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font,
                                     run.style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    const Color c = run.style.color;
    add(attributes, pango_attr_font_desc_new(font), from, to);
    // The same for every font, so that a borrowed letter or arrow does not push lines apart.
    add(attributes,
        pango_attr_line_height_new_absolute(static_cast<int>(run.style.size * 1.28 * PANGO_SCALE)),
        from, to);
    add(attributes, pango_attr_foreground_new(channel(c.r), channel(c.g), channel(c.b)), from, to);
  }
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  if (width >= 0) {
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  pango_layout_set_alignment(layout, align == Align::kLeft     ? PANGO_ALIGN_LEFT
                                     : align == Align::kCentre ? PANGO_ALIGN_CENTER
                                                               : PANGO_ALIGN_RIGHT);
  PangoRectangle extents;
  pango_layout_get_extents(layout, nullptr, &extents);
  p.width_ = static_cast<double>(extents.width) / PANGO_SCALE;
  p.height_ = static_cast<double>(extents.height) / PANGO_SCALE;
  p.baseline_ = static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE;
  return p;
}

void Canvas::draw(const Paragraph& paragraph, double x, double y) {
  cairo_move_to(cairo(), x, y);
  pango_cairo_show_layout(cairo(), paragraph.layout_.get());
}

void Canvas::draw_haloed(const Paragraph& paragraph, double x, double y) {
  cairo_save(cairo());
  cairo_move_to(cairo(), x, y);
  pango_cairo_layout_path(cairo(), paragraph.layout_.get());
  color(ink::kWhite, 0.85);
  cairo_set_line_width(cairo(), 2);
  cairo_set_line_join(cairo(), CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(cairo());
  cairo_restore(cairo());
  draw(paragraph, x, y);
}

void Canvas::line(double x0, double y0, double x1, double y1, Color c, double width) {
  color(c);
  cairo_set_line_width(cairo(), width);
  cairo_move_to(cairo(), x0, y0);
  cairo_line_to(cairo(), x1, y1);
  cairo_stroke(cairo());
}

void Canvas::fill(const Rect& rect, Color c) {
  color(c);
  cairo_rectangle(cairo(), rect.x, rect.y, rect.width, rect.height);
  cairo_fill(cairo());
}

void Canvas::frame(const Rect& rect, Color c, double width) {
  color(c);
  cairo_set_line_width(cairo(), width);
  cairo_rectangle(cairo(), rect.x, rect.y, rect.width, rect.height);
  cairo_stroke(cairo());
}

void Canvas::link(const Rect& r, const std::string& url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return;
  const std::string attributes = "rect=[" + fixed(r.x) + " " + fixed(r.y) + " " + fixed(r.width) +
                                 " " + fixed(r.height) + "] uri=" + quoted(url);
  cairo_tag_begin(cairo(), CAIRO_TAG_LINK, attributes.c_str());
  cairo_tag_end(cairo(), CAIRO_TAG_LINK);
}

void Canvas::bookmark(const std::string& name, int level, double y) {
  const int parent = level <= 1 ? CAIRO_PDF_OUTLINE_ROOT : parents_[std::min(level, 3) - 1];
  const std::string target = "page=" + std::to_string(page_) + " pos=[0 " + fixed(y) + "]";
  parents_[std::min(level, 3)] = cairo_pdf_surface_add_outline(
      surface_.get(), parent, name.c_str(), target.c_str(),
      level <= 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t{});
}

}  // namespace dostyq::report
