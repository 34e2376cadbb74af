#pragma once

#include <string_view>

namespace dostyq::directive {

/// JSON Schema (draft 2020-12) of directives.toml, for editors that complete and check while one
/// types. It knows the language, not the ids of a programme: parse() has the last word.
std::string_view json_schema();

}  // namespace dostyq::directive
