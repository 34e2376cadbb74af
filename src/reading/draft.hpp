#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "reading/report.hpp"
#include "world/programme.hpp"

namespace dostyq::reading {

/// What a person decided of one statement on the review page.
struct Decision {
  enum class Kind { kConfirm, kEdit, kReject };
  std::string statement;  ///< id
  Kind kind = Kind::kConfirm;
  std::string at;  ///< ISO 8601
  std::string by;  ///< who; empty: the reviewer of all
  std::string note;
  // What an edit says instead; nothing: as it was read.
  std::optional<directive::Modality> modality;
  Text text;
  std::optional<std::vector<std::string>> areas, bodies;
  std::optional<std::string> issuer;
  std::optional<Date> due;
  bool no_due = false;  ///< the term was taken out
};

struct Decisions {
  std::string source_sha256, reviewer;
  std::vector<Decision> list;
};

/// The file that the review page downloads. Errors: reading.bad_decisions, and
/// reading.other_source when it is about another source than `report`'s.
Result<Decisions> parse_decisions(std::string_view json, const Report& report,
                                  const world::Programme& programme);

struct DraftOptions {
  std::string source_id;  ///< of sources.csv; empty: the one published on the page's day
  std::string source_name;
  const Decisions* decisions = nullptr;    ///< then only what was confirmed, with who and when
  Language language = Language::kEnglish;  ///< of the comments
};

/// directives.toml: a directive for each order, with its passages and what it lacks as comments,
/// and a requirement to begin with. None is chosen until a person has confirmed it, and none binds:
/// its force is "watched". Errors: reading.draft_without_date, reading.draft_without_source.
Result<std::string> draft_directives(const Report& report, const world::Programme& programme,
                                     const DraftOptions& options);

/// One HTML file without calls to anywhere: the text with its passages beside the drafts; a person
/// confirms, edits or rejects each by keyboard and downloads the decisions.
std::string review_page(const Report& report, const world::Programme& programme,
                        const std::string& source_name, Language language);

}  // namespace dostyq::reading
