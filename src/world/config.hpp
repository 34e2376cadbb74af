#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "world/programme.hpp"

namespace dostyq::world {

inline const std::string kConfigFile = "programme.toml";

/// programme.toml as far as it could be understood.
struct ConfigReading {
  Config config;
  bool readable = false;  ///< false: not TOML at all
  std::map<std::string, int>
      lines;  ///< "country", "kind.ID.places", "register.ID" → line, for checks against the tables
};

/// Reads from memory and adds what is wrong by itself to `problems`. What must agree with the
/// tables (country, kinds' places) is checked by check_consistency().
ConfigReading read_config(std::string_view toml, Problems& problems);

/// The same as a file that read_config() reads back equal.
std::string write_config(const Config& config);

/// The measure's name in programme.toml.
std::string_view name(Measure measure);

}  // namespace dostyq::world
