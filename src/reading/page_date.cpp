#include <algorithm>
#include <charconv>

#include "reading/page.hpp"

namespace dostyq::reading {
namespace {

/// "11:45", "9:05"
std::optional<int> minute_of(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() < colon + 3)
    return std::nullopt;
  int hour = 0;
  int minute = 0;
  const auto read = [](std::string_view part, int& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size();
  };
  if (!read(text.substr(0, colon), hour) || !read(text.substr(colon + 1, 2), minute) || hour > 23 ||
      minute > 59)
    return std::nullopt;
  return 60 * hour + minute;
}

/// "+5", "+05:00", "+0500", in items from the sign on; its end goes to `end`.
std::optional<int> zone_at(const Items& items, size_t at, size_t& end) {
  if (at + 1 >= items.size() || items[at].token.kind != Token::Kind::kMark) return std::nullopt;
  const int32_t mark = items[at].token.mark;
  if (mark != '+' && !is_dash(mark)) return std::nullopt;
  if (items[at + 1].token.kind != Token::Kind::kNumber) return std::nullopt;
  const std::string_view text = items[at + 1].text;
  int minutes = 0;
  if (const auto clock = minute_of(text)) {
    minutes = *clock;
  } else {
    int value = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || last != text.data() + text.size()) return std::nullopt;
    minutes = value > 14 ? 60 * (value / 100) + value % 100 : 60 * value;
  }
  if (minutes > 14 * 60) return std::nullopt;
  end = at + 2;
  return mark == '+' ? minutes : -minutes;
}

std::optional<int> plain_year(const Item& item) {
  if (item.token.kind != Token::Kind::kNumber || item.text.size() != 4) return std::nullopt;
  int year = 0;
  const auto [end, error] =
      std::from_chars(item.text.data(), item.text.data() + item.text.size(), year);
  if (error != std::errc() || end != item.text.data() + 4 || year < 1950 || year > 2150)
    return std::nullopt;
  return year;
}
std::optional<int> plain_day(const Item& item) {
  if (item.token.kind != Token::Kind::kNumber || item.text.size() > 2) return std::nullopt;
  int day = 0;
  const auto [end, error] =
      std::from_chars(item.text.data(), item.text.data() + item.text.size(), day);
  if (error != std::errc() || end != item.text.data() + item.text.size() || day < 1 || day > 31)
    return std::nullopt;
  return day;
}
int month_of(const Item& item, const Lexicon& lexicon) {
  if (item.word == nullptr) return 0;
  const auto found = lexicon.values.months.find(item.word->stem);
  return found == lexicon.values.months.end() ? 0 : found->second;
}

/// A day in items from `at`: "24 апреля 2025", "April 24, 2025", "2025 жылғы 24 сәуір", 24.04.2025.
std::optional<Date> day_at(const Items& items, size_t at, const Lexicon& lexicon, size_t& end) {
  const auto made = [&](int year, int month, int day, size_t last) -> std::optional<Date> {
    end = last;
    return Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  };
  const auto item = [&](size_t i) -> const Item* { return i < items.size() ? &items[i] : nullptr; };
  const Item& first = items[at];
  if (first.token.kind == Token::Kind::kNumber) {
    std::string_view text = first.text;
    if (text.size() == 10 || text.size() == 9 || text.size() == 8) {
      int64_t parts[3] = {0, 0, 0};  // ten digits at most
      size_t part = 0;
      bool good = true;
      for (const char c : text) {
        if (c >= '0' && c <= '9')
          parts[part] = 10 * parts[part] + (c - '0');
        else if (part < 2)
          ++part;
        else
          good = false;
      }
      if (good && part == 2) {
        if (parts[0] > 1900 && parts[0] < 2200 && parts[1] < 99 && parts[2] < 99)
          return made(static_cast<int>(parts[0]), static_cast<int>(parts[1]),
                      static_cast<int>(parts[2]), at + 1);
        if (parts[2] > 1900 && parts[2] < 2200 && parts[1] < 99 && parts[0] < 99)
          return made(static_cast<int>(parts[2]), static_cast<int>(parts[1]),
                      static_cast<int>(parts[0]), at + 1);
      }
    }
    if (const auto day = plain_day(first); day && item(at + 1) != nullptr) {
      if (const int month = month_of(*item(at + 1), lexicon); month > 0) {
        size_t year_at = at + 2;
        if (item(year_at) != nullptr && item(year_at)->token.is(',')) ++year_at;
        if (item(year_at) != nullptr) {
          if (const auto year = plain_year(*item(year_at)))
            return made(*year, month, *day, year_at + 1);
        }
      }
    }
    if (const auto year = plain_year(first)) {
      for (size_t day_at = at + 1; day_at <= at + 3; ++day_at) {
        if (item(day_at) == nullptr || item(day_at + 1) == nullptr) break;
        const auto day = plain_day(*item(day_at));
        const int month = month_of(*item(day_at + 1), lexicon);
        if (day && month > 0) return made(*year, month, *day, day_at + 2);
      }
    }
  } else if (const int month = month_of(first, lexicon); month > 0 && item(at + 1) != nullptr) {
    const auto day = plain_day(*item(at + 1));
    size_t year_at = at + 2;
    if (item(year_at) != nullptr && item(year_at)->token.is(',')) ++year_at;
    if (day && item(year_at) != nullptr) {
      if (const auto year = plain_year(*item(year_at)))
        return made(*year, month, *day, year_at + 1);
    }
  }
  return std::nullopt;
}

