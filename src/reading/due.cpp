#include "reading/due.hpp"

#include <algorithm>

namespace dostyq::reading {
namespace {

constexpr int64_t kMostYears = 100;

Date last_of_month(int year, int month) {
  const int next_year = month == 12 ? year + 1 : year;
  const unsigned next_month = month == 12 ? 1U : static_cast<unsigned>(month) + 1U;
  const auto first = Date::from_ymd(next_year, next_month, 1);
  return first ? first->plus_days(-1) : Date();
}

/// The day that a term of this kind means, and whether that is our reading.
Due day_of(const Rule& rule, const Slots& slots, std::optional<Date> page) {
  Due due;
  const auto year_end = [](int year) { return Date::from_ymd(year, 12, 31); };
  const std::optional<int64_t> n = slots.number ? slots.number : rule.n;
  if (rule.kind == "day") {
    due.date = slots.date;
    if (slots.day && slots.month) {
      const auto in = [&](int year) {
        return Date::from_ymd(year, static_cast<unsigned>(*slots.month),
                              static_cast<unsigned>(*slots.day));
      };
      if (slots.year) {
        due.date = in(*slots.year);
      } else if (page) {
        // No year: the next such day.
        due.date = in(page->year());
        if (due.date && *due.date <= *page) due.date = in(page->year() + 1);
        due.interpreted = true;
      } else {
        due.interpreted = true;
      }
    }
  } else if (rule.kind == "month_end" || rule.kind == "month_start") {
    std::optional<int> year = slots.year;
    due.interpreted = rule.kind == "month_start" || !year;
    if (!year && page && slots.month)
      year = page->year() + (*slots.month < static_cast<int>(page->month()) ? 1 : 0);
    if (year && slots.month) {
      due.date = rule.kind == "month_end"
                     ? last_of_month(*year, *slots.month)
                     : Date::from_ymd(*year, static_cast<unsigned>(*slots.month), 1);
    }
  } else if (rule.kind == "year_end" && slots.year) {
    due.date = year_end(*slots.year);
  } else if (rule.kind == "year" && slots.year) {
    due.date = year_end(*slots.year);
    due.interpreted = true;
  } else if (rule.kind == "this_year_end" || rule.kind == "next_year_end") {
    due.interpreted = true;
    if (page) due.date = year_end(page->year() + (rule.kind == "next_year_end" ? 1 : 0));
  } else if (rule.kind == "quarter_end") {
    const int64_t quarter = n.value_or(0);
    due.interpreted = true;
    const std::optional<int> year = slots.year ? slots.year
                                    : page     ? std::optional(page->year())
                                               : std::nullopt;
    if (quarter >= 1 && quarter <= 4 && year)
      due.date = last_of_month(*year, static_cast<int>(3 * quarter));
  } else if (rule.kind == "within") {
    due.interpreted = true;
    const char unit = slots.unit != 0 ? slots.unit : rule.unit;
    if (page && n && unit != 0) due.date = after(*page, *n, unit);
  }
  return due;
}

}  // namespace

std::optional<Date> after(Date day, int64_t n, char unit) {
  if (n < 0 || n > 400 * kMostYears) return std::nullopt;
  if (unit == 'd') return day.plus_days(static_cast<int32_t>(n));
  if (unit == 'w') return day.plus_days(static_cast<int32_t>(7 * n));
  const int64_t months = unit == 'y' ? 12 * n : unit == 'q' ? 3 * n : n;
  if (months > 12 * kMostYears) return std::nullopt;
  const int64_t month = static_cast<int64_t>(day.month()) - 1 + months;
  const int year = day.year() + static_cast<int>(month / 12);
  const int of_year = static_cast<int>(month % 12) + 1;
  const Date last = last_of_month(year, of_year);
  const auto same = Date::from_ymd(year, static_cast<unsigned>(of_year), day.day());
  return same ? *same : last;
}

std::vector<DueMention> find_dues(const Items& items, size_t begin, size_t end,
                                  const Lexicon& lexicon, std::optional<Date> page,
                                  std::string_view text) {
  std::vector<DueMention> found;
  const RuleSet& table = lexicon.table(Table::kDue);
  for (const Match& match : table.patterns.best(items, begin, end, lexicon.values)) {
    DueMention mention{match.begin, match.end,
                       day_of(table.rules[static_cast<size_t>(match.rule)], match.slots, page)};
    if (mention.due.date && page && *mention.due.date <= *page) continue;
    mention.due.text = std::string(
        cut(text, {items[match.begin].token.span.begin, items[match.end - 1].token.span.end}));
    found.push_back(std::move(mention));
  }
  return found;
}

}  // namespace dostyq::reading
