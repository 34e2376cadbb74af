#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "i18n/phrase.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"

namespace dostyq::cli {

/// What every command needs to speak with the person at the terminal.
struct Context {
  Language language = Language::kEnglish;
  bool json = false;
  bool colour_out = false;  ///< stdout is a terminal and colours are wanted
  bool colour_err = false;
  StopFlag* stop = nullptr;

  /// A message of cli.toml.
  std::string say(std::string_view key, const std::vector<std::string>& args = {}) const;
  /// Prints problems to stderr (with --json: as an object to stdout) and gives the exit code.
  int fail(const Problems& problems) const;
  int fail(const Error& error) const { return fail(Problems{error}); }
  /// Wraps `text` in an SGR code when colours are on.
  std::string paint(const char* sgr, const std::string& text) const;
};

enum ExitCode { kDone = 0, kOurFault = 1, kBadInput = 2, kConflict = 3, kLimit = 4 };

/// Options that several commands share, as typed.
struct CaseArguments {
  std::string folder;
  std::vector<std::string> readings;  ///< ID=INTERPRETATION
  std::vector<std::string> slips;     ///< ID=DATE
  std::vector<std::string> lock, forbid, without;
  std::string not_before, previous;
  double time_limit = 0;  ///< 0: none
  std::string gap;        ///< "1%" or "0.01"; empty: none
};

/// Loads the folder and chooses readings; `seasons` as planning::LoadOptions. Shows progress when
/// roads have to be prepared.
Checked<planning::Case> load(const CaseArguments& arguments, const Context& context,
                             bool seasons = false);
/// The typed options as planning options. Errors: a date or a plan file that cannot be read, an
/// unknown directive.
Result<planning::PlanOptions> plan_options(const CaseArguments& arguments,
                                           const planning::Case& loaded, const Context& context);

/// Today as the system's clock says (UTC); the only place that asks it.
Date today();
Result<Date> parse_date(const std::string& text, const std::string& option);

}  // namespace dostyq::cli
