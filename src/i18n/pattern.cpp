#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <optional>

#include "i18n/catalogue.hpp"

namespace dostyq::i18n {
namespace {

/// "1234", "-5", "12.5", and what number() made of them: "1 234" (no-break space), "1,234".
std::optional<double> numeric(const std::string& text, bool& whole) {
  std::string plain;
  whole = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= '0' && c <= '9') || (c == '-' && i == 0)) {
      plain += c;
    } else if (c == '.' && whole) {
      plain += c;
      whole = false;
    } else if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {
      ++i;
    } else if (c != ',') {
      return std::nullopt;
    }
  }
  if (plain.empty() || plain == "-" || plain.front() == '.' || plain.back() == '.')
    return std::nullopt;
  return std::strtod(plain.c_str(), nullptr);
}

bool takes_number(UMessagePatternArgType type) {
  return type == UMSGPAT_ARG_TYPE_PLURAL || type == UMSGPAT_ARG_TYPE_SELECTORDINAL ||
         type == UMSGPAT_ARG_TYPE_CHOICE || type == UMSGPAT_ARG_TYPE_SIMPLE;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// Walks ICU's parts: literal words (apostrophes already resolved) and arguments, in order.
struct Walk {
  std::vector<int> arguments, numbers;
  std::string words;
  bool plain = true;
  std::vector<std::pair<std::string, int>> segments;  ///< words, then an argument

  void run(const icu::MessagePattern& pattern) {
    const icu::UnicodeString& text = pattern.getPatternString();
    int32_t copied = pattern.getPart(0).getLimit();
    std::string literal;
    for (int32_t i = 1; i < pattern.countParts(); ++i) {
      const icu::MessagePattern::Part& part = pattern.getPart(i);
      const std::string before = utf8(text.tempSubStringBetween(copied, part.getIndex()));
      if (in_words(part.getType())) literal += before;
      take(pattern, i, literal);
      copied = part.getLimit();
    }
    finish(literal);
  }

 private:
  // Between the parts that belong to an argument's own syntax ("plural", "one") there are no words
  // of the message.
  bool in_words(UMessagePatternPartType type) const {
    return type != UMSGPAT_PART_TYPE_ARG_NUMBER && type != UMSGPAT_PART_TYPE_ARG_NAME &&
           type != UMSGPAT_PART_TYPE_ARG_TYPE && type != UMSGPAT_PART_TYPE_ARG_STYLE &&
           type != UMSGPAT_PART_TYPE_ARG_SELECTOR && type != UMSGPAT_PART_TYPE_ARG_INT &&
           type != UMSGPAT_PART_TYPE_ARG_DOUBLE && type != UMSGPAT_PART_TYPE_ARG_LIMIT &&
           type != UMSGPAT_PART_TYPE_MSG_START;
  }

  void take(const icu::MessagePattern& pattern, int32_t i, std::string& literal) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    switch (part.getType()) {
      case UMSGPAT_PART_TYPE_ARG_START:
        if (part.getArgType() != UMSGPAT_ARG_TYPE_NONE) plain = false;
        break;
      case UMSGPAT_PART_TYPE_ARG_NUMBER: {
        arguments.push_back(part.getValue());
        if (takes_number(pattern.getPart(i - 1).getArgType())) numbers.push_back(part.getValue());
        words += literal + " ";
        segments.emplace_back(std::move(literal), part.getValue());
        literal.clear();
        break;
      }
      case UMSGPAT_PART_TYPE_ARG_NAME:
        plain = false;
        break;
      case UMSGPAT_PART_TYPE_MSG_LIMIT:
        words += literal + " ";
        if (i + 1 < pattern.countParts()) literal.clear();
        break;
      default:
        break;
    }
  }

  void finish(std::string& literal) {
    segments.emplace_back(std::move(literal), -1);
    for (std::vector<int>* list : {&arguments, &numbers}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
  }
};

}  // namespace

struct Pattern::Complex {
  // MessageFormat makes its inner formatters when they are first needed, so one thread at a time.
  std::mutex mutex;
  icu::MessageFormat format;
  std::vector<int> numbers;

  Complex(const icu::UnicodeString& text, const icu::Locale& locale, UErrorCode& status)
      : format(text, locale, status) {}
};

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

Pattern::Pattern(std::string_view text, Language language, std::string* problem) {
  const auto unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  icu::MessagePattern parsed(unicode, &where, status);
  if (U_FAILURE(status)) {
    if (problem) *problem += std::string(code(language)) + ": " + u_errorName(status) + " ";
    return;
  }
  Walk walk;
  walk.run(parsed);
  arguments_ = std::move(walk.arguments);
  words_ = std::move(walk.words);
  if (walk.plain) {
    for (auto& [words, argument] : walk.segments) segments_.push_back({std::move(words), argument});
    return;
  }
  const icu::Locale locale(std::string(code(language)).c_str());
  complex_ = std::make_unique<Complex>(unicode, locale, status);
  complex_->numbers = std::move(walk.numbers);
  if (U_FAILURE(status) && problem)
    *problem += std::string(code(language)) + ": " + u_errorName(status) + " ";
}

bool Pattern::fill(std::span<const std::string> args, std::string& out) const {
  if (!complex_) {
    for (const Segment& segment : segments_) {
      out += segment.words;
      if (segment.argument < 0) continue;
      const auto n = static_cast<size_t>(segment.argument);
      if (n >= args.size()) return false;
      out += args[n];
    }
    return true;
  }
  std::vector<icu::Formattable> values;
  values.reserve(args.size());
  for (size_t i = 0; i < args.size(); ++i) {
    const bool number =
        std::binary_search(complex_->numbers.begin(), complex_->numbers.end(), static_cast<int>(i));
    bool whole = true;
    const auto value = number ? numeric(args[i], whole) : std::nullopt;
    if (number && !value) return false;
    if (!value) {
      values.emplace_back(icu::UnicodeString::fromUTF8(args[i]));
    } else if (whole) {
      values.emplace_back(static_cast<int64_t>(*value));
    } else {
      values.emplace_back(*value);
    }
  }
  if (!arguments_.empty() && arguments_.back() >= static_cast<int>(args.size())) return false;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result;
  icu::FieldPosition ignore(icu::FieldPosition::DONT_CARE);
  {
    const std::lock_guard lock(complex_->mutex);
    complex_->format.format(values.data(), static_cast<int32_t>(values.size()), result, ignore,
                            status);
  }
  if (U_FAILURE(status)) return false;
  result.toUTF8String(out);
  return true;
}

}  // namespace dostyq::i18n
