#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
#include "world/programme.hpp"

namespace dostyq::directive {

/// Reads directives.toml. Everything is checked against the programme (areas, bodies, sources,
/// registers, columns, kinds, groups); all problems come at once with line and column. Unknown keys
/// are problems. Result sorted as written.
Checked<std::vector<Directive>> parse(std::string_view toml, const std::string& file,
                                      const world::Programme& programme);

/// The inverse: parse(write(d)) == d.
std::string write(const std::vector<Directive>& directives);

}  // namespace dostyq::directive
