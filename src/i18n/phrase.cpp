#include "i18n/phrase.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstdio>

#include "i18n/catalogue.hpp"

namespace dostyq::i18n {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

std::string grouped(long long value, std::string_view separator) {
  const std::string digits = std::to_string(value);
  const size_t sign = value < 0 ? 1 : 0;
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

std::string spell_out(std::string_view key, const std::vector<std::string>& args) {
  std::string out(key);
  out += '(';
  for (size_t i = 0; i < args.size(); ++i) out += (i ? ", " : "") + args[i];
  return out + ')';
}

std::string joined(const std::vector<Text>& items, Language language, std::string_view and_word) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i) out += i + 1 == items.size() ? and_word : ", ";
    out += items[i].in(language);
  }
  return out;
}

}  // namespace

Text same(std::string_view words) {
  return {std::string(words), std::string(words), std::string(words)};
}

Text number(long long value) {
  const std::string spaced = grouped(value, kNoBreakSpace);
  return {spaced, spaced, grouped(value, ",")};
}

Text date(Date day) {
  if (!day.is_finite()) return {};
  char numeric[16];
  std::snprintf(numeric, sizeof numeric, "%02u.%02u.%04d", day.day() % 100, day.month() % 100,
                day.year() % 10000);
  static constexpr std::array kMonths{"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
  return {numeric, numeric,
          std::to_string(day.day()) + " " + kMonths[day.month() - 1] + " " +
              std::to_string(day.year())};
}

Text list(const std::vector<Text>& items) {
  return {joined(items, Language::kKazakh, " және "), joined(items, Language::kRussian, " и "),
          joined(items, Language::kEnglish, " and ")};
}

std::string say(std::string_view key, const std::vector<std::string>& args, Language language) {
  const Pattern* pattern = Catalogue::built_in().find(key, language);
  std::string out;
  if (pattern && pattern->fill(args, out)) return out;
  return spell_out(key, args);
}

std::string say(const Phrase& phrase, Language language) {
  std::vector<std::string> args;
  args.reserve(phrase.args.size());
  for (const Text& arg : phrase.args) args.push_back(arg.in(language));
  return say(phrase.key, args, language);
}

Text say(const Phrase& phrase) {
  return {say(phrase, Language::kKazakh), say(phrase, Language::kRussian),
          say(phrase, Language::kEnglish)};
}

std::string sentence(std::string_view words, Language language) {
  if (words.empty()) return {};
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(words.data(), static_cast<int32_t>(words.size())));
  const int32_t first = text.moveIndex32(0, 1);
  icu::UnicodeString head(text, 0, first);
  text.replace(0, first, head.toUpper(icu::Locale(std::string(code(language)).c_str())));
  std::string out;
  text.toUTF8String(out);
  if (out.find_last_of(".!?") != out.size() - 1) out += '.';
  return out;
}

Text sentence(const Text& words) {
  return {sentence(words.kk, Language::kKazakh), sentence(words.ru, Language::kRussian),
          sentence(words.en, Language::kEnglish)};
}

std::string say(const Error& error, Language language) {
  std::string out = error.where.file;
  if (error.where.row > 0) out += (out.empty() ? "" : ":") + std::to_string(error.where.row);
  if (!error.where.column.empty()) out += (out.empty() ? "" : ", ") + error.where.column;
  if (!out.empty()) out += ": ";
  return out + say(error.key, error.args, language);
}

Text term(const std::string& key, const std::string& id) {
  return knows(key) ? say(Phrase{key, {}}) : same(id);
}

bool knows(std::string_view key) {
  return Catalogue::built_in().find(key, Language::kEnglish) != nullptr;
}

std::vector<std::string> keys() { return Catalogue::built_in().keys(); }

}  // namespace dostyq::i18n
