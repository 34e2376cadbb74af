// Any bytes as what a client may send and we take apart ourselves: a target, header values, a form,
// a cursor. Never a crash; a target that is taken comes back the same when it is written again, and
// never leaves its folder.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/field.hpp"
#include "http/form.hpp"
#include "http/page.hpp"
#include "http/router.hpp"
#include "http/target.hpp"

namespace {

using namespace dostyq;
using namespace dostyq::http;

const Router& router() {
  static const Router made = [] {
    Router routes;
    routes.add(Method::kGet, "/api/v1/sites/{id}", 0);
    routes.add(Method::kGet, "/api/v1/sites/{n:int}", 1);
    routes.add(Method::kPut, "/api/v1/sites/{id}/days/{day:date}", 2);
    routes.add(Method::kGet, "/files/{rest:rest}", 3);
    return routes;
  }();
  return made;
}

void check(bool holds) {
  if (!holds) std::abort();
}

void target(std::string_view text) {
  const auto parsed = parse_target(text);
  if (!parsed) return;
  for (const std::string& segment : parsed->segments) {
    check(!segment.empty() && segment != "." && segment != "..");
    check(segment.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos);
    check(is_utf8(segment));
  }
  const auto again = parse_target(parsed->path());
  check(again && again->segments == parsed->segments);
  for (const Method method : {Method::kGet, Method::kPut, Method::kOptions}) [[maybe_unused]]
    const Found found = router().find(method, parsed->segments);
  Request request;
  request.target = *parsed;
  if (const auto page = read_page(request)) check(page->limit >= 1 && page->limit <= 500);
}

void form(std::string_view text) {
  Form read(text);
  read.text("a", 10);
  read.date("b");
  read.number("c", -5, 5);
  read.decimal("d", 0, 1);
  read.three_languages("e", 5);
  for (Form& part : read.list("f", 10)) {
    part.maybe_one_of("g", {"x", "y"});
    read.take(part);
  }
  if (const auto problem = read.done()) say(*problem, Language::kKazakh);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  target(text);
  form(text);
  preferred_language(text);
  accepted_coding(text, true, true);
  etag_matches(text, "\"a\"", true);
  cookie_value(text, "dostyq_session");
  media_type(text);
  if (is_utf8(text)) {
    Request request;
    request.target.query.emplace_back("after", cursor_of(text));
    const auto page = read_page(request);
    check(page && page->after == text);
  }
  return 0;
}
