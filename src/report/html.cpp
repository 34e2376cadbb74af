#include "report/html.hpp"

#include <string_view>

#include "base/check.hpp"
#include "base/markup.hpp"
#include "report/json.hpp"

namespace dostyq::embedded {
std::string_view report_template();  // web/dist/report.html, cmake/Embed.cmake
}

namespace dostyq::report {
namespace {

/// JSON inside <script>: no "</script" and no "<!--" can appear, and no line separator U+2028 or
/// U+2029, which old engines took for the end of a line. All three stand only inside strings, where
/// \uXXXX says the same.
std::string escape_script(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 50);
  for (size_t i = 0; i < json.size(); ++i) {
    const std::string_view three = json.substr(i, 3);
    if (json[i] == '<') {
      out += "\\u003c";
    } else if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9") {
      out += three.back() == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += json[i];
    }
  }
  return out;
}

/// Copies the template up to `mark`, then `value`; the rest of the template stays in `rest`. Each
/// mark is looked for only behind the one before it, so that nothing in the report can be taken for
/// a mark.
void put(std::string& out, std::string_view& rest, std::string_view mark, std::string_view value) {
  const size_t at = rest.find(mark);
  DOSTYQ_CHECK(at != std::string_view::npos);
  out += rest.substr(0, at);
  out += value;
  rest.remove_prefix(at + mark.size());
}

}  // namespace

std::string to_html(const Report& report, Language language) {
  const std::string json = escape_script(to_json(report));
  std::string_view rest = embedded::report_template();
  std::string out;
  out.reserve(rest.size() + json.size() + 1024);
  put(out, rest, "{{LANGUAGE}}", code(language));  // lang=
  put(out, rest, "{{LANGUAGE}}", code(language));  // data-language=
  put(out, rest, "{{TITLE}}",
      escape_markup(report.programme.in(language) + " – " + report.area_name.in(language)));
  put(out, rest, "{{REPORT}}", json);
  out += rest;
  return out;
}

}  // namespace dostyq::report
