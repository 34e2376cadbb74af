#pragma once

#include <memory>
#include <string_view>

#include "base/error.hpp"
#include "reading/report.hpp"
#include "reading/source.hpp"
#include "world/programme.hpp"

namespace dostyq::reading {

struct Pack;

struct ReadOptions {
  std::optional<Date> published;  ///< the page's day, when it does not say it itself
  size_t most_text = kMostText;   ///< bytes of text; more is reading.too_large
};

/// Reads published reports: finds in them every sentence that obliges someone, and what it says of
/// who, what, where and when. Keeps the names of a programme in three languages, which takes some
/// tens of milliseconds for each language when it first occurs; then a megabyte takes less than a
/// second. Safe to use from one thread at a time.
///
///   const Checked<world::Programme> programme = reading::default_programme();
///   reading::Reader reader(*programme);
///   const Result<reading::Report> report = reader.read(bytes);
class Reader {
 public:
  explicit Reader(const world::Programme& programme);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// `bytes`: text, HTML, PDF or DOCX. A source in which nothing is found is no error: the report's
  /// notes say why. Errors: those of open_source() and of the dictionaries.
  Result<Report> read(std::string_view bytes, const ReadOptions& options = {});

 private:
  Result<const Pack*> pack(Language language);
  void read_passages(Report& report, const std::vector<struct Passage>& passages, Language main);

  const world::Programme& programme_;
  std::string country_;
  std::unique_ptr<Pack> packs_[3];
};

/// The programme that is built in: Kazakhstan's tables.
Checked<world::Programme> default_programme();

/// Links statements that say the same order (title, lead, body, quotation) to the one that says it
/// most fully.
void link_same(std::vector<Statement>& statements);

/// One JSON object (docs/reading.md).
std::string to_json(const Report& report);
/// What to_json() wrote, with the text that its offsets count in. Error: reading.bad_report.
Result<Report> parse_report(std::string_view json, std::string text);

}  // namespace dostyq::reading
