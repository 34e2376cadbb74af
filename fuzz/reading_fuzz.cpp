// Any bytes as a published report, but for PDF, whose text another program takes out. Every passage
// lies inside the text and between whole characters, and is what it says it is.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "reading/draft.hpp"
#include "reading/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto programme = dostyq::reading::default_programme();
  static dostyq::reading::Reader reader(*programme);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (size > 20'000 || bytes.find("%PDF-") != std::string_view::npos) return 0;
  const auto report = reader.read(bytes);
  if (!report) return 0;
  const auto whole = [&](size_t at) {
    return at == report->text.size() ||
           (static_cast<unsigned char>(report->text[at]) & 0xC0U) != 0x80U;
  };
  for (const auto& statement : report->statements) {
    const auto [begin, end] = statement.span;
    if (begin > end || end > report->text.size() || !whole(begin) || !whole(end)) std::abort();
    if (report->text.compare(begin, end - begin, statement.text) != 0) std::abort();
  }
  const std::string json = dostyq::reading::to_json(*report);
  const auto back = dostyq::reading::parse_report(json, report->text);
  if (!back || dostyq::reading::to_json(*back) != json) std::abort();
  (void)dostyq::reading::draft_directives(*report, *programme, {});
  (void)dostyq::reading::review_page(*report, *programme, "fuzz", dostyq::Language::kKazakh);
  (void)dostyq::reading::parse_decisions(bytes, *report, *programme);
  return 0;
}
