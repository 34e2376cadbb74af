#include "cli/solve_question.hpp"

#include <algorithm>
#include <array>
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

tl::unexpected<Problems> bad_amount(const char* option, const std::string& text) {
  return tl::unexpected(
      Problems{{ErrorCode::kBadInput, "instances.bad_amount", {option, text}, {}}});
}

/// The parts of a text between commas.
std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// "5:1,10:0.5": within 5 all of the weight, within 10 half of it.
Checked<void> take_steps(const std::string& text, instances::Question& question) {
  std::vector<std::pair<double, instances::Decimal>> steps;
  int decimals = 0;
  for (const std::string& part : parts_of(text)) {
    const size_t colon = part.find(':');
    const std::string right = colon == std::string::npos ? "" : part.substr(colon + 1);
    const auto radius = number<double>(part.substr(0, colon));
    const auto value = instances::parse_decimal(right);
    constexpr int64_t kMost = 2'000'000'000;  // of a value in millionths
    const auto fine = value ? instances::whole(*value, 6) : std::nullopt;
    if (!radius || !fine || *fine < 0 || *fine > kMost) return bad_amount("--steps", part);
    steps.emplace_back(*radius, *value);
    decimals = std::max(decimals, value->decimals);
  }
  question.step_scale = instances::power_of_ten(decimals);
  for (const auto& [radius, value] : steps) {
    const std::optional<int64_t> whole = instances::whole(value, decimals);
    if (!whole) return bad_amount("--steps", text);
    question.steps.push_back({radius, *whole});
  }
  return {};
}

template <size_t N>
int index_of(const std::string& text, const std::array<std::string_view, N>& names) {
  return static_cast<int>(std::find(names.begin(), names.end(), text) - names.begin());
}

/// The options of gradual coverage, reliability, equity and phases.
Checked<void> take_models(const SolveArguments& arguments, const Instance& instance,
                          instances::Question& question) {
  if (!arguments.steps.empty()) {
    if (Checked<void> taken = take_steps(arguments.steps, question); !taken) return taken;
  }
  question.nearest = arguments.nearest;
  question.shut = arguments.shut;
  if (!arguments.penalty.empty()) {
    const auto typed = instances::parse_decimal(arguments.penalty);
    if (typed && typed->mantissa >= 0)
      question.penalty = instances::whole(*typed, instances::decimals_of(instance.cost_scale));
    if (!question.penalty) return bad_amount("--penalty", arguments.penalty);
  }
  // Their names are checked where the command line is read.
  question.equity =
      static_cast<instances::Equity>(index_of(arguments.equity, instances::kEquityNames));
  question.phase_order = static_cast<instances::PhaseOrder>(
      index_of(arguments.phase_order, instances::kPhaseOrderNames));
  question.epsilon = arguments.epsilon;
  question.kappa = arguments.kappa;
  const bool derived = question.equity == instances::Equity::kKolmPollak && !question.kappa;
  if (derived && !question.epsilon) question.epsilon = 1;
  question.phases = arguments.phases;
  if (!arguments.phase_weights.empty()) {
    for (const std::string& part : parts_of(arguments.phase_weights)) {
      const auto weight = number<int>(part);
      if (!weight || *weight < 0) return bad_amount("--phase-weights", part);
      question.phase_weights.push_back(*weight);
    }
  }
  return {};
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
  if (Checked<void> taken = take_models(arguments, instance, question); !taken)
    return tl::unexpected(std::move(taken.error()));
  if (!arguments.rows.empty()) {
    const Result<std::string> bytes = io::read_file(arguments.rows);
    if (!bytes) return tl::unexpected(Problems{bytes.error()});
    const std::string file = std::filesystem::path(arguments.rows).filename().string();
    auto rows = instances::parse_side_rows(*bytes, file, instance, question.phases);
    if (!rows) return tl::unexpected(std::move(rows.error()));
    question.rows = std::move(*rows);
  }
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
