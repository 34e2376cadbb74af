#include "instances/side_rows.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "instances/decimal.hpp"

namespace dostyq::instances {
namespace {

/// A word of a line; in quotes it is a name whatever it says.
struct Token {
  std::string text;
  bool quoted = false;
  int column = 1;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::optional<int> to_count(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

/// Reads one line; stops at the first thing wrong.
class LineReader {
 public:
  LineReader(const Instance& instance, int phases, Where where, Problems& problems)
      : instance_(instance), phases_(phases), where_(std::move(where)), problems_(problems) {}

  void read(std::string_view line, std::vector<SideRow>& rows) {
    if (!split(line)) return;
    if (tokens_.empty()) return;
    row_.to_phase = phases_ - 1;
    row_.text = text_of(line);
    if (!read_phase() || !read_condition(rows)) return;
  }

 private:
  bool wrong(const char* key, std::vector<std::string> args, int column) {
    Where where = where_;
    where.column = std::to_string(column);
    problems_.push_back({ErrorCode::kBadInput, key, std::move(args), std::move(where)});
    return false;
  }
  bool ends(const char* wanted) { return wrong("side.ends", {wanted}, end_); }

  static std::string text_of(std::string_view line) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    bool quoted = false;
    for (size_t k = 0; k < line.size(); ++k) {
      if (line[k] == '"') quoted = !quoted;
      if (line[k] == '#' && !quoted && (k == 0 || is_blank(line[k - 1]))) line = line.substr(0, k);
    }
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return std::string(line);
  }

  bool split(std::string_view line) {
    size_t k = 0;
    while (k < line.size()) {
      if (is_blank(line[k])) {
        ++k;
      } else if (line[k] == '#') {
        break;
      } else if (line[k] == '"') {
        const size_t close = line.find('"', k + 1);
        if (close == std::string_view::npos) return wrong("side.quote", {}, column_of(line, k));
        tokens_.push_back(
            {std::string(line.substr(k + 1, close - k - 1)), true, column_of(line, k)});
        k = close + 1;
      } else {
        const size_t begin = k;
        while (k < line.size() && !is_blank(line[k]) && line[k] != '"') ++k;
        tokens_.push_back(
            {std::string(line.substr(begin, k - begin)), false, column_of(line, begin)});
      }
    }
    end_ = column_of(line, line.size());
    return true;
  }

  /// In characters, from 1.
  static int column_of(std::string_view line, size_t byte) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return 1 + static_cast<int>(std::count_if(
                   line.begin(), line.begin() + static_cast<std::ptrdiff_t>(byte), begins));
  }

  bool left() const { return next_ < tokens_.size(); }
  bool is(size_t ahead, const char* word) const {
    const size_t k = next_ + ahead;
    return k < tokens_.size() && !tokens_[k].quoted && tokens_[k].text == word;
  }
  bool take(const char* word) {
    if (!is(0, word)) return false;
    ++next_;
    return true;
  }

  /// "in phase 2:" or "by phase 2:", if it is there.
  bool read_phase() {
    const bool in = is(0, "in") && is(1, "phase"), by = is(0, "by") && is(1, "phase");
    if (!in && !by) return true;
    next_ += 2;
    if (!left()) return ends("2:");
    const Token& token = tokens_[next_++];
    std::string_view number = token.text;
    if (number.ends_with(':')) {
      number.remove_suffix(1);
    } else if (!take(":")) {
      return wrong("side.unknown", {in ? "in phase 2: …" : "by phase 2: …"}, token.column);
    }
    const std::optional<int> phase = to_count(number);
    if (!phase || *phase < 1 || *phase > phases_)
      return wrong("side.no_phase", {std::string(number), std::to_string(phases_)}, token.column);
    row_.from_phase = in ? *phase - 1 : 0;
    row_.to_phase = *phase - 1;
    return true;
  }

  bool read_condition(std::vector<SideRow>& rows) {
    if (!left()) return ends("at least 2");
    if (is(0, "force") || is(0, "forbid")) return read_each(rows);
    if (is(0, "one") && is(1, "of")) {
      next_ += 2;
      row_.at_most = 1;
      return read_sites() && done(rows);
    }
    if (is(0, "at") && (is(1, "least") || is(1, "most"))) {
      const bool least = is(1, "least");
      next_ += 2;
      const std::optional<int> count = read_count();
      if (!count) return false;
      (least ? row_.at_least : row_.at_most) = *count;
      return read_where() && done(rows);
    }
    if (take("exactly")) {
      const std::optional<int> count = read_count();
      if (!count) return false;
      row_.at_least = row_.at_most = *count;
      return read_where() && done(rows);
    }
    if (take("budget")) return read_budget() && read_where() && done(rows);
    if (is(1, "needs")) return read_needs(rows);
    return wrong("side.unknown",
                 {"force A · forbid A · at least 2 in NORTH · at most 3 of A B C · exactly 1 kind "
                  "LARGE · budget 100 in NORTH · one of A B · A needs B · in phase 2: … · by "
                  "phase 2: …"},
                 tokens_[next_].column);
  }

