#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"
#include "directive/ast.hpp"
#include "reading/tokens.hpp"

// What was read from a published report.
namespace dostyq::reading {

/// Where on the page a passage stands.
enum class Part : uint8_t { kTitle, kLead, kBody, kQuotation, kBackground };

/// A term of a duty.
struct Due {
  std::string text;          ///< as written
  std::optional<Date> date;  ///< none: no day can be told (the page has no date)
  bool interpreted = false;  ///< the day is our reading ("in the next two years")
};

/// Somebody obliged who is no body of the programme by name.
struct UnnamedBody {
  std::string text, kind;
  bool plural = false;
};

/// A place whose name several areas bear.
struct OpenPlace {
  std::string text;
  std::vector<std::string> candidates;
};

/// One duty, or one sentence that obliges nobody.
struct Statement {
  std::string id;  ///< "s1": in the order of the text
  Span span;       ///< its passage
  std::string text;
  Language language = Language::kRussian;
  Part part = Part::kBody;
  directive::Modality modality = directive::Modality::kDescribed;
  std::string speaker;              ///< as written
  std::string issuer;               ///< the body whose office the speaker holds; empty: not known
  std::vector<std::string> bodies;  ///< ids
  std::vector<UnnamedBody> unnamed;
  std::vector<std::string> areas;  ///< ids
  std::vector<OpenPlace> open_places;
  std::string every;        ///< area kind; empty: not said
  bool open_ended = false;  ///< "and others"
  std::string reason;       ///< "densely populated"
  std::optional<Due> due;
  std::optional<int64_t> number;
  std::string subject;  ///< "house" ...; empty: not known
  std::string same_as;  ///< the statement that says it most fully
  double confidence = 0;
  std::vector<std::string> flags;  ///< keys reading.flag.*
  std::string cue;                 ///< the words that make the modality

  bool obliges() const { return modality != directive::Modality::kDescribed; }
};

struct Published {
  std::string text;  ///< as written
  Date date;
  std::optional<int> minute;  ///< of the day, local
  std::optional<int> zone;    ///< minutes east of Greenwich, when the page says it
};

/// The page's parts that are no statements, where they stand.
struct Furniture {
  std::string kind;  ///< title, byline, published, views, photo, navigation, heading, related
  Span span;
};

struct Report {
  std::string format;           ///< text, html, pdf, docx
  std::string source_encoding;  ///< UTF-8, WINDOWS-1251 ...
  std::string offsets_in;       ///< "source" or "extracted text"
  std::string source_sha256;
  std::string text;                  ///< UTF-8; what all offsets count in
  std::optional<Language> language;  ///< of most of it
  std::string title, byline, photo_credit;
  std::optional<Published> published;
  std::optional<int64_t> views;
  std::vector<std::string> related;
  std::vector<Furniture> furniture;
  std::vector<Statement> statements;
  std::vector<std::string> notes;  ///< keys reading.note.*: why nothing was found, what was mended
};

}  // namespace dostyq::reading
