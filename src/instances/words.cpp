#include "instances/words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dostyq::instances {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void Words::skip_blanks() {
  size_t at = 0;
  while (at < rest_.size() && is_blank(rest_[at])) {
    if (rest_[at] == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
    ++at;
  }
  rest_.remove_prefix(at);
}

bool Words::at_end() {
  skip_blanks();
  return rest_.empty();
}

std::string_view Words::peek() {
  skip_blanks();
  const auto end = std::find_if(rest_.begin(), rest_.end(), is_blank);
  return rest_.substr(0, static_cast<size_t>(end - rest_.begin()));
}

std::string_view Words::next(const char* notation) {
  if (failed()) return {};
  const std::string_view word = peek();
  mark();
  if (word.empty()) {
    wrong("instances.ends_early", {notation});
    return {};
  }
  rest_.remove_prefix(word.size());
  column_ += static_cast<int>(word.size());
  return word;
}

std::string_view Words::rest_of_line() {
  std::string_view line = rest_.substr(0, std::min(rest_.find('\n'), rest_.size()));
  rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
  ++line_;
  column_ = 1;
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

int64_t Words::whole(const char* notation, int64_t least, int64_t most) {
  const std::string_view word = next(notation);
  if (failed()) return 0;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool read = error == std::errc() && end == word.data() + word.size();
  if (read && value >= least && value <= most) return value;
  const std::string upper =
      most == std::numeric_limits<int64_t>::max() ? "∞" : std::to_string(most);
  wrong("instances.not_whole", {std::string(word), notation, std::to_string(least), upper});
  return 0;
}

int Words::count(const char* notation, int least, int most) {
  return static_cast<int>(whole(notation, least, most));
}

Decimal Words::amount(const char* notation) {
  const std::string_view word = next(notation);
  if (failed()) return {};
  const std::optional<Decimal> value = parse_decimal(word);
  if (value && value->mantissa >= 0) return *value;
  const char* key = value                 ? "instances.negative"
                    : looks_numeric(word) ? "instances.too_large"
                                          : "instances.not_number";
  wrong(key, {std::string(word), notation});
  return {};
}

double Words::real(const char* notation) {
  std::string_view word = next(notation);
  if (failed()) return 0;
  const std::string_view typed = word;
  if (word.starts_with('+')) word.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool read = error == std::errc() && end == word.data() + word.size();
  if (read && std::isfinite(value)) return value;
  wrong("instances.not_number", {std::string(typed), notation});
  return 0;
}

void Words::mark() {
  word_line_ = line_;
  word_column_ = column_;
}

void Words::expect_end() {
  if (failed() || at_end()) return;
  const std::string word(next(""));
  wrong("instances.goes_on", {word});
}

void Words::wrong(std::string key, std::vector<std::string> args) {
  if (failed()) return;
  error_ = Error{ErrorCode::kBadInput,
                 std::move(key),
                 std::move(args),
                 {file_, word_line_, std::to_string(word_column_)}};
}

}  // namespace dostyq::instances
