#include "cli/context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/progress_line.hpp"
#include "io/file.hpp"
#include "planning/plan_json.hpp"

namespace dostyq::cli {

std::string Context::say(std::string_view key, const std::vector<std::string>& args) const {
  return i18n::say(key, args, language);
}

std::string Context::paint(const char* sgr, const std::string& text) const {
  return colour_out ? fmt::format("\033[{}m{}\033[0m", sgr, text) : text;
}

int Context::fail(const Problems& problems) const {
  int exit_code = kBadInput;
  if (!problems.empty()) exit_code = static_cast<int>(problems.front().code);
  if (json) {
    nlohmann::ordered_json out;
    out["status"] = "error";
    out["problems"] = nlohmann::ordered_json::array();
    for (const Error& problem : problems) {
      out["problems"].push_back({{"file", problem.where.file},
                                 {"row", problem.where.row},
                                 {"column", problem.where.column},
                                 {"key", problem.key},
                                 {"message", i18n::say(problem, language)}});
    }
    fmt::print("{}\n", out.dump(2));
    return exit_code;
  }
  for (const Error& problem : problems) {
    const char* mark = colour_err ? "\033[31m✗\033[0m" : "✗";
    fmt::print(stderr, "{} {}\n", mark, i18n::say(problem, language));
  }
  if (problems.size() > 1)
    fmt::print(stderr, "{}\n", say("cli.problems", {std::to_string(problems.size())}));
  return exit_code;
}

Date today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Date::from_days(static_cast<int32_t>(days.time_since_epoch().count()));
}

Result<Date> parse_date(const std::string& text, const std::string& option) {
  const std::optional<Date> date = Date::parse(text);
  if (!date) return dostyq::fail("cli.bad_date", {option, text});
  return *date;
}

namespace {

bool knows(const planning::Case& loaded, const std::string& id) {
  return std::any_of(loaded.directives.begin(), loaded.directives.end(),
                     [&](const auto& d) { return d.id == id; });
}

// "1%", "0.5 %" or "0.01"; below 1.
std::optional<double> parse_share(std::string text) {
  std::erase(text, ' ');
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (percent) value /= 100;
  return value >= 0 && value < 1 ? std::optional(value) : std::nullopt;
}

}  // namespace

Checked<planning::Case> load(const CaseArguments& arguments, const Context& context, bool seasons) {
  planning::LoadOptions options;
  options.seasons = seasons;
  options.roads.stop = context.stop;
  std::optional<ProgressLine> line;
  options.roads.progress = [&](const char* stage, double done) {
    if (!line) line.emplace(context);
    line->part(context.say(stage), done);
  };
  Checked<planning::Case> loaded = planning::load_case(arguments.folder, options);
  line.reset();
  if (!loaded) return loaded;
  std::map<std::string, std::string> readings;
  for (const std::string& text : arguments.readings) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos)
      return tl::unexpected(Problems{Error{ErrorCode::kBadInput, "cli.bad_reading", {text}, {}}});
    readings[text.substr(0, equals)] = text.substr(equals + 1);
  }
  if (Result<void> done = planning::choose_readings(*loaded, readings); !done)
    return tl::unexpected(Problems{done.error()});
  std::map<std::string, Date> slips;
  for (const std::string& text : arguments.slips) {
    const size_t equals = std::min(text.find('='), text.size());
    const Result<Date> date = parse_date(text.substr(std::min(equals + 1, text.size())), "--slip");
    if (!date) return tl::unexpected(Problems{date.error()});
    slips.emplace(text.substr(0, equals), *date);
  }
  if (Result<void> done = planning::slip_dates(*loaded, slips); !done)
    return tl::unexpected(Problems{done.error()});
  return loaded;
}

Result<planning::PlanOptions> plan_options(const CaseArguments& arguments,
                                           const planning::Case& loaded, const Context& context) {
  planning::PlanOptions options;
  options.stop = context.stop;
  if (arguments.time_limit > 0) options.time_limit_seconds = arguments.time_limit;
  if (!arguments.gap.empty()) {
    const std::optional<double> gap = parse_share(arguments.gap);
    if (!gap) return fail("cli.bad_gap", {arguments.gap});
    options.gap = *gap;
  }
  for (const std::string& id : arguments.without) {
    if (!knows(loaded, id)) return fail("planning.unknown_directive", {id});
    options.without.insert(id);
  }
  const auto& programme = loaded.world.programme();
  for (const auto& [typed, picks] :
       {std::pair{&arguments.lock, &options.lock}, std::pair{&arguments.forbid, &options.forbid}}) {
    for (const std::string& text : *typed) {
      Result<planning::SitePick> pick = planning::parse_pick(text, programme);
      if (!pick) return tl::unexpected(pick.error());
      picks->push_back(std::move(*pick));
    }
  }
  if (!arguments.not_before.empty()) {
    const Result<Date> date = parse_date(arguments.not_before, "--not-before");
    if (!date) return tl::unexpected(date.error());
    options.not_before = *date;
  }
  if (!arguments.previous.empty()) {
    const Result<std::string> text = io::read_file(arguments.previous);
    if (!text) return tl::unexpected(text.error());
    Result<std::vector<planning::PlannedSite>> openings =
        planning::openings_from_json(*text, arguments.previous, programme);
    if (!openings) return tl::unexpected(openings.error());
    options.previous = std::move(*openings);
  }
  return options;
}

}  // namespace dostyq::cli