void add_time_and_zone(const Items& items, const Lexicon& lexicon, FoundDate& found) {
  const size_t reach = std::min(items.size(), found.end + 5);
  for (size_t at = found.end; at < reach; ++at) {
    if (items[at].token.kind != Token::Kind::kNumber) continue;
    if (const auto minute = minute_of(items[at].text)) {
      found.published.minute = minute;
      found.end = at + 1;
    }
    break;
  }
  // A time may stand in front: "11:45, 24 апреля 2025".
  if (!found.published.minute && found.begin > 0) {
    size_t at = found.begin - 1;
    if (items[at].token.is(',') && at > 0) --at;
    if (const auto minute = minute_of(items[at].text)) {
      found.published.minute = minute;
      found.begin = at;
    }
  }
  for (size_t at = found.end; at < std::min(items.size(), found.end + 4); ++at) {
    size_t end = 0;
    const auto zone = zone_at(items, at, end);
    if (!zone) continue;
    found.published.zone = zone;
    found.end = end;
    if (found.end < items.size() && items[found.end].token.is(')')) ++found.end;
    return;
  }
  for (const Match& match :
       lexicon.table(Table::kZone)
           .patterns.best(items, found.end, std::min(items.size(), found.end + 6),
                          lexicon.values)) {
    found.published.zone =
        lexicon.table(Table::kZone).rules[static_cast<size_t>(match.rule)].zone_minutes;
    found.end = match.end;
    if (found.end < items.size() && items[found.end].token.is(')')) ++found.end;
    return;
  }
}

}  // namespace

std::optional<FoundDate> find_published(const Items& items, const Lexicon& lexicon,
                                        std::string_view text) {
  for (size_t at = 0; at < items.size(); ++at) {
    size_t end = at;
    const auto day = day_at(items, at, lexicon, end);
    if (!day) continue;
    FoundDate found{at, end, {}};
    found.published.date = *day;
    add_time_and_zone(items, lexicon, found);
    found.published.text = std::string(
        cut(text, {items[found.begin].token.span.begin, items[found.end - 1].token.span.end}));
    return found;
  }
  return std::nullopt;
}

std::optional<Published> parse_timestamp(std::string_view text) {
  if (text.size() < 10) return std::nullopt;
  const auto day = Date::parse(text.substr(0, 10));
  if (!day) return std::nullopt;
  Published published;
  published.text = std::string(text.substr(0, 40));
  published.date = *day;
  if (text.size() >= 16 && (text[10] == 'T' || text[10] == ' ')) {
    published.minute = minute_of(text.substr(11, 5));
    const size_t sign = text.find_first_of("+-Z", 16);
    if (sign != std::string_view::npos && text[sign] == 'Z') {
      published.zone = 0;
    } else if (sign != std::string_view::npos) {
      std::string digits;
      for (const char c : text.substr(sign + 1, 5)) {
        if (c >= '0' && c <= '9') digits += c;
      }
      if (digits.size() == 4) {
        const int minutes = 60 * (10 * (digits[0] - '0') + digits[1] - '0') +
                            10 * (digits[2] - '0') + digits[3] - '0';
        if (minutes <= 14 * 60) published.zone = text[sign] == '+' ? minutes : -minutes;
      }
    }
  }
  return published;
}

}  // namespace dostyq::reading
