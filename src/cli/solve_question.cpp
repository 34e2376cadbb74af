#include "cli/solve_question.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "instances/decimal.hpp"
#include "io/csv.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using instances::AreaLimit;
using instances::Instance;

template <typename Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

/// Ids of the file come before numbers: they may be numbers themselves.
Result<std::vector<int>> sites(const std::vector<std::string>& typed, const char* option,
                               const Instance& instance) {
  std::vector<int> found;
  for (const std::string& text : typed) {
    const auto id = std::find(instance.site_ids.begin(), instance.site_ids.end(), text);
    if (id != instance.site_ids.end()) {
      found.push_back(static_cast<int>(id - instance.site_ids.begin()));
      continue;
    }
    const std::optional<int> value = number<int>(text);
    if (!value || *value < 1 || *value > instance.sites)
      return fail("instances.unknown_site", {option, text, std::to_string(instance.sites)});
    found.push_back(*value - 1);
  }
  return found;
}

Checked<std::vector<AreaLimit>> area_limits(const std::string& path) {
  const Result<std::string> bytes = io::read_file(path);
  if (!bytes) return tl::unexpected(Problems{bytes.error()});
  Problems problems;
  const std::string file = std::filesystem::path(path).filename().string();
  const io::CsvTable table = io::parse_csv(*bytes, file, problems);
  const auto column = [&](const char* name) {
    const auto at = std::find(table.header.begin(), table.header.end(), name);
    if (at == table.header.end() && table.readable)
      problems.push_back(
          {ErrorCode::kBadInput, "instances.missing", {name}, {file, table.header_line, name}});
    return static_cast<size_t>(at - table.header.begin());
  };
  const size_t area = column("area"), least = column("at_least"), most = column("at_most");
  std::vector<AreaLimit> limits;
  if (problems.empty()) {
    for (const io::CsvRow& row : table.rows) {
      AreaLimit limit;
      limit.area = row.cells[area];
      const auto bound = [&](size_t at, const char* name) -> std::optional<int> {
        if (row.cells[at].empty()) return std::nullopt;
        const std::optional<int> value = number<int>(row.cells[at]);
        if (value && *value >= 0) return value;
        problems.push_back({ErrorCode::kBadInput,
                            "instances.not_whole",
                            {row.cells[at], name, "0", "∞"},
                            {file, row.line, name}});
        return std::nullopt;
      };
      limit.at_least = bound(least, "at_least").value_or(0);
      limit.at_most = bound(most, "at_most");
      limits.push_back(std::move(limit));
    }
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return limits;
}

}  // namespace

Checked<instances::Question> typed_question(const SolveArguments& arguments,
                                            const Instance& instance) {
  instances::Question question;
  question.model = arguments.model;
  question.p = arguments.p;
  question.divisible = arguments.divisible;
  question.radius = arguments.radius;
  question.share = arguments.share;
  question.backup = arguments.backup;
  question.exact = arguments.exact;
  if (!arguments.budget.empty()) {
    const auto typed = instances::parse_decimal(arguments.budget);
    if (typed && typed->mantissa >= 0)
      question.budget = instances::whole(*typed, instances::decimals_of(instance.money_scale()));
    if (!question.budget) {
      return tl::unexpected(Problems{
          {ErrorCode::kBadInput, "instances.bad_amount", {"--budget", arguments.budget}, {}}});
    }
  }
  Result<std::vector<int>> forced = sites(arguments.forced, "--force", instance);
  if (!forced) return tl::unexpected(Problems{forced.error()});
  Result<std::vector<int>> forbidden = sites(arguments.forbidden, "--forbid", instance);
  if (!forbidden) return tl::unexpected(Problems{forbidden.error()});
  question.forced = std::move(*forced);
  question.forbidden = std::move(*forbidden);
  if (!arguments.areas.empty()) {
    Checked<std::vector<AreaLimit>> limits = area_limits(arguments.areas);
    if (!limits) return tl::unexpected(std::move(limits.error()));
    question.areas = std::move(*limits);
  }
  return question;
}

std::string show_scaled(int64_t whole, int64_t scale) {
  const bool negative = whole < 0;
  const uint64_t size = negative ? 0 - static_cast<uint64_t>(whole) : static_cast<uint64_t>(whole);
  const auto unit = static_cast<uint64_t>(scale);
  std::string text = (negative ? "-" : "") + std::to_string(size / unit);
  if (size % unit == 0) return text;
  std::string rest = std::to_string(size % unit + unit).substr(1);  // with its leading zeros
  while (rest.back() == '0') rest.pop_back();
  return text + "." + rest;
}

std::string site_name(const Instance& instance, int site) {
  return instance.site_ids.empty() ? std::to_string(site + 1)
                                   : instance.site_ids[static_cast<size_t>(site)];
}

}  // namespace dostyq::cli
