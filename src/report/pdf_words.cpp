#include "report/pdf_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "i18n/phrase.hpp"

namespace dostyq::report {

std::string Words::say(std::string_view key, const std::vector<std::string>& args) const {
  return i18n::say("report." + std::string(key), args, language_);
}

std::string Words::number(int64_t value) const { return i18n::number(value).in(language_); }

std::string Words::percent(int64_t part, int64_t total) const {
  if (total <= 0) return "–";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(total);
  return decimal(share, 1) + (language_ == Language::kEnglish ? "%" : "\u00a0%");
}

std::string Words::decimal(double value, int digits) const {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (const size_t point = text.find('.');
      point != std::string::npos && language_ != Language::kEnglish) {
    text[point] = ',';
  }
  return text;
}

std::string Words::figure(const std::string& plain) const {
  const size_t sign = plain.starts_with('-') ? 1 : 0;
  const size_t whole_end = std::min(plain.find_first_not_of("0123456789", sign), plain.size());
  if (whole_end == sign || whole_end - sign > 17) return plain;
  std::string out = number(std::strtoll(plain.substr(0, whole_end).c_str(), nullptr, 10));
  size_t end = whole_end;
  if (end + 1 < plain.size() && plain[end] == '.') {
    end = std::min(plain.find_first_not_of("0123456789", end + 1), plain.size());
    std::string digits = plain.substr(whole_end + 1, end - whole_end - 1);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (!digits.empty()) out += (language_ == Language::kEnglish ? "." : ",") + digits;
  }
  const std::string rest = plain.substr(end);
  if (rest != "" && rest != " %" && rest != "%") return plain;
  if (!rest.empty()) out += language_ == Language::kEnglish ? "%" : "\u00a0%";
  return out;
}

std::string Words::date(Date day) const { return i18n::date(day).in(language_); }

std::string Words::list(const std::vector<Text>& items) const {
  return i18n::list(items).in(language_);
}

std::string Words::money(int64_t value, const std::string& currency) const {
  const int64_t size = std::abs(value);
  if (size >= 1'000'000'000) {
    std::string billions = decimal(static_cast<double>(value) / 1e9, 2);
    while (billions.ends_with('0')) billions.pop_back();
    if (billions.ends_with('.') || billions.ends_with(',')) billions.pop_back();
    return say("money.billions", {billions, currency});
  }
  if (size >= 1'000'000)
    return say("money.millions", {number((value + 500'000) / 1'000'000), currency});
  return say("money.units", {number(value), currency});
}

std::string Words::confidence(Confidence confidence) const {
  return say("confidence." + std::string(name(confidence)));
}

}  // namespace dostyq::report
