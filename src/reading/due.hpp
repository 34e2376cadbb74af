#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reading/lexicon.hpp"
#include "reading/report.hpp"

namespace dostyq::reading {

/// A term that a sentence names.
struct DueMention {
  size_t begin = 0, end = 0;  ///< items
  Due due;
};

/// Terms in items [begin, end), in order. `page`: the day that "in two years" counts from; nothing:
/// such a term has no day. Terms that had passed by then are no terms.
std::vector<DueMention> find_dues(const Items& items, size_t begin, size_t end,
                                  const Lexicon& lexicon, std::optional<Date> page,
                                  std::string_view text);

/// The day so many units after `day`; the last day of the month when there is no such day in it.
std::optional<Date> after(Date day, int64_t n, char unit);

}  // namespace dostyq::reading
