#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"

// Which reading of an order is in force, in the text of directives.toml.
namespace dostyq::directive {

struct ReadingName {
  std::string id;
  int version = 1;
  friend auto operator<=>(const ReadingName&, const ReadingName&) = default;
};

/// The same text with another reading of one order in force; everything else, comments too, stays
/// as it is written. `toml` is text that parse() takes. Errors: planning.unknown_directive,
/// planning.unknown_reading; directive.syntax.
Result<std::string> choose(std::string_view toml, const std::string& directive,
                           const ReadingName& reading);

/// Order → the reading in force; orders without any are left out. Empty for what is no TOML.
std::map<std::string, ReadingName> chosen_readings(std::string_view toml);

}  // namespace dostyq::directive