  /// "force A B": each of them; "forbid A B": none of them.
  bool read_each(std::vector<SideRow>& rows) {
    const bool force = is(0, "force");
    ++next_;
    if (!read_sites()) return false;
    if (force) {
      row_.at_least = static_cast<int64_t>(row_.sites.size());
    } else {
      row_.at_most = 0;
    }
    return done(rows);
  }

  bool read_needs(std::vector<SideRow>& rows) {
    const Token first = tokens_[next_];
    next_ += 2;
    if (!left()) return ends("B");
    const Token second = tokens_[next_++];
    const std::optional<int> site = find_site(first), other = find_site(second);
    if (!site || !other) return false;
    if (row_.from_phase != 0 || row_.to_phase != phases_ - 1)
      return wrong("side.unknown", {"A needs B"}, tokens_.front().column);
    row_.what = SideRow::What::kNeeds;
    row_.sites = {*site, *other};
    return done(rows);
  }

  std::optional<int> read_count() {
    if (!left()) {
      ends("2");
      return std::nullopt;
    }
    const Token& token = tokens_[next_++];
    const std::optional<int> count = to_count(token.text);
    if (!count) wrong("side.not_whole", {token.text}, token.column);
    return count;
  }

  bool read_budget() {
    row_.what = SideRow::What::kBudget;
    if (!left()) return ends("100");
    const Token& token = tokens_[next_++];
    if (instance_.opening_cost.empty()) return wrong("side.no_costs", {}, token.column);
    const std::optional<Decimal> typed = parse_decimal(token.text);
    std::optional<int64_t> money;
    if (typed && typed->mantissa >= 0) money = whole(*typed, decimals_of(instance_.money_scale()));
    if (!money) return wrong("side.bad_amount", {token.text}, token.column);
    row_.at_most = *money;
    return true;
  }

  /// "of A B C", or "in AREA", "kind KIND", both or neither.
  bool read_where() {
    if (take("of")) return read_sites();
    row_.sites.resize(static_cast<size_t>(instance_.sites));
    std::iota(row_.sites.begin(), row_.sites.end(), 0);
    if (is(0, "in") && !keep("NORTH", instance_.area, "side.no_area")) return false;
    if (is(0, "kind") && !keep("LARGE", instance_.kind, "side.no_kind")) return false;
    return !row_.sites.empty() || wrong("side.no_sites", {}, end_);
  }

  /// Those of the sites that have this name.
  bool keep(const char* example, const std::vector<std::string>& names, const char* unknown) {
    ++next_;
    if (!left()) return ends(example);
    const Token& token = tokens_[next_++];
    if (std::find(names.begin(), names.end(), token.text) == names.end())
      return wrong(unknown, {token.text}, token.column);
    std::erase_if(row_.sites,
                  [&](int site) { return names[static_cast<size_t>(site)] != token.text; });
    return true;
  }

  bool read_sites() {
    if (!left()) return ends("A");
    while (left()) {
      const std::optional<int> site = find_site(tokens_[next_++]);
      if (!site) return false;
      row_.sites.push_back(*site);
    }
    std::sort(row_.sites.begin(), row_.sites.end());
    row_.sites.erase(std::unique(row_.sites.begin(), row_.sites.end()), row_.sites.end());
    return true;
  }

  /// Ids come before numbers: they may be numbers themselves.
  std::optional<int> find_site(const Token& token) {
    const auto id = std::find(instance_.site_ids.begin(), instance_.site_ids.end(), token.text);
    if (id != instance_.site_ids.end()) return static_cast<int>(id - instance_.site_ids.begin());
    const std::optional<int> number = to_count(token.text);
    if (number && *number >= 1 && *number <= instance_.sites) return *number - 1;
    wrong("side.no_site", {token.text, std::to_string(instance_.sites)}, token.column);
    return std::nullopt;
  }

  bool done(std::vector<SideRow>& rows) {
    if (left()) return wrong("side.goes_on", {tokens_[next_].text}, tokens_[next_].column);
    rows.push_back(std::move(row_));
    return true;
  }

  const Instance& instance_;
  int phases_;
  Where where_;
  Problems& problems_;
  std::vector<Token> tokens_;
  size_t next_ = 0;
  int end_ = 1;
  SideRow row_;
};

}  // namespace

Checked<std::vector<SideRow>> parse_side_rows(std::string_view text, const std::string& file,
                                              const Instance& instance, int phases) {
  std::vector<SideRow> rows;
  Problems problems;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    LineReader(instance, phases, {file, line, ""}, problems).read(text.substr(0, end), rows);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return rows;
}

}  // namespace dostyq::instances
