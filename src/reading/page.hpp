#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reading/pack.hpp"
#include "reading/report.hpp"
#include "reading/source.hpp"

namespace dostyq::reading {

/// A run of text on a page that says something.
struct Passage {
  Span span;
  Part part = Part::kBody;
};

/// A page taken apart.
struct Page {
  std::string title, byline, photo_credit;
  std::optional<Published> published;
  std::optional<int64_t> views;
  std::vector<std::string> related;
  std::vector<Passage> passages;  ///< in the order of the text
  std::vector<Furniture> furniture;
};

/// Tells a page's title, byline, date, views, credits, navigation and related headlines from what
/// it says. `packs`: of the languages that may occur, the page's own first.
Page take_apart(const Source& source, const std::vector<const Pack*>& packs);

/// "24 апреля 2025, 11:45 (GMT+5)" anywhere in items.
struct FoundDate {
  size_t begin = 0, end = 0;  ///< items
  Published published;
};
std::optional<FoundDate> find_published(const Items& items, const Lexicon& lexicon,
                                        std::string_view text);
/// "2025-04-24T11:45:00+05:00" as pages write it for machines.
std::optional<Published> parse_timestamp(std::string_view text);

/// The headlines in a run that may be one unbroken line: cut at glued letters, separators, dates,
/// repeated beginnings, and before words that begin with a capital letter although they are common.
std::vector<Span> split_headlines(std::string_view text, Span run, const std::string& title,
                                  const Pack& pack);
/// Only the letters and digits, folded: what makes two headlines one.
std::string headline_key(std::string_view headline);

}  // namespace dostyq::reading
